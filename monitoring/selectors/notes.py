"""What stands in small words under an indicator of a report: its numbers, its parts, where they come from."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.numbers import write_number
from plans.models import Indicator
from plans.reading import value_words

from ..models import Actual, Report


@dataclass(frozen=True)
class Note:
    """A label with a text; ``is_written`` if people wrote it, in the language of the report."""

    label: str
    text: str
    is_written: bool = False


def notes_of(indicator, given, names):
    """The Notes on one indicator. ``given``: its row of ``snapshot.as_data``; ``names``: of ``plans.reading``."""
    notes = [Note(_("How many out of how many"), _share(given)), *_splits(indicator, given.get("splits", {}), names)]
    if indicator.kind != Indicator.Kind.QUALITATIVE and given.get("rating"):
        notes.append(Note(_label("rating"), str(Report.Rating(given["rating"]).label)))
    notes.append(Note(_label("unavailable_reason"), given.get("unavailable_reason", ""), True))
    day = given.get("data_on")
    notes.append(Note(_label("data_on"), date_format(date.fromisoformat(day), "DATE_FORMAT") if day else ""))
    notes.append(Note(_label("collected_by"), given.get("collected_by", ""), True))
    return [note for note in notes if note.text]


def _label(name):
    return capfirst(str(Actual._meta.get_field(name).verbose_name))


def _share(given):
    """ "30 / 48", or "" where the two numbers are not known."""
    numbers = [given.get(name) for name in ("numerator", "denominator")]
    return " / ".join(write_number(Decimal(number)) for number in numbers) if all(numbers) else ""


def _splits(indicator, splits, names):
    """A Note for each way to split, its parts in their order: "Women and girls 30 · Men and boys 28"."""
    kind = {"kind": indicator.kind, "unit": ""}
    found = defaultdict(list)
    order = {code: place for place, code in enumerate(names.parts)}
    for code, part in sorted(splits.items(), key=lambda one: order.get(one[0], len(order))):
        share = _share(part)
        words = f"{names.parts.get(code, code)} {value_words(kind, part.get('value'), names)}"
        found[code.partition(".")[0]].append(f"{words} ({share})" if share else words)
    return [Note(str(names.axes.get(axis, axis)), " · ".join(parts)) for axis, parts in found.items()]
