"""Reads of a plan version."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.translation import gettext as _

from funding.models import Axis, AxisValue, Goal, RatingScale

from .advice import advise
from .figures import ZERO, BudgetTotals, budget_totals, half_years, months_in_half_years, spread
from .models import Activity, Indicator, PlanVersion, ResultNode


@dataclass(frozen=True)
class Holder:
    """What holds a plan: its short name and address, the title of the project, and its reference if it has one.

    ``state`` with its ``tone``: how far it is, as its readers are told, while the plan stands and falls with it; empty where
    the version's own status says so. ``is_refused``: it was decided on, and the plan does not come into force.
    """

    title: str
    url: str
    project: str
    reference: str
    state: str = ""
    tone: str = ""
    is_refused: bool = False


@dataclass
class Framework:
    """A version as a tree: ``objective``, ``outcomes`` with ``outputs`` with ``activity_rows``; every node ``indicator_rows``."""

    version: object
    objective: ResultNode | None = None
    outcomes: list = field(default_factory=list)
    activities: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    risks: list = field(default_factory=list)
    markers: list = field(default_factory=list)
    totals: BudgetTotals = field(default_factory=BudgetTotals)

    @property
    def outputs(self):
        """All outputs in reading order."""
        return [output for outcome in self.outcomes for output in outcome.outputs]

    @property
    def nodes(self):
        """Objective, outcomes and outputs in reading order."""
        found = [self.objective] if self.objective else []
        for outcome in self.outcomes:
            found += [outcome, *outcome.outputs]
        return found

    @property
    def indicators(self):
        """All indicators in reading order."""
        return [indicator for node in self.nodes for indicator in node.indicator_rows]


def outline(plan_id):
    """The newest version of a plan without the rows below its results, to check and to sum it: two queries.

    Its nodes say ``has_indicators`` and ``has_activities``.
    """
    versions = PlanVersion.objects.filter(plan=plan_id).order_by("-number")
    nodes = (
        ResultNode.objects.filter(version=versions.values("pk")[:1])
        .select_related("version")
        .annotate(
            has_indicators=Exists(Indicator.objects.filter(node=OuterRef("pk"))),
            has_activities=Exists(Activity.objects.filter(output=OuterRef("pk"))),
        )
    )
    nodes = list(nodes.order_by("position", "pk"))
    version = nodes[0].version if nodes else versions.first()
    return _grown(version, nodes, version.lines.order_by("position", "pk"))


def framework(version, *, indicators=None, lines=None):
    """The whole version in four queries, whatever its size: what is needed to number, sum and check it.

    ``indicators``, ``lines`` (with their activities): those of the version in their order, if they are at hand; a query
    less for each.
    """
    nodes = list(ResultNode.objects.filter(version=version).order_by("position", "pk"))
    if indicators is None:
        indicators = Indicator.objects.filter(node__version=version).order_by("position", "pk")
    if lines is None:
        lines = version.lines.select_related("activity").order_by("position", "pk")
    indicators = _grouped(indicators, "node_id")
    activities = _grouped(Activity.objects.filter(output__version=version).order_by("position", "pk"), "output_id")
    for node in nodes:
        node.indicator_rows = indicators.get(node.pk, [])
        node.activity_rows = activities.get(node.pk, [])
        node.has_indicators, node.has_activities = bool(node.indicator_rows), bool(node.activity_rows)
    tree = _grown(version, nodes, lines)
    tree.activities = [activity for output in tree.outputs for activity in output.activity_rows]
    for outcome in tree.outcomes:
        for output in outcome.outputs:
            output.amount = sum((tree.totals.by_activity[row.pk] for row in output.activity_rows), ZERO)
        outcome.amount = sum((output.amount for output in outcome.outputs), ZERO)
    return tree


def _grown(version, nodes, lines):
    """The Framework of a version from its nodes and lines."""
    children = _grouped(nodes, "parent_id")
    for node in nodes:
        node.outputs = children.get(node.pk, [])
    objective = next((node for node in nodes if node.level == ResultNode.Level.OBJECTIVE), None)
    tree = Framework(version, objective, children.get(objective.pk, []) if objective else [])
    tree.lines = list(lines)
    tree.totals = budget_totals(tree.lines)
    return tree


def whole(version):
    """``framework`` with risks, markers and what hangs below its rows (milestones, splits, tags, half-years), for reading."""
    tree = framework(version)
    tree.risks = list(version.risks.order_by("position", "pk"))
    tree.markers = list(version.cross_cutting.order_by("position"))
    prefetch_related_objects(tree.indicators, "milestones", "split_targets__part", "axes", "goals", "scale__steps")
    prefetch_related_objects(tree.lines, "phase_amounts")
    for line in tree.lines:
        line.phases = phases_of(line, version.duration_months)
    return tree


def phases_of(line, months):
    """USD of a line by half-year of a project of ``months``: as typed, else by the months of its activity."""
    typed = [row.amount for row in line.phase_amounts.all()]
    count = half_years(months)
    if typed:  # a project that was shortened spends what lay beyond its end in its last half-year
        return [*(typed + [ZERO] * count)[: count - 1], sum(typed[count - 1 :], ZERO)]
    first, last = (line.activity.start_month, line.activity.end_month) if line.activity else (1, months or 1)
    return spread(line.amount, months_in_half_years(first, last, months))


def names_of_codes():
    """Words for the codes in a version's data, in the active language: axes, their parts, goals, scales."""
    rows = (*Axis.objects.all(), *Goal.objects.all(), *RatingScale.objects.all())
    parts = {f"{part.axis_id}.{part.code}": part.name for part in AxisValue.objects.all()}
    return {row.pk: str(row) for row in rows} | parts


def history(version, user):
    """All versions of the plan that the person may see, newest first, with who submitted and who approved."""
    seen = PlanVersion.objects.visible_to(user).filter(plan=version.plan_id).order_by("-number")
    return seen.select_related("submitted_by", "approved_by", "based_on")


def version_of(row):
    """The version a row belongs to."""
    if isinstance(row, Indicator):
        return row.node.version
    return row.output.version if isinstance(row, Activity) else row.version


def siblings_of(row):
    """The rows among which ``row`` has its place, itself included, in their order."""
    parents = {Indicator: "node_id", Activity: "output_id", ResultNode: "parent_id"}
    name = parents.get(type(row), "version_id")
    return type(row).objects.filter(**{name: getattr(row, name)}).order_by("position", "pk")


def _grouped(rows, attribute):
    """{value of ``attribute``: its rows in their order}"""
    groups = {}
    for row in rows:
        groups.setdefault(getattr(row, attribute), []).append(row)
    return groups


def advice_for(version):
    """Advice on the quality of the version (``plans.advice``), in reading order; its queries do not grow with its rows."""
    from .snapshot import as_data

    return advise({"language": version.plan.language} | as_data(version))


def missing_parts(tree):
    """Translated sentences for what a results framework still lacks (domain brief 3c); empty when it is complete."""
    if not tree.objective or not tree.objective.statement:
        return [_("Write the objective.")]
    missing = []
    if not tree.outcomes:
        missing.append(_("Add at least one outcome."))
    for outcome in tree.outcomes:
        if not outcome.outputs:
            missing.append(_("Outcome %(code)s needs at least one output.") % {"code": outcome.code})
        for output in outcome.outputs:
            if not output.has_activities:
                missing.append(_("Output %(code)s needs at least one activity.") % {"code": output.code})
    for node in tree.nodes:
        if node is not tree.objective and not node.has_indicators:
            missing.append(_("%(result)s needs at least one indicator.") % {"result": node})
    return missing
