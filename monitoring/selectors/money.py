"""The money of a report, line by line: budget, spent before, in this period and in all, and the figures read from it."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Sum, prefetch_related_objects
from django.utils.translation import gettext as _

from core.numbers import to_cents, write_money
from funding.selectors import rules_for
from plans.models import BudgetLine
from plans.selectors import framework, phases_of

from .. import spending
from ..models import Duty, Expenditure, ProjectEntry, Report
from .thresholds import thresholds, unconfirmed

ZERO = Decimal("0.00")


class Sums:
    """What rows and blocks have in common; needs budget, before, period, commitments and later. USD."""

    @property
    def cumulative(self):
        """Spent from the start to the end of the period."""
        return self.before + self.period

    @property
    def in_all(self):
        """Spent as all reports say, those after this one included: what a correction must not take too far."""
        return self.cumulative + self.later

    @property
    def left(self):
        """Budget less what was spent."""
        return self.budget - self.cumulative

    @property
    def percent(self):
        """Spent as percent of the budget."""
        return spending.share(self.cumulative, self.budget)

    @property
    def over(self):
        """How much more is spent than budgeted."""
        return max(self.in_all - self.budget, ZERO)


@dataclass
class Row(Sums):
    """One budget line of a report; ``given`` is what was saved for the period, None before."""

    line: BudgetLine
    before: Decimal = ZERO
    later: Decimal = ZERO
    given: Expenditure | None = None
    is_in_plan: bool = True
    warnings: list = field(default_factory=list)
    refusals: list = field(default_factory=list)

    @property
    def budget(self):
        """The budget of the line in the report's plan; nothing for a line that is no longer in it."""
        return self.line.amount if self.is_in_plan else ZERO

    @property
    def period(self):
        """Spent in the period."""
        return self.given.amount if self.given else ZERO

    @property
    def commitments(self):
        """Committed and not paid."""
        return self.given.commitments if self.given else ZERO

    @property
    def revision(self):
        """The revision at which a form opens it."""
        return self.given.revision if self.given else 0

    @property
    def comment(self):
        """What was said of it."""
        return self.given.comment if self.given else ""

    def as_line(self):
        """For the arithmetic of lights."""
        return spending.Line(self.budget, self.in_all, self.line.is_evaluation)


def _summed(name):
    """A property: the sum of that attribute over ``rows``."""
    return property(lambda self: sum((getattr(row, name) for row in self.rows), ZERO))


@dataclass
class Block(Sums):
    """Rows that are summed together; ``key`` names it on the page."""

    key: str
    title: str
    rows: list = field(default_factory=list)

    budget, before, period, commitments, later = map(_summed, ["budget", "before", "period", "commitments", "later"])


