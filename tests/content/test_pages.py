import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from content import services
from content.models import Edition, Page
from content.selectors.pages import kept_pages, shown
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent

SCRIPT = {"headers": {"X-Autosave": "1"}}


@pytest.fixture
def page(reference, officer):
    """A page with a public English edition."""
    page = services.keep_page(Page(path="guidelines/seed-money"), by=officer)
    edition = services.begin_edition(page, "en", by=officer)
    edition = services.write_edition(
        edition, by=officer, revision=1, title="Seed money", text="## What it is\n\nSmall."
    )
    services.publish_edition(edition, by=officer)
    return page


def public(page, language="en"):
    return page.editions.get(language=language, state="PUBLIC")


def test_a_page_is_read_at_its_address(client, page):
    answer = client.get("/en/guidelines/seed-money/")

    assert answer.status_code == 200
    assert '<h2 id="what-it-is">What it is</h2>' in answer.content.decode()


def test_a_language_that_is_missing_is_announced_and_another_shown(client, page):
    text = client.get("/fr/guidelines/seed-money/").content.decode()

    assert '<article lang="en">' in text
    assert "What it is" in text


def test_a_page_without_a_public_edition_is_not_there(client, officer, reference):
    page = services.keep_page(Page(path="secret-plan"), by=officer)
    edition = services.begin_edition(page, "en", by=officer)
    services.write_edition(edition, by=officer, revision=1, title="Secret", text="Secret words")

    assert client.get("/en/secret-plan/").status_code == 404


def test_publishing_keeps_what_was_public(page, officer):
    first = public(page)
    second = services.begin_edition(page, "en", by=officer)
    second = services.write_edition(second, by=officer, revision=1, title="Seed money", text="Larger.", note="Figures")

    services.publish_edition(second, by=officer)

    first.refresh_from_db()
    assert (first.state, first.text, public(page).text) == ("PAST", "## What it is\n\nSmall.", "Larger.")


def test_a_draft_starts_as_what_is_public_and_there_is_one(page, officer, second_officer):
    draft = services.begin_edition(page, "en", by=officer)

    assert draft.text == public(page).text
    assert services.begin_edition(page, "en", by=second_officer) == draft


def test_a_stale_save_is_refused(page, officer):
    draft = services.begin_edition(page, "en", by=officer)
    services.write_edition(draft, by=officer, revision=1, title="A", text="newer")

    with pytest.raises(StateConflict):
        services.write_edition(draft, by=officer, revision=1, title="B", text="older")

    draft.refresh_from_db()
    assert draft.text == "newer"


def test_an_empty_edition_is_not_published(page, officer):
    draft = services.begin_edition(page, "fr", by=officer)

    with pytest.raises(DomainError, match="title and a text"):
        services.publish_edition(draft, by=officer)


def test_an_edition_becomes_public_at_its_time(page, officer):
    now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        draft = services.begin_edition(page, "en", by=officer)
        draft = services.write_edition(draft, by=officer, revision=1, title="Seed money", text="In the new year.")
        services.schedule_edition(draft, by=officer, public_at=now + timedelta(hours=2))
        assert services.publish_due() == 0
    with time_machine.travel(now + timedelta(hours=2, minutes=1), tick=False):
        assert services.publish_due() == 1
        assert services.publish_due() == 0

    assert public(page).text == "In the new year."
    assert public(page).public_at == now + timedelta(hours=2)


def test_an_edition_that_waits_for_its_time_keeps_its_words_and_holds_up_no_other(page, officer):
    now, due = datetime(2027, 1, 4, 9, tzinfo=UTC), []
    with time_machine.travel(now, tick=False):
        for language in ("en", "fr"):
            draft = services.begin_edition(page, language, by=officer)
            draft = services.write_edition(draft, by=officer, revision=1, title="Seed money", text="Words.")
            due.append(services.schedule_edition(draft, by=officer, public_at=now + timedelta(hours=2)))
        with pytest.raises(StateConflict):
            services.publish_edition(due[1], by=None)  # as if it had been taken back meanwhile
        with pytest.raises(DomainError, match="title and a text"):
            services.write_edition(due[0], by=officer, revision=due[0].revision, title="Seed money")
        Edition.objects.filter(pk=due[0].pk).update(text="")

    with time_machine.travel(now + timedelta(hours=3), tick=False):
        assert services.publish_due() == 1

    assert [one.state for one in Edition.objects.filter(pk__in=[one.pk for one in due]).order_by("language")] == [
        "SCHEDULED",
        "PUBLIC",
    ]


def test_a_time_gone_by_is_refused(page, officer):
    draft = services.begin_edition(page, "en", by=officer)

    with pytest.raises(DomainError, match="gone by"):
        services.schedule_edition(draft, by=officer, public_at=datetime(2020, 1, 1, tzinfo=UTC))


