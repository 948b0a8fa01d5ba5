"""What a row must hold together, said before it is applied: the rules of the models, as sentences about cells."""

from decimal import Decimal

from django.utils.translation import gettext as _

from core.numbers import write_money

from ..figures import half_years, line_amount
from ..forms import LineForm
from ..models import BudgetLine, Indicator
from .sheets import SHEETS

OPERATIONAL = BudgetLine.Category.OPERATIONAL
KIND, OVER_TIME, BASELINE = Indicator.Kind, Indicator.OverTime, Indicator.BaselineState
DEFAULTS = {
    "indicators": {
        "kind": KIND.NUMBER.value,
        "direction": Indicator.Direction.INCREASE.value,
        "baseline_state": BASELINE.KNOWN.value,
    },
    "lines": {"periods": "1", "share_percent": "100"},
}


def with_defaults(row):
    """Fill what was left empty in a row with what the portal assumes."""
    for name, value in DEFAULTS.get(row.sheet, {}).items():
        if row.values.get(name) in (None, ""):
            row.values[name] = value
    if row.sheet == "indicators" and not row.values["over_time"]:
        is_number = row.values["kind"] == KIND.NUMBER
        row.values["over_time"] = (OVER_TIME.SUM if is_number else OVER_TIME.LATEST).value


def problems_of(row, plan):
    """[(column name, sentence)] of a row, as it would stand in ``plan`` (``PlanRows``)."""
    needed = [
        (column.name, _("This is needed."))
        for column in SHEETS[row.sheet].columns
        if column.is_required and row.values[column.name] in (None, "")
    ]
    check = CHECKS.get(row.sheet)
    return needed or list(check(row.values, plan) if check else ())


def _of_result(values, plan):
    if not values["parent"] and values["assumptions"]:
        yield "assumptions", _("The objective has no assumptions.")


def _of_indicator(values, plan):
    months = plan.version.duration_months
    yield from _of_kind(values)
    yield from _of_target(values, plan.lists)
    yield from _of_baseline(values)
    in_words = values["kind"] == KIND.QUALITATIVE
    if any((not text if in_words else number is None) for _month, number, text in values["milestones"]):
        yield "milestones", _("Milestones of an indicator in words are words, those of others numbers.")
    if months and any(month > months for month, _number, _text in values["milestones"]):
        yield "milestones", _("The project lasts %(n)d months; a milestone lies later.") % {"n": months}


def _of_kind(values):
    in_words = values["kind"] == KIND.QUALITATIVE
    if in_words and not values["target_text"]:
        yield "target_text", _("Say in words what is to be reached.")
    if not in_words and values["target_value"] is None:
        yield "target_value", _("Give the target value.")
    for name in ("baseline_value", "target_value") if in_words else ():
        if values[name] is not None:
            yield name, _("An indicator in words has no number.")
    if (values["kind"] == KIND.SCALE) != bool(values["scale"]):
        yield "scale", _("A step on a scale, and nothing else, has a rating scale.")
    if values["kind"] != KIND.NUMBER and values["over_time"] == OVER_TIME.SUM:
        yield "over_time", _("Only numbers add up. Choose “%(label)s”.") % {"label": OVER_TIME.LATEST.label}


def _of_target(values, lists):
    target = None if values["target_value"] is None else Decimal(values["target_value"])
    if target is None:
        return
    if values["kind"] == KIND.PERCENTAGE and (target < 0 or (target > 100 and not values["may_exceed_100"])):
        yield "target_value", _("A percentage lies between 0 and 100.")
    scale = lists.data["scales"].get(values["scale"])
    if values["kind"] == KIND.SCALE and scale and target not in [step.number for step in scale.steps.all()]:
        yield "target_value", _("Give the number of a step of the scale.")


def _of_baseline(values):
    if values["baseline_state"] == BASELINE.KNOWN and values["kind"] != KIND.QUALITATIVE:
        for name in ("baseline_value", "baseline_year"):
            if values[name] is None:
                yield name, _("A known baseline has a value and a year.")
    if values["baseline_state"] != BASELINE.KNOWN:
        for name in ("baseline_value", "baseline_year"):
            if values[name] is not None:
                yield name, _("Only a known baseline has a value and a year.")
    if values["over_time"] == OVER_TIME.SUM and Decimal(values["baseline_value"] or 0):
        yield "baseline_value", _("What adds up starts at 0.")
    if values["baseline_due_month"] is not None and values["baseline_state"] != BASELINE.TO_BE_DETERMINED:
        yield "baseline_due_month", _("Only a baseline to be determined has such a month.")


def _of_activity(values, plan):
    months = plan.version.duration_months
    start, end, milestone = values["start_month"], values["end_month"], values["milestone_month"]
    if end < start:
        yield "end_month", _("The activity ends before it starts.")
    elif milestone is not None and not start <= milestone <= end:
        yield "milestone_month", _("The milestone lies in the months of the activity.")
    if months and end > months:
        yield "end_month", _("The project lasts %(n)d months; the activity ends later.") % {"n": months}


def _of_line(values, plan):
    for name in ("quantity", "periods", "share_percent"):
        if not Decimal(values[name]):
            yield name, _("This must be more than 0.")
    if Decimal(values["share_percent"]) > 100:
        yield "share_percent", _("A share is at most 100.")
    if values["part"] == OPERATIONAL and not values["activity"]:
        yield "activity", _("Choose the activity that this operational line pays for (rule B06).")
    if values["activity"] and values["part"] not in (OPERATIONAL, LineForm.EVALUATION):
        yield "activity", _("Only operational lines follow an activity.")
    amount = amount_of(values)
    if amount >= Decimal(10) ** 13:
        yield "unit_cost", _("The amount of the line is too large.")


def amount_of(values):
    """USD of a line."""
    return line_amount(*(Decimal(values[name]) for name in ("quantity", "periods", "unit_cost", "share_percent")))


def phases_problem(values, months):
    """What is wrong with half-years that were typed anew, or None; old ones follow a new amount by themselves."""
    typed = sum((Decimal(amount) for amount in values["phases"]), Decimal(0))
    if values["phases"] and typed != amount_of(values):
        sentence = _("The half-years must add up to the line. They differ by %(amount)s.")
        return sentence % {"amount": write_money(abs(typed - amount_of(values)))}
    if len(values["phases"]) > half_years(months):
        return _("The project has fewer half-years.")
    return None


CHECKS = {
    "results": _of_result,
    "indicators": _of_indicator,
    "activities": _of_activity,
    "lines": _of_line,
}
