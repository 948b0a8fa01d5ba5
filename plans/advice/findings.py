"""What the advisers hand out."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from core.numbers import write_number

from .words import WORDS

KINDS = {
    "objective": _("Objective"),
    "outcome": _("Outcome"),
    "output": _("Output"),
    "indicator": _("Indicator"),
    "activity": _("Activity"),
    "risk": _("Risk"),
}


@dataclass(frozen=True)
class Place:
    """The row that is meant: ``kind`` (objective, outcome, output, indicator, activity, risk), identity, number, own words.

    An indicator has the number of its result.
    """

    kind: str
    lineage: str
    code: str
    text: str

    @classmethod
    def of(cls, row, kind, text, *, code=None):
        """Place of ``row``, a dict of the snapshot."""
        return cls(kind, row.get("lineage", ""), row.get("code", "") if code is None else code, text)

    @property
    def label(self):
        """Kind and number, in the reader's language: "Output 1.1"."""
        return f"{KINDS[self.kind]} {self.code}".strip()


@dataclass(frozen=True)
class Advice:
    """One advice: which, where, with which figures. Its words are made when they are asked for, in the reader's language."""

    code: str
    place: Place
    figures: dict = field(default_factory=dict, hash=False)

    @property
    def title(self):
        """What is the matter, in a sentence."""
        return str(WORDS[self.code].title) % self._written

    @property
    def what_to_do(self):
        """What to do about it, and why."""
        return str(WORDS[self.code].what_to_do) % self._written

    @property
    def before(self):
        """An example of what was better not written so."""
        return str(WORDS[self.code].before)

    @property
    def after(self):
        """The example, mended."""
        return str(WORDS[self.code].after)

    @property
    def _written(self):
        return {name: value if isinstance(value, str) else write_number(value) for name, value in self.figures.items()}
