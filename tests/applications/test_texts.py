"""Nothing that was confirmed is ever lost, whoever writes beside whom."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications import selectors, services
from applications.models import Member, TextRevision
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent

TEXT = "The ministry trains officers. It prints a manual.\n\nThe academy repeats the course."


@pytest.fixture
def section(draft, applicant):
    """The summary of a draft, with ``TEXT`` as its second revision."""
    return services.write_section(draft, "summary", by=applicant, text=TEXT, revision=1).holder


@pytest.fixture
def writer(draft, colleague):
    """A colleague who may write."""
    Member.objects.create(application=draft, user=colleague, right=Member.Right.EDIT, added_by=draft.owner)
    return colleague


def write(section, by, text, base, page=""):
    return services.write_section(section.application, "summary", by=by, text=text, revision=base, page=page)


def test_save_upon_the_present_text_holds(section, applicant):
    written = write(section, applicant, TEXT + " Yearly.", 2)

    assert (written.is_joined, written.is_aside) == (False, False)
    assert (written.holder.text, written.holder.revision) == (TEXT + " Yearly.", 3)
    assert written.revision.kind == TextRevision.Kind.WRITTEN


def test_changes_to_different_words_are_joined_and_all_three_texts_kept(section, applicant, writer):
    write(section, writer, TEXT.replace("officers", "forty officers"), 2)

    written = write(section, applicant, TEXT + " Yearly.", 2)

    assert written.is_joined
    assert written.holder.text == TEXT.replace("officers", "forty officers") + " Yearly."
    kinds = list(section.revisions.order_by("number").values_list("number", "kind"))
    assert kinds[2:] == [(3, "WRITTEN"), (4, "SENT"), (5, "JOINED")]


def test_contradicting_text_is_put_aside_once_and_the_colleagues_stays(section, applicant, writer):
    write(section, writer, TEXT.replace("prints", "publishes"), 2)

    first = write(section, applicant, TEXT.replace("prints", "writes"), 2)
    again = write(section, applicant, TEXT.replace("prints", "writes"), 2)

    assert (first.is_aside, again.is_aside) == (True, True)
    assert again.holder.text == TEXT.replace("prints", "publishes")
    aside = section.revisions.get(kind="ASIDE")
    assert aside.text == TEXT.replace("prints", "writes")


def test_page_that_did_not_hear_its_own_save_arrived_does_not_contradict_itself(section, applicant):
    write(section, applicant, TEXT.replace("prints", "print"), 2, page="a")

    written = write(section, applicant, TEXT.replace("prints", "prints and binds"), 2, page="a")

    assert (written.is_joined, written.is_aside) == (False, False)
    assert written.holder.text == TEXT.replace("prints", "prints and binds")


def test_page_that_did_not_hear_it_was_joined_keeps_the_colleagues_words(section, applicant, writer):
    write(section, writer, TEXT.replace("officers", "forty officers"), 2, page="b")
    write(section, applicant, TEXT + " Year", 2, page="a")

    written = write(section, applicant, TEXT + " Yearly.", 2, page="a")

    assert written.holder.text == TEXT.replace("officers", "forty officers") + " Yearly."


def test_other_tab_of_the_same_person_is_joined_like_a_colleagues(section, applicant):
    write(section, applicant, TEXT.replace("officers", "forty officers"), 2, page="first")

    written = write(section, applicant, TEXT + " Yearly.", 2, page="second")

    assert written.holder.text == TEXT.replace("officers", "forty officers") + " Yearly."


def test_same_text_sent_twice_is_saved_once(section, applicant):
    write(section, applicant, TEXT + " Yearly.", 2)

    written = write(section, applicant, TEXT + " Yearly.", 2)

    assert (written.revision, written.is_aside) == (None, False)
    assert section.revisions.count() == 3


def test_page_without_changes_learns_what_a_colleague_wrote(section, applicant, writer):
    write(section, writer, TEXT + " Yearly.", 2)

    written = write(section, applicant, TEXT, 2)

    assert (written.is_joined, written.holder.text) == (True, TEXT + " Yearly.")
    assert section.revisions.count() == 3


def test_text_based_on_a_number_that_never_was_is_put_aside(section, applicant):
    assert write(section, applicant, "Something else", 77).is_aside


def test_saves_within_minutes_are_one_sitting_with_one_audit_row(section, applicant, writer):
    before = AuditEvent.objects.about(section.application).count()
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False) as clock:
        for number, text in enumerate(["One", "One two", "One two three"], 2):
            write(section, applicant, text, number)
            clock.shift(timedelta(minutes=5))
        clock.shift(timedelta(minutes=6))
        write(section, applicant, "One two three four", 5)

    sittings = list(section.revisions.order_by("number").values_list("number", "sitting"))
    assert sittings[2:] == [(3, 3), (4, 3), (5, 3), (6, 6)]
    assert AuditEvent.objects.about(section.application).count() == before + 2


def test_database_refuses_to_change_or_delete_a_text(section):
    revision = section.revisions.first()

    for change in (lambda: section.revisions.update(text=""), revision.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_restored_text_is_a_new_revision(section, applicant):
    write(section, applicant, "", 2)

    services.restore_text(section.application, "summary", by=applicant, number=2)

    section.refresh_from_db()
    assert (section.text, section.revision) == (TEXT, 4)
    assert section.revisions.get(number=4).restored == 2
    assert AuditEvent.objects.about(section.application).last().done == "restored an earlier text of a section"


def test_restore_is_for_writers_of_an_open_proposal(section, applicant, stranger, writer):
    Member.objects.update(right=Member.Right.VIEW)
    for person in (stranger, writer):
        with pytest.raises(NotAllowed):
            services.restore_text(section.application, "summary", by=person, number=1)
    with pytest.raises(DomainError):
        services.restore_text(section.application, "summary", by=applicant, number=99)
    type(section.application).objects.update(state="REGIONAL_REVIEW", reference="X", submitted_at=timezone.now())
    with pytest.raises(StateConflict):
        services.restore_text(section.application, "summary", by=applicant, number=1)


def test_history_costs_the_same_at_1_and_25_sittings(section, applicant, django_assert_num_queries):
    for number in range(25):
        section.revisions.create(
            number=100 + number, sitting=100 + number, kind="WRITTEN", text=f"{TEXT} {number}", by=applicant,
            at=timezone.now(),
        )  # fmt: skip

    with django_assert_num_queries(3):
        page, entries = selectors.history_of(section, 1)

    assert (page.paginator.num_pages, len(entries)) == (3, 10)
    assert [(piece.kind, piece.text) for piece in entries[0].pieces] == [
        ("equal", "…\n"), ("equal", "The academy repeats the course."), ("delete", "23"), ("insert", "24"),
    ]  # fmt: skip


def test_writers_are_gone_after_a_minute(section, applicant, writer, django_assert_num_queries):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        services.be_present(section.application, "summary", by=writer)
        services.be_present(section.application, "summary", by=applicant)
        with django_assert_num_queries(1):
            assert selectors.writers_of(section.application, besides=applicant) == {"summary": ["Carlo Colleague"]}
    with time_machine.travel(now + timedelta(seconds=61), tick=False):
        assert selectors.writers_of(section.application, besides=applicant) == {}


WORD = st.sampled_from(["alpha ", "beta ", "gamma ", "\n\n", "é\u202f! "])


@st.composite
def sessions_of_two(draw):
    """What two people do in turn: (who, does their answer arrive, how they edit what their page shows)."""
    edit = st.tuples(st.integers(0, 12), st.integers(0, 2), st.lists(WORD, max_size=2))
    return draw(st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), edit), min_size=2, max_size=7))


@given(steps=sessions_of_two())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_confirmed_text_of_two_people_disappears(steps, section, applicant, writer):
    with transaction.atomic():
        section.refresh_from_db()
        people = {"a": applicant, "b": writer}
        pages = {who: {"text": section.text, "base": section.revision} for who in people}
        sent = [section.text]
        for who, arrives, (at, gone, added) in steps:
            page, words = pages[who], pages[who]["text"].split(" ")
            typed = [f"{who}{len(sent)}{word}" for word in added]
            words[at : at + gone] = typed
            page["text"] = " ".join(words)
            written = write(section, people[who], page["text"], page["base"], page=who)
            sent.append(page["text"])
            if arrives:  # as the page's script does: it shows what holds, or both texts and then keeps its own
                page["base"] = written.holder.revision
                page["text"] = page["text"] if written.is_aside else written.holder.text
            assert written.is_aside or all(word in written.holder.text for word in typed)

        kept = set(section.revisions.values_list("text", flat=True))
        assert [text for text in sent if text not in kept] == []
        section.refresh_from_db()
        assert section.revisions.get(number=section.revision).text == section.text
        transaction.set_rollback(True)
