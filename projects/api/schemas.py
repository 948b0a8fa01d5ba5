"""What the API answers, for its description. Facts of projects come from ``exports.columns``, described once."""

from datetime import date, datetime

from django.utils.translation import override
from ninja import Schema
from pydantic import Field, create_model

from ..exports import columns
from ..exports.columns import COLUMNS, PARTS


class Problem(Schema):
    """Why there is no answer. ``details``: one sentence for each thing that is wrong."""

    status: int
    title: str
    details: list[str]


class Code(Schema):
    """A code with its name in the language asked for."""

    code: str
    name: str


class Country(Code):
    """A State with its region and the middle of its territory in degrees, as text."""

    region_code: str | None
    latitude: str | None
    longitude: str | None


class Count(Code):
    """How many projects of a list have a code."""

    count: int


class Partner(Schema):
    """Who worked along. No name: it is withheld for somebody's safety."""

    name: str | None
    kind: str
    role: str


class Spell(Schema):
    """A value for a period, and the day on which it was accepted. Numbers are text, so that none is rounded."""

    from_: date = Field(alias="from")
    to: date
    value: str
    on: date


class Split(Schema):
    """The share of one part in a value: codes of a way to split and of its part, such as sex and women."""

    axis: str
    part: str
    value: str


class Reached(Spell):
    """What was reached in a period. In words: no value, but ``words`` and the code of a ``rating``, such as ON_TRACK."""

    value: str | None
    words: str = ""
    rating: str = ""
    splits: list[Split] = []
    corrected: bool = False


class Milestone(Schema):
    """What is to be reached by the end of a month of the project, counted from its start."""

    month: int
    on: date | None
    value: str | None
    text: str


class Baseline(Schema):
    """Where an indicator began. ``state`` says whether it is known; an unknown one is null, never zero."""

    state: str
    value: str | None
    year: int | None
    text: str


class Target(Schema):
    """What is promised."""

    value: str | None
    text: str


class Indicator(Schema):
    """An indicator with what accepted reports say was reached. ``lineage`` stays the same through all versions of the plan.

    ``light`` says how it stands against what was due when the last accepted period ended, such as BEHIND; empty before.
    """

    lineage: str
    title: str
    kind: str
    unit: str
    scale: str | None = None
    direction: str
    over_time: str
    baseline: Baseline
    target: Target
    milestones: list[Milestone] = []
    goals: list[str]
    actuals: list[Reached]
    reached: str | None
    percent: str | None
    light: str = ""


class Node(Schema):
    """An objective or output with its indicators."""

    code: str
    statement: str
    indicators: list[Indicator]


class Outcome(Node):
    """An outcome with its outputs."""

    outputs: list[Node]


class Results(Schema):
    """The results framework of the plan in force; ``markers``: how far it takes up a concern, 0 to 2, such as GENDER.

    ``reported_until``: the last day of which accepted reports say what was reached.
    """

    objective: Node | None
    outcomes: list[Outcome]
    markers: dict[str, int] = {}
    reported_until: date | None = None


class Period(Schema):
    """Money of a period, in USD as text."""

    from_: date = Field(alias="from")
    to: date
    value: str


class Commitment(Schema):
    """Money that the decision promised."""

    on: date
    value: str


class Payment(Schema):
    """Money that was paid to the project's office, in USD as text."""

    on: date
    value: str


class Money(Schema):
    """Budget by periods of at most a year, commitments, and what was paid and spent where that is cleared.

    ``original_budgets`` are those first approved, where an amendment has changed them. The sums of ``spent`` and
    ``disbursed`` are those of the Fund's ledger.
    """

    budgets: list[Period]
    original_budgets: list[Period] = []
    commitments: list[Commitment]
    spent: list[Spell]
    disbursed: list[Payment] = []


class Document(Schema):
    """A public document; ``category`` is a code of IATI's list, such as A07 for an evaluation."""

    title: str | None = None
    url: str | None = None
    category: str | None = None
    language: str | None = None
    date: str | None = None
    format: str | None = None


class Correction(Schema):
    """What was published wrongly and is now put right; with ``from`` and ``to`` where a report's period was corrected."""

    on: date
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    en: str
    fr: str
    es: str


TYPES = {
    columns.TEXT: str | None,
    columns.CODE: str | None,
    columns.CODES: list[str],
    columns.NAMES: list[str],
    columns.YEAR: int | None,
    columns.NUMBER: int | None,
    columns.AMOUNT: str | None,
    columns.DAY: date | None,
    columns.MOMENT: datetime,
    columns.FLAG: bool,
    columns.ADDRESS: str | None,
}
TREES = {
    "partners": list[Partner],
    "results": Results | None,
    "money": Money | None,
    "documents": list[Document],
    "corrections": list[Correction],
}


def _fields(described):
    return {
        column.name: (TREES.get(column.name) or TYPES[column.kind], Field(description=_english(column.description)))
        for column in described
    }


def _english(text):
    """The description of the API is in English; its page translates it."""
    with override("en"):
        return str(text)


Project = create_model("Project", __base__=Schema, __doc__="The facts of a project.", **_fields(COLUMNS))
WholeProject = create_model(
    "WholeProject", __base__=Project, __doc__="A project with its nested parts.", **_fields(PARTS)
)


class Page(Schema):
    """A part of a list. ``next`` and ``previous`` are addresses, null at the ends."""

    count: int
    page: int
    page_size: int
    pages: int
    next: str | None
    previous: str | None
    licence: str
    projects: list[Project]


class Facets(Schema):
    """How many projects of a list have each code, for every filter with codes."""

    count: int
    facets: dict[str, list[Count]]
