"""What the nightly check found."""

from django.core.paginator import Paginator
from django.shortcuts import render

from core.access import requires
from plans.models import BudgetLine

from ..models import Drift
from ..selectors.drift import drifts


@requires("monitoring.see_drift")
def drift(request):
    """Figures that do not agree, and those that were put right."""
    page = Paginator(drifts(), 25).get_page(request.GET.get("page"))
    keys = [one.key for one in page if one.key]
    names = dict(BudgetLine.objects.filter(lineage__in=keys).values_list("lineage", "description"))
    names = {str(lineage): description for lineage, description in names.items()}
    for one in page.object_list:
        one.line_name = names.get(one.key, "")
    return render(request, "monitoring/drift.html", {"page": page, "count": Drift.objects.open().count()})
