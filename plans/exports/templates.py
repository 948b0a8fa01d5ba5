"""The blank forms of a plan as workbooks: the sheets of the portal's own workbook without a plan, to draft in and to paste."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.document_templates import DocumentTemplate
from funding.selectors import rule_notes

from ..workbook.writing import write_blank

BUDGET, RESULTS = gettext_lazy("Budget form"), gettext_lazy("Results matrix and work plan")
DEVELOPERS = gettext_lazy("IOM offices that write a proposal")


def document_templates():
    """Results matrix with work plan, and budget."""
    return [
        DocumentTemplate(
            "results-and-work-plan", RESULTS,
            gettext_lazy("Objective, outcomes, outputs, indicators, activities with their months, and risks."),
            DEVELOPERS, ("xlsx",), _results,
        ),
        DocumentTemplate(
            "budget-form", BUDGET,
            gettext_lazy("Budget lines with how each was worked out; totals and shares are computed."),
            DEVELOPERS, ("xlsx",), _budget,
        ),
    ]  # fmt: skip


def _lines():
    return (
        _(
            "This workbook is for drafting. In the portal, paste its rows with their headings into the editor of the plan."
        ),
        _("White cells are yours. Grey cells are locked: the portal fills them in. Amounts and totals are computed."),
        _("Write values, not formulas, and do not merge cells. Where a cell has a list, choose from it."),
    )


def _budget(_extension, edition=""):
    rules = rule_notes(["B01", "B02", "B03", "B05", "B06", "B07", "B09", "B11"])
    return write_blank(("lines",), title=str(BUDGET), lines=_lines(), rules=rules, edition=edition)


def _results(_extension, edition=""):
    lines = (
        *_lines(),
        _("A new outcome gets a number such as 3, a new output one such as 1.4, a new activity one such as 1.4.1."),
        _("Indicators name the number of their result (0 is the objective), activities that of their output, "
          "operational budget lines that of their activity."),
        _("Milestones: month, colon, value, then a semicolon: 6: 40; 12: 120. Words stand in quotation marks: "
          "12: \"First referrals\"."),
        _("Targets of parts: 60 women are sex.women: 60. Several codes are separated by commas. "
          "The sheet of lists shows all codes."),
    )  # fmt: skip
    keys, rules = ("results", "indicators", "activities", "risks"), rule_notes(["B06", "P06", "R01"])
    return write_blank(keys, title=str(RESULTS), lines=lines, rules=rules, edition=edition)
