"""Writing the Fund's reference data."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed

from . import models

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "fr", "es")
LOADED = audit.action("funding.loaded", _("loaded reference data"))
ADDED = audit.action("funding.added", _("added reference data"))
CHANGED = audit.action("funding.changed", _("changed reference data"))


@transaction.atomic
def keep(row, *, by, changed):
    """Save a row of the reference data that an administrator added or changed (``changed``: names of its fields).

    Raises NotAllowed, ValidationError, and DomainError for a published list: a new list replaces it.
    """
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the reference data."))
    is_new = row._state.adding
    if isinstance(row, models.EligibilityList) and _is_published(row):
        raise DomainError(_("A published list does not change. Add a new one."))
    row.full_clean()
    row.save()
    audit.record(ADDED if is_new else CHANGED, row, by=by, fields=sorted(changed))
    return row


def _is_published(row):
    locked = models.EligibilityList.objects.select_for_update().filter(pk=row.pk)
    return locked.filter(status=models.EligibilityList.Status.PUBLISHED).exists()


@dataclass
class Loaded:
    """How many rows a load created and, when asked to overwrite, changed."""

    created: int = 0
    changed: int = 0


def _read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _named(row, *fields):
    return {f"{field}_{language}": row.get(f"{field}_{language}", "") for field in fields for language in LANGUAGES}


@transaction.atomic
def load_reference(*, by=None, overwrite=False):
    """Create the reference rows shipped in ``funding/data`` that are missing.

    What staff edited stays as it is unless ``overwrite``. Records one audit row when anything changed.
    Returns ``Loaded``.
    """
    loaded = Loaded()
    for model, lookups in _rows():
        _put(model, lookups, loaded, overwrite=overwrite)
    _load_lists(loaded)
    if loaded.created or loaded.changed:
        line = models.FundingLine.objects.order_by("number").first()
        audit.record(LOADED, line, by=by, created=loaded.created, changed=loaded.changed)
    return loaded


def _put(model, rows, loaded, *, overwrite):
    """Create rows of (lookup, values) that do not exist; change those that do when ``overwrite``."""
    keys = list(rows[0][0]) if rows else []
    existing = {tuple(values): pk for pk, *values in model.objects.values_list("pk", *keys)}
    missing = [model(**lookup, **values) for lookup, values in rows if tuple(lookup.values()) not in existing]
    model.objects.bulk_create(missing)
    loaded.created += len(missing)
    if overwrite:
        for lookup, values in rows:
            if tuple(lookup.values()) in existing:
                model.objects.filter(**lookup).update(**values)
                loaded.changed += 1


def _rows():
    """(model, [(lookup, values)]) for every kind of row, parents first."""
    lines = _read("funding_lines.json")
    yield models.Region, [_part(row, "code", "position", "is_confirmed") for row in _read("regions.json")]
    yield models.FocusArea, [_part(row, "code", "position", "is_exceptional") for row in _read("focus_areas.json")]
    yield models.Theme, [_theme(row) for row in _read("themes.json")]
    yield models.Country, [_country(row) for row in _read("countries.json")]
    yield models.CountryIncome, [_income(row) for row in _read("income_groups.json")]
    for group, rows in _read("country_groups.json").items():
        yield models.GroupMembership, [_membership(group, row) for row in rows]
    yield models.FundingLine, [_line(row) for row in lines]
    yield models.Ceiling, [_ceiling(line, row) for line in lines for row in line["ceilings"]]
    yield models.YearlyAmount, [_yearly_amount(line, row) for line in lines for row in line["yearly_amounts"]]
    yield models.Rule, [_rule(row) for row in _read("rules.json")]


def _part(row, key, *names):
    return {key: row[key]}, _named(row, "name") | {name: row[name] for name in names}


def _income(row):
    return {"country_id": row["code"], "fiscal_year": row["fiscal_year"]}, {"group": row["group"]}


def _membership(group, row):
    lookup = {"group": group, "country_id": row["code"]}
    return lookup, {"valid_from": row["valid_from"], "valid_to": row["valid_to"]}


def _line(row):
    return {"number": row["number"]}, _named(row, "name", "description") | {"excludes_article_4": row["number"] == 2}


def _theme(row):
    values = {"aliases": row["aliases"], "focus_area_id": row["focus_area"], "is_legacy": row["is_legacy"]}
    values |= {"position": row["position"], "has_prefix": bool(row["prefix"])}
    return {"code": row["prefix"] or "MMS"}, _named(row, "name") | values


def _country(row):
    values = {"code3": row["code3"], "m49": row["m49"] or "", "aliases": row["aliases"], "region_id": row["region"]}
    values |= {"is_iom_member": row["is_iom_member"]}
    values |= {axis: Decimal(row[axis]) if row[axis] else None for axis in ("latitude", "longitude")}
    return {"code": row["code"]}, _named(row, "name") | values


def _ceiling(line, row):
    lookup = {"line_id": line["number"], "coverage": row["coverage"], "valid_from_year": row["valid_from_year"]}
    amounts = {"minimum_amount": Decimal(row["minimum"]), "maximum_amount": Decimal(row["maximum"])}
    return lookup, amounts | {"is_confirmed": row["is_confirmed"]} | _named(row, "source")


def _yearly_amount(line, row):
    recovered = Decimal(row["recovered"]) if row["recovered"] is not None else None
    values = {"allocated_amount": Decimal(row["amount"]), "recovered_amount": recovered}
    return {"line_id": line["number"], "year": row["year"]}, values


def _rule(row):
    values = {name: row[name] for name in ("severity", "is_confirmed", "parameters")}
    values |= {"unconfirmed_parameters": row.get("unconfirmed_parameters", [])}
    lookup = {"code": row["id"], "valid_from_year": row["valid_from_year"]}
    return lookup, values | _named(row, "title", "explanation", "source")


def _load_lists(loaded):
    """Create the shipped eligibility lists, published as they were; a list that exists is never touched."""
    for path in sorted(DATA.glob("eligibility_*.json")):
        row = _read(path.name)
        lookup = {"line_id": row["line"], "effective_from": row["effective_from"]}
        if models.EligibilityList.objects.filter(**lookup).exists():
            continue
        values = {name: row[name] for name in ("published_total", "is_complete")} | _named(row, "note")
        values |= {f"source_{language}": row["source"][language] for language in LANGUAGES}
        created = models.EligibilityList.objects.create(
            **lookup, **values, status=models.EligibilityList.Status.PUBLISHED
        )
        created.countries.set(row["countries"])
        loaded.created += 1
