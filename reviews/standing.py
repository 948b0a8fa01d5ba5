"""A board's ranking in the reader's words: one wording for the page, the files and the minutes."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from applications.models import Application
from core.numbers import write_money, write_number

from .ranking import Why

TIE_WORDS = {
    "score": gettext_lazy("by score"),
    "earlier_amount": gettext_lazy("tie: more money received before"),
    "commitment": gettext_lazy("tie: less commitment of the government"),
    "arrival": gettext_lazy("tie: arrived later"),
    "reference": gettext_lazy("tie: by reference"),
}
TIE_RULES = [
    gettext_lazy("the higher score"),
    gettext_lazy("the countries that received less money from the Fund before"),
    gettext_lazy("the higher mark for the commitment of the government"),
    gettext_lazy("the earlier arrival"),
    gettext_lazy("the lower reference"),
]
RESULTS = {
    Why.BY_PLACE: (gettext_lazy("Within the money"), "success"),
    Why.BY_FLOOR: (gettext_lazy("In by a least share"), "success"),
    Why.NO_REVIEW: (pgettext_lazy("ranking", "Not reviewed"), "neutral"),
    Why.BELOW_CUT_OFF: (gettext_lazy("Below the least score"), "neutral"),
    Why.LINE_MONEY: (gettext_lazy("Money does not suffice"), "warning"),
    Why.REGION_MONEY: (gettext_lazy("Share of the region is used up"), "warning"),
    Why.GAVE_WAY: (gettext_lazy("Gives way to a least share"), "warning"),
}
LEAVES = {
    "team": gettext_lazy("works on the proposal, or once did"),
    "country": gettext_lazy("own country"),
    "organisation": gettext_lazy("own organisation"),
    "tie": gettext_lazy("declared tie"),
    "conflict": gettext_lazy("declared a conflict of interest"),
}


def rounded(fraction, places=2):
    """An exact fraction as Decimal, rounded half up, away from zero; None stays None."""
    if fraction is None:
        return None
    scale = 10**places
    units = (2 * abs(fraction.numerator) * scale + fraction.denominator) // (2 * fraction.denominator)
    return Decimal(units if fraction >= 0 else -units) / scale


@dataclass
class Line:
    """A proposal in the ranking as people read it. Marks are texts; ``is_own`` hides what a person may not know.

    ``ends`` says what ends below it: "money" after the last place that the money reaches, "cut_off" after the last score
    above the least.
    """

    place: int
    application: Application
    countries: str
    region: str
    amount: str
    score: str = ""
    spread: str = ""
    normalised: str = ""
    means: list = field(default_factory=list)
    tie: str = ""
    result: str = ""
    tone: str = "neutral"
    detail: str = ""
    is_funded: bool = False
    is_own: bool = False
    move: object = None
    ends: str = ""


@dataclass
class Part:
    """A region or group of countries: its money or least share beside what the funded proposals hold (texts)."""

    name: str
    share: str
    used: str
    number: int
    is_short: bool = False


def lines(standing, selection=None):
    """All ``Line`` of a ranking, in order; of another ``selection`` than the board's for a what-if."""
    selection = selection or standing.selection
    number = cache(lambda fraction: write_number(rounded(fraction), 2) if fraction is not None else "")
    money = cache(write_money)
    found = []
    for row in selection.rows:
        application, entry = standing.applications[row.reference], row.ranked.entry
        line = Line(
            place=row.place,
            application=application,
            countries=", ".join(standing.countries_of(row.reference)),
            region=str(application.region),
            amount=money(entry.amount),
            is_own=row.reference in standing.own,
        )
        if not line.is_own:
            _fill(line, row, standing, number, money)
        found.append(line)
    _draw(found, selection)
    return found


def _fill(line, row, standing, number, money):
    """What those who worked on the proposal are not shown."""
    ranked = row.ranked
    line.score, line.normalised = number(ranked.score), number(ranked.normalised)
    line.means = [number(ranked.means.get(criterion.code)) for criterion in standing.criteria]
    if len(ranked.totals) > 1:
        line.spread = f"{number(ranked.low)}–{number(ranked.high)}"
    line.is_funded = row.is_funded
    line.result, line.tone = RESULTS[row.why]
    if ranked.decided_by not in {None, "score"}:
        line.tie = TIE_WORDS[ranked.decided_by]
    if row.left is not None:
        line.detail = _("%(amount)s left") % {"amount": money(row.left)}
    if row.move:
        line.move = standing.moves.get(row.reference)


def _draw(found, selection):
    """Mark where the money and the least score end."""
    funded = [place for place, row in enumerate(selection.rows) if row.is_funded]
    scored = [place for place, row in enumerate(selection.rows) if row.why not in {Why.BELOW_CUT_OFF, Why.NO_REVIEW}]
    if scored and len(scored) < len(found) and any(row.why == Why.BELOW_CUT_OFF for row in selection.rows):
        found[scored[-1]].ends = "cut_off"
    if funded and len(funded) < len(found):
        found[funded[-1]].ends = "money"


def chosen(found, selection, filters):
    """The lines that the filters of the address leave: ``region`` (a region or group) and ``result`` ("in", "out")."""
    entries = {row.reference: row.ranked.entry for row in selection.rows}
    group, result = filters.get("region"), filters.get("result")
    return [
        line
        for line in found
        if (not group or entries[line.application.reference].counts_for(group))
        and (not result or (not line.is_own and line.is_funded == (result == "in")))
    ]


def parts(selection, groups):
    """``Part`` of each region or group (code, name) that has money, a least share or proposals."""
    floors = {result.floor.group: result for result in selection.floors}
    found = []
    for code, name in groups:
        own = [row for row in selection.rows if row.ranked.entry.counts_for(code)]
        limit, floor = selection.money.regions.get(code), floors.get(code)
        if not own and limit is None and floor is None:
            continue
        funded = [row.ranked.entry.amount for row in own if row.is_funded]
        words = [_("at most %(amount)s") % {"amount": write_money(limit)}] if limit is not None else []
        if floor:
            words.append(_("at least %(amount)s") % {"amount": write_money(floor.wanted)})
        used = write_money(sum(funded, Decimal(0)))
        found.append(Part(name, " · ".join(words), used, len(funded), bool(floor and not floor.is_met)))
    return found


@dataclass
class Strictness:
    """A reviewer of the board: number of reviews, and how they mark beside the others (text)."""

    name: str
    reviews: int
    words: str
    is_counted: bool


def strictness(standing, *, with_names):
    """Everybody who reviewed, the strictest first; without names they are numbered. Reviews of own proposals are left out."""
    seen = [row.ranked for row in standing.selection.rows if row.reference not in standing.own]
    found = {}
    for ranked in seen:
        for total in ranked.totals:
            found.setdefault(total.reviewer, []).append(total.severity)
    order = sorted(found, key=lambda who: (found[who][0].counted, who))
    return [
        Strictness(
            str(standing.reviewers[who]) if with_names else _("Reviewer %(number)s") % {"number": place},
            len(found[who]),
            _severity_words(found[who][0]),
            found[who][0].is_counted,
        )
        for place, who in enumerate(order, start=1)
    ]


def _severity_words(severity):
    if not severity.is_counted:
        text = ngettext("too few to compare (%(n)s shared)", "too few to compare (%(n)s shared)", severity.shared)
        return text % {"n": severity.shared}
    number = rounded(severity.counted)
    value = write_number(abs(number), 2)
    if not number:
        return _("like the others")
    if number < 0:
        return _("%(value)s stricter than the others") % {"value": value}
    return _("%(value)s milder than the others") % {"value": value}
