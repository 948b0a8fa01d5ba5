"""Nothing internal of a project is public: no name, cost, draft or review, on no page, file, feed or interface.

Takes two seconds: it asks for everything that anybody may ask the portal for.
"""

import re

import pytest
import time_machine
from django.utils import timezone

from projects import services
from projects.models import Catalogue, PublicRecord

from . import canaries

MUST_BE_MARKED = {
    *("accounts.User.name", "accounts.User.email", "accounts.User.phone", "accounts.Organisation.name"),
    *("plans.BudgetLine.description", "plans.BudgetLine.amount", "plans.BudgetLine.unit_cost"),
    *("plans.Risk.description", "plans.Risk.response", "plans.ResultNode.assumptions", "plans.Indicator.responsible"),
    *("plans.Activity.title", "plans.Activity.responsible_party", "plans.Indicator.source_and_method"),
    *(
        "plans.Indicator.title",
        "plans.Indicator.target_value",
        "plans.ResultNode.statement",
        "plans.PlanVersion.reason",
    ),
    *("monitoring.ReportText.text", "monitoring.Actual.value", "monitoring.Actual.comment"),
    *("monitoring.Expenditure.amount", "monitoring.Expenditure.comment", "monitoring.ActualSplit.value"),
    *("monitoring.ProjectEntry.amount", "monitoring.ProjectEntry.note", "monitoring.Report.correction_reason"),
    *("monitoring.Evaluation.summary", "monitoring.Evaluation.evaluator_name", "monitoring.Evaluation.cost"),
    *("monitoring.EvaluationRating.text", "monitoring.Finding.text", "monitoring.Recommendation.text"),
    *("monitoring.Recommendation.response_text", "monitoring.Recommendation.action", "monitoring.Lesson.text_en"),
    *("monitoring.ProjectDocument.title", "monitoring.ProjectDocument.file_name"),
    *("reviews.Score.comment", "reviews.Recommendation.memo", "reviews.Decision.reason", "reviews.Letter.text"),
    *("applications.Section.text", "applications.ClarificationQuestion.answer", "applications.Message.text"),
    *(
        "applications.Comment.text",
        "applications.EndorsementLetter.signatory",
        "applications.Application.contact_phone",
    ),
    *("projects.Project.focal_point_name", "projects.Project.focal_point_email", "projects.Publication.note"),
}
NEEDS_MORE = {  # public, but not of a project: each with why nothing here fills it
    "accounts:demo": "not in production",
    "workspace:mailbox": "not in production",
    "workspace:mail": "not in production",
    "applications:invited": "wants an invitation",
    "applications:switch_account": "wants an invitation",
    "applications:invitation_link": "wants the secret of an invitation",
    "questions:letter": "wants the secret of a letter",
    "questions:call": "wants a call with questions",
    "questions:call_pdf": "wants a call with questions",
    "questions:call_docx": "wants a call with questions",
    "receipts:receipt": "wants the digest of a submission",
    "funding:check_result": "wants answers",
    "funding:list": "wants a published list",
    "funding:call": "wants a call",
    "funding:deadline_file": "wants a call",
    "funding:follow": "wants a call",
    "funding:confirm_following": "wants a secret",
    "funding:stop_following": "wants a secret",
    "funding:check": "wants the answers before",
    "api:nothing": "says that there is nothing",
    "gallery": "only while developing",
    "projects:follow_asked": "wants somebody who has just asked to follow",
    "projects:confirm_following": "wants a secret",
    "projects:stop_following": "wants a secret",
    "projects:change_frequency": "wants a secret",
    "projects:followed": "wants a secret",
    "projects:stop_all": "wants a secret",
    "root": "leads on",
    "public_document": "wants an accepted evaluation",
    "monitoring:calendar_file": "wants a secret",
    "lessons:lesson": "wants the key of a lesson",
    "article": "wants an article",
    "news_photo": "wants an article with a photo",
    "newsletter_choices": "wants a secret",
    "newsletter_confirm": "wants a secret",
    "newsletter_stop": "wants a secret",
    "enquiry_received": "wants a secret",
    "enquiry_thread": "wants a secret",
    "pledge_received": "wants a secret",
    "funding:dismiss_notice": "wants a notice",
    "documents_index": "leads on",
    "document": "wants a file of a template",
    "document_version": "wants a file of a template",
    "document_versions": "wants a file of a template",
}


@pytest.fixture
def marked(running_project, project_manager, officer, second_officer, intruder):
    """The running project with everything internal marked, and its public record written anew. Returns what is marked."""
    with intruder():
        canaries.populate(running_project, project_manager, officer, second_officer)
    found = canaries.mark(intruder)
    services.refresh_all([running_project.pk])
    return found


def test_everything_internal_is_marked(marked):
    assert sorted(MUST_BE_MARKED - marked.keys()) == []


def test_internal_changes_change_nothing_that_is_public(
    running_project, project_manager, officer, second_officer, intruder, visitor
):
    with time_machine.travel(timezone.now(), tick=False):
        with intruder():
            canaries.populate(running_project, project_manager, officer, second_officer)
        services.refresh_all([running_project.pk])
        revision = Catalogue.objects.get().revision
        before, empty = canaries.public_pages(visitor)

        canaries.mark(intruder, sums_stay=True)
        services.refresh_all([running_project.pk])
        Catalogue.objects.update(revision=revision)
        PublicRecord.objects.update(revision=revision)
        after, _empty = canaries.public_pages(visitor)

    assert sorted(empty - NEEDS_MORE.keys()) == []
    assert {"/en/projects/PX.9001/", "/en/projects/", "/en/projects.csv", "/iati/activities.xml"} <= before.keys()
    assert {
        address: _around(text, canaries.WORD) for address, text in after.items() if canaries.WORD in text.lower()
    } == {}
    assert [one for address in before for one in _changed(before[address], after.get(address, ""))] == []
    for words in ("hidden centre", "placewithheld"):
        assert [address for address, text in after.items() if words in text.lower()] == []
    assert "Harmless Centre" in after["/en/projects.json"]


def test_no_number_of_the_budget_is_public_but_what_it_adds_up_to(marked, visitor):
    addresses = ["/en/projects/PX.9001/", "/en/projects.json", "/en/projects/PX.9001/iati.xml", "/en/projects.csv"]

    found = {address: canaries.read(visitor, address) for address in addresses}

    assert [address for address, text in found.items() if _has_marked_number(text)] == []
    assert [address for address, text in found.items() if canaries.WORD in text.lower()] == []


def _has_marked_number(text):
    text = canaries.digits(text)
    return any(str(number) in text for number in range(7_301_019, 7_301_019 + 1_013 * 400, 1_013))


def _around(text, word):
    place = text.lower().find(word)
    return text[max(0, place - 60) : place + 60]


@pytest.mark.parametrize(
    "sought", ["Paula Manager", "Ana Nović", "focal.point", "Hidden Centre", "Placewithheld", "workshops"]
)
def test_a_search_for_what_is_internal_finds_nothing(
    running_project, project_manager, officer, second_officer, intruder, visitor, sought
):
    with intruder():
        canaries.populate(running_project, project_manager, officer, second_officer)

    assert visitor.get("/en/projects/", {"q": f'"{sought}"'}).context["page"].paginator.count == 0


def _changed(before, after):
    """Some of the pieces that differ."""
    return sorted(set(re.split("[,\n]", before)) ^ set(re.split("[,\n]", after)))[:6]
