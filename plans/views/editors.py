"""Writing a plan: results, activities, budget lines, risks. Each row saves by itself; each has a page with all its fields."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from core.access import allows, requires
from core.errors import DomainError
from core.panels import collect

from .. import forms, services
from ..grids import Grids, numbers_of
from ..models import Activity, BudgetLine, CrossCutting, Indicator, PlanVersion, ResultNode, Risk
from ..selectors import advice_for, framework, phases_of


@dataclass(frozen=True)
class Kind:
    """A kind of row in addresses: its model, form, the page it stands on, how its version is found, what adds it."""

    model: type
    form: type
    page: str
    version_lookup: str
    add: object
    add_title: str
    change_title: str
    related: tuple = ()

    @property
    def hangs_on_a_node(self):
        """Whether it is added below a result, and not to the version."""
        return self.page == "results"


KINDS = {
    "result": Kind(
        ResultNode, forms.ResultForm, "results", "version", services.add_result,
        gettext_lazy("Add a result below %(parent)s"), gettext_lazy("Change result"),
    ),
    "indicator": Kind(
        Indicator, forms.IndicatorForm, "results", "node__version", services.add_indicator,
        gettext_lazy("Add an indicator to %(parent)s"), gettext_lazy("Change indicator"),
    ),
    "activity": Kind(
        Activity, forms.ActivityForm, "results", "output__version", services.add_activity,
        gettext_lazy("Add an activity to %(parent)s"), gettext_lazy("Change activity"),
    ),
    "line": Kind(
        BudgetLine, forms.LineForm, "budget", "version", services.add_line,
        gettext_lazy("Add a budget line"), gettext_lazy("Change budget line"), ("activity__output",),
    ),
    "risk": Kind(
        Risk, forms.RiskForm, "risks", "version", services.add_risk,
        gettext_lazy("Add a risk"), gettext_lazy("Change risk"),
    ),
}  # fmt: skip


def _page(request, version, page, **more):
    """What every page of a plan shows: the tree, whether it may be changed, the way back, and what upper apps set beside."""
    may_edit = version.is_editable and allows(request.user, "plans.edit", version)
    holder = next(iter(collect("plan_holder", version)), None)
    asides = collect("plan_aside", version, page, request.user)
    return {"version": version, "page": page, "may_edit": may_edit, "holder": holder, "asides": asides, **more}


def _advised(version):
    """What upper apps say of the results, and advice on their quality."""
    return {"beside_results": collect("plan_results", version), "advice": advice_for(version)}


def _results(request, version):
    context = _page(request, version, "results", tree=framework(version))
    if context["may_edit"]:
        grids = Grids(request, version)
        for node in context["tree"].nodes:
            caption = _("Indicators of %(result)s") % {"result": node}
            node.indicator_grid = grids.grid("indicator", node.indicator_rows, caption=caption, parent=node)
            if node.level == ResultNode.Level.OUTPUT:
                caption = _("Activities of %(result)s") % {"result": node}
                node.activity_grid = grids.grid("activity", node.activity_rows, caption=caption, parent=node)
        context["removals"] = version.removals.select_related("removed_by")[:5]
        context |= _advised(version)
    return context


def _judged(version):
    """What upper apps say of the budget: under its totals, and by the Fund's rules."""
    return {"beside_totals": collect("plan_totals", version), "findings": collect("plan_findings", version)}


def _budget(request, version):
    tree = framework(version)
    context = _page(request, version, "budget", tree=tree, **_judged(version))
    if context["may_edit"]:
        context["grid"] = Grids(request, version).grid(
            "line", tree.lines, caption=_("Budget lines"), activities=tree.activities
        )
        context["removals"] = version.removals.select_related("removed_by")[:5]
    return context


