"""The list of reports for those who read them."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.access import requires

from ..forms.queue import QueueForm
from ..selectors.reports import TABS, WAITING, days_late, listed, regions_for

A_PAGE = 25


@require_safe
@requires("monitoring.open_queue")
def queue(request):
    """Reports that wait for the person, all open ones, or the accepted ones; filters stand in the address."""
    tab = request.GET.get("tab", WAITING)
    tab = tab if tab in TABS else WAITING
    form = QueueForm(request.GET, regions=regions_for(request.user))
    chosen = form.chosen
    page = Paginator(listed(tab, request.user, **chosen), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    for report in page.object_list:
        report.days_late = days_late(report)
    context = {"page": page, "tab": tab, "tabs": TABS.items(), "form": form, "chosen": chosen}
    return render(request, "monitoring/queue.html", context)
