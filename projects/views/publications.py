"""Making projects public: preparing the terms, publishing or returning by a second person, taking back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires
from core.forms import ReasonForm, ServiceForm, posted

from .. import forms, services
from ..models import Project, Publication
from ..selectors.records import preview


@requires("projects.publish", Project, "address")
def prepare(request, project):
    """Lay down what becomes public of a project, seeing it beside."""
    form = forms.PublicationForm(request.POST or None, project=project)
    if form.is_valid() and form.carry_out(services.prepare, project, by=request.user):
        messages.success(request, _("The publication is prepared. A second person of the Fund publishes it."))
        return redirect(form.result)
    context = {"project": project, "form": form, "record": preview(project)}
    return render(request, "projects/prepare_publication.html", context)


@requires("projects.see_publications", Publication, related=["project", "prepared_by", "decided_by"])
def publication(request, found):
    """A publication with all that it makes public; its steps for the second person."""
    context = {
        "publication": found,
        "project": found.project,
        "record": preview(found.project, found),
        "may_decide": allows(request.user, "projects.decide_publication", found),
    }
    return render(request, "projects/publication.html", context)


@requires("projects.decide_publication", Publication, related=["project"])
def publish(request, found):
    """Publish what somebody else prepared."""
    form = ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(services.publish, found, by=request.user):
        messages.success(request, _("The project is in the public catalogue."))
        return redirect(form.result.record)
    return render(request, "projects/publish.html", {"publication": found, "project": found.project, "form": form})


@requires("projects.decide_publication", Publication, related=["project"])
def return_publication(request, found):
    """Do not publish it, and say why."""
    form = ReasonForm(request.POST or None, label=_("What should be changed?"))
    if form.is_valid() and form.carry_out(services.return_publication, found, by=request.user):
        messages.success(request, _("The publication is returned to the person who prepared it."))
        return redirect(found)
    context = {"publication": found, "project": found.project, "form": form}
    return render(request, "projects/return_publication.html", context)


@requires("projects.publish", Project, "address")
def unpublish(request, project):
    """Take a project out of the catalogue, with a reason."""
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.unpublish, project, by=request.user):
        messages.success(request, _("The project is no longer in the public catalogue."))
        return redirect("managed:detail", address=project.address)
    return render(request, "projects/unpublish.html", {"project": project, "form": form})
