"""The facts of public records in the order of ``COLUMNS``, in the active language: one reading for every format.

Read from plain rows (``Selection.rows``), since a file may have a hundred thousand of them.
"""

import json
from datetime import UTC
from functools import lru_cache

from django.conf import settings
from django.db.models import Case, CharField, F, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.languages import LANGUAGES
from funding.models import Country, Coverage, Region, Theme

from ..models import PUBLIC_STATES
from .columns import COLUMNS, DAY, MOMENT, NAMES_OF_COLUMNS, PARTS

FIELDS = (
    *(
        "address",
        "code",
        "prima_id",
        "title",
        "title_language",
        "state",
        "region_id",
        "theme_id",
        "coverage",
        "line_id",
    ),
    *("amount", "funding_year", "start_year", "end_year", "starts_on", "ends_on", "counterpart", "has_results"),
    *("has_evaluation", "published_at", "changed_at", "source_url"),
)
LISTS = tuple(
    Cast(name, TextField()) for name in ("country_codes", "goal_codes")
)  # read once for many rows, see ``_list``
PART_FIELDS = tuple(column.name for column in PARTS)
RAW_PARTS = tuple(Cast(name, TextField()) for name in PART_FIELDS[:-1])  # JSON already: nothing to read and write again
WIDTH = len(FIELDS) + len(LISTS) + 2
DAYS = frozenset(column.name for column in COLUMNS if column.kind is DAY)
MOMENTS = tuple(column.name for column in COLUMNS if column.kind is MOMENT)


def licence():
    """Name and address of the licence, each "" where the Fund has not confirmed one."""
    return settings.OPEN_DATA_LICENCE_NAME, settings.OPEN_DATA_LICENCE_URL


def licence_in_words():
    """What stands in files: the licence's address or name, or that none is confirmed, which is no permission."""
    name, url = licence()
    return url or name or "not confirmed"


def licence_sentence():
    """The same as a sentence for people."""
    name, url = licence()
    if not (name or url):
        return _("The Fund has not confirmed a licence yet. Ask it before you publish the data again.")
    return " ".join(part for part in (name, url) if part)


class Reader:
    """Reads rows in the language that is active when it is made: ``of(row)`` gives the facts as a tuple.

    Rows have the values of ``fields``. Codes get their names from a few small tables, read once; what is empty is None.
    """

    def __init__(self):
        self.language = get_language() or settings.LANGUAGE_CODE
        self._countries = {row.pk: row.name for row in Country.objects.all()}
        self._regions = {row.pk: row.name for row in Region.objects.all()}
        self._themes = {row.pk: row.name for row in Theme.objects.all()}
        self._states = {code: str(label) for code, label in PUBLIC_STATES}
        self._coverages = {code: str(label) for code, label in Coverage.choices}
        self._licence = licence_in_words()
        stand_in = "ADDRESS"
        page = absolute(reverse("projects:detail", kwargs={"address": stand_in}))
        self._before, self._after = page.split(stand_in)
        self.fields = (*FIELDS, *LISTS, *_summary(dict.fromkeys([self.language, *LANGUAGES])))
        self._names_of, self._lists = {}, {}  # the same few combinations of States come again and again

    def of(self, row):
        """The facts of a row whose first values are those of ``fields``."""
        (
            address, code, prima_id, title, title_language, state, region, theme, coverage, line,
            amount, funding_year, start_year, end_year, starts_on, ends_on, counterpart, has_results,
            has_evaluation, published_at, changed_at, source_url, countries, goals, summary, summary_language,
        ) = row[:WIDTH]  # fmt: skip
        country_codes = self._list(countries)
        return (
            address, code or None, prima_id or None, title, title_language, state, self._states.get(state),
            country_codes, self._names(country_codes), region, self._regions.get(region), theme,
            self._themes.get(theme), coverage or None, self._coverages.get(coverage), line, amount,
            funding_year, start_year, end_year, starts_on, ends_on, self._list(goals), counterpart or None, summary,
            summary_language, has_results, has_evaluation, published_at, changed_at,
            f"{self._before}{address}{self._after}", source_url or None, self._licence,
        )  # fmt: skip

    def as_data(self, row):
        """The facts as a dict by the names of the columns, ready for JSON: amounts as text with two decimals."""
        data = dict(zip(NAMES_OF_COLUMNS, self.of(row), strict=True))
        if data["amount_usd"] is not None:
            data["amount_usd"] = f"{data['amount_usd']:.2f}"
        for name in DAYS:
            data[name] = data[name] and data[name].isoformat()
        for name in MOMENTS:
            data[name] = moment(data[name])
        return data

    def as_text(self, row):
        """The facts with the nested parts as the text of a JSON object; ``row`` ends with ``RAW_PARTS`` and the plan's number."""
        *raw, number = row[WIDTH : WIDTH + len(PART_FIELDS)]
        parts = dict(zip(PART_FIELDS, [*raw, json.dumps(number)], strict=True))
        if '""' in parts["partners"]:
            parts["partners"] = json.dumps(_without_empty_names(json.loads(parts["partners"])), ensure_ascii=False)
        written = ", ".join(f'"{name}": {"null" if text == "{}" else text}' for name, text in parts.items())
        return f"{json.dumps(self.as_data(row), ensure_ascii=False)[:-1]}, {written}}}"

    def as_whole(self, row):
        """The same with the nested parts; ``row`` has the values of ``fields`` and ``PART_FIELDS``."""
        parts = dict(zip(PART_FIELDS, row[WIDTH:], strict=False))
        partners = _without_empty_names(parts["partners"])
        return (
            self.as_data(row)
            | parts
            | {"partners": partners, "results": parts["results"] or None, "money": parts["money"] or None}
        )

    def _list(self, text):
        """The codes of a JSON list, each list read once."""
        if text not in self._lists:
            self._lists[text] = tuple(json.loads(text))
        return self._lists[text]

    def _names(self, codes):
        if codes not in self._names_of:
            self._names_of[codes] = tuple(self._countries.get(code, code) for code in codes)
        return self._names_of[codes]


def _without_empty_names(partners):
    """The partners, None in the place of a name that is withheld."""
    return [partner | {"name": partner["name"] or None} for partner in partners]


def _summary(languages):
    """The summary in the first of the languages that has one, and which that is: both left to the database."""
    texts = [NullIf(F(f"summary_{code}"), Value(""), output_field=TextField()) for code in languages]
    known = [When(**{f"summary_{code}__gt": ""}, then=Value(code)) for code in languages]
    return Coalesce(*texts, output_field=TextField()), Case(*known, output_field=CharField())


@lru_cache(maxsize=4096)  # what was imported together has one time
def moment(value):
    """A time as ISO 8601 in UTC, to the second: "2026-11-26T09:30:00Z"."""
    return f"{value.astimezone(UTC).isoformat()[:19]}Z"
