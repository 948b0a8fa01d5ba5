"""The narrative sections of a report, as data (domain brief section 6; R05: all of them for the period)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Duty

INTERIM, FINAL = Duty.Kind.INTERIM, Duty.Kind.FINAL


@dataclass(frozen=True)
class Section:
    """One section: its heading, what to write, the most words, in which kinds of report, and whether it may stay empty."""

    key: str
    label: str
    ask: str
    words: int = 500
    kinds: frozenset = frozenset({INTERIM, FINAL})
    is_optional: bool = False


_ALL = [
    Section(
        "summary",
        _("Summary"),
        _("The period in short: what was reached, what was not, what comes next."),
        words=350,
    ),
    Section(
        "context",
        _("What changed around the project"),
        _("Laws, people, events that help or hinder the project."),
        words=350,
    ),
    Section(
        "progress",
        _("Progress in this period"),
        _("What was done and what changed, outcome by outcome."),
        words=1000,
    ),
    Section(
        "challenges",
        _("Challenges and what was done about them"),
        _("What went otherwise than planned, and how you dealt with it."),
    ),
    Section(
        "partners",
        _("Partners and the government’s part"),
        _("What partners and the government contributed, decided or took over."),
    ),
    Section(
        "cross_cutting",
        _("Cross-cutting concerns"),
        _("Rights, gender, environment, disability, accountability to people: what was done."),
        words=350,
    ),
    Section(
        "sustainability",
        _("How results will last"),
        _("What makes results last, and what further money was found: from whom, how much."),
        words=350,
    ),
    Section(
        "visibility",
        _("Visibility"),
        _("Events, media, publications, stories. Add photographs as evidence."),
        words=250,
        is_optional=True,
    ),
    Section(
        "next_steps",
        _("Plan for the next period"),
        _("What will be done until the next report."),
        words=350,
        kinds=frozenset({INTERIM}),
    ),
    Section(
        "lessons",
        _("Lessons"),
        _("What others should do alike, and what otherwise."),
        kinds=frozenset({FINAL}),
    ),
]


def sections_of(kind):
    """{key: Section} of a report of a duty's ``kind``, in reading order."""
    return {section.key: section for section in _ALL if kind in section.kinds}