def test_a_past_edition_is_restored_as_a_draft(page, officer):
    first = public(page)
    second = services.begin_edition(page, "en", by=officer)
    second = services.write_edition(second, by=officer, revision=1, title="Seed money", text="Larger.")
    services.publish_edition(second, by=officer)

    draft = services.restore_edition(first, by=officer)

    assert (draft.state, draft.text, public(page).text) == ("DRAFT", first.text, "Larger.")
    with pytest.raises(StateConflict):
        services.restore_edition(first, by=officer)


def test_a_moved_page_is_found_at_its_former_address(client, page, officer):
    services.move_page(page, by=officer, path="seed-money")

    answer = client.get("/fr/guidelines/seed-money/")

    assert (answer.status_code, answer["Location"]) == (301, "/fr/seed-money/")
    services.move_page(page, by=officer, path="guidelines/seed-money")
    assert client.get("/en/guidelines/seed-money/").status_code == 200
    assert client.get("/en/seed-money/")["Location"] == "/en/guidelines/seed-money/"


@pytest.mark.parametrize(
    "path", ["nowhere/seed-money", "About Us", "guidelines//x", "../etc", "guidelines", "projects"]
)
def test_an_address_that_cannot_be_is_refused(page, officer, path):
    with pytest.raises(ValidationError):
        services.move_page(page, by=officer, path=path)

    page.refresh_from_db()
    assert page.path == "guidelines/seed-money"


@pytest.mark.parametrize("name", ["applicant", "reviewer", "auditor", "endorser"])
def test_only_those_who_keep_pages_write_them(page, request, name, client_for):
    person = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        services.begin_edition(page, "en", by=person)
    assert client_for(person).get("/en/workspace/site/pages/").status_code == 403
    assert client_for(person).get(f"/en/workspace/site/pages/editions/{public(page).pk}/").status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE content_edition SET text = 'other'",
        "DELETE FROM content_edition",
        "UPDATE content_edition SET state = 'DRAFT'",
    ],
)
def test_database_refuses_to_change_what_was_public(page, statement):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_loading_shipped_pages_again_changes_nothing(page, officer):
    about = Page.objects.get(path="about")
    draft = services.begin_edition(about, "en", by=officer)
    services.publish_edition(
        services.write_edition(draft, by=officer, revision=1, title="About us", text="Ours"), by=officer
    )

    assert services.load_pages() == 0
    assert public(about).title == "About us"


def test_every_shipped_page_speaks_three_languages(reference):
    rows = Page.objects.prefetch_related("editions")

    assert {page.path: sorted({one.language for one in page.editions.all()}) for page in rows if len(
        {one.language for one in page.editions.all()}) != 3} == {}  # fmt: skip


@pytest.mark.parametrize("count", [1, 25])
def test_a_page_asks_as_much_however_many_there_are(page, officer, count, django_assert_num_queries):
    for number in range(count):
        services.keep_page(Page(path=f"guidelines/another-{number}"), by=officer)

    with django_assert_num_queries(3):
        assert shown("guidelines/seed-money").page == page
    with django_assert_num_queries(2):
        assert len(kept_pages()) > count


def test_an_edition_is_written_previewed_and_published_through_the_pages(client_for, officer, page):
    client, draft = client_for(officer), services.begin_edition(page, "fr", by=officer)
    words = {"title": "Financement", "lead": "", "text": "## Ce que c’est\n\nPeu.", "note": "", "revision": 1}

    preview = client.post(
        f"/en/workspace/site/pages/editions/{draft.pk}/write/", words | {"preview": "1"}
    ).content.decode()
    assert '<h2 id="ce-que-cest">Ce que c’est</h2>' in preview
    assert not Edition.objects.get(pk=draft.pk).text
    client.post(f"/en/workspace/site/pages/editions/{draft.pk}/write/", words)
    client.post(f"/en/workspace/site/pages/editions/{draft.pk}/publish/")
    twice = client.post(f"/en/workspace/site/pages/editions/{draft.pk}/publish/")

    assert "This has changed since you opened it." in twice.content.decode()
    assert twice.context["is_over"]
    assert public(page, "fr").title == "Financement"
    assert (
        'href="/fr/guidelines/seed-money/"'
        in client.get(f"/en/workspace/site/pages/editions/{draft.pk}/").content.decode()
    )


def test_a_wrong_title_keeps_the_text(client_for, officer, page):
    draft = services.begin_edition(page, "fr", by=officer)
    words = {"title": "", "text": "Des mots", "revision": 1}

    answer = client_for(officer).post(f"/en/workspace/site/pages/editions/{draft.pk}/write/", words)

    assert answer.status_code == 200
    assert "Des mots" in answer.content.decode()
    assert answer.context["form"].errors["title"]


