"""Comparing the places that say what a project spent and reached. Reads only; figures in USD as text with two places."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Sum

from core.numbers import to_cents
from projects.models import Project, PublicRecord
from projects.selectors.records import values_of

from ..models import Drift, Expenditure, ProjectEntry, Report
from .ledger import account_of, held_for

Check = Drift.Check
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Disagreement:
    """What does not agree: what was compared, of which line, what it should be and what it is."""

    check_code: str
    key: str
    expected: str
    found: str


def checked_projects():
    """Projects with money or reports here: those that were awarded in the portal."""
    return Project.objects.filter(application__isnull=False).select_related("application", "plan").order_by("pk")


def disagreements(project):
    """All ``Disagreement``\\ s of a project; none when everything agrees. Eight queries and those of its public record."""
    return [*_ledger(project), *_funds(project), *_overdrawn(project), *_public(project)]


def _sums(rows):
    rows = rows.order_by().values_list("lineage").annotate(Sum("amount"))
    return {lineage: to_cents(amount) for lineage, amount in rows}


def _ledger(project):
    """Of each line the ledger says what the accepted reports say."""
    accepted = {"report__state": Report.State.ACCEPTED, "report__duty__project": project}
    reported = _sums(Expenditure.objects.filter(**accepted))
    booked = _sums(ProjectEntry.objects.filter(project=project, kind=ProjectEntry.Kind.EXPENDITURE))
    for lineage in sorted(reported.keys() | booked.keys(), key=str):
        expected, found = reported.get(lineage, ZERO), booked.get(lineage, ZERO)
        if expected != found:
            yield Disagreement(Check.LEDGER, str(lineage), str(expected), str(found))


def _funds(project):
    """The line has committed to the project, and not released, what the project says it has."""
    held, amount = held_for(project), project.amount or ZERO
    if held != amount:
        yield Disagreement(Check.FUNDS, "", str(amount), str(held))


def _overdrawn(project):
    """No more is spent and returned, and no more paid to the office, than the project has."""
    account = account_of(project)
    if account.unspent < 0:
        yield Disagreement(Check.OVERDRAWN, "", str(account.amount), str(account.spent + account.returned))


def _public(project):
    """The public page says what the ledger says, where spending is cleared, and what accepted reports say of results."""
    record = PublicRecord.objects.filter(pk=project.pk).first()
    if record is None:
        return
    if record.money.get("spent"):
        spent = account_of(project).spent
        if record.spent != spent:
            yield Disagreement(Check.PUBLIC, "", str(spent), str(to_cents(record.spent)))
    fresh = json.loads(json.dumps(values_of(project)["results"], cls=DjangoJSONEncoder))
    if record.results != fresh:
        yield Disagreement(Check.RESULTS, "", _reached(fresh), _reached(record.results))


def _reached(results):
    """The values reached, one after the other, so that a reader sees which differs; at most 100 characters."""
    nodes = [results.get("objective")] if results.get("objective") else []
    for outcome in results.get("outcomes", []):
        nodes += [outcome, *outcome.get("outputs", [])]
    values = [str(row.get("reached") or "–") for node in nodes for row in node.get("indicators", [])]
    return ", ".join(values)[:100]


def drifts():
    """What does not agree, the open first, then what was put right; with its project."""
    return Drift.objects.select_related("project").order_by("ended_at", "-first_seen_at", "-pk")
