"""Writing the sections."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import panels
from core.access import requires

from .. import forms, selectors, services
from ..models import Application
from ..sections import SECTIONS
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open
def section(request, application, section):
    """One narrative section."""
    written = selectors.texts_of(application).get(section)
    if written is None:
        return redirect(application)
    known = panels.collect("section", application, section)
    suggested = "\n".join(panel.context.get("text", "") for panel in known) if written.revision == 0 else ""
    form = forms.SectionForm(
        request.POST or None,
        kind=SECTIONS[section],
        limit=selectors.section_limits(application.funding_year).get(section),
        initial={"text": written.text or suggested, "revision": written.revision},
    )
    if form.is_valid() and form.carry_out(services.write_section, application, section, by=request.user):
        messages.success(request, _("Saved."))
        keys = list(SECTIONS)
        following = keys[keys.index(section) + 1 :]
        if "continue" in request.POST and following:
            return redirect("applications:section", key=application.key, section=following[0])
        return redirect(application)
    context = {"application": application, "form": form, "kind": SECTIONS[section], "written": written, "panels": known}
    return render(request, "applications/section.html", context)
