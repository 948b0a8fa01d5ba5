"""Proposals and their calls: what a call takes, until when, and who is told."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from applications import panels, services, snapshot
from applications.models import Application, State, Submission
from applications.selectors import read, readiness
from core.errors import DomainError
from demo import proposals
from funding.deadlines import in_words
from funding.evaluator import DECLARATIONS
from funding.models import Call, Country, FundingLine, Region
from funding.services import calls, extensions
from notifications.models import Notification
from tests.plugin import guards_lifted

NEW = "/en/workspace/applications/new/"
ANSWERS = {"title": "A counter", "coverage": "REGIONAL", "countries": ["ME", "AL"], "line": "2", "language": "en"}
CLOSED = "It takes no more proposals."


def start(by, *codes, line=2, language="en", coverage="REGIONAL", call=None):
    return services.start(
        by=by,
        title="A project",
        language=language,
        line=FundingLine.objects.get(number=line),
        coverage=coverage,
        countries=Country.objects.filter(code__in=codes or ["ME", "AL"]),
        call=call,
    )


@pytest.fixture
def national(reference):
    return Call.objects.get(slug="national")


def set_call(application, call):
    """Make a finished national draft one for another call, past the services: what is tested is the deadline."""
    Application.objects.filter(pk=application.pk).update(call=call)
    return Application.objects.get(pk=application.pk)


def after(call, time_machine, seconds):
    """Let it be so many seconds after the deadline."""
    time_machine.move_to(call.deadline_at + timedelta(seconds=seconds), tick=False)


def submit(application):
    return services.submit(application, by=application.owner, declarations=frozenset(DECLARATIONS))


def test_submission_freezes_the_call_that_it_answers(draft, open_call, officer, second_officer):
    call = open_call(grace_seconds=217)
    submission = submit(set_call(draft, call))
    deadline = call.deadline_at
    later = extensions.propose_extension(call, by=officer, deadline_at=deadline + timedelta(days=9), reason="Floods")
    extensions.confirm_extension(later, by=second_officer)

    kept = json.loads(submission.content)

    assert (kept["format"], kept["call"]) == (
        2,
        {
            "pk": call.pk,
            "slug": "regional",
            "kind": "REGIONAL",
            "title": {"en": "Regional en", "fr": "Regional fr", "es": "Regional es"},
            "deadline_at": deadline.isoformat(),
            "time_zone": "Europe/Zurich",
            "grace_seconds": 217,
        },
    )
    assert snapshot.canonical(kept) == (submission.content, submission.sha256)
    with override("fr"):
        assert read(submission.application).call == ("Regional fr", in_words(deadline, "Europe/Zurich"))


def test_applicants_read_the_deadline_and_never_the_grace(draft, open_call, client_for):
    application = submit(set_call(draft, open_call(grace_seconds=217))).application

    page = client_for(application.owner).get(application.get_absolute_url()).content.decode()

    assert "Deadline when it was handed in" in page
    assert not re.search(r"\b217\b", page)


def test_a_submission_from_before_keeps_its_hash_and_is_read(application_in, client_for):
    submission = application_in("submitted").submissions.get()
    old = {name: value for name, value in json.loads(submission.content).items() if name not in {"format", "call"}}
    content, sha256 = snapshot.canonical(old)
    with guards_lifted():
        Submission.objects.filter(pk=submission.pk).update(content=content, sha256=sha256)
    application = Application.objects.get(pk=submission.application_id)

    page = client_for(application.owner).get(application.get_absolute_url())

    assert (read(application).call, page.status_code) == (None, 200)
    assert application.call.title in page.content.decode()
    assert snapshot.canonical(json.loads(content))[1] == Submission.objects.get(pk=submission.pk).sha256


def test_start_finds_the_only_open_call_that_fits(applicant, national, open_call):
    regional = open_call(funding_year=2031)

    by_country = start(applicant, "ME", coverage="NATIONAL")
    by_region = start(applicant)

    assert (by_country.call, by_country.funding_year) == (national, timezone.localdate().year)
    assert (by_region.call, by_region.funding_year) == (regional, 2031)


@pytest.mark.parametrize("fields", [{"languages": ["fr"]}, {"lines": [1]}, {"regions": ["AFRICA"]}])
def test_start_without_a_call_that_fits_is_refused(applicant, open_call, fields):
    open_call(**fields)

    with pytest.raises(DomainError, match="No call is open now"):
        start(applicant)

    assert Application.objects.count() == 0


def test_start_with_several_calls_that_fit_asks_for_one(applicant, open_call):
    _first, second = open_call("first"), open_call("second")

    with pytest.raises(DomainError, match="Several open calls fit: Regional en, Regional en"):
        start(applicant)

    assert start(applicant, call=second).call == second


def test_start_for_a_call_says_all_that_it_does_not_take(applicant, open_call):
    call = open_call(lines=[1], languages=["fr", "es"], regions=Region.objects.filter(pk__in=["AFRICA"]))

    with pytest.raises(DomainError) as refusal:
        start(applicant, "ME", coverage="NATIONAL", call=call)

    assert refusal.value.sentences == [
        "“Regional en” is only for: Regional projects.",
        "“Regional en” is only for: Line 1.",
        "“Regional en” is only for: Africa.",
        "“Regional en” is only for: French, Spanish.",
    ]


def test_start_for_a_call_that_opens_later_is_refused(applicant, open_call):
    later = open_call(opens_at=timezone.now() + timedelta(days=1))

    with pytest.raises(DomainError, match="takes proposals from"):
        start(applicant, call=later)


def test_start_for_a_call_whose_deadline_has_passed_is_refused(applicant, open_call, time_machine):
    call = open_call()
    after(call, time_machine, seconds=121)

    with pytest.raises(DomainError, match=CLOSED):
        start(applicant, call=call)


def test_closing_the_national_call_ends_the_start_of_national_proposals(applicant, officer, national):
    calls.close_call(national, by=officer)

    with pytest.raises(DomainError, match="No call is open now"):
        start(applicant, "ME", coverage="NATIONAL")
    with pytest.raises(DomainError, match="“National projects: open all year” is not open"):
        start(applicant, "ME", coverage="NATIONAL", call=Call.objects.get(pk=national.pk))


def test_submission_at_the_end_of_the_silent_grace_is_in_time(draft, open_call, time_machine):
    draft = set_call(draft, open_call())
    after(draft.call, time_machine, seconds=120)

    submit(draft)

    assert Application.objects.get(pk=draft.pk).state == State.REGIONAL_REVIEW


def test_submission_after_the_grace_is_refused_and_says_when_the_deadline_was(draft, open_call, time_machine):
    deadline = timezone.now().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=40)
    draft = set_call(draft, open_call(deadline_at=deadline, time_zone="UTC"))
    after(draft.call, time_machine, seconds=121)

    with pytest.raises(DomainError) as refusal:
        submit(draft)

    day = f"{deadline.day} {deadline:%B %Y}"
    closed, arrived, help_offered = refusal.value.sentences
    assert closed == f"The deadline of “Regional en” was {day}, 15:00 (Coordinated Universal Time). {CLOSED}"
    assert arrived.startswith(f"Your submission reached us on {day}, 15:02 (Coordinated Universal Time), at 15:02:01")
    assert draft.call.contact_email in help_offered
    assert Application.objects.get(pk=draft.pk).state == State.DRAFT


def test_extension_is_for_every_draft_of_the_call_and_tells_their_owners(
    applicant, stranger, colleague, officer, second_officer, open_call, draft, other_draft, time_machine
):
    call = open_call()
    drafts = [set_call(draft, call), set_call(other_draft, call)]
    proposals.start(colleague, title="For the national call", country="ME")
    later = call.deadline_at + timedelta(days=7)
    extension = extensions.propose_extension(call, by=officer, deadline_at=later, reason="Floods")
    extensions.confirm_extension(extension, by=second_officer)
    after(call, time_machine, seconds=3600)

    for one in drafts:
        submit(Application.objects.get(pk=one.pk))

    told = Notification.objects.filter(kind="call.extended").values_list("user", flat=True)
    assert sorted(told) == sorted([applicant.pk, stranger.pk])


def test_proposal_that_was_in_time_may_be_changed_after_the_deadline(draft, open_call, endorser, time_machine):
    draft = set_call(draft, open_call())
    submit(draft)
    after(draft.call, time_machine, seconds=86_400)
    services.send_back(draft, by=User.objects.get(pk=endorser.pk), comment="Name the ministry")

    submit(Application.objects.get(pk=draft.pk))

    assert draft.submissions.count() == 2


def test_audience_of_a_call_is_who_can_still_write(applicant, stranger, draft, other_draft, open_call):
    call = open_call()
    set_call(draft, call)
    submit(set_call(other_draft, call))

    assert list(panels.call_audience(call)) == [applicant]


def test_to_do_list_names_the_day_on_the_clocks_of_the_call(applicant, draft, open_call):
    deadline = timezone.now().replace(hour=22, minute=30) + timedelta(days=5)
    set_call(draft, open_call(deadline_at=deadline, time_zone="Asia/Tokyo"))

    (task,) = panels.tasks(User.objects.get(pk=applicant.pk))

    assert task.due_on == (deadline + timedelta(hours=9)).date()


def test_page_of_an_open_call_leads_to_a_form_for_it(client_for, applicant, open_call):
    browser, call = client_for(applicant), open_call()
    address = f"{NEW}?call=regional&coverage=REGIONAL"

    assert f'href="{address.replace("&", "&amp;")}"' in browser.get(call.get_absolute_url()).content.decode()
    page = browser.get(address)
    assert (page.context["call"], page.context["form"]["coverage"].value()) == (call, "REGIONAL")
    answer = browser.post(address, ANSWERS)

    assert answer.headers["Location"] == Application.objects.get(call=call).get_absolute_url()


def test_page_of_a_closed_call_does_not_lead_to_a_form(client_for, applicant, open_call, time_machine):
    call = open_call()
    after(call, time_machine, seconds=1)  # the silent grace runs, but nobody is sent to a form that soon refuses

    page = client_for(applicant).get(call.get_absolute_url()).content.decode()

    assert page.count("/applications/new/") == 0


def test_form_for_a_closed_call_leads_back_and_says_why(client_for, applicant, open_call, time_machine):
    call = open_call()
    after(call, time_machine, seconds=121)

    answer = client_for(applicant).get(f"{NEW}?call=regional", follow=True)

    assert answer.redirect_chain == [(call.get_absolute_url(), 302)]
    assert CLOSED in str(next(iter(answer.context["messages"])))


def test_call_that_closes_while_the_form_is_open_is_named_in_the_refusal(
    client_for, applicant, open_call, time_machine
):
    call = open_call()
    after(call, time_machine, seconds=121)

    page = client_for(applicant).post(f"{NEW}?call=regional", ANSWERS)

    (sentence,) = page.context["form"].non_field_errors()
    assert sentence.startswith("The deadline of “Regional en” was ")
    assert page.context["form"]["title"].value() == "A counter"


@pytest.mark.parametrize("slug", ["secret", "nothing"])
def test_call_that_the_person_cannot_see_is_not_found(client_for, applicant, call_draft, slug):
    call_draft("secret")
    browser = client_for(applicant)

    answers = [browser.get(f"{NEW}?call={slug}"), browser.post(f"{NEW}?call={slug}", ANSWERS)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert [answer.content.decode().count("Regional en") for answer in answers] == [0, 0]


def test_draft_shows_its_call_until_it_is_handed_in(client_for, applicant, draft, open_call):
    browser, draft = client_for(applicant), set_call(draft, open_call())

    page = browser.get(draft.get_absolute_url()).content.decode()

    assert ("Regional en" in page, "10 days left" in page) == (True, True)
    assert readiness(draft).obstacles == readiness(draft, declarations=DECLARATIONS).obstacles == []
