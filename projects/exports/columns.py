"""What the files, the feeds and the API say of a project, described once: their columns are also the data dictionary.

Names are for machines: of no language, the same in every format, and kept for good (docs/open-data.md). People read the
label and the description, in their language.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """How values look: ``label`` for people; ``is_free`` where people or imports wrote the text."""

    name: str
    label: str
    is_free: bool = False


TEXT = Kind("text", _("text"), is_free=True)
CODE = Kind("code", _("code"), is_free=True)
CODES = Kind("codes", _("list of codes"), is_free=True)
NAMES = Kind("names", _("list of names"), is_free=True)
YEAR = Kind("year", _("year"))
NUMBER = Kind("number", _("whole number"))
AMOUNT = Kind("amount", _("amount in USD, with a point and two decimals"))
DAY = Kind("day", _("date (ISO 8601)"))
MOMENT = Kind("moment", _("date and time (ISO 8601, UTC)"))
FLAG = Kind("flag", _("true or false"))
ADDRESS = Kind("address", _("web address"), is_free=True)
TREE = Kind("tree", _("nested data (only in JSON and the API)"))


@dataclass(frozen=True)
class Column:
    """One fact of a project under the ``name`` that never changes."""

    name: str
    kind: Kind
    label: str
    description: str


COLUMNS = (
    Column("address", CODE, _("address"), _("The last part of the address of the project's page; it never changes.")),
    Column("code", CODE, _("project code"), _("The Fund's code of the project; empty in old records without one.")),
    Column(
        "prima_id", CODE, _("PRIMA ID"), _("The number of the project in IOM's own system, where it was published.")
    ),
    Column("title", TEXT, _("title"), _("As published, in one language.")),
    Column("title_language", CODE, _("language of the title"), _("ISO 639-1: en, fr or es.")),
    Column("status", CODE, _("status"), _("UNKNOWN, ACTIVATION (approved, not started), ACTIVE or COMPLETED.")),
    Column("status_name", TEXT, _("status in words"), _("The same in the language of the file.")),
    Column("country_codes", CODES, _("benefiting Member States"), _("ISO 3166-1 alpha-2, in the order of the codes.")),
    Column(
        "country_names",
        NAMES,
        _("names of the States"),
        _("The same States in the same order, in the language of the file."),
    ),
    Column("region_code", CODE, _("region"), _("One of the Fund's own regions; codes are in the code list.")),
    Column("region_name", TEXT, _("name of the region"), _("The same in the language of the file.")),
    Column("theme_code", CODE, _("theme"), _("The Fund's theme; codes are in the code list.")),
    Column("theme_name", TEXT, _("name of the theme"), _("The same in the language of the file.")),
    Column("coverage", CODE, _("coverage"), _("NATIONAL, REGIONAL or another code of the code list.")),
    Column("coverage_name", TEXT, _("coverage in words"), _("The same in the language of the file.")),
    Column("line", NUMBER, _("funding line"), _("The line of the Fund that paid, where it is known.")),
    Column("amount_usd", AMOUNT, _("amount (USD)"), _("What the Fund allocated. Empty: not published, not zero.")),
    Column("funding_year", YEAR, _("funding year"), _("The year from whose money the project is paid.")),
    Column("start_year", YEAR, _("start year"), _("Also known where the day is not.")),
    Column("end_year", YEAR, _("end year"), _("Also known where the day is not.")),
    Column("starts_on", DAY, _("start"), _("The first day, where it is known.")),
    Column("ends_on", DAY, _("end"), _("The last day with all extensions, where it is known.")),
    Column(
        "goal_codes",
        CODES,
        _("global goals"),
        _("Of the plan: SDG-10.7 is a target of the SDGs, GCM-10 an objective of the Global Compact for Migration."),
    ),
    Column("counterpart", TEXT, _("government counterpart"), _("The ministry or body; never a person.")),
    Column(
        "summary",
        TEXT,
        _("summary"),
        _("In the language of the file, else in the first language in which there is one."),
    ),
    Column("summary_language", CODE, _("language of the summary"), _("ISO 639-1.")),
    Column("has_results", FLAG, _("has results"), _("Whether accepted reports say what was reached.")),
    Column("has_evaluation", FLAG, _("has an evaluation"), _("Whether an evaluation report is public.")),
    Column("published_at", MOMENT, _("time of publication"), _("When the project came into this catalogue.")),
    Column("changed_at", MOMENT, _("changed"), _("When this record last changed.")),
    Column("url", ADDRESS, _("page of the project"), _("Its address on this portal, in the language of the file.")),
    Column("source_url", ADDRESS, _("source"), _("Where the Fund published the record before, if anywhere.")),
    Column(
        "licence",
        TEXT,
        _("licence"),
        _("Under which the record may be used again; “not confirmed” until the Fund says so."),
    ),
)
PARTS = (
    Column(
        "partners",
        TREE,
        _("partners"),
        _("Name, kind and role; null for a name that is withheld for somebody's safety."),
    ),
    Column(
        "results",
        TREE,
        _("results"),
        _("Objective, outcomes and outputs with baseline, target and what accepted reports say was reached."),
    ),
    Column(
        "money",
        TREE,
        _("money"),
        _("Budget by periods of at most a year, commitments, and what was spent where that is cleared."),
    ),
    Column("documents", TREE, _("documents"), _("Public documents with title, address, category, language and date.")),
    Column(
        "corrections",
        TREE,
        _("corrections"),
        _("What was published wrongly and is now put right, with the day, in each language."),
    ),
    Column("plan_number", NUMBER, _("version of the plan"), _("The version of the plan that the results are of.")),
)
NAMES_OF_COLUMNS = tuple(column.name for column in COLUMNS)
