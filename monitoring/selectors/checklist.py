"""The checklist of a report's money (R10): what the portal finds out itself, and what people answer."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import write_money, write_percent

from ..models import ChecklistAnswer, ChecklistItem, Report
from .money import sheet_of

Answer = ChecklistAnswer.Answer
Check = ChecklistItem.Check


def _usd(sheet):
    return sheet.report.version.currency == "USD", {}


def _lines(sheet):
    missing = sum(1 for row in sheet.rows if row.is_in_plan and row.given is None)
    facts = {"missing": missing} | ({"newer": sheet.newer_plan.number} if sheet.newer_plan else {})
    return not (missing or sheet.newer_plan), facts


def _overspent(sheet):
    over = [row for row in sheet.rows if row.over]
    if not over:
        return None, {}
    return all(row.comment.strip() for row in over), {"lines": len(over)}


def _staff_office(sheet):
    share, limit = sheet.support_share, sheet.support_limit
    if share is None or limit is None:
        return None, {}
    return share <= limit, {"share": str(share), "limit": str(limit)}


def _evaluation(sheet):
    spent = sum((row.cumulative for row in sheet.touched), Decimal(0))
    return not sheet.touched, {"spent": str(spent)}


def _balance(sheet):
    return sheet.total.left >= 0, {"left": str(sheet.total.left)}


CHECKS = {
    Check.USD: _usd,
    Check.LINES: _lines,
    Check.OVERSPENT: _overspent,
    Check.STAFF_OFFICE: _staff_office,
    Check.EVALUATION: _evaluation,
    Check.BALANCE: _balance,
}


def words_of(check, figures):
    """The figures of a check in the reader's words; empty where there is nothing to say."""
    if check == Check.LINES:
        missing, words = figures.get("missing", 0), []
        if missing:
            text = ngettext("%(count)d line has no amount.", "%(count)d lines have no amount.", missing)
            words.append(text % {"count": missing})
        if "newer" in figures:
            words.append(_("Version %(number)d of the plan is in force meanwhile.") % {"number": figures["newer"]})
        return " ".join(words)
    if check == Check.OVERSPENT and "lines" in figures:
        count = figures["lines"]
        return ngettext("%(count)d line is overspent.", "%(count)d lines are overspent.", count) % {"count": count}
    if check == Check.STAFF_OFFICE and "share" in figures:
        facts = {name: write_percent(Decimal(figures[name]) / 100) for name in ("share", "limit")}
        return _("%(share)s of what was spent; the limit is %(limit)s.") % facts
    if check == Check.EVALUATION and "spent" in figures:
        return _("%(spent)s spent on the evaluation.") % {"spent": write_money(Decimal(figures["spent"]))}
    if check == Check.BALANCE and "left" in figures:
        return _("%(left)s left of the budget.") % {"left": write_money(Decimal(figures["left"]))}
    return ""


@dataclass
class Item:
    """An item in one report: its answer (a code, "" while there is none), the figures behind it, and what people said."""

    item: ChecklistItem
    answer: str
    figures: dict
    given: ChecklistAnswer | None = None

    @property
    def is_computed(self):
        """Whether the portal answers it."""
        return bool(self.item.computed)

    @property
    def comment(self):
        """What people said."""
        return self.given.comment if self.given else ""

    @property
    def revision(self):
        """The revision at which a form opens it."""
        return self.given.revision if self.given else 0

    @property
    def words(self):
        """The figures in words."""
        return words_of(self.item.computed, self.figures)

    @property
    def shown(self):
        """(tone, words) of the answer."""
        if not self.answer:
            return "neutral", _("Not answered")
        words = {Answer.YES: _("Met"), Answer.NO: _("Not met")} if self.is_computed else {}
        tone = {Answer.YES: "success", Answer.NO: "warning", Answer.NOT_APPLICABLE: "neutral"}[self.answer]
        return tone, words.get(self.answer, Answer(self.answer).label)

    @property
    def lacks_comment(self):
        """Whether a no has no reason yet."""
        return self.answer == Answer.NO and not self.comment.strip()


def checklist_of(report, sheet=None, *, is_live=False):
    """The ``Item``\\ s of a report in order. What was certified stands as it was then; before, the portal finds it out.

    ``is_live``: find it out again all the same.
    """
    answers = {row.item_id: row for row in report.checklist_answers.select_related("item", "answered_by")}
    is_kept = not is_live and report.state in Report.WITH_READERS | Report.FINAL
    items = [item for item in ChecklistItem.objects.all() if item.pk in answers or (item.is_asked and not is_kept)]
    if not is_kept and any(item.computed for item in items):
        sheet = sheet or sheet_of(report)
    return [_item(item, answers.get(item.pk), None if is_kept else sheet) for item in items]


def _item(item, given, sheet):
    if not item.computed or sheet is None:
        return Item(item, given.answer if given else "", given.figures if given else {}, given)
    is_met, figures = CHECKS[item.computed](sheet)
    answer = {True: Answer.YES, False: Answer.NO, None: Answer.NOT_APPLICABLE}[is_met]
    return Item(item, answer, figures, given)


def unanswered(report, sheet):
    """Sentences for items without an answer, or with a no that gives no reason (R10). ``sheet``: of ``money.sheet_of``."""
    items = checklist_of(report, sheet)
    open_items = [item for item in items if not item.answer]
    if open_items:
        text = ngettext(
            "Answer the %(count)d open item of the financial checklist.",
            "Answer the %(count)d open items of the financial checklist.",
            len(open_items),
        )
        yield text % {"count": len(open_items)}
    for item in items:
        if item.lacks_comment:
            yield _("Say in the checklist why this is not so: %(item)s") % {"item": item.item}
