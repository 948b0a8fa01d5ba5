"""Reads of the numbers from which the portal warns."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

from .. import models
from ..models import Threshold

DATA = Path(models.__file__).parent.parent / "data"


@cache
def shipped(name):
    """The rows of ``monitoring/data/<name>.json`` as they were shipped."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def thresholds():
    """{code: Decimal} in percent or points, as administrators keep them; the shipped value where there is no row. One query."""
    values = {row["code"]: Decimal(row["value"]) for row in shipped("thresholds")}
    return values | dict(Threshold.objects.values_list("code", "value"))


def unconfirmed():
    """Codes of the thresholds that the Fund has not confirmed. One query."""
    known = dict(Threshold.objects.values_list("code", "is_confirmed"))
    return {row["code"] for row in shipped("thresholds") if not known.get(row["code"], False)}
