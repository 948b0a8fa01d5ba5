"""What is due for a person, by month, and the same for their calendar program."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import public, signed_in
from core.addresses import absolute
from core.calendars import CONTENT_TYPE

from .. import services
from ..exports.calendar import duties_calendar
from ..forms.calendar import CalendarFilterForm
from ..models import CalendarFeed
from ..selectors.calendar import by_month, holder_of
from ..selectors.duties import chosen, owed_to

SHOWN_ONCE = "calendar_address"
MOST_EVENTS = 500


@signed_in
def calendar(request):
    """What is due for the person: late first, then month by month; the Fund's people choose what they see."""
    duties, form = owed_to(request.user), None
    if request.user.has_capability("see_all"):
        form = CalendarFilterForm(request.GET)
        duties = chosen(duties, **form.chosen())
    page = Paginator(duties, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "months": by_month(page.object_list),
        "form": form,
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "new_address": request.session.pop(SHOWN_ONCE, None),
    }
    return render(request, "monitoring/calendar.html", context)


@signed_in
@require_POST
def address(request):
    """Make a new address for one's calendar program, or switch it off. The new one is shown once."""
    if "end" in request.POST:
        services.end_calendar(by=request.user)
        messages.success(request, _("The address of your calendar is switched off."))
    else:
        path = reverse("monitoring:calendar_file", kwargs={"token": services.renew_calendar(by=request.user)})
        request.session[SHOWN_ONCE] = absolute(path)
    return redirect(reverse("monitoring:calendar") + "#address")


@public
@require_safe
def file(request, token):
    """What is due for whom the secret belongs to, as a calendar; 404 for a secret that nobody has."""
    user = holder_of(token)
    if user is None:
        raise Http404
    content = duties_calendar(owed_to(user)[:MOST_EVENTS])
    headers = {"Cache-Control": "private, max-age=3600", "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
