"""The Fund's rules, evaluated. Pure: frozen facts and rules in, findings out; no database, no clock, no request.

Every check of the portal asks here: the eligibility step, the editors, the submission, screening. The words and the
parameters of a rule are rows kept by staff (``funding.models.Rule``); only the way to compute it is code.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import write_money, write_percent

MET, NOT_MET, NOT_APPLICABLE, TO_CHECK = "MET", "NOT_MET", "NOT_APPLICABLE", "TO_CHECK"
BLOCK, WARN = "BLOCK", "WARN"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class RuleFacts:
    """One rule as staff keep it: code, words in the active language, effective severity, parameters (as text)."""

    code: str
    title: str
    explanation: str
    source: str
    severity: str
    is_confirmed: bool
    parameters: dict
    unconfirmed_parameters: tuple = ()

    def number(self, name):
        """A parameter as Decimal."""
        return Decimal(self.parameters[name])


@dataclass(frozen=True)
class CountryFacts:
    """What is known of a country on the day of the check. ``listed`` is None when no list says."""

    code: str
    name: str
    is_member: bool
    income_group: str
    in_eu: bool
    withdrew: bool
    listed: bool | None


@dataclass(frozen=True)
class BudgetFacts:
    """Sums of a budget in USD, and the numbers of its lines that lack something."""

    total: Decimal
    staff: Decimal
    office: Decimal
    evaluation: Decimal
    unlinked_lines: tuple = ()
    unexplained_lines: tuple = ()


@dataclass(frozen=True)
class ProposalFacts:
    """A proposal on a day; parts not written yet are None and their rules are not applicable."""

    on: date
    line: int
    coverage: str
    countries: tuple[CountryFacts, ...]
    minimum_amount: Decimal | None = None
    maximum_amount: Decimal | None = None
    focus_areas: int | None = None
    duration_months: int | None = None
    words: dict | None = None
    budget: BudgetFacts | None = None
    letters: tuple[str, ...] | None = None
    declarations: frozenset | None = None


@dataclass(frozen=True)
class Finding:
    """What one rule says of a proposal. ``target`` names the part to mend: cover, countries, budget, letters …

    ``place`` and ``url`` are the words and the address of that part, added by who knows the pages.
    """

    rule: RuleFacts
    state: str
    message: str
    target: str
    figure: str = ""
    limit: str = ""
    severity: str = ""
    place: str = ""
    url: str = ""

    @property
    def code(self):
        """The rule's code."""
        return self.rule.code

    @property
    def blocks(self):
        """Whether this stops a submission."""
        return self.state == NOT_MET and self.severity == BLOCK

    @property
    def sentence(self):
        """The finding in one line, with its rule: "P05 Word limits, Summary: This section is empty."."""
        title = f"{self.rule.title}, {self.place}" if self.place else self.rule.title
        return f"{self.code} {title}: {self.message}"

    def as_data(self):
        """What a submission keeps of it, without words that a later catalogue could change."""
        return {
            "code": self.code,
            "target": self.target,
            "state": self.state,
            "severity": self.severity,
            "figure": self.figure,
            "limit": self.limit,
        }


def evaluate(facts, rules):
    """Findings of all ``rules`` (mapping code → RuleFacts) that have a computation, in the order of their codes."""
    return [finding for code in sorted(rules) if code in CHECKS for finding in CHECKS[code](rules[code], facts)]


def _finding(rule, *, met, message, target, parameter="", **figures):
    """A met or broken rule. Neither an unconfirmed rule nor an unconfirmed parameter may block."""
    severity = rule.severity
    if severity == BLOCK and (not rule.is_confirmed or parameter in rule.unconfirmed_parameters):
        severity = WARN
    return [Finding(rule, MET if met else NOT_MET, message, target, severity=severity, **figures)]


def _aside(rule, state, message, target):
    return [Finding(rule, state, message, target, severity=WARN)]


def _countries(rule, facts, is_fine, broken):
    """A rule on each country: met when ``is_fine`` holds for all, else names those that fail."""
    if not facts.countries:
        return _aside(rule, NOT_APPLICABLE, _("Choose a country first."), "countries")
    failing = [country.name for country in facts.countries if not is_fine(country)]
    message = broken % {"countries": ", ".join(failing)} if failing else rule.explanation
    return _finding(rule, met=not failing, message=message, target="countries")


