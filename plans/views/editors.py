"""Writing a plan: results, activities, budget lines."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.access import allows, requires
from core.panels import collect

from .. import forms, services
from ..models import Activity, BudgetLine, Indicator, PlanVersion, ResultNode
from ..selectors import advice_for, framework


@dataclass(frozen=True)
class Kind:
    """A kind of row in addresses: its model, form, where its list is, and how its version is found."""

    model: type
    form: type
    page: str
    version_lookup: str
    title: str


KINDS = {
    "result": Kind(ResultNode, forms.ResultForm, "results", "version", gettext_lazy("Change result")),
    "indicator": Kind(Indicator, forms.IndicatorForm, "results", "node__version", gettext_lazy("Change indicator")),
    "activity": Kind(Activity, forms.ActivityForm, "results", "output__version", gettext_lazy("Change activity")),
    "line": Kind(BudgetLine, forms.LineForm, "budget", "version", gettext_lazy("Change budget line")),
}


def _context(request, version, **more):
    """What every page of a plan shows: the tree, whether it may be changed, and the way back to what holds it."""
    return {
        "version": version,
        "tree": framework(version),
        "may_edit": version.is_editable and allows(request.user, "plans.edit", version),
        "holder": next(iter(collect("plan_holder", version)), None),
        **more,
    }


@requires("plans.view", PlanVersion)
def results(request, version):
    """The results framework with indicators and activities; whoever writes it sees advice on it."""
    context = _context(request, version)
    if context["may_edit"]:
        context["advice"] = advice_for(version)
    return render(request, "plans/results.html", context)


@requires("plans.view", PlanVersion)
def budget(request, version):
    """The budget with its totals and the rules about them."""
    findings = collect("plan_findings", version)
    return render(request, "plans/budget.html", _context(request, version, findings=findings))


def _row(version, kind, pk):
    """The kind and the row of an address; 404 unless the row belongs to the version."""
    if kind not in KINDS:
        raise Http404
    row = KINDS[kind].model.objects.filter(**{KINDS[kind].version_lookup: version}, pk=pk).first()
    if row is None:
        raise Http404
    return KINDS[kind], row


def _form_page(request, version, form, page, title):
    context = _context(request, version, form=form, title=title, page=page)
    return render(request, "plans/row.html", context)


@requires("plans.edit", PlanVersion)
def add_result(request, version, node_pk):
    """Add an outcome under the objective, or an output under an outcome."""
    _kind, parent = _row(version, "result", node_pk)
    form = forms.ResultForm(request.POST or None, version=version)
    if form.is_valid() and form.carry_out(services.add_result, parent, by=request.user):
        messages.success(request, _("Added: %(row)s.") % {"row": form.result})
        return redirect("plans:results", pk=version.pk)
    title = _("Add an outcome") if parent.level == ResultNode.Level.OBJECTIVE else _("Add an output")
    return _form_page(request, version, form, "results", title)


@requires("plans.edit", PlanVersion)
def add_indicator(request, version, node_pk):
    """Add an indicator to a result."""
    _kind, node = _row(version, "result", node_pk)
    form = forms.IndicatorForm(request.POST or None, version=version)
    if form.is_valid() and form.carry_out(services.add_indicator, node, by=request.user):
        messages.success(request, _("Added: %(row)s.") % {"row": form.result})
        return redirect("plans:results", pk=version.pk)
    return _form_page(request, version, form, "results", _("Add an indicator to %(result)s") % {"result": node})


@requires("plans.edit", PlanVersion)
def add_activity(request, version, node_pk):
    """Add an activity to an output."""
    _kind, output = _row(version, "result", node_pk)
    form = forms.ActivityForm(request.POST or None, version=version)
    if form.is_valid() and form.carry_out(services.add_activity, output, by=request.user):
        messages.success(request, _("Added: %(row)s.") % {"row": form.result})
        return redirect("plans:results", pk=version.pk)
    return _form_page(request, version, form, "results", _("Add an activity to %(result)s") % {"result": output})


@requires("plans.edit", PlanVersion)
def add_line(request, version):
    """Add a budget line."""
    form = forms.LineForm(request.POST or None, version=version)
    if form.is_valid() and form.carry_out(services.add_line, version, by=request.user):
        messages.success(request, _("Added: %(row)s.") % {"row": form.result})
        return redirect("plans:add_line" if "another" in request.POST else "plans:budget", pk=version.pk)
    return _form_page(request, version, form, "budget", _("Add a budget line"))


@requires("plans.edit", PlanVersion)
def change(request, version, kind, row_pk):
    """Change a row."""
    found, row = _row(version, kind, row_pk)
    form = found.form(request.POST or None, instance=row, version=version)
    if form.is_valid() and form.carry_out(services.change, row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(f"plans:{found.page}", pk=version.pk)
    return _form_page(request, version, form, found.page, found.title)


@require_POST
@requires("plans.edit", PlanVersion)
def remove(request, version, kind, row_pk):
    """Remove a row with all below it."""
    found, row = _row(version, kind, row_pk)
    services.remove(row, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(f"plans:{found.page}", pk=version.pk)
