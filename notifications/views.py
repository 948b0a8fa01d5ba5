from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST

from core.access import get_visible_or_404, public, signed_in
from core.navigation import address_of

from . import services
from .models import Notification, OutboxMail
from .rendering import line, lines_with_links
from .selectors import inbox, newest_mails, recent_activity, to_do

PAGE = 25


@signed_in
def home(request):
    """The to-do list: what needs this person now, whatever their roles, and what happened lately."""
    context = {
        "tasks": to_do(request.user),
        "lines": recent_activity(request.user),
        "start_url": address_of("applications:start"),
        "projects_url": address_of("projects:list"),
    }
    return render(request, "notifications/home.html", context)


@signed_in
def notifications(request):
    """One's messages; POST marks all of them as read."""
    if request.method == "POST":
        number = services.mark_all_read(by=request.user)
        done = ngettext("%(n)d message is marked as read.", "%(n)d messages are marked as read.", number)
        messages.success(request, done % {"n": number})
        return redirect("workspace:notifications")
    page = Paginator(inbox(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "lines": [line(notification) for notification in page]}
    return render(request, "notifications/list.html", context)


@signed_in
@require_POST
def notification(request, pk):
    """Mark one message as read and go where it points. Only POST: looking at an address never changes anything."""
    found = get_visible_or_404(Notification, request.user, pk=pk)
    services.mark_read(found, by=request.user)
    return redirect(f"/{get_language()}{found.path}" if found.path else "workspace:notifications")


@public
def mailbox(request):
    """What the portal has sent, for the visitors of a demonstration; the page does not exist elsewhere."""
    if not settings.DEMO:
        raise Http404
    return render(request, "notifications/mailbox.html", {"mails": newest_mails()})


@public
def mail(request, pk):
    """One message of the demonstration's mailbox: its text, with the links of the portal to follow."""
    if not settings.DEMO:
        raise Http404
    found = get_object_or_404(OutboxMail, pk=pk)
    return render(request, "notifications/mail.html", {"mail": found, "lines": lines_with_links(found.text)})
