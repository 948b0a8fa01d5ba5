"""The documents of a draft."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core import uploads
from core.access import get_visible_or_404, requires
from core.errors import DomainError

from .. import forms, selectors, services
from ..models import Application, DocumentVersion
from .proposals import while_open


@dataclass(frozen=True)
class Verdict:
    """What became of one file of an upload: kept, or why not and what to do."""

    name: str
    refusal: str = ""


@requires("applications.edit", Application, "key")
@while_open
def documents(request, application):
    """The documents of the draft, and further ones, several at once. What can be kept is kept, whatever the others are.

    By script each file comes alone and its verdict is answered as a part of the page; the list is asked for again.
    """
    form = forms.UploadForm(
        request.POST or None, request.FILES or None, application=application, initial={"what": request.GET.get("what")}
    )
    verdicts = _keep(request, application, form) if form.is_valid() else []
    if request.htmx and request.method == "POST":
        return render(request, "applications/_verdicts.html", {"verdicts": verdicts, "form": form})
    refused = [verdict for verdict in verdicts if verdict.refusal]
    if kept := len(verdicts) - len(refused):
        messages.success(request, ngettext("%(n)d file is added.", "%(n)d files are added.", kept) % {"n": kept})
    if kept and not refused:
        return redirect("applications:documents", key=application.key)
    context = {"application": application, "documents": selectors.documents_of(application)}
    if request.htmx:
        return render(request, "applications/_documents.html", context)
    return render(request, "applications/documents.html", context | {"form": form, "refused": refused})


def _keep(request, application, form):
    """A Verdict for each file."""
    verdicts = []
    for file in form.cleaned_data["files"]:
        name, refusal = uploads.clean_name(file.name), ""
        try:
            services.add_document(application, by=request.user, file=file, **form.cleaned_data["what"])
        except ValidationError as error:
            refusal = " ".join(error.messages)
        except DomainError as error:
            refusal = str(error)
        verdicts.append(Verdict(name, refusal))
    return verdicts


@requires("applications.edit", Application, "key")
@while_open
def document(request, application, pk):
    """One document: what it is, and its versions."""
    found = get_visible_or_404(application.documents.present(), request.user, pk=pk)
    form = forms.DescribeForm(request.POST or None, document=found)
    if form.is_valid():
        title, what = form.cleaned_data["title"], form.cleaned_data["what"]
        if form.attempt(services.describe_document, found, by=request.user, title=title, **what):
            messages.success(request, _("Saved."))
            return redirect("applications:documents", key=application.key)
    return _document_page(request, application, found, form, forms.ReplaceForm())


@require_POST
@requires("applications.edit", Application, "key")
def replace_document(request, application, pk):
    """A new version of a document."""
    found = get_visible_or_404(application.documents.present(), request.user, pk=pk)
    form = forms.ReplaceForm(request.POST, request.FILES)
    if form.is_valid() and form.carry_out(services.replace_document, found, by=request.user):
        messages.success(request, _("The new file is version %(n)d.") % {"n": form.result.number})
        return redirect("applications:document", key=application.key, pk=pk)
    return _document_page(request, application, found, forms.DescribeForm(document=found), form)


def _document_page(request, application, found, form, replace_form):
    versions = uploads.with_scans(found.versions.select_related("uploaded_by"))
    context = {"application": application, "document": found, "versions": versions}
    return render(request, "applications/document.html", context | {"form": form, "replace_form": replace_form})


@require_POST
@requires("applications.edit", Application, "key")
def remove_document(request, application, pk):
    """Take a document out of the draft."""
    services.remove_document(get_visible_or_404(application.documents.all(), request.user, pk=pk), by=request.user)
    messages.success(request, _("The document is removed. You can put it back below."))
    return redirect("applications:documents", key=application.key)


@require_POST
@requires("applications.edit", Application, "key")
def restore_document(request, application, pk):
    """Put a removed document back."""
    services.restore_document(get_visible_or_404(application.documents.all(), request.user, pk=pk), by=request.user)
    messages.success(request, _("The document is back."))
    return redirect("applications:documents", key=application.key)


@requires("applications.view_document", DocumentVersion)
def document_file(request, version):
    """The file of a version."""
    return uploads.serve(version)
