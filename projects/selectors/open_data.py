"""How much the catalogue holds and how much of it is missing, counted when asked."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Catalogue, PublicRecord


@dataclass(frozen=True)
class Gap:
    """Something that ``count`` records lack."""

    label: str | Promise
    count: int


@dataclass(frozen=True)
class Quality:
    """The whole catalogue in numbers: ``amount`` in USD over the records that have one; ``changed_at``: None while empty."""

    count: int
    amount: Decimal
    first_year: int | None
    last_year: int | None
    changed_at: datetime | None
    gaps: tuple


GAPS = (
    ("code", _("Without a project code"), Q(code="")),
    ("amount", _("Without an amount"), Q(amount=None)),
    ("funding_year", _("Without a funding year"), Q(funding_year=None)),
    ("start_year", _("Without a start year"), Q(start_year=None, starts_on=None)),
    ("theme", _("Without a theme"), Q(theme=None)),
    ("region", _("Without a region"), Q(region=None)),
    ("countries", _("Without a benefiting Member State"), Q(country_codes=[])),
    ("state", _("Status not known"), Q(state="UNKNOWN")),
    ("summary", _("Without a summary"), Q(summary_en="", summary_fr="", summary_es="")),
    ("results", _("Without results of accepted reports"), Q(has_results=False)),
)


def quality():
    """The ``Quality`` of the catalogue now. Two queries."""
    counts = {name: Count("pk", filter=lacking) for name, _label, lacking in GAPS}
    found = PublicRecord.objects.aggregate(
        records=Count("pk"), money=Sum("amount"), first=Min("funding_year"), last=Max("funding_year"), **counts
    )
    return Quality(
        count=found["records"],
        amount=found["money"] or Decimal(0),
        first_year=found["first"],
        last_year=found["last"],
        changed_at=Catalogue.objects.filter(pk=1).values_list("changed_at", flat=True).first(),
        gaps=tuple(Gap(label, found[name]) for name, label, _lacking in GAPS if found[name]),
    )
