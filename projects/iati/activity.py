"""What an IATI activity says, as plain data, from a public record. Pure: no request, no language, no clock, no database.

Texts are mappings language → text with only those there are. Amounts and values are Decimal, days are dates.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from . import codes
from .results import Result, results_of
from .words import clean, texts

IOM_TYPE, GOVERNMENT, IMPLEMENTING = "40", "10", "4"
IOM_ROLES = ("1", "2", IMPLEMENTING)


@dataclass(frozen=True)
class Publisher:
    """Who reports, and what it says of all its activities alike; from the settings (docs/operators.md).

    ``defaults``: element → code, such as "default-flow-type" → "10". ``sectors``: theme → code of the DAC, where another
    than ``sector`` fits better.
    """

    ref: str
    channel: str
    names: dict
    contact_email: str
    site_url: str
    sector: str
    sectors: dict
    defaults: dict
    shows_prima_ids: bool
    shows_disbursements: bool = False


@dataclass(frozen=True)
class Organisation:
    """Somebody who takes part; ``ref`` where it is known."""

    names: dict
    role: str
    type: str
    ref: str = ""
    channel: str = ""


@dataclass(frozen=True)
class ActivityDate:
    """A day; ``note`` where it stands for a year."""

    type: str
    on: date
    note: dict | None = None


@dataclass(frozen=True)
class Share:
    """A country or region; ``percent`` (Decimal, two places) only beside others."""

    code: str
    percent: Decimal | None = None


@dataclass(frozen=True)
class Budget:
    """USD of a period of at most a year."""

    type: str
    starts_on: date
    ends_on: date
    value: Decimal


@dataclass(frozen=True)
class Transaction:
    """USD committed, paid to the office, or spent."""

    type: str
    on: date
    value: Decimal
    note: dict | None = None


@dataclass(frozen=True)
class Document:
    """A page or file that everybody may open."""

    url: str
    format: str
    titles: dict
    category: str
    language: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Activity:
    """One ``iati-activity``; empty where the record says nothing."""

    identifier: str
    language: str
    changed_at: datetime
    publisher: Publisher
    titles: dict
    descriptions: dict  # type → texts
    organisations: tuple[Organisation, ...]
    prima_id: str
    status: str
    dates: tuple[ActivityDate, ...]
    scope: str
    countries: tuple[Share, ...]
    regions: tuple[Share, ...]
    sector: str
    theme: str
    theme_names: dict
    tags: tuple[tuple[str, str], ...]  # vocabulary, code
    markers: tuple[tuple[str, str], ...]  # code, significance
    defaults: dict
    budgets: tuple[Budget, ...]
    transactions: tuple[Transaction, ...]
    documents: tuple[Document, ...]
    results: tuple[Result, ...]


def describe(record, publisher, *, code=None):
    """The ``Activity`` of a public record. ``code``: under which it was exported first, which it keeps; "": it has none."""
    language, code = record.title_language, record.code if code is None else code
    summary = texts((name, getattr(record, f"summary_{name}")) for name in codes.CODES["Language"])
    objective = (record.results.get("objective") or {}).get("statement", "")
    countries, regions = _recipients(record)
    return Activity(
        identifier=f"{publisher.ref}-{code}" if code else "",
        language=language,
        changed_at=record.changed_at,
        publisher=publisher,
        titles=texts([(language, record.title)]),
        descriptions={"1": summary, "2": texts([(language, objective)])},
        organisations=tuple(_organisations(record, publisher)),
        prima_id=record.prima_id if publisher.shows_prima_ids else "",
        status=codes.STATUSES.get(record.state, ""),
        dates=tuple(_dates(record)),
        scope=codes.SCOPES.get(record.coverage, ""),
        countries=countries,
        regions=regions,
        sector=publisher.sectors.get(record.theme_id, publisher.sector),
        theme=record.theme_id or "",
        theme_names=_theme_names(record),
        tags=tuple(_tags(record.goal_codes)),
        markers=tuple(_markers(record)),
        defaults=_defaults(record, publisher),
        budgets=tuple(_budgets(record)),
        transactions=tuple(_transactions(record, publisher)),
        documents=tuple(_documents(record, publisher)),
        results=tuple(results_of(record)),
    )


def shares(keys):
    """Equal ``Share``\\ s in hundredths of a percent that add up to exactly 100 (largest remainder); one needs none."""
    keys = list(keys)
    if len(keys) < 2:
        return tuple(Share(key) for key in keys)
    base, over = divmod(10_000, len(keys))
    return tuple(Share(key, Decimal(base + (place < over)) / 100) for place, key in enumerate(keys))


def _organisations(record, publisher):
    """IOM in its three roles, the counterpart, and partners; one whose name is withheld is left out (design 4.4)."""
    for role in IOM_ROLES:
        yield Organisation(publisher.names, role, IOM_TYPE, publisher.ref, publisher.channel)
    named = set()
    partners = [(one["name"], codes.PARTNER_TYPES.get(one["kind"], "90")) for one in record.partners]
    for name, kind in [(record.counterpart, GOVERNMENT), *partners]:
        names = texts([(record.title_language, name)])
        if names and clean(name) not in named:
            named.add(clean(name))
            yield Organisation(names, IMPLEMENTING, kind)


def _dates(record):
    """Planned and, once they are past, actual days. Of old records only years are known: planned days with a note."""
    on = record.changed_at.date()
    is_over = record.state == "COMPLETED"
    has_begun = is_over or record.state == "ACTIVE"
    days = [("1", "2", record.starts_on, record.start_year, (1, 1), has_begun)]
    days += [("3", "4", record.ends_on, record.end_year, (12, 31), is_over)]
    for planned, actual, day, year, instead, is_reached in days:
        if day:
            yield ActivityDate(planned, day)
            if is_reached and day <= on:
                yield ActivityDate(actual, day)
        elif year:
            yield ActivityDate(planned, date(year, *instead), codes.ONLY_YEAR)


def _recipients(record):
    """(countries, regions): the countries in equal shares; only where none is named, the region."""
    if record.country_codes:
        return shares(record.country_codes), ()
    region = record.region_id or ("GLOBAL" if record.coverage == "GLOBAL" else "")
    return (), shares(codes.REGIONS.get(region, ()))


def _theme_names(record):
    theme = record.theme
    return texts((name, getattr(theme, f"name_{name}")) for name in codes.CODES["Language"]) if theme else {}


def _tags(goal_codes):
    """Targets of the Sustainable Development Goals; a goal only where none of its targets is named."""
    numbers = [code.removeprefix("SDG-") for code in goal_codes if code.startswith("SDG-")]
    targets = [number for number in numbers if "." in number]
    covered = {number.partition(".")[0] for number in targets}
    yield from (("2", number) for number in numbers if "." not in number and number not in covered)
    yield from (("3", number) for number in targets)


def _markers(record):
    found = record.results.get("markers", {})
    yield from ((code, str(found[theme])) for theme, code in codes.MARKERS.items() if theme in found)


def _defaults(record, publisher):
    """The flow is ODA only where each state could receive it when the project began; of no known year, where it still can."""
    year = record.starts_on.year if record.starts_on else record.start_year or record.funding_year
    left = [codes.OUT_OF_ODA[country] for country in record.country_codes if country in codes.OUT_OF_ODA]
    is_oda = not left or bool(year and year < min(left))
    is_left_out = publisher.defaults.get("default-flow-type") == "10" and not is_oda
    return {
        name: code for name, code in publisher.defaults.items() if not (is_left_out and name == "default-flow-type")
    }


def _budgets(record):
    """The plan as first approved by years; beside it what an amendment changed: the whole amount and not the difference."""
    budgets = record.money.get("budgets", [])
    original = record.money.get("original_budgets") or budgets
    yield from (_budget("1", row) for row in original)
    yield from (_budget("2", row) for row in budgets if row not in original)


def _budget(kind, row):
    return Budget(kind, date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), Decimal(row["value"]))


def _transactions(record, publisher):
    """Commitments, and what was spent where that is cleared: on the last day of its period, or when it was approved before.

    Money paid to IOM's own office is no disbursement in the standard's sense, and readers add both up: only if asked for.
    Of old records only the year of funding is known: its first day stands for it, with a note.
    """
    commitments, on = record.money.get("commitments", []), record.changed_at.date()
    for row in commitments:
        yield Transaction("2", date.fromisoformat(row["on"]), Decimal(row["value"]))
    if not commitments and record.amount and record.funding_year and record.funding_year <= on.year:
        yield Transaction("2", date(record.funding_year, 1, 1), record.amount, codes.ONLY_YEAR)
    for row in record.money.get("disbursed", []) if publisher.shows_disbursements else []:
        yield Transaction("3", date.fromisoformat(row["on"]), Decimal(row["value"]))
    for row in record.money.get("spent", []):
        if value := Decimal(row["value"]):
            yield Transaction("4", date.fromisoformat(min(row["to"], row["on"])), value)


def _documents(record, publisher):
    """The project's page here, where the record was published first, and the documents that everybody may open."""
    page = f"{publisher.site_url}/en/projects/{record.address}/"
    yield Document(page, "text/html", codes.WEB_PAGE, "A12", "en")
    if record.source_url:
        yield Document(record.source_url, "text/html", codes.SOURCE, "A12")
    for one in record.documents:
        language, url = one.get("language") or record.title_language, one["url"]
        on = date.fromisoformat(str(one["date"])[:10]) if one.get("date") else None
        if not (titles := texts([(language, one["title"])])):
            continue
        yield Document(
            url=f"{publisher.site_url}{url}" if url.startswith("/") else url,
            format=one.get("format") or "application/octet-stream",
            titles=titles,
            category=one["category"],
            language=language,
            on=on,
        )