def _e01(rule, facts):
    groups = rule.parameters["income_groups"].split(",")
    unknown = [c.name for c in facts.countries if not c.income_group and c.listed is None]
    if unknown:
        text = _("No income group is recorded for %(countries)s. The Fund will check.") % {
            "countries": ", ".join(unknown)
        }
        return _aside(rule, TO_CHECK, text, "countries")
    return _countries(
        rule,
        facts,
        lambda c: c.is_member and (c.listed or c.income_group in groups),  # E08: the Fund's own list wins
        _("%(countries)s: not a developing Member State on the income list in force."),
    )


def _e02(rule, facts):
    return _countries(rule, facts, lambda c: not c.in_eu, _("%(countries)s: a member of the European Union."))


def _e03(rule, facts):
    return _countries(rule, facts, lambda c: not c.withdrew, _("%(countries)s: has withdrawn from the Fund."))


def _e04(rule, facts):
    if facts.line != int(rule.parameters["line"]):
        return _aside(rule, NOT_APPLICABLE, _("Only for Line 1."), "countries")
    return _finding(rule, met=True, message=rule.explanation, target="countries")


def _e05(rule, facts):
    if facts.line != int(rule.parameters["line"]):
        return _aside(rule, NOT_APPLICABLE, _("Only for Line 2."), "countries")
    unknown = [country.name for country in facts.countries if country.listed is None]
    if unknown:
        text = _("%(countries)s: not on the list known to us, which is not complete. The Fund will check.")
        return _aside(rule, TO_CHECK, text % {"countries": ", ".join(unknown)}, "countries")
    return _countries(
        rule, facts, lambda c: c.listed, _("%(countries)s: not on the list for Line 2. Line 1 may be open to you.")
    )


def _e07(rule, facts):
    return _countries(rule, facts, lambda c: c.is_member, _("%(countries)s: not a Member State of IOM."))


def _s01(rule, facts):
    if facts.focus_areas is None:
        return []
    least = int(rule.parameters["minimum_focus_areas"])
    message = rule.explanation if facts.focus_areas >= least else _("Choose the focus area that the project serves.")
    return _finding(rule, met=facts.focus_areas >= least, message=message, target="cover")


def _declaration(rule, facts):
    if facts.declarations is None:
        return []
    message = rule.explanation if rule.code in facts.declarations else _("Declare this before you submit.")
    return _finding(rule, met=rule.code in facts.declarations, message=message, target="submit")


def _a06(rule, facts):
    if facts.budget is None or not facts.budget.total or facts.maximum_amount is None:
        return []
    total, figures = (
        facts.budget.total,
        {"figure": write_money(facts.budget.total), "limit": write_money(facts.maximum_amount)},
    )
    if total > facts.maximum_amount:
        over = write_money(total - facts.maximum_amount)
        message = _("The budget is %(amount)s above the ceiling. Reduce it.") % {"amount": over}
        return _finding(rule, met=False, message=message, target="budget", **figures)
    if total < facts.minimum_amount:
        figures["limit"] = write_money(facts.minimum_amount)
        message = _("The budget is below the usual minimum. Say why in the summary.")
        return _finding(rule, met=False, message=message, target="budget", parameter="below_minimum", **figures)
    return _finding(rule, met=True, message=rule.explanation, target="budget", **figures)


def _l01(rule, facts):
    if facts.letters is None or facts.coverage != "NATIONAL":
        return []
    least = int(rule.parameters["minimum_letters"])
    message = rule.explanation if len(facts.letters) >= least else _("Add the letter of the government.")
    return _finding(rule, met=len(facts.letters) >= least, message=message, target="letters")


def _l02(rule, facts):
    if facts.letters is None or facts.coverage == "NATIONAL":
        return []
    least, given = int(rule.parameters["minimum_letters"]), len(set(facts.letters))
    figures = {"figure": str(given), "limit": str(least)}
    message = rule.explanation
    if given < least:
        missing = least - given
        message = ngettext("Add a letter from %(n)d more country.", "Add letters from %(n)d more countries.", missing)
        message %= {"n": missing}
    return _finding(rule, met=given >= least, message=message, target="letters", **figures)


def _p05(rule, facts):
    if facts.words is None:
        return []
    findings = []
    # in the order of the sections: PostgreSQL and SQLite keep the keys of a JSON field in different orders
    for section in [*facts.words, *sorted(set(rule.parameters) - set(facts.words))]:
        if section not in rule.parameters:
            continue
        limit, used = rule.parameters[section], facts.words.get(section, 0)
        if not used:
            message = _("This section is empty.")
        elif used > int(limit):
            over = used - int(limit)
            message = ngettext("Shorten it by %(n)d word.", "Shorten it by %(n)d words.", over) % {"n": over}
        else:
            message = rule.explanation
        # an empty section always blocks; only a count above an unconfirmed limit is forgiven
        parameter = section if used else ""
        fits = 0 < used <= int(limit)
        findings += _finding(
            rule, met=fits, message=message, target=section, parameter=parameter, figure=str(used), limit=limit
        )
    return findings