@dataclass
class Sheet:
    """The money of a report. ``blocks`` in the order of the budget, ``total`` over all, figures as properties."""

    report: Report
    blocks: list
    phases: list
    limits: dict
    rules: dict

    @cached_property
    def rows(self):
        """All rows in their order."""
        return [row for block in self.blocks for row in block.rows]

    @cached_property
    def total(self):
        """The sums over everything."""
        return Block("total", _("Total"), self.rows)

    @cached_property
    def is_tolerance_confirmed(self):
        """Whether the Fund has confirmed how far a line may go over its budget. One query, where a page says so."""
        return "overspend_percent" not in unconfirmed()

    @property
    def project(self):
        """Whose money it is."""
        return self.report.duty.project

    @property
    def has_ended(self):
        """Whether the report covers the end of the project: then the evaluation may have been paid (B12)."""
        duty = self.report.duty
        return duty.kind == Duty.Kind.FINAL or bool(self.project.ends_on and duty.ends_on >= self.project.ends_on)

    @property
    def touched(self):
        """Rows of the evaluation with money spent before the end (B12)."""
        return [] if self.has_ended else [row for row in self.rows if row.line.is_evaluation and row.cumulative]

    def part(self, *categories):
        """The sums of the lines of some parts of the budget."""
        return Block("part", "", [row for row in self.rows if row.line.category in categories])

    @property
    def support_share(self):
        """Staff and office in percent of what was spent."""
        return spending.share(self.part("STAFF", "OFFICE").cumulative, self.total.cumulative)

    @property
    def support_limit(self):
        """The most that B02 allows, in percent; None without the rule."""
        return 100 * self.rules["B02"].number("maximum_share") if "B02" in self.rules else None

    @property
    def burn(self):
        """Spent in percent of the budget."""
        return self.total.percent

    @cached_property
    def _ends(self):
        project, count = self.project, len(self.phases)
        return spending.phase_ends(project.starts_on, project.ends_on, count) if project.starts_on else []

    @property
    def planned(self):
        """Planned to be spent by the end of the period, in percent of the budget; None without dates."""
        if not self._ends:
            return None
        return spending.share(spending.planned(self.phases, self._ends, self.report.duty.ends_on), self.total.budget)

    @property
    def elapsed(self):
        """Percent of the project's time at the end of the period."""
        return spending.time_elapsed(self.project.starts_on, self.project.ends_on, self.report.duty.ends_on)

    @property
    def gap(self):
        """Burn less planned burn, in points."""
        return spending.gap(self.burn, self.planned, self.elapsed)

    @property
    def forecast(self):
        """USD spent at the end if all goes on as planned."""
        return self.total.cumulative + spending.remaining(self.phases, self._ends, self.report.duty.ends_on)

    @property
    def is_support_over(self):
        """Whether staff and office took more than B02 allows of what was spent."""
        return None not in (self.support_share, self.support_limit) and self.support_share > self.support_limit

    @property
    def left_after_commitments(self):
        """USD left once what is committed is paid, unless the amounts say so already."""
        includes = self.report.basis == Report.Basis.INCLUDING_COMMITMENTS
        return self.total.left - (ZERO if includes else self.total.commitments)

    @property
    def light(self):
        """The ``MoneyLight``; None while nothing is entered for the period, which would look like nothing spent."""
        if not any(row.given for row in self.rows):
            return None
        limits = {
            "overspend": self.limits["overspend_percent"],
            "amber": self.limits["burn_amber_points"],
            "red": self.limits["burn_red_points"],
        }
        return spending.light([row.as_line() for row in self.rows], self.gap, has_ended=self.has_ended, **limits)

    @cached_property
    def newer_plan(self):
        """The plan in force when the report follows an older one, else None."""
        approved = self.report.version.plan.approved
        return approved if approved and approved.pk != self.report.version_id else None

    def warnings(self, row):
        """Sentences for what is unusual in a row: they do not stop a report by themselves."""
        found = []
        if row.over and not self.refusals(row):
            found.append(_("%(over)s over the budget of the line.") % {"over": write_money(row.over)})
        if row in self.touched:
            found.append(_("The evaluation line stays unspent until the project ends (rule B12)."))
        return found

    def refusals(self, row):
        """Sentences for what keeps the report from being submitted because of a row."""
        if row.in_all < 0:
            text = _("“%(line)s”: %(amount)s in all is below zero. A credit cannot be more than what was spent before.")
            return [text % {"line": row.line.description, "amount": write_money(row.in_all)}]
        if row.as_line().is_beyond(self.limits["overspend_percent"]):
            return [self._beyond(row)]
        if row.over and not row.comment.strip():
            text = _("“%(line)s” is %(over)s over its budget: say why in a comment.")
            return [text % {"line": row.line.description, "over": write_money(row.over)}]
        return []

    def _beyond(self, row):
        text = _(
            "“%(line)s” has %(budget)s, %(spent)s would be spent in all: %(over)s too much. "
            "Ask for a budget revision, or enter what belongs to other lines there."
        )
        facts = {"budget": row.budget, "spent": row.in_all, "over": row.over}
        return text % {"line": row.line.description, **{name: write_money(value) for name, value in facts.items()}}


