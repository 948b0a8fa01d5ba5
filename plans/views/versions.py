"""Reading a plan through time: its versions, and what differs between any two."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from core.access import get_visible_or_404, requires
from core.panels import collect

from .. import comparison, selectors
from ..models import PlanVersion
from ..snapshot import as_data


def _holder(version):
    return next(iter(collect("plan_holder", version)), None)


@requires("plans.view", PlanVersion)
def history(request, version):
    """All versions of the plan that the person may see, the steps of an open amendment, and a choice of two to compare."""
    if "old" in request.GET:
        return _chosen(request, version)
    versions = selectors.history(version, request.user)
    context = {
        "version": version,
        "holder": _holder(version),
        "page": Paginator(versions, 25).get_page(request.GET.get("page")),
        "numbers": list(versions.values_list("pk", "number")),
        "panels": collect("plan_versions", version, request.user),
    }
    return render(request, "plans/versions.html", context)


def _chosen(request, version):
    """To the comparison of the two versions named in the address; 404 for others than this plan's."""
    old = get_visible_or_404(version.plan.versions.all(), request.user, pk=request.GET["old"])
    if "new" not in request.GET:
        raise Http404
    new = get_visible_or_404(version.plan.versions.all(), request.user, pk=request.GET["new"])
    return redirect("plans:compare", pk=old.pk, other_pk=new.pk)


@requires("plans.view", PlanVersion)
def compare(request, version, other_pk):
    """What differs between two versions of a plan; the one with the lower number counts as the old one."""
    other = get_visible_or_404(version.plan.versions.all(), request.user, pk=other_pk)
    old, new = sorted([version, other], key=lambda found: found.number)
    found = comparison.compare(as_data(old), as_data(new), selectors.names_of_codes())
    context = {
        "old": old,
        "new": new,
        "holder": _holder(version),
        "comparison": found,
        "summary": comparison.summary(found),
        "everything": request.GET.get("show") == "all",
        "language": version.plan.language,
        "heads": collect("plan_comparison_head", old, new, found),
        "panels": collect("plan_comparison", new),
    }
    return render(request, "plans/compare.html", context)
