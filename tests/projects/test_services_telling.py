"""Telling followers what is new: once, in their language, in their turn, never of what was withdrawn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from notifications.models import OutboxMail
from notifications.tasks import deliver_mail
from projects import services, tasks
from projects.catalogue import memory
from projects.models import Catalogue, Follower, Project, PublicRecord
from projects.selectors import news
from projects.selectors.following import Followed
from projects.services import followers, records, telling

MORNING = datetime(2026, 6, 8, 5, 30, tzinfo=UTC)  # half past seven in Zurich, a Monday


def tell():
    """The mails of one round, oldest first."""
    before = set(OutboxMail.objects.values_list("pk", flat=True))
    number = telling.tell_followers()
    mails = list(OutboxMail.objects.exclude(pk__in=before).order_by("to"))
    assert len(mails) == number
    return mails


def change(record, **fields):
    """Change the project behind a record, and the record with it."""
    Project.objects.filter(pk=record.pk).update(**fields)
    return services.refresh(Project.objects.get(pk=record.pk))


def test_new_projects_that_fit_are_told_once_in_the_followers_language(public, follower):
    public("Known before", "ME")
    for language in ("en", "fr", "es"):
        follower(f"{language}@example.org", query="country=ME", language=language)
    public("Retour des experts", "ME", code="PX.0009", address="PX.0009", title_language="fr")
    public("Elsewhere", "AL")

    mails = tell()

    assert [(mail.to, mail.language) for mail in mails] == [
        ("en@example.org", "en"),
        ("es@example.org", "es"),
        ("fr@example.org", "fr"),
    ]
    assert mails[0].subject == "News of 1 project"
    for mail, country in zip(mails, ("Montenegro", "Montenegro", "Monténégro"), strict=True):
        for part in (mail.text, mail.html):
            assert f"http://testserver/{mail.language}/projects/PX.0009/" in part
            assert country in part
            assert [title for title in ("Known before", "Elsewhere") if title in part] == []
        assert 'lang="fr">Retour des experts</a>' in mail.html
        key = Follower.objects.get(email=mail.to).key
        assert mail.stop_url == f"http://testserver/{mail.language}/projects/followed/{key}/stop/"
        assert f"/{mail.language}/projects/followed/{key}/\n" in mail.text
    assert tell() == []


def test_nothing_new_is_no_mail(public, follower):
    public("Known before")
    follower("a@example.org", query="country=ME")
    follower("b@example.org", query="country=AL")

    public("Elsewhere", "MN")

    assert tell() == []
    assert set(Follower.objects.values_list("told_revision", flat=True)) == {Catalogue.objects.get().revision}


def test_filter_that_the_catalogue_no_longer_knows_is_never_read_as_all(public, follower):
    follower("a@example.org", query="theme=GONE")
    follower("b@example.org", query="country=ME&theme=GONE")
    public("New", "ME")

    assert tell() == []


def test_address_gets_one_mail_for_all_that_it_follows_and_each_project_once(public, follower):
    known = public("Followed itself", "AL", code="PX.0001")
    for fields in ({"query": ""}, {"query": "country=ME"}, {"project_id": known.pk}):
        follower("a@example.org", **fields)
    public("New one", "ME")
    change(known, state="ACTIVE")

    [mail] = tell()

    assert mail.subject == "News of 2 projects"
    assert mail.text.count("New one") == 1
    assert "Projects that you follow\n\n* PX.0001 Followed itself\n  Albania\n  Status: Active\n" in mail.text
    assert set(Follower.objects.values_list("told_revision", flat=True)) == {Catalogue.objects.get().revision}


def test_mail_shows_twenty_and_counts_the_rest(public, follower):
    follower("a@example.org", query="country=ME")
    follower("a@example.org", query="country=AL")
    for number in range(22):
        public(f"Number {number}", "ME")
    public("Last", "AL")

    [mail] = tell()

    assert mail.subject == "News of 23 projects"
    assert mail.text.count("\n* ") == mail.html.count("<li>") == news.MOST_ENTRIES
    assert "… and 2 more: http://testserver/en/projects/?country=ME" in mail.text
    assert "… and 1 more: http://testserver/en/projects/?country=AL" in mail.text


@pytest.mark.parametrize(
    ("query", "is_told"), [("", False), ("country=ME", False), ("status=ACTIVE", True), ("status=COMPLETED", False)]
)
def test_search_by_status_hears_of_projects_that_come_to_fit(public, follower, query, is_told):
    record = public(state="COMPLETED")
    follower("a@example.org", query=query)

    change(record, state="ACTIVE")

    assert [mail.to for mail in tell()] == (["a@example.org"] if is_told else [])


def test_followed_project_is_told_of_results_and_corrections(running_project, follower, officer, second_officer):
    follower("a@example.org", project_id=running_project.pk, language="es")
    record = PublicRecord.objects.get(pk=running_project.pk)
    change(record, source_url="https://example.org/x")
    assert tell() == []  # no news to a reader
    Follower.objects.update(told_at=MORNING - timedelta(days=365))

    correction = {f"correction_{code}": f"Amount {code}" for code in ("en", "fr", "es")}
    prepared = services.prepare(running_project, by=officer, **correction)
    services.publish(prepared, by=second_officer)

    [mail] = tell()
    assert "Amount es" in mail.text
    assert "Amount en" not in mail.text


def test_withdrawn_project_is_never_told(public, follower, officer, monkeypatch):
    gone, kept = public("Gone before", "AL"), public("Kept", "AL")
    follower("a@example.org", query="country=ME")
    follower("b@example.org", project_id=gone.pk)
    withdrawn, stays = public("Withdrawn", "ME"), public("Stays", "ME")
    change(gone, state="ACTIVE")
    records.remove(gone.project)
    read = telling.Newspaper.read_searches

    def withdrawn_meanwhile(paper, told):
        read(paper, told)
        records.remove(withdrawn.project)

    monkeypatch.setattr(telling.Newspaper, "read_searches", withdrawn_meanwhile)

    [mail] = tell()

    assert (mail.to, mail.subject) == ("a@example.org", "News of 1 project")
    assert "Stays" in mail.text
    assert "Withdrawn" not in mail.text + mail.html
    assert kept.title not in mail.text
    records.remove(stays.project)
    assert OutboxMail.objects.count() == 0  # it had not left yet


def test_project_that_comes_back_is_told_as_new(public, follower):
    record = public(code="PX.0009")
    follower("a@example.org", project_id=record.pk)
    records.remove(record.project)
    services.refresh(Project.objects.get(pk=record.pk))

    [mail] = tell()

    assert "New in the catalogue" in mail.text


def test_turns_keep_the_clock_of_the_fund(noon, time_machine, public, follower):
    for frequency in ("AT_ONCE", "WEEKLY", "MONTHLY"):
        follower(f"{frequency.lower()}@example.org", query="", frequency=frequency, told_at=noon)
    public("First")

    def told_at(moment):
        time_machine.move_to(moment, tick=False)
        return [mail.to.split("@")[0] for mail in tell()]

    assert told_at(noon + timedelta(minutes=59)) == []
    assert told_at(noon + timedelta(minutes=61)) == ["at_once"]
    public("Second")
    assert told_at(noon + timedelta(minutes=120)) == []  # once an hour at most
    assert told_at(MORNING - timedelta(hours=1)) == ["at_once"]
    assert told_at(MORNING) == ["weekly"]
    public("Third")
    assert told_at(MORNING + timedelta(days=2)) == ["at_once"]
    assert told_at(MORNING + timedelta(days=7)) == ["weekly"]
    assert told_at(datetime(2026, 7, 1, 4, 59, tzinfo=UTC)) == []
    assert told_at(datetime(2026, 7, 1, 5, 1, tzinfo=UTC)) == ["monthly"]


def test_turn_without_news_is_over_and_what_comes_later_waits(noon, time_machine, public, follower):
    follower("a@example.org", query="", frequency="WEEKLY", told_at=noon)
    time_machine.move_to(MORNING, tick=False)
    assert tell() == []
    time_machine.move_to(MORNING + timedelta(days=2), tick=False)
    public("On Wednesday")

    assert tell() == []
    time_machine.move_to(MORNING + timedelta(days=7), tick=False)
    assert len(tell()) == 1


def test_person_is_told_at_their_present_address_in_their_language_and_not_when_closed(
    public, follower, applicant, stranger
):
    applicant.email, applicant.language = "new-address@example.org", "fr"
    applicant.save()
    stranger.is_active = False
    stranger.save()
    follower("old-address@example.org", query="", user=applicant)
    follower(stranger.email, query="", user=stranger)
    public("New")

    assert [(mail.to, mail.language) for mail in tell()] == [("new-address@example.org", "fr")]


def test_stopping_takes_waiting_mail_back(public, follower):
    row = follower("a@example.org", query="")
    other = follower("a@example.org", query="country=ME", key=row.key)
    public("New")
    tell()

    followers.stop(other.token)
    assert OutboxMail.objects.count() == 1  # the address still follows something
    followers.stop(row.token)

    assert OutboxMail.objects.count() == 0


def test_one_address_that_cannot_be_told_keeps_nobody_else_from_it(public, follower, monkeypatch):
    for name in ("a", "b", "c"):
        follower(f"{name}@example.org", query="")
    public("New")
    put = telling._put

    def fails_for_b(reader, *rest):
        if reader.email == "b@example.org":
            raise ValueError("a fault")
        put(reader, *rest)

    monkeypatch.setattr(telling, "_put", fails_for_b)
    assert [mail.to for mail in tell()] == ["a@example.org", "c@example.org"]
    monkeypatch.setattr(telling, "_put", put)

    assert [mail.to for mail in tell()] == ["b@example.org"]


def test_round_that_dies_has_told_or_has_not(public, follower, monkeypatch):
    follower("a@example.org", query="")
    public("New")

    def dies(*_args, **_fields):
        raise SystemExit  # the worker is killed between the mail and its transaction's end

    with monkeypatch.context() as patch:
        patch.setattr(Follower.objects.all().__class__, "update", dies)
        with pytest.raises(SystemExit):
            telling._tell("a@example.org", Follower.objects.confirmed(), _paper(), datetime.now(UTC))

    assert OutboxMail.objects.count() == 0
    assert len(tell()) == 1


def _paper():
    paper = telling.Newspaper(Catalogue.objects.get().revision)
    paper.read_searches({"": {0}})
    return paper


def test_time_that_runs_out_leaves_the_rest_to_the_next_round(public, follower, monkeypatch):
    for number in range(3):
        follower(f"{number}@example.org", query="")
    public("New")
    monkeypatch.setattr(telling, "MOST_SECONDS", -1)

    assert [[mail.to[0] for mail in tell()] for _turn in range(4)] == [["0"], ["1"], ["2"], []]


def test_search_is_asked_once_however_many_follow_it(public, follower, monkeypatch):
    monkeypatch.setattr(telling, "ADDRESSES", 2)
    asked, select = [], news.select
    monkeypatch.setattr(news, "select", lambda parameters: asked.append(parameters.urlencode()) or select(parameters))
    for number in range(5):
        follower(f"{number}@example.org", query="country=ME")
        follower(f"{number}@example.org", query="status=COMPLETED")
    public("New", state="COMPLETED")

    assert len(tell()) == 5

    assert sorted(asked) == ["country=ME", "status=COMPLETED"]


@pytest.mark.parametrize("number", [1, 25])
def test_round_costs_by_address_and_not_by_project(public, follower, number, django_assert_num_queries):
    follower("a@example.org", query="country=ME")
    for index in range(number):
        public(f"New {index}")

    memory.current()  # the process reads what is new

    with django_assert_num_queries(21):
        telling.tell_followers()


def test_task_tells_and_forgets(noon, time_machine, public, follower):
    follower("a@example.org", query="")
    followers.follow_by_email(Followed(), email="never@example.org", language="en", frequency="WEEKLY")
    public("New")

    assert tasks.tell_followers() == 1
    time_machine.shift(timedelta(days=8))
    assert tasks.forget_unconfirmed() == 1


def test_mail_offers_the_button_of_mail_programs(public, follower, mailoutbox):
    row = follower("a@example.org", query="")
    public("New")
    tell()

    deliver_mail()

    [message] = mailoutbox
    assert message.extra_headers["List-Unsubscribe"] == f"<http://testserver/en/projects/followed/{row.key}/stop/>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_write_one_mail_an_address(public, follower):
    for number in range(10):
        follower(f"{number}@example.org", query="country=ME")
        follower(f"{number}@example.org", query="")
    public("New")

    def one_round(_number):
        try:
            return telling.tell_followers()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        told = sum(pool.map(one_round, range(4)))

    assert told == OutboxMail.objects.count() == 10
    assert sorted(mail.to for mail in OutboxMail.objects.all()) == [f"{number}@example.org" for number in range(10)]
