"""Contacts and partners of a proposal."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import get_visible_or_404, requires
from core.forms import ServiceForm, posted

from .. import forms, services
from ..models import Application
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open("cover")
def contacts(request, application):
    """The contact person and the focal point, and the list of partners."""
    form = forms.ContactsForm(request.POST or None, instance=application)
    if form.is_valid() and form.carry_out(services.change_contacts, application, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("applications:contacts", key=application.key)
    context = {"application": application, "form": form, "partners": application.partners.all()}
    return render(request, "applications/contacts.html", context)


def _keep(request, application, partner):
    form = forms.PartnerForm(request.POST or None, instance=partner)
    if form.is_valid() and form.carry_out(services.keep_partner, partner, application=application, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("applications:contacts", key=application.key)
    return render(request, "applications/partner.html", {"application": application, "form": form, "partner": partner})


@requires("applications.edit", Application, "key")
@while_open("cover")
def add_partner(request, application):
    """One more partner."""
    return _keep(request, application, None)


@requires("applications.edit", Application, "key")
@while_open("cover")
def change_partner(request, application, pk):
    """Change a partner."""
    return _keep(request, application, get_visible_or_404(application.partners.all(), request.user, pk=pk))


@requires("applications.edit", Application, "key")
@while_open("cover")
def remove_partner(request, application, pk):
    """Take a partner out, after a look at what goes: it cannot be undone."""
    partner = get_visible_or_404(application.partners.all(), request.user, pk=pk)
    form = ServiceForm(posted(request))
    if request.method == "POST" and form.is_valid() and form.attempt(services.remove_partner, partner, by=request.user):
        messages.success(request, _("The partner is removed."))
        return redirect("applications:contacts", key=application.key)
    context = {"application": application, "form": form, "partner": partner}
    return render(request, "applications/partner_remove.html", context)
