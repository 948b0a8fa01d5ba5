"""Sums over the projects that a portfolio shows. Shares are sums of parts over sums of wholes, never means."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from funding.models import FundingLine, Region
from projects.drawing.charts import share as bar

from ..figures import percentage
from ..lights import Light
from ..models import Standing

ZERO = Decimal("0.00")
QUALITY = (
    (_("Targets defined"), "targets_defined", "targets_expected"),
    (_("Baselines known"), "baselines_known", "baselines_expected"),
    (_("Reported on time"), "reports_on_time", "reports_expected"),
    (_("Values with evidence"), "evidence_attached", "evidence_expected"),
    (_("Splits complete"), "splits_complete", "splits_expected"),
)


def critical(user):
    """Standings that need attention, of projects that the Fund follows and the person may see."""
    return Standing.objects.visible_to(user).followed().needing_attention()


@dataclass(frozen=True)
class Counter:
    """A data-quality counter: ``part`` of ``whole``, and that in percent."""

    label: str
    part: int
    whole: int

    @property
    def percent(self):
        """One decimal; None if there is nothing to count."""
        return percentage([(self.part, self.whole)])


@dataclass(frozen=True)
class Group:
    """A region or line: how many projects, their money (USD), its share of all budgets in percent, and the width of its bar."""

    key: object
    name: str
    number: int
    budget: Decimal
    spent: Decimal
    share: Decimal | None
    bar: str


@dataclass(frozen=True)
class Summary:
    """What a set of projects adds up to. ``numbers``: how many projects need what, by the codes of the filter "only"."""

    total: int
    budget: Decimal
    spent: Decimal
    numbers: dict
    lights: list
    quality: list
    regions: list
    lines: list

    @property
    def burn(self):
        """Spent of all budgets, in percent."""
        return percentage([(self.spent, self.budget)])


def summary_of(rows, questions):
    """The ``Summary`` of ``rows`` (standings); ``questions``: {code: condition}. Six queries, however many rows there are."""
    sums = rows.aggregate(
        total=Count("pk"),
        all_budget=Sum("budget", default=ZERO),
        all_spent=Sum("spent", default=ZERO),
        **{f"only_{code}": Count("pk", filter=condition) for code, condition in questions.items()},
        **{f"sum_{name}": Sum(name, default=0) for row in QUALITY for name in row[1:]},
    )
    lights = dict(rows.order_by().values_list("attention").annotate(Count("pk")))
    return Summary(
        total=sums["total"],
        budget=sums["all_budget"],
        spent=sums["all_spent"],
        numbers={code: sums[f"only_{code}"] for code in questions},
        lights=[(light, lights.get(light.value, 0)) for light in Light],
        quality=[Counter(label, sums[f"sum_{part}"], sums[f"sum_{whole}"]) for label, part, whole in QUALITY],
        regions=_groups(rows, "project__region", Region, sums["all_budget"], _("No single region")),
        lines=_groups(rows, "project__line", FundingLine, sums["all_budget"], _("No line on record")),
    )


def _groups(rows, by, model, whole, none):
    """A ``Group`` for each row of ``model`` that occurs, and one called ``none`` for those that have none, so that all add up."""
    names = {row.pk: str(row) for row in model.objects.all()} | {None: none}
    sums = rows.order_by().values_list(by).annotate(Count("pk"), Sum("budget"), Sum("spent"))
    found = {key: (number, budget, spent) for key, number, budget, spent in sums}
    most = max((budget for _number, budget, _spent in found.values()), default=0)
    return [
        Group(key, name, *found[key], percentage([(found[key][1], whole)]), bar(found[key][1], most))
        for key, name in names.items()
        if key in found
    ]
