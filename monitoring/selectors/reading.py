"""A whole report as its readers see it: texts, results and money with what came before, to date and what is new."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import prefetch_related_objects

from core.rewording import is_same_text
from plans.figures import ZERO, share_of
from plans.models import BudgetLine, Indicator
from plans.reading import Names, baseline_words, value_words
from plans.selectors import framework
from plans.snapshot import INDICATOR, hash_of

from ..comparison import compare, target_of
from ..figures import CHECK_TARGET, HUNDRED, attention, disagrees, light, roll_up, to_date
from ..lights import Light
from ..models import Actual, Expenditure, Report, ReportCopy
from ..sections import sections_of
from ..snapshot import as_data, evidence_key
from .activities import activities_of
from .checklist import checklist_of
from .evidence import evidence_of
from .names import names_of_codes
from .notes import notes_of
from .risks import risks_of
from .status import milestones_of
from .thresholds import thresholds


@dataclass
class Text:
    """A section: ``is_repeated`` if the previous report had the same words."""

    target: str
    section: object
    text: str
    is_repeated: bool


@dataclass
class Result:
    """An indicator: values as Decimal or None, and in words for readers. ``percent`` of the way, ``bar`` 0 to 100."""

    target: str
    indicator: object
    baseline: str
    goal: str
    value: str
    before: str
    previous: str
    reached: str
    figures: dict
    percent: Decimal | None
    light: Light
    remark: str
    comment: str
    notes: list = field(default_factory=list)

    @property
    def bar(self):
        """What a progress bar shows of ``percent``."""
        return min(max(self.percent, Decimal(0)), HUNDRED)

    @property
    def is_far_above(self):
        """Whether the target should be looked at again."""
        return self.remark == CHECK_TARGET


@dataclass
class Money:
    """A budget line, a block or the total, in USD. ``share`` is a fraction of the budget or None."""

    title: str
    budget: Decimal
    before: Decimal = ZERO
    amount: Decimal = ZERO
    previous: Decimal = ZERO
    commitments: Decimal = ZERO
    target: str = ""
    line: object = None
    comment: str = ""
    is_reported: bool = True

    @property
    def reached(self):
        """Spent to date."""
        return self.before + self.amount

    @property
    def left(self):
        """Budget less what was spent to date; negative when overspent."""
        return self.budget - self.reached

    @property
    def share(self):
        """Spent to date as a share of the budget."""
        return share_of(self.reached, self.budget)

    @classmethod
    def sum_of(cls, title, rows):
        """One row that adds up others."""
        names = ("budget", "before", "amount", "previous", "commitments")
        return cls(title, **{name: sum((getattr(row, name) for row in rows), ZERO) for name in names})


@dataclass
class Reading:
    """What the page and the files of a report are made of."""

    report: Report
    tree: object
    data: dict
    texts: list = field(default_factory=list)
    nodes: list = field(default_factory=list)
    activities: list = field(default_factory=list)
    risks: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    checklist: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    total: Money | None = None
    previous: Report | None = None
    has_several_before: bool = False
    counts: list = field(default_factory=list)
    worst: Light = Light.NOT_DUE

    @property
    def is_sealed(self):
        """Whether an accepted report still says what was accepted; None for one that was not."""
        return hash_of(self.data) == self.report.content_hash if self.report.content_hash else None

    @property
    def has_commitments(self):
        """Whether money is committed on any line, so that it needs a column."""
        return bool(self.total and self.total.commitments)

    @property
    def disagrees(self):
        """Whether the writers' rating is not what the indicators say."""
        return disagrees(self.report.rating, self.worst)


def reading_of(report):
    """The Reading of a report with ``duty.project`` and ``version`` loaded; the number of queries does not grow with its rows."""
    tree = framework(report.version)
    prefetch_related_objects(tree.indicators, "milestones")
    reading = Reading(report, tree, as_data(report, tree))
    earlier = _earlier(report)
    reading.previous, reading.has_several_before = (earlier[-1] if earlier else None), len(earlier) > 1
    reading.texts = _texts(reading)
    reading.nodes = _nodes(reading, earlier)
    lights = [row.light for _node, rows in reading.nodes for row in rows]
    reading.counts = [(Light(code), number) for code, number in roll_up(lights).items()]
    reading.worst = Light(attention(lights))
    reading.blocks = _blocks(reading, earlier)
    reading.total = Money.sum_of("", [block for block, _rows in reading.blocks])
    _add_rows(reading)
    return reading


def _add_rows(reading):
    """Activities, risks, evidence and checklist, each row with the ``target`` that comments and differences name."""
    report, tree = reading.report, reading.tree
    reading.activities, reading.risks = activities_of(report, tree), risks_of(report)
    reading.evidence, reading.checklist = evidence_of(report, tree), checklist_of(report)
    for row in reading.activities:
        row.target = target_of("activity", str(row.activity.lineage))
    for row in reading.risks:
        row.target = target_of("risk", str(row.lineage))
    for row in reading.evidence:
        row.target = target_of("evidence", evidence_key(row))
    for row in reading.checklist:
        row.target = target_of("item", row.item.pk)


