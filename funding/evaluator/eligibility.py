"""E01–E10: which states may benefit."""

from django.utils.translation import gettext_lazy as _

from .findings import NOT_MET, TO_CHECK, Figure, aside, judge, say

TARGET = "countries"
NO_COUNTRY = _("Choose a country first.")
ONLY_REGIONAL = _("Only for regional projects.")


def income_fits(country, facts, rules):
    """E01 for one country: True, False, or None when its income group is not recorded. The Fund's own list wins (E08)."""
    if not country.has("IOM_MEMBER", facts.on):
        return False
    if country.is_named(facts.on):
        return True
    if facts.line == 1 and country.listed(1, facts.on) is False:
        return False
    if "E01" not in rules:  # where no rule holds on the day, nothing is asked of the income
        return True
    group = country.income_group(facts.on)
    return group in rules["E01"].codes("income_groups") if group else None


def line_fits(country, facts, rules):
    """E05 for one country: True, False, or None when the list known to us does not say."""
    if "E05" not in rules or facts.line != rules["E05"].count("line"):
        return True
    listed = country.listed(facts.line, facts.on)
    return False if listed is None and country.has("ARTICLE_4", facts.on) else listed


def is_eligible(country, facts, rules):
    """Whether a country counts as eligible Member State on the day: True, False, or None when people must check."""
    if country.has("EU", facts.on) or country.has("WITHDRAWN", facts.on):
        return False
    answers = {income_fits(country, facts, rules), line_fits(country, facts, rules)}
    return False if False in answers else None if None in answers else True


def _on_each(rule, facts, answer, broken, unclear=""):
    """A rule on each counted country: met when ``answer`` is True for all, else names those that fail or are unclear."""
    if not facts.countries:
        return aside(rule, TARGET, NO_COUNTRY)
    answers = {country: answer(country) for country in facts.countries}
    if failing := tuple(country.name or country.code for country, fits in answers.items() if fits is False):
        return judge(rule, TARGET, met=False, message=say(broken, countries=failing))
    if unknown := tuple(country.name or country.code for country, fits in answers.items() if fits is None):
        return aside(rule, TARGET, say(unclear, countries=unknown), state=TO_CHECK)
    return judge(rule, TARGET, met=True)


def _e01(rule, facts, rules):
    return _on_each(
        rule,
        facts,
        lambda country: income_fits(country, facts, rules),
        _("%(countries)s: not a developing Member State on the income list in force."),
        _("No income group is recorded for %(countries)s. The Fund will check."),
    )


def _e02(rule, facts, rules):
    broken = _("%(countries)s: a member of the European Union.")
    return _on_each(rule, facts, lambda country: not country.has("EU", facts.on), broken)


def _e03(rule, facts, rules):
    broken = _("%(countries)s: has withdrawn from the Fund.")
    return _on_each(rule, facts, lambda country: not country.has("WITHDRAWN", facts.on), broken)


def _e04(rule, facts, rules):
    if facts.line is not None and facts.line != rule.count("line"):
        return aside(rule, TARGET, _("Only for Line 1."))
    return _on_each(
        rule,
        facts,
        lambda country: is_eligible(country, facts, rules),
        _("%(countries)s: not an eligible Member State."),
        _("%(countries)s: the Fund will check whether this Member State is eligible."),
    )


def _e05(rule, facts, rules):
    if facts.line != rule.count("line"):
        return aside(rule, TARGET, _("Only for Line 2."))
    return _on_each(
        rule,
        facts,
        lambda country: line_fits(country, facts, rules),
        _("%(countries)s: not on the list for Line 2. Line 1 may be open to you."),
        _("%(countries)s: not on the list known to us, which is not complete. The Fund will check."),
    )


def _e06(rule, facts, rules):
    if not facts.is_regional:
        return aside(rule, TARGET, ONLY_REGIONAL)
    beneficiaries = [*facts.countries, *facts.other_countries]
    if not beneficiaries:
        return aside(rule, TARGET, NO_COUNTRY)
    answers = [is_eligible(country, facts, rules) for country in beneficiaries]
    eligible, unclear = answers.count(True), answers.count(None)
    needed = int(len(beneficiaries) * rule.number("more_than_share")) + 1
    figures = {"figure": Figure(eligible), "limit": Figure(needed)}
    if eligible < needed <= eligible + unclear:
        text = _("%(figure)s of %(all)s beneficiaries are known to be eligible; the Fund will check the others.")
        return aside(rule, TARGET, say(text, figure=eligible, all=len(beneficiaries)), state=TO_CHECK, **figures)
    text = _("%(figure)s of %(all)s beneficiaries are eligible Member States; at least %(limit)s must be.")
    message = say(text, figure=eligible, all=len(beneficiaries), limit=needed)
    if eligible < needed:
        figures["change"] = Figure(needed - eligible)
    return judge(rule, TARGET, met=eligible >= needed, message=message, **figures)


def _e07(rule, facts, rules):
    broken = _("%(countries)s: not a Member State of IOM.")
    return _on_each(rule, facts, lambda country: country.has("IOM_MEMBER", facts.on), broken)


def _e08(rule, facts, rules):
    if not facts.countries:
        return aside(rule, TARGET, NO_COUNTRY)
    lists = [country.listing(facts.line, facts.on) for country in facts.countries]
    if None in lists:
        return aside(rule, TARGET, _("No list of this line is known for this date."))
    effective = Figure(max(listing.effective_from for listing in lists))
    broken = _("%(countries)s: not on the Fund's list.")
    unclear = _("%(countries)s: not on the Fund's list as far as it is known to us.")
    [finding] = _on_each(rule, facts, lambda country: country.listed(facts.line, facts.on), broken, unclear)
    if finding.state == TO_CHECK:
        return aside(rule, TARGET, finding.message, state=TO_CHECK, limit=effective)
    return judge(rule, TARGET, met=finding.state != NOT_MET, message=finding.message, limit=effective)


def _e09(rule, facts, rules):
    if not facts.is_regional or not facts.other_countries:
        return aside(rule, TARGET, _("No other country would benefit."))
    eligible = tuple(c.name or c.code for c in facts.other_countries if is_eligible(c, facts, rules))
    message = say(_("%(countries)s: eligible, so count it among the benefiting Member States."), countries=eligible)
    return judge(rule, TARGET, met=not eligible, message=message)


def _e10(rule, facts, rules):
    if facts.allocated_on is None:
        return aside(rule, TARGET, _("The money is not allocated yet."))
    figures = {"figure": Figure(facts.on), "limit": Figure(facts.allocated_on)}
    message = say(_("Eligibility counts as on %(limit)s, when the money was allocated."), **figures)
    return judge(rule, TARGET, met=facts.on == facts.allocated_on, message=message, **figures)


CHECKS = {
    "E01": _e01, "E02": _e02, "E03": _e03, "E04": _e04, "E05": _e05,
    "E06": _e06, "E07": _e07, "E08": _e08, "E09": _e09, "E10": _e10,
}  # fmt: skip
