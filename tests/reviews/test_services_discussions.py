"""Discussing a proposal: who takes part, under which name, and what mails say."""

import pytest

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from notifications.models import Notification, OutboxMail
from reviews import services
from reviews.models import Round
from reviews.selectors import discussion_of, participants, reviews_for, rights_on


@pytest.fixture
def both_done(begun, done, reviewer2):
    """Rita and Raul have both handed in."""
    marks = dict.fromkeys(begun.rubric.criteria.all(), (3, "Raul thinks so"))
    services.hand_in(begun, by=reviewer2, marks=marks)
    return done.application


def address(application):
    return f"/en/workspace/reviews/{application.key}/discussion/"


def test_a_remark_tells_those_it_names_at_once_without_words_or_author(both_done, reviewer, reviewer2, officer):
    Notification.objects.all().delete()
    before = set(OutboxMail.objects.values_list("pk", flat=True))

    remark = services.say(both_done, by=reviewer, text="SECRET words", named=[reviewer2])

    told = {(one.user, one.kind) for one in Notification.objects.all()}
    assert told == {(reviewer2, "review.named"), (officer, "review.discussed")}
    mails = OutboxMail.objects.exclude(pk__in=before)
    assert [("SECRET" in mail.text + mail.html, "Rita" in mail.text + mail.html) for mail in mails] == [
        (False, False)
    ] * 2
    assert list(remark.mentions.all()) == [reviewer2]
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.action, event.data, event.comment) == ("review.discussed", {"remark": remark.pk}, "")


def test_a_second_click_says_it_once(both_done, reviewer):
    first, second = (services.say(both_done, by=reviewer, text="Once") for _n in range(2))

    assert first == second


@pytest.mark.parametrize("text", ["", " \n", "x" * 4001])
def test_an_empty_or_endless_remark_is_refused(both_done, reviewer, text):
    with pytest.raises(DomainError):
        services.say(both_done, by=reviewer, text=text)

    assert both_done.remarks.count() == 0


def test_people_outside_are_not_named(both_done, reviewer, applicant, approver):
    for person in (applicant, approver):
        with pytest.raises(DomainError, match="take part"):
            services.say(both_done, by=reviewer, text="Look", named=[person])

    assert both_done.remarks.count() == 0


@pytest.mark.parametrize("name", ["applicant", "stranger", "endorser"])
def test_outsiders_neither_read_nor_write(client_for, request, both_done, reviewer, name):
    services.say(both_done, by=reviewer, text="SECRET words")
    person = request.getfixturevalue(name)

    page = client_for(person).get(address(both_done))

    assert (page.status_code, "SECRET" in page.content.decode()) == (404, False)
    with pytest.raises(NotAllowed):
        services.say(both_done, by=person, text="Hello")


def test_names_are_letters_that_stay_unless_the_round_shows_them(both_done, reviewer, reviewer2, officer):
    services.say(both_done, by=reviewer, text="First", named=[reviewer2])
    services.say(both_done, by=officer, text="Second")

    def seen(person):
        may, mine = rights_on(both_done, person)
        said = [(one.author, one.named) for one in discussion_of(both_done, may, person)]
        labels = [one.label for one in reviews_for(both_done, may, person, of_the_fund=mine is None)]
        return said, labels, [(one.key, one.label) for one in participants(both_done, may, person)]

    assert seen(reviewer2) == (
        [("Reviewer A", ["Reviewer B (you)"]), ("Otto Officer", [])],
        ["Reviewer A", "Reviewer B (you)"],
        [("A", "Reviewer A"), (f"officer{officer.pk}", "Otto Officer")],
    )
    assert seen(officer)[1] == ["Rita Reviewer", "Raul Reviewer"]
    Round.objects.create(name="Open", sees_names=True)
    assert seen(reviewer2)[1] == ["Rita Reviewer", "Raul Reviewer (you)"]


def test_the_page_writes_without_a_script_and_names_people_from_a_list(client_for, both_done, reviewer, reviewer2):
    response = client_for(reviewer).post(address(both_done), {"text": "Why 3 for risk?", "named": ["B"]})
    page = client_for(reviewer2).get(address(both_done)).content.decode()

    assert response.headers["Location"] == address(both_done)
    assert "Why 3 for risk?" in page
    assert "Rita" not in page
    assert list(both_done.remarks.get().mentions.all()) == [reviewer2]


def test_reasons_and_earlier_versions_are_for_the_fund(client_for, both_done, reviewer, reviewer2, officer, auditor):
    review = both_done.assignments.get(reviewer=reviewer)
    marks = dict.fromkeys(review.rubric.criteria.all(), (2, ""))
    services.change_review(review, by=reviewer, number=1, marks=marks, reason="CANARY-REASON")

    pages = {person: client_for(person).get(address(both_done)) for person in (reviewer2, officer, auditor)}

    found = {
        person: ("CANARY-REASON" in page.content.decode(), [len(one.versions) for one in page.context["reviews"]])
        for person, page in pages.items()
    }
    assert found == {reviewer2: (False, [1, 1]), officer: (True, [2, 1]), auditor: (True, [2, 1])}


def test_the_fund_reads_no_review_while_another_is_awaited(client_for, begun, done, officer, reviewer2):
    application = done.application
    client = client_for(officer)

    before = client.get(application.get_absolute_url()).content.decode(), client.get(address(application))
    services.cancel(begun, by=officer)
    after = client.get(application.get_absolute_url()).content.decode()

    assert before[1].headers["Location"] == application.get_absolute_url()
    assert ["Reviews open when everybody" in page for page in (before[0], after)] == [True, False]
    assert ["Weighted mean" in page for page in (before[0], after)] == [False, True]


def test_the_page_costs_the_same_with_1_and_25_remarks(
    client_for, both_done, reviewer, reviewer2, django_assert_num_queries
):
    services.say(both_done, by=reviewer2, text="Remark", named=[reviewer])
    client = client_for(reviewer)
    client.get(address(both_done))
    with django_assert_num_queries(27):
        client.get(address(both_done))
    for number in range(24):
        services.say(both_done, by=reviewer2, text=f"Remark {number}", named=[reviewer])

    with django_assert_num_queries(27):
        page = client.get(address(both_done))

    assert len(page.context["remarks"]) == 25


def test_discussion_opens_to_a_reviewer_in_a_round_without_names(client_for, both_done, reviewer):
    Round.objects.create(name="Blind", sees_team=False)

    page = client_for(reviewer).get(address(both_done))

    assert page.status_code == 200
    assert both_done.get_absolute_url() not in page.content.decode()
