"""What the Fund gave the countries of a proposal so far."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce

from funding.ledger import ZERO
from funding.models import Country
from projects.models import Project, State


@dataclass(frozen=True)
class Support:
    """A country's projects: how many, their amount in USD, the last year of funding, how many are running."""

    country: Country
    projects: int
    amount: Decimal
    last_year: int | None
    running: int


def support_of(application):
    """The Support of each benefiting country, most first; those without any are in it with zero. Two queries.

    A project of several countries counts in full for each of them; the proposal's own is left out.
    """
    countries = {country.pk: country for country in application.countries.all()}
    found = Project.objects.filter(countries__in=countries).exclude(application=application).order_by()
    rows = found.values_list("countries").annotate(
        Count("pk"),
        Sum("amount"),
        last=Max(Coalesce("funding_year", "start_year")),
        running=Count("pk", Q(state=State.ACTIVE)),
    )
    known = {code: (number, amount or ZERO, *more) for code, number, amount, *more in rows if code in countries}
    support = [Support(country, *known.get(code, (0, ZERO, None, 0))) for code, country in countries.items()]
    return sorted(support, key=lambda one: (-one.amount, str(one.country)))
