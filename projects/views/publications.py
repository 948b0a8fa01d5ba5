"""Making projects public: preparing the terms, publishing, returning or withdrawing them, taking a project back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit
from core.access import requires
from core.forms import ReasonForm, ServiceForm, posted

from .. import forms, services
from ..models import Project, Publication
from ..selectors.publications import differences, doubts, fingerprint
from ..selectors.records import preview
from ..workflow import PUBLICATION


def _seen(project, record):
    """What the pages of a publication show of the public record as it would be."""
    return {
        "project": project,
        "record": record,
        "differences": differences(record),
        "doubts": doubts(project, record),
    }


@requires("projects.publish", Project, "address")
def prepare(request, project):
    """Lay down what becomes public of a project, seeing it beside; one publication waits at a time."""
    if waiting := project.publications.filter(status=Publication.Status.PREPARED).first():
        messages.info(request, _("This publication is prepared and waits for a second person."))
        return redirect(waiting)
    form = forms.PublicationForm(posted(request), project=project)
    is_valid, terms = form.is_valid(), (None, None)
    if is_valid:
        terms = form.as_terms()
        if "look" not in request.POST and form.carry_out(services.prepare, project, by=request.user):
            messages.success(request, _("The publication is prepared. A second person of the Fund publishes it."))
            return redirect(form.result)
    context = {**_seen(project, preview(project, *terms)), "form": form}
    return render(request, "projects/prepare_publication.html", context)


@requires("projects.see_publications", Publication, related=["project__application", "prepared_by", "decided_by"])
def publication(request, found):
    """A publication with its terms; while it waits, all that it makes public and what that changes."""
    context = {
        "publication": found,
        "project": found.project,
        "steps": PUBLICATION.available(found, request.user),
        "waits_for_another": found.is_waiting and found.prepared_by == request.user,
        "what_to_change": next((event.comment for event in audit.history(found) if event.comment), ""),
    }
    if found.is_waiting:
        context |= _seen(found.project, preview(found.project, found))
    return render(request, "projects/publication.html", context)


def _decided(request, found):
    """Where somebody else was quicker: the publication's page, saying so."""
    words = {"status": found.get_status_display(), "person": found.decided_by}
    messages.warning(request, _("This publication is decided already: %(status)s, by %(person)s.") % words)
    return redirect(found)


@requires("projects.decide_publication", Publication, related=["project__application", "decided_by"])
def publish(request, found):
    """Publish what somebody else prepared, having seen what changes; nothing else is published than what was seen."""
    if not found.is_waiting:
        return _decided(request, found)
    form, record = ServiceForm(posted(request)), preview(found.project, found)
    seen = request.POST.get("seen", "")
    if form.is_valid() and form.attempt(services.publish, found, by=request.user, seen=seen):
        messages.success(request, _("The project is in the public catalogue."))
        return redirect(form.result.record)
    context = {"publication": found, "form": form, "seen": fingerprint(record), **_seen(found.project, record)}
    context["step"] = PUBLICATION["publish"]
    return render(request, "projects/publish.html", context)


@requires("projects.decide_publication", Publication, related=["project", "decided_by"])
def return_publication(request, found):
    """Do not publish it, and say why."""
    if not found.is_waiting:
        return _decided(request, found)
    form = ReasonForm(request.POST or None, label=_("What should be changed?"))
    if form.is_valid() and form.carry_out(services.return_publication, found, by=request.user):
        messages.success(request, _("The publication is returned to the person who prepared it."))
        return redirect(found)
    context = {"publication": found, "project": found.project, "form": form, "step": PUBLICATION["return"]}
    return render(request, "projects/publication_step.html", context)


@requires("projects.withdraw_publication", Publication, related=["project", "decided_by"])
def withdraw_publication(request, found):
    """Take back what one has prepared."""
    if not found.is_waiting:
        return _decided(request, found)
    form = ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(services.withdraw_publication, found, by=request.user):
        messages.success(request, _("The publication is withdrawn."))
        return redirect("managed:detail", address=found.project.address)
    context = {"publication": found, "project": found.project, "form": form, "step": PUBLICATION["withdraw"]}
    return render(request, "projects/publication_step.html", context)


@requires("projects.publish", Project, "address")
def unpublish(request, project):
    """Take a project out of the catalogue, with a reason."""
    if project.published_at is None:
        messages.info(request, _("This project is not in the public catalogue (any more)."))
        return redirect("managed:detail", address=project.address)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.unpublish, project, by=request.user):
        messages.success(request, _("The project is no longer in the public catalogue."))
        return redirect("managed:detail", address=project.address)
    return render(request, "projects/unpublish.html", {"project": project, "form": form})
