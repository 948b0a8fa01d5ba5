"""Whether the results monitoring framework and the work plan say all that R01 asks for."""

from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Indicator
from plans.selectors import framework

Baseline = Indicator.BaselineState


@dataclass(frozen=True)
class Check:
    """An indicator or an activity: what is there, as (label, text or ""), and sentences for what lacks."""

    name: str
    facts: list
    lacking: list = field(default_factory=list)


def checks_of(duty):
    """(checks of the indicators, checks of the activities) of the plan in force, in reading order."""
    tree = framework(duty.project.plan.approved)
    starts_on = duty.project.starts_on
    return [_indicator(one, starts_on) for one in tree.indicators], [_activity(one) for one in tree.activities]


def obstacles_to_delivery(duty):
    """Sentences for all that the framework and the work plan lack; empty when they can be delivered."""
    indicators, activities = checks_of(duty)
    found = [
        _("“%(name)s”: %(lacking)s") % {"name": check.name, "lacking": sentence}
        for check in (*indicators, *activities)
        for sentence in check.lacking
    ]
    if not indicators:
        found.append(_("The framework has no indicator."))
    if not activities:
        found.append(_("The work plan has no activity."))
    return found


def _indicator(indicator, starts_on):
    facts = [
        (_("Source and method"), indicator.source_and_method),
        (_("Frequency"), indicator.get_frequency_display()),
        (_("Who measures"), indicator.responsible),
        (_("Baseline"), _baseline(indicator, starts_on)),
    ]
    lacking = [
        sentence
        for value, sentence in (
            (indicator.source_and_method, _("say where the figures come from and how they are collected.")),
            (indicator.frequency, _("say how often it is measured.")),
            (indicator.responsible, _("say who measures it.")),
        )
        if not value
    ]
    if indicator.baseline_state == Baseline.TO_BE_DETERMINED:
        due_on = baseline_due_on(indicator, starts_on)
        if due_on is None:
            lacking.append(_("say by which month its baseline will be known."))
        elif due_on < timezone.localdate():
            lacking.append(
                _("its baseline was to be known by %(day)s; enter it.") % {"day": date_format(due_on, "DATE_FORMAT")}
            )
    return Check(indicator.title, facts, lacking)


def baseline_due_on(indicator, starts_on):
    """The last day of the month of the project by which a baseline will be known; None if that is not said."""
    if indicator.baseline_due_month is None:
        return None
    return starts_on + relativedelta(months=indicator.baseline_due_month, days=-1)


def _baseline(indicator, starts_on):
    if indicator.baseline_state == Baseline.TO_BE_DETERMINED:
        due_on = baseline_due_on(indicator, starts_on)
        return _("to be known by %(day)s") % {"day": date_format(due_on, "DATE_FORMAT")} if due_on else ""
    return indicator.get_baseline_state_display()


def _activity(activity):
    facts = [
        (_("Months"), f"{activity.start_month}–{activity.end_month}"),
        (_("Responsible party"), activity.responsible_party),
    ]
    lacking = [] if activity.responsible_party else [_("say who answers for it.")]
    return Check(str(activity), facts, lacking)
