"""The thread of a proposal's team and the Fund's people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires

from .. import forms, services
from ..models import Application


@requires("applications.read_messages", Application, "key")
def thread(request, application):
    """All messages, newest first, and one more; opening it reads them."""
    form = forms.MessageForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.write_message, application, by=request.user):
        messages.success(request, _("Your message is sent."))
        return redirect("applications:messages", key=application.key)
    found = application.messages.select_related("written_by").order_by("-written_at", "-pk")
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    services.read_messages(application, by=request.user)
    context = {
        "application": application,
        "page": page,
        "form": form,
        "may_write": allows(request.user, "applications.message", application),
    }
    return render(request, "applications/messages.html", context)