def test_a_stale_form_keeps_its_text_and_shows_the_other(client_for, officer, second_officer, page):
    draft = services.begin_edition(page, "en", by=officer)
    address = f"/en/workspace/site/pages/editions/{draft.pk}/write/"
    client = client_for(officer)
    services.write_edition(draft, by=second_officer, revision=1, title="Seed money", text="Theirs.")

    answer = client.post(address, {"title": "Seed money", "text": "Mine.", "revision": 1})

    assert "Somebody saved this edition while you had it open." in answer.content.decode()
    assert [
        (label, [[piece.kind for piece in pieces] for pieces in blocks]) for label, blocks in answer.context["theirs"]
    ] == [("Text", [["delete", "insert"]])]
    assert not answer.context["saves_itself"]
    assert answer.context["form"]["text"].value() == "Mine."
    client.post(
        address, {"title": "Seed money", "text": "Mine.", "revision": answer.context["form"]["revision"].value()}
    )
    draft.refresh_from_db()
    assert draft.text == "Mine."


def test_a_draft_saves_itself_and_the_trail_gets_one_row_a_sitting(client_for, officer, page):
    draft = services.begin_edition(page, "en", by=officer)
    address, client = f"/en/workspace/site/pages/editions/{draft.pk}/write/", client_for(officer)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        answers = []
        for number, text in enumerate(["One", "One two", "One two"], start=1):
            words = {"title": "Seed money", "text": text, "revision": number}
            answers.append(client.post(address, words, **SCRIPT).json()["hidden"]["revision"])
        clock.shift(timedelta(minutes=11))
        client.post(address, {"title": "Seed money", "text": "One two three", "revision": 3}, **SCRIPT)

    draft.refresh_from_db()
    assert (answers, draft.text, draft.revision) == ([2, 3, 3], "One two three", 4)
    actions = AuditEvent.objects.about(draft).order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["edition.begun", "edition.written", "edition.written"]


def test_a_page_that_saves_itself_never_takes_the_place_of_a_colleagues_words(
    client_for, officer, second_officer, page
):
    draft = services.begin_edition(page, "en", by=officer)
    services.write_edition(draft, by=second_officer, revision=1, title="Seeds", text="Theirs.")
    words = {"title": "Seed money", "text": "Mine.", "revision": 1}
    address, client = f"/en/workspace/site/pages/editions/{draft.pk}/write/", client_for(officer)

    answer = client.post(address, words, **SCRIPT).json()

    draft.refresh_from_db()
    assert (draft.title, draft.text, answer["state"], answer["hidden"]) == (
        "Seeds",
        "Theirs.",
        "aside",
        {"revision": 2},
    )
    assert re.findall(r"</span>([^<]*)</del>", answer["panel"]) == ["Seeds", "Theirs."]
    chosen = client.post(address, words | answer["hidden"], **SCRIPT).json()
    draft.refresh_from_db()
    assert (chosen["state"], draft.text) == ("saved", "Mine.")


def test_only_a_draft_saves_itself(client_for, officer, page):
    draft = services.begin_edition(page, "en", by=officer)
    address, client = f"/en/workspace/site/pages/editions/{draft.pk}/write/", client_for(officer)
    assert client.get(address).context["saves_itself"]
    services.schedule_edition(draft, by=officer, public_at=timezone.now() + timedelta(days=1))

    answer = client.post(address, {"title": "Seed money", "text": "Half a sen", "revision": 1}, **SCRIPT).json()

    assert answer == {
        "state": "refused",
        "sentences": ["This edition waits for its time meanwhile: press “Save” to change what becomes public."],
    }
    assert not client.get(address).context["saves_itself"]
    nameless = client.post(address, {"title": "", "text": "Text", "revision": 1}, **SCRIPT).json()
    assert nameless == {"state": "refused", "sentences": ["Title: This field is required."]}


def test_a_text_typed_when_the_session_had_ended_is_shown_again(client_for, officer, page):
    draft = services.begin_edition(page, "en", by=officer)
    address, client = f"/en/workspace/site/pages/editions/{draft.pk}/write/", client_for(officer)
    seal = client.get(address).context["seal"]
    client.logout()

    client.post(address, {"title": "Seed money", "text": "Nearly lost.", "revision": 1, "seal": seal})
    client.force_login(officer)
    again = client.get(address)

    assert again.context["form"]["text"].value() == "Nearly lost."
    assert "Your session had ended" in again.content.decode()


def test_a_page_that_nobody_looked_at_for_a_year_says_so(client_for, officer, page):
    Page.objects.filter(pk=page.pk).update(reviewed_on=datetime(2020, 1, 1, tzinfo=UTC).date())

    text = client_for(officer).get(f"/en/workspace/site/pages/{page.pk}/").content.decode()

    assert "Nobody has looked at this page for a year." in text
    assert "Not written in this language yet." in text