def _risks(request, version):
    rows = list(version.risks.order_by("position", "pk"))
    said = {marker.theme: marker for marker in version.cross_cutting.all()}
    markers = []
    for theme in CrossCutting.Theme:
        marker = said.get(theme)
        initial = {"marker": marker.marker, "explanation": marker.explanation} if marker else None
        markers.append((theme, marker, forms.MarkerForm(initial=initial, prefix=theme.value.lower())))
    context = _page(request, version, "risks", risks=rows, markers=markers)
    if context["may_edit"]:
        context["grid"] = Grids(request, version).grid("risk", rows, caption=_("Risks"))
        context["removals"] = version.removals.select_related("removed_by")[:5]
    return context


PAGES = {"results": _results, "budget": _budget, "risks": _risks}


@requires("plans.view", PlanVersion)
def results(request, version):
    """The results framework with indicators and activities; whoever writes it sees advice on it."""
    return render(request, "plans/results.html", _results(request, version))


@requires("plans.view", PlanVersion)
def budget(request, version):
    """The budget with its totals and the rules about them."""
    return render(request, "plans/budget.html", _budget(request, version))


@requires("plans.view", PlanVersion)
def risks(request, version):
    """The risk register and the cross-cutting concerns."""
    return render(request, "plans/risks.html", _risks(request, version))


@requires("plans.view", PlanVersion)
def checks(request, version):
    """Totals and rules of the budget, fetched again after a line was saved."""
    return render(request, "plans/_budget_checks.html", {"tree": framework(version), **_judged(version)})


@requires("plans.edit", PlanVersion)
def advice(request, version):
    """Advice on the results framework, fetched again after a row was saved."""
    return render(request, "plans/_results_checks.html", {"version": version, **_advised(version)})


def _row(version, kind, pk):
    """The kind and the row of an address; 404 unless the row belongs to the version, which it then knows as loaded."""
    if kind not in KINDS:
        raise Http404
    *above, name = KINDS[kind].version_lookup.split("__")
    rows = KINDS[kind].model.objects.filter(**{KINDS[kind].version_lookup: version}, pk=pk)
    row = rows.select_related(*above, *KINDS[kind].related).first()
    if row is None:
        raise Http404
    setattr(getattr(row, above[0]) if above else row, name, version)
    return KINDS[kind], row


def _parent(version, kind, pk):
    """What a new row of ``kind`` is added to."""
    if kind not in KINDS or KINDS[kind].hangs_on_a_node != (pk is not None):
        raise Http404
    return _row(version, "result", pk)[1] if pk is not None else version


def _arranged(request, version, page, row=None):
    """After rows were added, moved or removed: the editor anew, with the keyboard on ``row``; or the page again."""
    if not request.htmx:
        return redirect(reverse(f"plans:{page}", kwargs={"pk": version.pk}) + (f"#row-{row.lineage}" if row else ""))
    response = render(request, f"plans/_{page}_editor.html", PAGES[page](request, version))
    response = trigger_client_event(
        response, "plan-arranged", {"row": f"row-{row.lineage}" if row else ""}, after="swap"
    )
    return reswap(retarget(response, "#editor"), "outerHTML")


def _saved(request, form, identity, *, row=None):
    """What a grid takes over after it sent a row: its revision and amount, or what is wrong. No field is touched."""
    context = {"id": identity, "row": row, "form": form}
    response = render(request, "plans/_saved.html", context)
    if row:
        numbers = numbers_of(identity.partition("-")[0], row)
        trigger_client_event(response, "plan-saved", {"form": identity, "numbers": numbers}, after="settle")
    return response


def _opened(request, form_class, **kwargs):
    """The form of a request; a grid sends some of the fields, over those that stand."""
    if "grid" in request.POST:
        return form_class.over(request.POST, **kwargs)
    return form_class(request.POST or None, **kwargs)


@requires("plans.edit", PlanVersion)
def add(request, version, kind, parent_pk=None):
    """Add a row, from its own page or from the last row of a grid."""
    parent = _parent(version, kind, parent_pk)
    found = KINDS[kind]
    form = _opened(request, found.form, version=version)
    if form.is_valid() and form.carry_out(found.add, parent, by=request.user):
        if not request.htmx:
            messages.success(request, _("Added: %(row)s.") % {"row": form.result})
        if "another" in request.POST:
            return redirect(request.path)
        return _arranged(request, version, found.page, form.result)
    if request.htmx:
        return _saved(request, form, f"{kind}-new-{parent_pk}" if parent_pk else f"{kind}-new")
    title = found.add_title % {"parent": parent}
    return render(request, "plans/row.html", _page(request, version, found.page, form=form, title=title))


