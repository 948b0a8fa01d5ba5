"""The pages of a text's versions, for sections and long answers alike."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows
from core.forms import ServiceForm, posted

from .. import selectors
from ..models import Application


@dataclass(frozen=True)
class Place:
    """Where a text stands: its title, the ``part`` of the proposal it belongs to, the page where it is written, its history."""

    application: Application
    title: str
    part: str
    address: str
    history: str


def show_history(request, place, holder):
    """Who wrote what in a text, and when."""
    page, entries = selectors.history_of(holder, request.GET.get("page"))
    context = {"application": place.application, "place": place, "page": page, "entries": entries}
    return render(request, "applications/history.html", context)


def show_version(request, place, holder, number, restore):
    """One text by its number; whoever may write can make it the present one (``restore``: a service). Http404 if unknown."""
    entry, application = selectors.version_of(holder, number), place.application
    if entry is None:
        raise Http404
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(restore, application, holder.key, by=request.user, number=number):
        messages.success(request, _("Restored. The text that stood there before is in the history."))
        return redirect(place.address)
    may_restore = application.is_open(place.part) and allows(request.user, "applications.edit", application)
    context = {"application": application, "place": place, "entry": entry, "form": form, "may_restore": may_restore}
    return render(request, "applications/version.html", context)
