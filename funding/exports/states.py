"""The states of a line on a day as files. Column names are addresses that stay; values are codes and words of no language."""

from django.http import JsonResponse

from core.spreadsheets import download

from ..selectors.countries import GROUPS

ANSWERS = {True: "yes", False: "no", None: "unknown"}
COLUMNS = [
    *("code", "name_en", "name_fr", "name_es", "region", "line", "on", "eligible", "list_effective_from"),
    *("income_group", "ldc", "lldc", "sids"),
]
KINDS = ("csv", "xlsx", "json")


def table(found):
    """The header, then one row for each state of a ``selectors.countries.States``; days as ISO text."""
    current = found.lists.current
    effective_from = current.effective_from.isoformat() if current else ""
    yield COLUMNS
    for state in found.all:
        country = state.country
        yield [
            country.pk, country.name_en, country.name_fr, country.name_es, country.region_id, found.line,
            found.on.isoformat(), ANSWERS[state.is_eligible], effective_from, state.income_group,
            *(ANSWERS[kind in state.groups] for kind in GROUPS),
        ]  # fmt: skip


def states_file(found, kind):
    """The answer that downloads the states as "csv", "xlsx" or "json"; Http404 for another kind."""
    name = f"eligible-states-line-{found.line}-{found.on.isoformat()}"
    if kind != "json":
        return download(table(found), kind, name=name, title="states")
    current, [columns, *rows] = found.lists.current, table(found)
    in_force = {"effective_from": current.effective_from, "is_complete": current.is_complete} if current else None
    states = [dict(zip(columns, row, strict=True)) for row in rows]
    response = JsonResponse({"line": found.line, "on": found.on, "list": in_force, "states": states})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response
