"""Letters: written by one person, read, sent by another, all or none and once; withdrawn proposals drop out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils.html import strip_tags

from applications import services as applications
from applications.models import Application, State
from applications.workflow import PROPOSAL
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from demo import proposals
from funding.models import LedgerEntry
from notifications.models import Notification, OutboxMail
from projects.models import Project
from reviews import services
from reviews.models import Letter, Release


@pytest.fixture
def decided(application_in):
    return application_in("decided")


@pytest.fixture
def three(decided, stranger, applicant, cast):
    """Three decided proposals, the second of somebody else."""
    people = [stranger, applicant]
    others = [
        proposals.carry_on(proposals.start(person, title=f"Number {person.pk}", country="AL"), "decided", cast)
        for person in people
    ]
    return [decided, *others]


@pytest.fixture
def prepare(officer):
    return lambda *found: services.prepare_release([one.decisions.get() for one in found], by=officer)


def states(found):
    return [Application.objects.get(pk=one.pk).state for one in found]


def test_release_makes_all_known_and_mails_each_letter_once(three, prepare, approver, applicant, stranger, officer):
    release = services.release(prepare(*three), by=approver)

    assert states(three) == [State.APPROVED] * 3
    assert Project.objects.filter(application__in=three).count() == 3
    mails = OutboxMail.objects.filter(dedupe_key__startswith="decision:")
    assert sorted(mails.values_list("to", flat=True)) == sorted(
        [applicant.email] * 2 + [stranger.email] + [officer.email] * 3
    )
    with pytest.raises(StateConflict, match="released already"):
        services.release(release, by=approver)
    assert mails.count() == 6


def test_an_error_in_the_third_takes_everything_back(three, prepare, approver, monkeypatch):
    release, seen = prepare(*three), []

    def fails(application, *, by, comment):
        seen.append(application.pk)
        if len(seen) == 3:
            raise DomainError("The third fails")

    monkeypatch.setitem(PROPOSAL.effects, "approve", [*PROPOSAL.effects["approve"], fails])
    with pytest.raises(DomainError, match="third"):
        services.release(release, by=approver)

    assert len(seen) == 3
    assert states(three) == [State.RECOMMENDED] * 3
    assert (
        Project.objects.filter(application__in=three).count(),
        Notification.objects.filter(kind="decision.made").count(),
    ) == (0, 0)
    assert Release.objects.get().released_at is None


def test_a_process_that_dies_half_way_releases_none_and_the_next_try_all(three, prepare, approver, monkeypatch):
    release, effects = prepare(*three), PROPOSAL.effects["approve"]

    def dies(application, *, by, comment):
        if application.pk == three[1].pk:
            raise SystemExit

    monkeypatch.setitem(PROPOSAL.effects, "approve", [*effects, dies])
    with pytest.raises(SystemExit):
        services.release(release, by=approver)
    before = states(three)
    monkeypatch.setitem(PROPOSAL.effects, "approve", effects)
    services.release(release, by=approver)

    assert (before, states(three)) == ([State.RECOMMENDED] * 3, [State.APPROVED] * 3)
    assert Notification.objects.filter(kind="decision.made").count() == 6


def test_who_prepared_cannot_send(decided, prepare, officer):
    with pytest.raises(NotAllowed, match="second person"):
        services.release(prepare(decided), by=officer)

    assert states([decided]) == [State.RECOMMENDED]


def test_withdrawn_proposal_drops_out_with_a_note_and_its_money_returns(three, prepare, approver, officer, client_for):
    release = prepare(*three)
    applications.withdraw(three[1], by=three[1].owner, comment="Merged")

    page = " ".join(strip_tags(client_for(officer).get(release.get_absolute_url()).content.decode()).split())
    services.release(release, by=approver)

    assert f"{three[1].reference}, “{three[1].title}”, was withdrawn before its letter was sent." in page
    assert states(three) == [State.APPROVED, State.WITHDRAWN, State.APPROVED]
    assert [one.pk for one in release.dropped.all()] == [three[1].pk]
    assert Letter.objects.count() == 2
    held = LedgerEntry.objects.filter(reference=three[1].reference).order_by("pk").values_list("kind", flat=True)
    assert list(held) == ["COMMITMENT", "RELEASE"]


def test_release_without_letters_is_refused(decided, prepare, approver):
    release = prepare(decided)
    applications.withdraw(decided, by=decided.owner, comment="Merged")

    with pytest.raises(DomainError, match="No letter"):
        services.release(release, by=approver)


def test_letter_changed_since_it_was_read_is_not_sent(decided, prepare, approver, officer):
    release = prepare(decided)
    letter = release.letters.get()
    read = [(letter.pk, letter.revision)]
    services.change_letter(letter, by=officer, text="Another text", revision=letter.revision)

    with pytest.raises(StateConflict, match="has changed since you read it"):
        services.release(release, by=approver, letters=read)

    services.release(release, by=approver, letters=[(letter.pk, 2)])
    assert Letter.objects.get().text == "Another text"


def test_cancelled_release_lets_its_decisions_wait_again(three, prepare, officer, approver):
    release = prepare(*three)

    assert services.cancel_release(release, by=officer) == 3

    assert (Release.objects.count(), Letter.objects.count()) == (0, 0)
    assert AuditEvent.objects.filter(action="decision.release_cancelled").count() == 3
    services.release(prepare(*three), by=approver)
    assert states(three) == [State.APPROVED] * 3


def test_sent_letters_cannot_be_taken_back(decided, prepare, officer, approver):
    release = services.release(prepare(decided), by=approver)

    with pytest.raises(StateConflict):
        services.cancel_release(release, by=officer)


@pytest.mark.parametrize("name", ["auditor", "applicant", "endorser", "reviewer", "administrator"])
def test_letters_are_for_officers_and_approvers(decided, prepare, officer, request, name):
    user, release = request.getfixturevalue(name), prepare(decided)

    for act in (
        lambda: services.prepare_release([decided.decisions.get()], by=user),
        lambda: services.change_letter(release.letters.get(), by=user, text="Mine", revision=1),
        lambda: services.cancel_release(release, by=user),
        lambda: services.release(release, by=user),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_each_letter_is_in_the_language_of_its_proposal(cast, applicant, officer):
    drafts = [
        proposals.start(applicant, title=title, country=country)
        for title, country in (("Un guichet commun", "SN"), ("One counter", "ME"))
    ]
    Application.objects.filter(pk=drafts[0].pk).update(language="fr", region="EUROPE")
    found = [proposals.carry_on(Application.objects.get(pk=draft.pk), "decided", cast) for draft in drafts]

    release = services.prepare_release([one.decisions.get() for one in found], by=officer)

    texts = [letter.text for letter in release.letters.order_by("pk")]
    assert [text.split("\n")[0].startswith("Your proposal") for text in texts] == [False, True]
    assert "Directeur général adjoint" in texts[0]
    assert "Deputy Director General" in texts[1]


def test_title_of_the_approver_is_configuration(application_in, officer, approver, settings, client_for, applicant):
    settings.FUND_APPROVER_TITLE = "Director General"
    application = application_in("decided")
    release = services.prepare_release([application.decisions.get()], by=officer)

    assert release.letters.get().text.split("\n")[-2] == "Director General"
    pages = [
        client_for(applicant).get(application.get_absolute_url()),
        client_for(approver).get(f"/en/workspace/reviews/{application.key}/memo/"),
    ]
    words = [" ".join(page.content.decode().split()) for page in pages]
    assert ["Director General" in page for page in words] == [True, True]
    assert ["Deputy" in page for page in words] == [False, False]


def test_officer_writes_letters_of_a_line_and_the_approver_sends_them(client_for, officer, approver, three):
    writes, sends = client_for(officer), client_for(approver)
    line1 = writes.get("/en/workspace/reviews/releases/?line=1").context["waiting"]
    line2 = writes.get("/en/workspace/reviews/releases/?line=2&call=x").context["waiting"]
    chosen = {"decisions": [one.decisions.get().pk for one in three[:2]]}

    written = writes.post("/en/workspace/reviews/releases/?line=2", chosen)
    address = written.headers["Location"]
    page = sends.get(address)
    sent = sends.post(address, {"letters": page.context["form"]["letters"].value()})

    assert (len(line1), len(line2)) == (0, 3)
    assert writes.get(address).context["form"] is None
    assert sent.headers["Location"] == address
    assert states(three) == [State.APPROVED, State.APPROVED, State.RECOMMENDED]


def test_pages_with_forms_carry_the_token(client_for, officer, approver, decided, prepare):
    """An include with "only" loses it, and a test client does not ask for it by itself."""
    writes, sends = client_for(officer), client_for(approver)
    releases = writes.get("/en/workspace/reviews/releases/")
    release = prepare(decided)
    letter = writes.get(f"{release.get_absolute_url()}letters/{release.letters.get().pk}/")

    pages = [releases, letter, writes.get(release.get_absolute_url()), sends.get(release.get_absolute_url())]
    assert ['name="csrfmiddlewaretoken"' in page.content.decode().split("<main")[1] for page in pages] == [True] * 4


@pytest.mark.parametrize("step", ["interest", "decide", "reconsider"])
def test_pages_of_the_approver_carry_the_token(client_for, approver, application_in, step):
    application = application_in("recommended")
    services.declare_interest(application, by=approver, has_conflict=False)

    page = client_for(approver).get(f"/en/workspace/reviews/{application.key}/{step}/").content.decode()

    assert 'name="csrfmiddlewaretoken"' in page.split("<main")[1]


def test_letter_can_be_printed_and_saved_as_pdf(client_for, officer, decided, prepare):
    letter = prepare(decided).letters.get()
    address = f"{letter.release.get_absolute_url()}letters/{letter.pk}"
    client = client_for(officer)

    assert "Dear Ana Applicant," in client.get(f"{address}/print/").content.decode()
    assert client.get(f"{address}.pdf").content[:5] == b"%PDF-"


def test_released_letter_is_the_teams_and_their_offices(decided, prepare, approver, client_for, request):
    decision = decided.decisions.get()
    address = f"/en/workspace/reviews/{decided.key}/decisions/{decision.pk}.pdf"
    names = ["applicant", "endorser", "officer", "auditor", "reviewer", "stranger"]
    prepared = prepare(decided)
    before = [client_for(request.getfixturevalue(name)).get(address).status_code for name in names]
    services.release(prepared, by=approver)

    after = {name: client_for(request.getfixturevalue(name)).get(address).status_code for name in names}

    assert before == [404] * 6
    assert after == {
        "applicant": 200,
        "endorser": 200,
        "officer": 200,
        "auditor": 200,
        "reviewer": 404,
        "stranger": 404,
    }
    page = client_for(request.getfixturevalue("endorser")).get(decided.get_absolute_url()).content.decode()
    assert address in page


def test_pages_cost_the_same_at_1_and_3_letters(client_for, officer, three, prepare, django_assert_num_queries):
    client = client_for(officer)
    client.get("/en/workspace/reviews/releases/")
    first = prepare(three[0])
    with django_assert_num_queries(8) as one:
        client.get(first.get_absolute_url())
    services.cancel_release(first, by=officer)
    release = prepare(*three)

    with django_assert_num_queries(len(one)):
        client.get(release.get_absolute_url())


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_releases_of_one_decision_at_once_send_one_letter(cast, applicant, officer, approver):
    draft = proposals.start(applicant, title="Wanted", country="ME")
    decision = proposals.carry_on(draft, "decided", cast).decisions.get()

    def prepare(_number):
        try:
            return services.prepare_release([decision], by=officer)
        except StateConflict:
            return None
        finally:
            connection.close()

    def send(release):
        try:
            return services.release(release, by=approver)
        except StateConflict:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        prepared = [found for found in pool.map(prepare, range(6)) if found]
        sent = [found for found in pool.map(send, prepared * 6) if found]

    assert (len(prepared), len(sent), Letter.objects.count()) == (1, 1, 1)
    assert OutboxMail.objects.filter(dedupe_key=f"decision:{decision.pk}:{applicant.pk}").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sending_and_withdrawing_at_once_never_wait_for_each_other(cast, applicant, officer, approver):
    found = [
        proposals.carry_on(proposals.start(applicant, title=f"Number {n}", country="ME"), "decided", cast)
        for n in range(2)
    ]
    release = services.prepare_release([one.decisions.get() for one in found], by=officer)

    def one(act):
        try:
            act()
        except (StateConflict, NotAllowed) as refusal:
            return type(refusal)
        finally:
            connection.close()

    acts = [
        lambda: services.release(release, by=approver),
        lambda: applications.withdraw(found[1], by=applicant, comment="Merged"),
    ]
    with ThreadPoolExecutor(2) as pool:
        refused = [refusal for refusal in pool.map(one, acts) if refusal]

    states_now = states(found)
    assert states_now[0] == State.APPROVED
    assert (states_now[1], len(refused)) in {(State.WITHDRAWN, 0), (State.APPROVED, 1)}


def test_an_officer_who_works_on_a_proposal_learns_nothing_of_its_decision(client_for, cast, applicant, officer):
    own, other = (
        proposals.carry_on(proposals.start(applicant, title=title, country="ME"), "decided", cast)
        for title in ("A tie of the officer", "Another proposal")
    )
    own.former_members.create(user=officer)
    client, colleague = client_for(officer), cast.second_officer
    waiting = client.get("/en/workspace/reviews/releases/").content.decode()
    release = services.prepare_release([own.decisions.get(), other.decisions.get()], by=colleague)

    prepared = [client.get(page) for page in ("/en/workspace/reviews/releases/", "/en/workspace/")]
    closed = client.get(release.get_absolute_url())

    assert [one.reference in waiting for one in (own, other)] == [False, True]
    assert [release.get_absolute_url() in page.content.decode() for page in prepared] == [False, False]
    assert closed.status_code == 404
    assert release.get_absolute_url() in client_for(cast.approver).get("/en/workspace/").content.decode()
