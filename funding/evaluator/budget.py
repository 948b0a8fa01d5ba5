"""B01–B13: the budget."""

from django.utils.translation import gettext_lazy as _

from .findings import Figure, aside, judge, say, share, usd, usd_at_least

TARGET = "budget"


def _with_amounts(check):
    """Skip a rule until there is a budget with an amount."""

    def guarded(rule, facts, rules):
        if facts.budget is None or not facts.budget.total:
            return aside(rule, TARGET, _("The budget has no amounts yet."))
        return check(rule, facts, facts.budget)

    return guarded


def _on_lines(fits, broken):
    """A rule that each budget line keeps or breaks; ``broken`` names the %(lines)s that break it."""

    @_with_amounts
    def check(rule, facts, budget):
        numbers = tuple(line.number for line in budget.lines if not fits(line, rule))
        return judge(rule, TARGET, met=not numbers, message=say(broken, lines=numbers))

    return check


@_with_amounts
def _b01(rule, facts, budget):
    currency = rule.parameters["currency"]
    message = say(_("Write all amounts in %(currency)s."), currency=currency)
    return judge(rule, TARGET, met=budget.currency == currency, message=message)


@_with_amounts
def _b02(rule, facts, budget):
    most, support = rule.number("maximum_share"), budget.support
    figures = {"figure": share(support / budget.total), "limit": share(most)}
    if support <= most * budget.total:
        return judge(rule, TARGET, met=True, **figures)
    operational = budget.total - support
    # s / (s + o) = m  ⇒  s = o · m / (1 − m): what staff and office may cost beside the operational part as it stands
    figures["change"] = usd_at_least(support - operational * most / (1 - most) if most < 1 else support)
    text = _("Staff and office cost %(share)s of the total. Reduce them by %(amount)s, or raise the operational part.")
    message = say(text, share=figures["figure"], amount=figures["change"])
    return judge(rule, TARGET, met=False, message=message, **figures)


def _b04(rule, facts, rules):
    if facts.other_donor_amount is None:
        return aside(rule, TARGET, _("Checked while the project runs."))
    figure = usd(facts.other_donor_amount)
    message = say(_("%(amount)s of another donor stand under the project code."), amount=figure)
    return judge(rule, TARGET, met=not facts.other_donor_amount, message=message, figure=figure)


def _has_no_phrase(line, rule):
    text = line.description.casefold()
    return not any(phrase in text for phrase in rule.codes("phrases"))


_b05 = _on_lines(_has_no_phrase, _("These lines look like the cost of writing the proposal: %(lines)s."))
_b06 = _on_lines(
    lambda line, _rule: line.category != "OPERATIONAL" or line.is_linked or line.is_evaluation,
    _("Link these operational lines to an activity: %(lines)s."),
)
_b07 = _on_lines(lambda line, _rule: line.amount > 0, _("These lines cost nothing: %(lines)s. Check their quantities."))
_b09 = _on_lines(lambda line, _rule: line.is_explained, _("Say how the cost was worked out in these lines: %(lines)s."))


def _b10(rule, facts, rules):
    if facts.open_queries is None:
        return aside(rule, TARGET, _("Asked before a recommendation."))
    figure = Figure(facts.open_queries)
    message = say(_("Questions still open: %(n)s."), n=figure)
    return judge(rule, TARGET, met=facts.open_queries == 0, message=message, figure=figure)


@_with_amounts
def _b11(rule, facts, budget):
    least, most = rule.number("minimum_share"), rule.number("warn_above_share")
    figures = {"figure": share(budget.evaluation / budget.total), "limit": share(least)}
    if budget.evaluation < least * budget.total:
        # (e + x) / (t + x) = m  ⇒  x = (m · t − e) / (1 − m): the line raises the total that it is a share of
        figures["change"] = usd_at_least((least * budget.total - budget.evaluation) / (1 - least))
        text = _("Add %(amount)s to the evaluation line, or reduce other lines.")
        return judge(rule, TARGET, met=False, message=say(text, amount=figures["change"]), **figures)
    if budget.evaluation > most * budget.total:
        figures["limit"] = share(most)
        text = _("The evaluation line is above %(limit)s of the total. Check that it is meant.")
        message = say(text, limit=figures["limit"])
        return judge(rule, TARGET, met=False, message=message, may_block=False, **figures)
    return judge(rule, TARGET, met=True, **figures)


@_with_amounts
def _b12(rule, facts, budget):
    if facts.approved_evaluation is None:
        return aside(rule, TARGET, _("Asked when an approved budget is revised."))
    figures = {"figure": usd(budget.evaluation), "limit": usd(facts.approved_evaluation)}
    if budget.evaluation < facts.approved_evaluation:
        figures["change"] = usd(facts.approved_evaluation - budget.evaluation)
    message = say(_("The evaluation line was approved with %(limit)s and cannot be reduced."), **figures)
    return judge(rule, TARGET, met="change" not in figures, message=message, **figures)


def _b13(rule, facts, rules):
    if facts.evaluator != "RO_ME" or facts.budget is None:
        return aside(rule, TARGET, _("Only if the Regional Office evaluates."))
    allowed = rule.codes("cost_kinds")
    wrong = tuple(n.number for n in facts.budget.lines if n.is_evaluation and n.cost_kind not in allowed)
    message = say(_("For an evaluation by the Regional Office these lines are not needed: %(lines)s."), lines=wrong)
    return judge(rule, TARGET, met=not wrong, message=message)


CHECKS = {
    "B01": _b01, "B02": _b02, "B04": _b04, "B05": _b05, "B06": _b06, "B07": _b07, "B09": _b09,
    "B10": _b10, "B11": _b11, "B12": _b12, "B13": _b13,
}  # fmt: skip