@requires("plans.edit", PlanVersion)
def change(request, version, kind, row_pk):
    """Change a row."""
    found, row = _row(version, kind, row_pk)
    form = _opened(request, found.form, instance=row, version=version)
    is_saved = form.is_valid() and form.carry_out(services.change, row, by=request.user)
    if request.htmx:
        return _saved(request, form, f"{kind}-{row_pk}", row=form.result if is_saved else None)
    if is_saved:
        messages.success(request, _("Saved."))
        return _arranged(request, version, found.page, row)
    context = _page(request, version, found.page, form=form, title=found.change_title, row=row, kind=kind)
    return render(request, "plans/row.html", context)


def _attempt(request, service, *args, **kwargs):
    """What the service returns, or None after saying why it refused: a grid stays where it is."""
    try:
        return service(*args, by=request.user, **kwargs)
    except DomainError as refusal:
        messages.error(request, " ".join(str(sentence) for sentence in refusal.sentences))


STEPS = {
    "up": (services.move, {"step": -1}),
    "down": (services.move, {"step": 1}),
    "duplicate": (services.duplicate, {}),
}


@require_POST
@requires("plans.edit", PlanVersion)
def arrange(request, version, kind, row_pk, step):
    """Move a row up or down, or duplicate it."""
    found, row = _row(version, kind, row_pk)
    service, options = STEPS[step]
    row = _attempt(request, service, row, **options) or row
    return _arranged(request, version, found.page, row)


@require_POST
@requires("plans.edit", PlanVersion)
def remove(request, version, kind, row_pk):
    """Remove a row with all below it; it can be brought back."""
    found, row = _row(version, kind, row_pk)
    removal = _attempt(request, services.remove, row)
    return _arranged(request, version, found.page, None if removal else row)


@require_POST
@requires("plans.edit", PlanVersion)
def restore(request, version, page, removal_pk):
    """Bring back what was removed."""
    removal = version.removals.filter(pk=removal_pk).first()
    if removal is None or page not in PAGES:
        raise Http404
    row = _attempt(request, services.restore, removal)
    return _arranged(request, version, page, row)


@requires("plans.edit", PlanVersion)
def phases(request, version, row_pk):
    """Spread a budget line over the half-years of the project."""
    _kind, line = _row(version, "line", row_pk)
    form = forms.PhasesForm(request.POST or None, line=line, months=version.duration_months)
    if form.is_valid() and form.carry_out(services.change, line, by=request.user):
        messages.success(request, _("Saved."))
        return _arranged(request, version, "budget", line)
    title = _("Spread over the half-years: %(line)s") % {"line": line}
    context = _page(request, version, "budget", form=form, title=title, line=line, is_typed=line.phase_amounts.exists())
    return render(request, "plans/phases.html", context | {"spread": phases_of(line, version.duration_months)})


@require_POST
@requires("plans.edit", PlanVersion)
def mark(request, version, theme):
    """Say how far the project takes up a cross-cutting concern."""
    if theme not in CrossCutting.Theme.values:
        raise Http404
    form = forms.MarkerForm(request.POST, prefix=theme.lower())
    is_saved = form.is_valid() and form.carry_out(services.set_marker, version, by=request.user, theme=theme)
    if request.htmx:
        return _saved(request, form, f"marker-{theme.lower()}", row=form.result if is_saved else None)
    if is_saved:
        messages.success(request, _("Saved."))
        return redirect("plans:risks", pk=version.pk)
    title = CrossCutting.Theme(theme).label
    return render(request, "plans/row.html", _page(request, version, "risks", form=form, title=title))
