"""The blank budget revision form (R09) as a workbook: the columns of the filled-in form and the questions of an amendment."""

from dataclasses import replace

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from content.document_templates import DocumentTemplate
from core.documents import sheets
from core.questions import questions_of
from funding.selectors import rule_notes
from plans.models import PlanVersion
from plans.workbook.sheets import LINES

from ..forms.amendments import AgreementForm, TermsForm
from . import budget_revision

ROWS = 60


def document_templates():
    """The budget revision form."""
    return [
        DocumentTemplate(
            "budget-revision-form", budget_revision.TITLE,
            gettext_lazy("How money moves between the lines of an approved budget, and why (R09)."),
            gettext_lazy("Project managers, with the government and the Regional Office"), ("xlsx",), _form,
        )
    ]  # fmt: skip


def _form(_extension, edition=""):
    lines = (
        _("Fill in the white cells, in US dollars. Sums and changes are computed."),
        _("The request itself is made in the portal, on the project’s page: “Amend the plan”."),
    )
    return sheets.xlsx(
        sheets.Book(
            title=str(budget_revision.TITLE), language=(get_language() or "en")[:2], lines=lines,
            rules=rule_notes(["B02", "B11", "B12", "R07", "R08", "R09"]), sheets=(_request(), _lines()), edition=edition,
        )
    )  # fmt: skip


def questions():
    """The questions of an amendment and of the government's agreement to it."""
    asked = questions_of(TermsForm(project=None, approved=PlanVersion()), "terms")
    asked = [replace(one, help="") if one.id == "terms.duration_months" else one for one in asked]
    return [*asked, *questions_of(AgreementForm(), "agreement")]


def _request():
    fields = (
        sheets.Field("question", _("Question"), 50, is_given=True),
        sheets.Field("answer", _("Answer"), 50),
        sheets.Field("help", _("How to answer"), 60, is_given=True),
    )
    rows = tuple({"question": one.label, "help": _help(one)} for one in questions())
    return sheets.Sheet(_("The request"), "", fields, rows)


def _help(question):
    choices = " / ".join(question.choices)
    return " · ".join(text for text in (question.help, choices or question.answer, question.need) if text)


def _lines():
    number, part, description, *amounts = (column.label for column in budget_revision.columns())
    approved, spent, revised, change = amounts
    parts = tuple(LINES.column("part").options(None).values())
    fields = (
        sheets.Field("number", number, 16, "whole", is_given=True),
        sheets.Field("part", part, 24, choices=parts),
        sheets.Field("description", description, 50),
        sheets.Field("approved", approved, 16, "amount"),
        sheets.Field("spent", spent, 16, "amount"),
        sheets.Field("revised", revised, 16, "amount"),
        sheets.Field("change", change, 16, "amount", formula="N({revised})-N({approved})"),
    )
    names = ("approved", "spent", "revised", "change")
    sums = (
        sheets.Sum(_("Total"), tuple((name, f"SUM({{{name}}})") for name in names)),
        *(sheets.Sum(part, tuple((name, f'SUMIF({{part}},"{part}",{{{name}}})') for name in names)) for part in parts),
    )
    rows = tuple({"number": number} for number in range(1, ROWS + 1))
    return sheets.Sheet(_("Budget lines"), budget_revision.note(), fields, rows, sums)
