"""S01–S08, A01–A06, L01–L05, P05 and P06: what a proposal is about, how much it asks, its letters, its texts."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .eligibility import ONLY_REGIONAL, is_eligible
from .findings import NOT_MET, TO_CHECK, Figure, aside, judge, say, usd

NOT_YET = _("Not known yet.")
NO_AMOUNT = _("The budget has no amounts yet.")


def _focus_areas(message):
    def check(rule, facts, rules):
        if facts.focus_areas is None:
            return aside(rule, "cover", NOT_YET)
        least, chosen = rule.count("minimum_focus_areas"), len(facts.focus_areas)
        return judge(rule, "cover", met=chosen >= least, message=message, figure=Figure(chosen), limit=Figure(least))

    return check


_s01 = _focus_areas(_("Choose the focus area that the project serves."))
_enough_areas = _focus_areas(_("Choose a focus area of the Fund."))


def _s04(rule, facts, rules):
    [finding] = _enough_areas(rule, facts, rules)
    if facts.exceptional_areas and finding.state != NOT_MET:
        text = _("%(areas)s: accepted only exceptionally. The Fund will check.")
        return aside(rule, "cover", say(text, areas=facts.exceptional_areas), state=TO_CHECK)
    return [finding]


def _s02(rule, facts, rules):
    if not facts.coverage:
        return aside(rule, "countries", NOT_YET)
    met = facts.coverage in rule.codes("coverages")
    return judge(rule, "countries", met=met, message=_("The Fund does not pay for projects of this coverage."))


def _s03(rule, facts, rules):
    if facts.leads_to_funding is None:
        return aside(rule, "cover", NOT_YET)
    message = _("If later funding is likely, say so: it is an advantage.")
    return judge(rule, "cover", met=facts.leads_to_funding, message=message)


def _exclusion(rule, facts, rules):
    """S05–S08: in the checker the activities that a project has, at submission the declaration that it has none."""
    if facts.excluded is not None:
        message = _(
            "The Fund does not pay for this. Take it out, or ask the Fund if you think that an exception applies."
        )
        return judge(rule, "scope", met=rule.code not in facts.excluded, message=message)
    return _declaration(rule, facts, rules) if rule.code != "S08" else aside(rule, "scope", NOT_YET)


def _declaration(rule, facts, rules):
    if facts.declarations is None:
        return aside(rule, "submit", NOT_YET)
    declared = rule.code in facts.declarations
    return judge(rule, "submit", met=declared, message=_("Declare this before you submit."))


def _a01(rule, facts, rules):
    if facts.funding_year > rule.count("last_year"):
        text = _("Replaced after %(year)s.")
        return aside(rule, "budget", say(text, year=rule.parameters["last_year"]))
    if not facts.amount:
        return aside(rule, "budget", NO_AMOUNT)
    kind = "regional" if facts.is_regional else "national"
    least, most = rule.number(f"{kind}_minimum"), rule.number(f"{kind}_maximum")
    figures = {"figure": usd(facts.amount), "limit": usd(most if facts.amount > most else least)}
    text = _("%(figure)s is outside the range that held then.")
    return judge(rule, "budget", met=least <= facts.amount <= most, message=say(text, **figures), **figures)


def _a02(rule, facts, rules):
    if not facts.amount:
        return aside(rule, "budget", NO_AMOUNT)
    most = rule.number("regional_maximum" if facts.is_regional else "national_maximum")
    figures = {"figure": usd(facts.amount), "limit": usd(most)}
    text = _("No grant seen so far was higher than %(limit)s.")
    return judge(rule, "budget", met=facts.amount <= most, message=say(text, **figures), **figures)


def range_for(line, *, is_regional, rules):
    """(least, most) in USD for a line and coverage by A04, or None when the set has no range for it (A05)."""
    prefix = f"line_{line}_{'regional' if is_regional else 'national'}"
    found = rules["A04"].parameters if "A04" in rules else {}
    if f"{prefix}_maximum" not in found:
        return None
    return Decimal(found[f"{prefix}_minimum"]), Decimal(found[f"{prefix}_maximum"])


def _a03(rule, facts, rules):
    ranges = [range_for(line, is_regional=facts.is_regional, rules=rules) for line in (1, 2)]
    if facts.line != 1 or not facts.amount or None in ranges:
        return aside(rule, "budget", _("Only for an amount under Line 1."))
    (_least, first), (_minimum, second) = ranges
    figures = {"figure": usd(facts.amount), "limit": usd(first)}
    text = _("Above the ceiling of Line 1; that of Line 2 is %(second)s.")
    return judge(rule, "budget", met=facts.amount <= first, message=say(text, second=usd(second)), **figures)


def _a06(rule, facts, rules):
    span = range_for(facts.line, is_regional=facts.is_regional, rules=rules)
    if not facts.amount or span is None:
        return aside(rule, "budget", NO_AMOUNT)
    least, most = span
    figure = usd(facts.amount)
    if facts.amount > most:
        over = usd(facts.amount - most)
        text = _("The budget is %(amount)s above the ceiling. Reduce it.")
        return judge(
            rule, "budget", met=False, message=say(text, amount=over), figure=figure, limit=usd(most), change=over
        )
    if facts.amount < least:
        under = usd(least - facts.amount)
        message = say(_("The budget is %(amount)s below the usual minimum. Say why in the summary."), amount=under)
        figures = {"figure": figure, "limit": usd(least), "change": under}
        return judge(rule, "budget", met=False, message=message, may_block=False, **figures)
    return judge(rule, "budget", met=True, figure=figure, limit=usd(most))


def _letters(rule, given, least, message):
    figures = {"figure": Figure(given), "limit": Figure(least)}
    if given < least:
        figures["change"] = Figure(least - given)
    return judge(rule, "letters", met=given >= least, message=message, **figures)


def _more_letters(values):
    return ngettext("Add a letter from %(n)d more country.", "Add letters from %(n)d more countries.", values["n"])


def _l01(rule, facts, rules):
    if facts.letters is None or facts.is_regional:
        return aside(rule, "letters", _("Only for national projects."))
    return _letters(rule, len(facts.letters), rule.count("minimum_letters"), _("Add the letter of the government."))


def _l02(rule, facts, rules):
    if facts.letters is None or not facts.is_regional:
        return aside(rule, "letters", ONLY_REGIONAL)
    counted = {country.code for country in facts.countries}
    given, least = len({letter.country for letter in facts.letters} & counted), rule.count("minimum_letters")
    return _letters(rule, given, least, say(_more_letters, n=least - given))


def _l03(rule, facts, rules):
    if facts.letters is None or not facts.is_regional or not facts.countries:
        return aside(rule, "letters", ONLY_REGIONAL)
    eligible = {country.code for country in facts.countries if is_eligible(country, facts, rules) is not False}
    given = len({letter.country for letter in facts.letters} & eligible)
    least = int(len(eligible) * rule.number("more_than_share")) + 1
    return _letters(rule, given, least, say(_more_letters, n=least - given))


def _l04(rule, facts, rules):
    if not facts.letters:
        return aside(rule, "letters", _("There is no letter yet."))
    lacking = tuple(letter.country for letter in facts.letters if letter.lacks)
    text = _("Complete what is known of these letters: %(countries)s.")
    return judge(rule, "letters", met=not lacking, message=say(text, countries=lacking))


def _l05(rule, facts, rules):
    if facts.lacking_focal_point is None:
        return aside(rule, "start", _("Needed once the project is approved."))
    message = _("Name the government's focal point with title, ministry and e-mail before the start.")
    return judge(rule, "start", met=not facts.lacking_focal_point, message=message)


def _shorten(values):
    return ngettext("Shorten it by %(n)d word.", "Shorten it by %(n)d words.", values["n"])


def _p05(rule, facts, rules):
    if facts.words is None:
        return aside(rule, "summary", NOT_YET)
    findings, written = [], {text.section: text.words for text in facts.words}
    for section in [*written, *sorted(set(rule.parameters) - set(written))]:  # in the order of the sections
        if section not in rule.parameters:
            continue
        limit, used = rule.count(section), written.get(section, 0)
        figures = {"figure": Figure(used, "WORDS"), "limit": Figure(limit, "WORDS")}
        message = _("This section is empty.")
        if used > limit:
            message, figures["change"] = say(_shorten, n=used - limit), Figure(used - limit, "WORDS")
        # an empty section always blocks; only a count above an unconfirmed limit is forgiven
        parameter = section if used else ""
        findings += judge(rule, section, met=0 < used <= limit, message=message, parameter=parameter, **figures)
    return findings


def _p06(rule, facts, rules):
    if facts.duration_months is None:
        return aside(rule, "cover", NOT_YET)
    most, months = rule.count("warn_above_months"), facts.duration_months
    figures = {"figure": Figure(months, "MONTHS"), "limit": Figure(most, "MONTHS")}
    message = _("Say in the rationale why it takes this long.")
    return judge(rule, "cover", met=0 < months <= most, message=message, **figures)


CHECKS = {
    "S01": _s01, "S02": _s02, "S03": _s03, "S04": _s04,
    "S05": _exclusion, "S06": _exclusion, "S07": _exclusion, "S08": _exclusion,
    "A01": _a01, "A02": _a02, "A03": _a03, "A06": _a06,
    "L01": _l01, "L02": _l02, "L03": _l03, "L04": _l04, "L05": _l05,
    "P05": _p05, "P06": _p06, "B03": _declaration,
}  # fmt: skip
