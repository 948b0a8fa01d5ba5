"""Writing the Fund's reference data: single rows by administrators, all of it from the files shipped."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import NotAllowed
from core.panels import collect

from .. import cases, models
from ..selectors import seal
from .calls import load_calls

DATA = Path(models.__file__).parent.parent / "data"
LANGUAGES = ("en", "fr", "es")
LOADED = audit.action("funding.loaded", _("loaded reference data"))
ADDED = audit.action("funding.added", _("added reference data"))
CHANGED = audit.action("funding.changed", _("changed reference data"))


@transaction.atomic
def keep(row, *, by, changed):
    """Save a row of the reference data that an administrator added or changed (``changed``: names of its fields).

    Rows of one country are kept one after the other, so that two people cannot make periods overlap. Upper apps follow
    in the same transaction, under "reference_changed" (row, changed). Raises NotAllowed and ValidationError.
    """
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the reference data."))
    is_new = row._state.adding
    if isinstance(row, models.CountryStatus):
        models.Country.objects.select_for_update().get(pk=row.country_id)
    row.full_clean()
    row.save()
    audit.record(ADDED if is_new else CHANGED, row, by=by, fields=sorted(changed))
    collect("reference_changed", row, changed)
    return row


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
    Returns ``Loaded``. Upper apps follow an overwriting in the same transaction, under "reference_loaded".
    """
    loaded = Loaded()
    for model, lookups in _rows():
        _put(model, lookups, loaded, overwrite=overwrite)
    _load_ledger(loaded)
    _load_rule_sets(loaded)
    _load_lists(loaded)
    loaded.created += load_calls(_read("calls.json"))
    if loaded.changed:
        collect("reference_loaded")
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
    countries = _read("countries.json")
    yield models.Country, [_country(row) for row in countries]
    yield models.CountryIncome, [_income(row) for row in _read("income_groups.json")]
    members = [{"code": row["code"]} for row in countries if row["is_iom_member"]]
    for kind, rows in {"IOM_MEMBER": members, **_read("country_groups.json")}.items():
        yield models.CountryStatus, [_status(kind, row) for row in rows]
    yield models.FundingLine, [_line(row) for row in lines]
    yield models.Goal, [_part(row, "code", "frame", "position") for row in _read("goals.json")]
    for name, whole, part in (
        ("axes", models.Axis, models.AxisValue),
        ("scales", models.RatingScale, models.RatingStep),
    ):
        rows = _read(f"{name}.json")
        yield whole, [_part(row, "code", "position") for row in rows]
        yield part, [_below(row["code"], below) for row in rows for below in row["parts"]]


def _part(row, key, *names):
    return {key: row[key]}, _named(row, "name") | {name: row[name] for name in names}


def _below(code, row):
    """A part of an axis or a step of a scale, which its file keeps below the whole."""
    if "number" in row:
        return {"scale_id": code, "number": row["number"]}, _named(row, "name")
    values = {"is_unknown": row["code"] == "unknown", "position": row["position"]}
    return {"axis_id": code, "code": row["code"]}, _named(row, "name") | values


def _income(row):
    return {"country_id": row["code"], "fiscal_year": row["fiscal_year"]}, {"group": row["group"]}


def _status(kind, row):
    lookup = {"kind": kind, "country_id": row["code"]}
    return lookup, {name: row.get(name) for name in ("valid_from", "valid_to")} | {"source": row.get("source", "")}


def _line(row):
    return {"number": row["number"]}, _named(row, "name", "description") | {"excludes_article_4": row["number"] == 2}


def _theme(row):
    values = {"aliases": row["aliases"], "focus_area_id": row["focus_area"], "is_legacy": row["is_legacy"]}
    values |= {"position": row["position"], "has_prefix": bool(row["prefix"])}
    return {"code": row["prefix"] or "MMS"}, _named(row, "name") | values


def _country(row):
    values = {"code3": row["code3"], "m49": row["m49"] or "", "aliases": row["aliases"], "region_id": row["region"]}
    values |= {axis: Decimal(row[axis]) if row[axis] else None for axis in ("latitude", "longitude")}
    return {"code": row["code"]}, _named(row, "name") | values


def _load_ledger(loaded):
    """Book the yearly amounts published, where the year of a line has no entry yet."""
    booked = set(models.LedgerEntry.objects.values_list("line_id", "year"))
    kinds = {"amount": models.LedgerEntry.Kind.ALLOCATION, "recovered": models.LedgerEntry.Kind.RECOVERY}
    for line in _read("funding_lines.json"):
        for row in line["yearly_amounts"]:
            if (line["number"], row["year"]) in booked:
                continue
            for name, kind in kinds.items():
                if row[name] is not None:
                    entry = {"line_id": line["number"], "year": row["year"], "kind": kind} | _named(row, "source")
                    models.LedgerEntry.objects.create(**entry, amount=Decimal(row[name]))
                    loaded.created += 1


def _load_rule_sets(loaded):
    """Create the shipped rule sets, published as they were; a funding year that has a set is never touched."""
    rows = _read("rules.json")
    for shipped in _read("rule_sets.json"):
        if models.RuleSet.objects.filter(from_year=shipped["from_year"]).exists():
            continue
        rule_set = models.RuleSet.objects.create(from_year=shipped["from_year"], **_named(shipped, "name", "note"))
        rules = models.Rule.objects.bulk_create(
            _rule(rule_set, row | shipped["rules"].get(row["id"], {})) for row in rows
        )
        _load_cases(rules)
        rule_set.status, rule_set.sha256 = models.RuleSet.Status.PUBLISHED, seal(rule_set)
        rule_set.save(update_fields=["status", "sha256"])
        loaded.created += 1


def _rule(rule_set, row):
    values = {
        name: row[name] for name in ("severity", "is_confirmed", "parameters", "unconfirmed_parameters", "paragraph")
    }
    return models.Rule(rule_set=rule_set, code=row["id"], **values, **_named(row, "title", "explanation", "source"))


def _load_cases(rules):
    by_code = {rule.code: rule for rule in rules}
    models.RuleCase.objects.bulk_create(
        models.RuleCase(rule=by_code[case["rule"]], name=case["name"], facts=case["facts"], expected=case["expected"])
        for case in cases.shipped()
    )


def _load_lists(loaded):
    """Create the shipped eligibility lists, published as they were; a list that exists is never touched."""
    for path in sorted(DATA.glob("eligibility_*.json")):
        row = _read(path.name)
        lookup = {"line_id": row["line"], "effective_from": row["effective_from"]}
        if models.EligibilityList.objects.filter(**lookup).exists():
            continue
        values = {"is_complete": row["is_complete"]} | _named(row, "note")
        values |= {f"source_{language}": row["source"][language] for language in LANGUAGES}
        created = models.EligibilityList.objects.create(**lookup, **values)
        created.countries.set(row["countries"])
        for region, states in row["published_counts"].items():
            created.published_counts.create(region_id=region or None, states=states)
        created.status = models.EligibilityList.Status.PUBLISHED
        created.save(update_fields=["status"])
        loaded.created += 1