def sheet_of(report, tree=None):
    """The ``Sheet`` of a report; ``tree``: the framework of its version, if it is at hand. Constant number of queries."""
    tree = tree or framework(report.version)
    prefetch_related_objects(tree.lines, "phase_amounts")
    phases = [phases_of(line, report.version.duration_months) for line in tree.lines]
    given = {row.lineage: row for row in report.expenditures.all()}
    before, later = _spent(report, "lt"), _spent(report, "gt")
    rows = [_row(line, before, later, given) for line in tree.lines]
    blocks = _blocks(rows)
    gone = (before.keys() | later.keys()) - {line.lineage for line in tree.lines}
    if gone:
        lines = {line.lineage: line for line in BudgetLine.objects.filter(lineage__in=gone).order_by("version__number")}
        old = [_row(line, before, later, {}) for line in lines.values() if line.version_id != report.version_id]
        for row in old:
            row.is_in_plan = False
        blocks.append(Block("gone", _("No longer in the budget"), old))
    sheet = Sheet(
        report=report,
        blocks=blocks,
        phases=[sum(amounts, ZERO) for amounts in zip(*phases, strict=True)],
        limits=thresholds(),
        rules=rules_for(report.duty.project.funding_year, ["B02"]),
    )
    for row in sheet.rows:
        row.warnings, row.refusals = sheet.warnings(row), sheet.refusals(row)
    return sheet


def _spent(report, order):
    """{lineage: USD} of the accepted reports on earlier ("lt") or later ("gt") periods of the project."""
    accepted = Expenditure.objects.filter(
        report__state=Report.State.ACCEPTED,
        report__duty__project=report.duty.project_id,
        **{f"report__duty__ends_on__{order}": report.duty.ends_on},
    ).exclude(report__duty=report.duty_id)
    return {lineage: to_cents(amount) for lineage, amount in accepted.values_list("lineage").annotate(Sum("amount"))}


def _row(line, before, later, given):
    return Row(line, before.get(line.lineage, ZERO), later.get(line.lineage, ZERO), given.get(line.lineage))


def _blocks(rows):
    """Staff, office, then the operational lines of each activity and those of none, as the budget has them."""
    blocks = {}
    for row in rows:
        category = row.line.category
        if category != BudgetLine.Category.OPERATIONAL:
            key, title = category.lower(), row.line.get_category_display()
        elif row.line.activity_id:
            key, title = f"activity-{row.line.activity_id}", str(row.line.activity)
        else:
            key, title = "evaluation", _("Evaluation")
        blocks.setdefault(key, Block(key, title)).rows.append(row)
    order = [BudgetLine.Category.STAFF, BudgetLine.Category.OFFICE, BudgetLine.Category.OPERATIONAL]
    return sorted(
        blocks.values(),
        key=lambda block: (
            order.index(block.rows[0].line.category),
            block.key == "evaluation",
            block.rows[0].line.activity.code if block.rows[0].line.activity_id else "",
        ),
    )


def lacking(report, sheet):
    """Sentences for what the money of a report lacks before it can be submitted (R10). ``sheet``: of ``sheet_of``."""
    missing = [row for row in sheet.rows if row.is_in_plan and row.given is None]
    if missing:
        yield _("Enter what was spent; write 0 where nothing was. Lines without an amount: %(count)d.") % {
            "count": len(missing)
        }
    if report.ledger_on is None:
        yield _("Say of which day the accounts are that the amounts come from.")
    for row in sheet.rows:
        yield from row.refusals
    total = sheet.total
    available = min(total.budget, _available(report))
    if total.in_all > available:
        text = _("The budget is %(budget)s, %(spent)s would be spent in all: %(over)s too much.")
        facts = {"budget": available, "spent": total.in_all, "over": total.in_all - available}
        yield text % {name: write_money(value) for name, value in facts.items()}


def _available(report):
    """USD that the project may spend: its amount less what it returned (R15)."""
    project = report.duty.project
    returned = ProjectEntry.objects.filter(project=project, kind=ProjectEntry.Kind.RETURN).aggregate(sum=Sum("amount"))
    return (project.amount or ZERO) - to_cents(returned["sum"] or ZERO)