def _p06(rule, facts):
    if facts.duration_months is None:
        return []
    most = int(rule.parameters["warn_above_months"])
    message = rule.explanation if facts.duration_months <= most else _("Say in the rationale why it takes this long.")
    figures = {"figure": str(facts.duration_months), "limit": str(most)}
    return _finding(rule, met=0 < facts.duration_months <= most, message=message, target="cover", **figures)


def _with_budget(check):
    """Skip a budget rule until there is a budget with an amount."""

    def guarded(rule, facts):
        if facts.budget is None:
            return []
        if not facts.budget.total:
            return _aside(rule, NOT_APPLICABLE, _("The budget has no amounts yet."), "budget")
        return check(rule, facts.budget)

    return guarded


def _at_least(amount):
    """An amount to change by, rounded up: half a cent less would not do."""
    return amount.quantize(CENT, rounding=ROUND_UP)


@_with_budget
def _b02(rule, budget):
    most, support = rule.number("maximum_share"), budget.staff + budget.office
    share, figures = (
        support / budget.total,
        {"figure": write_percent(support / budget.total), "limit": write_percent(most)},
    )
    if share <= most:
        return _finding(rule, met=True, message=rule.explanation, target="budget", **figures)
    operational = budget.total - support
    # s / (s + o) = m  ⇒  s = o · m / (1 − m): what staff and office may cost beside the operational part as it stands
    excess = _at_least(support - operational * most / (1 - most))
    message = _(
        "Staff and office cost %(share)s of the total. Reduce them by %(amount)s, or raise the operational part."
    )
    return _finding(
        rule,
        met=False,
        message=message % {"share": figures["figure"], "amount": write_money(excess)},
        target="budget",
        **figures,
    )


@_with_budget
def _b06(rule, budget):
    if not budget.unlinked_lines:
        return _finding(rule, met=True, message=rule.explanation, target="budget")
    lines = ", ".join(str(number) for number in budget.unlinked_lines)
    message = _("Link these operational lines to an activity: %(lines)s.") % {"lines": lines}
    return _finding(rule, met=False, message=message, target="budget")


@_with_budget
def _b09(rule, budget):
    if not budget.unexplained_lines:
        return _finding(rule, met=True, message=rule.explanation, target="budget")
    lines = ", ".join(str(number) for number in budget.unexplained_lines)
    message = _("Say how the cost was worked out in these lines: %(lines)s.") % {"lines": lines}
    return _finding(rule, met=False, message=message, target="budget")


@_with_budget
def _b11(rule, budget):
    least, most = rule.number("minimum_share"), rule.number("warn_above_share")
    share = budget.evaluation / budget.total
    figures = {"figure": write_percent(share), "limit": write_percent(least)}
    if share < least:
        # (e + x) / (t + x) = m  ⇒  x = (m · t − e) / (1 − m): the line raises the total that it is a share of
        missing = write_money(_at_least((least * budget.total - budget.evaluation) / (1 - least)))
        message = _("Add %(amount)s to the evaluation line, or reduce other lines.") % {"amount": missing}
        return _finding(rule, met=False, message=message, target="budget", **figures)
    if share > most:
        message = _("The evaluation line is above %(limit)s of the total. Check that it is meant.") % {
            "limit": write_percent(most)
        }
        return _finding(rule, met=False, message=message, target="budget", parameter="warn_above_share", **figures)
    return _finding(rule, met=True, message=rule.explanation, target="budget", **figures)


CHECKS = {
    "E01": _e01, "E02": _e02, "E03": _e03, "E04": _e04, "E05": _e05, "E07": _e07,
    "S01": _s01, "S05": _declaration, "S06": _declaration, "S07": _declaration, "B03": _declaration,
    "A06": _a06, "L01": _l01, "L02": _l02, "P05": _p05, "P06": _p06,
    "B02": _b02, "B06": _b06, "B09": _b09, "B11": _b11,
}  # fmt: skip
ELIGIBILITY = ("E01", "E02", "E03", "E04", "E05", "E07")
DECLARATIONS = ("S05", "S06", "S07", "B03")
