"""Keeping what a search looks through: the texts of each public record."""

from functools import lru_cache

from core.reading import normalise
from funding.models import Country, Region, Theme

from ..catalogue.words import pairs
from ..models import SearchText

folded = lru_cache(maxsize=4096)(normalise)  # names of countries, themes and regions come back with each record


def keep(records):
    """Write the texts of saved public records anew; four queries for 500 of them. Called by ``services.records`` alone.

    Everything in them stands in the record: what its publication withholds cannot be found.
    """
    countries = Country.objects.in_bulk({code for record in records for code in record.country_codes})
    themes = Theme.objects.in_bulk({record.theme_id for record in records} - {None})
    regions = Region.objects.in_bulk({record.region_id for record in records} - {None})
    SearchText.objects.bulk_create(
        [
            _text_of(
                record,
                [countries[code] for code in record.country_codes if code in countries],
                [row for row in (themes.get(record.theme_id), regions.get(record.region_id)) if row],
            )
            for record in records
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["title", "text", "pairs"],
    )


def _text_of(record, countries, others):
    title = [record.code, record.prima_id, record.title, *(name for row in countries for name in _names(row))]
    text = [record.summary_en, record.summary_fr, record.summary_es, record.counterpart]
    text += [name for row in others for name in _names(row)]
    text += [name for country in countries for name in country.aliases] + [one["name"] for one in record.partners]
    title, text = _joined(title), _joined(text)
    following = dict.fromkeys(pairs(title.split()) + pairs(text.split()))
    return SearchText(record=record, title=title, text=text, pairs=" ".join(following))


def _names(row):
    return row.name_en, row.name_fr, row.name_es


def _joined(parts):
    return " ".join(folded(part) for part in parts if part)
