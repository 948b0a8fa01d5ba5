"""Files of a project, and its award agreement."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import uploads
from core.access import allows, requires
from core.documents import download
from core.forms import ServiceForm, posted
from projects.models import Project

from .. import services
from ..exports import agreements
from ..forms.projects import DocumentForm
from ..models import ProjectDocument


@requires("projects.work_on", Project, "address")
def documents(request, project):
    """The files of a project; who may adds one."""
    may_keep = allows(request.user, "monitoring.keep_documents", project)
    initial = {"language": project.title_language, "kind": request.GET.get("kind")}
    form = DocumentForm(request.POST or None, request.FILES or None, initial=initial) if may_keep else None
    if form and form.is_valid() and form.carry_out(services.add_document, project, by=request.user):
        messages.success(request, _("The file is added."))
        return redirect("monitoring:documents", address=project.address)
    present = project.documents.visible_to(request.user).present().select_related("uploaded_by").order_by("-pk")
    context = {"project": project, "documents": uploads.with_scans(present), "form": form, "may_keep": may_keep}
    return render(request, "monitoring/documents.html", context)


@requires("monitoring.see_document", ProjectDocument, related=["project"])
def remove(request, document):
    """Take a file out of the list, after one more question."""
    if document.removed_at or not allows(request.user, "monitoring.keep_documents", document.project):
        raise Http404
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.remove_document, document, by=request.user):
        messages.success(request, _("The file is removed."))
        return redirect("monitoring:documents", address=document.project.address)
    return render(request, "monitoring/document_remove.html", {"document": document, "form": form})


@require_safe
@requires("monitoring.see_document", ProjectDocument)
def file(request, document):
    """A file of a project."""
    if document.removed_at:
        raise Http404
    return uploads.serve(document)


@require_safe
@requires("projects.work_on", Project, "address", related=["application", "plan", "line", "manager"])
def agreement(request, project, extension):
    """The award agreement of a started project, in the project's language."""
    if extension not in {"pdf", "docx"} or not project.starts_on or not project.plan or not project.plan.approved:
        raise Http404
    return download(agreements.document(project), extension, name=f"{project.code}-agreement")
