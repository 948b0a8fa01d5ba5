"""The memo: the same facts on the page, as PDF and as Word document; what stands in the way is said."""

import io
from decimal import Decimal

import pytest
from django.utils.translation import override
from docx import Document as WordFile

from applications import services as applications
from core.documents.files import file_of
from core.errors import DomainError
from reviews import services
from reviews.exports import memos
from reviews.selectors import memo_of, obstacles
from reviews.selectors.memos import support_of


def words(application, language="en"):
    with override(language):
        document = memos.document(memo_of(application))
    file = WordFile(io.BytesIO(file_of(document, "docx")))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return document, "\n".join([paragraph.text for paragraph in file.paragraphs] + cells)


def test_memo_holds_the_facts_without_names_of_reviewers(application_in, reviewer, reviewer2):
    application = application_in("recommended")

    document, text = words(application)

    assert [part.title for part in document.parts] == [
        *("Recommendation", "Money", "Scores", "The proposal", "Earlier support of the countries", "Screening"),
        *("Letters of the governments", "Clarifications"),
    ]
    for fact in (
        "Two reviews agree",
        "Montenegro",
        application.submissions.get().sha256,
        "3.50",
        "Deputy Director General",
    ):
        assert fact in text
    assert [user.name in text for user in (reviewer, reviewer2)] == [False, False]


def test_memo_is_in_the_readers_language_and_a_draft_before_it_is_recommended(application_in):
    application = application_in("reviewed")

    document, _text = words(application, "fr")

    assert (document.language, document.written_in) == ("fr", "en")
    assert document.mark == "Brouillon"
    assert document.parts[0].lines[0].text.startswith("1 ")


def test_memo_is_a_file_for_the_fund_alone(client_for, request, application_in):
    application = application_in("recommended")
    address = f"/en/workspace/reviews/{application.key}/memo"
    names = ["officer", "approver", "auditor", "applicant", "endorser", "reviewer"]
    clients = {name: client_for(request.getfixturevalue(name)) for name in names}

    assert [clients[name].get(f"{address}.pdf").status_code for name in names] == [200, 200, 200, 404, 404, 404]
    assert clients["officer"].get(f"{address}.pdf").content[:5] == b"%PDF-"
    assert clients["officer"].get(f"{address}.docx").content[:2] == b"PK"
    assert clients["officer"].get(f"{address}.xlsx").status_code == 404
    assert clients["applicant"].get(f"{address}/").status_code == 404


def test_earlier_support_counts_projects_of_each_country(application_in, running_project, officer, other_draft, cast):
    support = support_of(other_draft)

    assert [(one.projects, one.amount) for one in support] == [(0, Decimal("0.00"))]
    other_draft.countries.set(["ME", "AL"])
    assert [(one.country.pk, one.projects, one.amount) for one in support_of(other_draft)] == [
        ("ME", 1, Decimal("149700.00")),
        ("AL", 0, Decimal("0.00")),
    ]


def test_open_questions_keep_every_outcome_from_being_recommended(application_in, officer, reviewer2):
    application = application_in("reviewed")
    services.cancel(application.assignments.get(reviewer=reviewer2), by=officer)
    from datetime import timedelta

    from django.utils import timezone

    due = timezone.localdate() + timedelta(days=9)
    applications.ask(application, by=officer, due_on=due, questions=[("plan", "Why six workshops?")])

    with pytest.raises(DomainError, match="rule B10"):
        services.recommend(application, by=officer, outcome="REJECT", memo="Weak")

    assert [text[:9] for text in obstacles(application, "RETAIN")] == ["Questions"]


def test_recommend_page_names_what_stands_in_the_way(client_for, officer, application_in):
    application = application_in("reviewed")

    page = client_for(officer).get(f"/en/workspace/reviews/{application.key}/recommend/")

    assert [str(text) for text in page.context["obstacles"]] == ["1 review is still open. Wait for it or cancel it."]
    assert "1 review is still open." in page.content.decode()
