"""What a plan asks for, as data, read off the forms of its rows: asked by the apps whose plans they are."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.questions import Group, questions_of

from .forms import ActivityForm, IndicatorForm, LineForm, MarkerForm, ResultForm, RiskForm
from .models import Activity, BudgetLine, CrossCutting, Indicator, ResultNode, Risk

LEVEL = ResultNode.Level


def results_groups():
    """Groups of the results framework and the work plan; the notes say what ``selectors.missing_parts`` holds to."""
    return (
        _result(LEVEL.OBJECTIVE, _("Every project has exactly one.")),
        _result(LEVEL.OUTCOME, _("At least one.")),
        _result(LEVEL.OUTPUT, _("At least one for each outcome.")),
        _row(Indicator, IndicatorForm, "indicator", _("At least one for each outcome and for each output.")),
        _row(Activity, ActivityForm, "activity", _("At least one for each output.")),
    )


def budget_groups():
    """The one group of the budget."""
    note = _("One line for each cost. The portal works out the amount of the line and the totals.")
    return (_row(BudgetLine, LineForm, "line", note),)


def risk_groups():
    """Groups of the risk register and the cross-cutting concerns."""
    concerns = ", ".join(str(label) for label in CrossCutting.Theme.labels)
    return (
        _row(Risk, RiskForm, "risk", _("Optional; as many as you see.")),
        _row(CrossCutting, MarkerForm, "marker", _("Optional; for each of: %(concerns)s.") % {"concerns": concerns}),
    )


def _result(level, note):
    prefix = level.value.lower()
    form = ResultForm(instance=ResultNode(level=level))
    return Group(prefix, str(level.label), note, questions_of(form, prefix), is_repeated=level != LEVEL.OBJECTIVE)


def _row(model, form, prefix, note):
    return Group(prefix, capfirst(str(model._meta.verbose_name)), note, questions_of(form(), prefix), is_repeated=True)