def _earlier(report):
    """Accepted reports of the project on earlier periods, oldest first."""
    found = Report.objects.accepted().filter(
        duty__project=report.duty.project_id, duty__ends_on__lt=report.duty.ends_on
    )
    return list(found.select_related("duty__project").prefetch_related("texts").order_by("duty__ends_on", "pk"))


def _texts(reading):
    given = reading.data.get("texts", {})
    before = {row.key: row.text for row in reading.previous.texts.all()} if reading.previous else {}
    return [
        Text(
            f"section-{key}", section, given.get(key, ""),
            bool(given.get(key)) and is_same_text(given[key], before.get(key, "")),
        )
        for key, section in sections_of(reading.report.duty.kind).items()
    ]  # fmt: skip


def _history(model, earlier, name):
    """{lineage: [(report's key, value)]} of earlier reports, oldest first."""
    found = defaultdict(list)
    for row in model.objects.filter(report__in=earlier).order_by("report__duty__ends_on", "pk"):
        found[row.lineage].append((row.report_id, getattr(row, name)))
    return found


def _nodes(reading, earlier):
    """[(result, [Result of its indicators])] in the order of the tree."""
    given = {row["lineage"]: row for row in reading.data.get("results", ())}
    history, words = _history(Actual, earlier, "value"), (Names.load(), thresholds())

    def result(row):
        return _result(row, given.get(str(row.lineage), {}), history[row.lineage], reading, words)

    return [(node, [result(row) for row in node.indicator_rows]) for node in reading.tree.nodes]


def _result(indicator, given, history, reading, words):
    names, limits = words
    value = Decimal(given["value"]) if given.get("value") is not None else None
    before = [past for _report, past in history]
    figures = {
        "value": value,
        "before": to_date(indicator.over_time, before),
        "previous": dict(history).get(reading.previous.pk) if reading.previous else None,
        "reached": to_date(indicator.over_time, [*before, value]),
    }
    data = {name: getattr(indicator, name) for name in INDICATOR} | {"unit": ""}
    duty = reading.report.duty
    known = light(
        indicator,
        [*before, value],
        milestones_of(indicator, duty.project),
        on=duty.ends_on,
        thresholds=limits,
        rating=given.get("rating", ""),
    )
    words = {name: value_words(data, number, names) for name, number in figures.items()}
    if indicator.kind == Indicator.Kind.QUALITATIVE and given.get("rating"):
        words["value"] = str(Report.Rating(given["rating"]).label)
    return Result(
        target=f"indicator-{indicator.lineage}",
        indicator=indicator,
        baseline=baseline_words(data, names),
        goal=indicator.target_text or value_words(data, indicator.target_value, names),
        **words,
        figures=figures,
        percent=known.percent,
        light=Light(known.light),
        remark=known.remark,
        comment=given.get("comment", ""),
        notes=notes_of(indicator, given, names),
    )


def _blocks(reading, earlier):
    """[(sum of a part of the budget, [its lines])] for the parts that have lines."""
    given = {row["lineage"]: row for row in reading.data.get("money", ())}
    history = _history(Expenditure, earlier, "amount")
    rows = defaultdict(list)
    for line in reading.tree.lines:
        rows[line.category].append(_money(line, given.get(str(line.lineage)), history[line.lineage], reading.previous))
    return [
        (Money.sum_of(str(category.label), rows[category]), rows[category])
        for category in BudgetLine.Category
        if rows[category]
    ]


def _money(line, given, history, previous):
    return Money(
        title=line.description,
        budget=line.amount,
        before=sum((amount for _report, amount in history), ZERO),
        amount=Decimal(given["amount"]) if given else ZERO,
        previous=dict(history).get(previous.pk, ZERO) if previous else ZERO,
        commitments=Decimal(given.get("commitments", 0)) if given else ZERO,
        target=f"line-{line.lineage}",
        line=line,
        comment=given["comment"] if given else "",
        is_reported=given is not None,
    )


def changes_since_return(report, data, *, with_refusals):
    """(ReportCopy, [Difference]) since the report was last given back, or (None, []). One query.

    ``with_refusals``: also by who certifies; readers compare with what they themselves had read.
    """
    copies = ReportCopy.objects.filter(report=report)
    if not with_refusals:
        copies = copies.filter(step=ReportCopy.Step.RETURN)
    copy = copies.order_by("-pk").first()
    return (copy, compare(json.loads(copy.content), data, names_of_codes())) if copy else (None, [])


def marked(reading, counts, fresh):
    """Give each text and row of ``reading`` what is said of it, and what is new since the report was returned.

    ``counts``: of ``comments.counts_of``; ``fresh``: Differences.
    """
    marks = {difference.target: difference for difference in fresh}
    results = [row for _node, rows in reading.nodes for row in rows]
    lines = [row for _block, rows in reading.blocks for row in rows]
    others = (*reading.activities, *reading.risks, *reading.evidence, *reading.checklist)
    for row in (*reading.texts, *results, *lines, *others):
        row.said, row.mark = counts.get(row.target, (0, 0)), marks.get(row.target)
    reading.said, reading.mark = counts.get("report", (0, 0)), marks.get("report")
