"""Files that belong to a project besides its reports."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.access import allows
from core.errors import NotAllowed, StateConflict
from notifications.services import notify
from projects.models import Project

from ..models import Evaluation, ProjectDocument
from .teams import writers_of

ADDED = audit.action("project.document_added", _("added a document"))
REMOVED = audit.action("project.document_removed", _("removed a document"))
VIRUS_FOUND = audit.action("project.virus_found", _("found a virus in a file"))
MOST_DOCUMENTS = 200
Kind = ProjectDocument.Kind
OF_EVALUATION = frozenset({Kind.TERMS_OF_REFERENCE, Kind.EVALUATION_REPORT, Kind.BRIEF})


def _locked(project, by):
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, "monitoring.keep_documents", locked):
        raise NotAllowed(_("Only people who write the project's reports and Fund officers keep its documents."))
    return locked


@transaction.atomic
def add_document(project, *, by, file, kind, title, language, is_public=False):
    """Add a file to a project. Returns the ProjectDocument.

    Raises NotAllowed; ValidationError for a file that is not accepted or that the project has already.
    """
    project = _locked(project, by)
    if project.documents.present().count() >= MOST_DOCUMENTS:
        raise ValidationError(
            gettext("The project has %(n)d documents, more are not possible.") % {"n": MOST_DOCUMENTS}
        )
    kept = uploads.store(file)
    if same := project.documents.present().filter(sha256=kept["sha256"]).first():
        raise ValidationError(gettext("This file is here already: it is “%(title)s”.") % {"title": same.title})
    document = ProjectDocument(
        project=project,
        kind=kind,
        title=title or kept["file_name"][:150],
        language=language,
        is_public=is_public,
        uploaded_by=by,
        **kept,
    )
    document.full_clean()
    document.save()
    audit.record(
        ADDED, project, by=by, document=document.pk, kind=kind, file=document.file_name, sha256=document.sha256
    )
    return document


@transaction.atomic
def remove_document(document, *, by):
    """Take a document out of the project's list; its row and its file stay. Raises NotAllowed or StateConflict."""
    project = _locked(document.project, by)
    document = ProjectDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.removed_at:
        raise StateConflict(_("This document was removed meanwhile."))
    if document.kind in OF_EVALUATION and Evaluation.objects.accepted().filter(project=project).exists():
        raise StateConflict(_("The evaluation is accepted; its documents stay."))
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    audit.record(REMOVED, project, by=by, document=document.pk, file=document.file_name)
    return document


@transaction.atomic
def tell_of_virus(stored):
    """Tell those who write the reports of projects that have a file in which the scanner found something (a ``StoredFile``)."""
    for project in Project.objects.filter(documents__sha256=stored.pk, documents__removed_at=None).distinct():
        audit.record(VIRUS_FOUND, project, by=None, sha256=stored.pk, threat=stored.threat)
        notify("project.virus_found", project, to=writers_of(project), code=project.code or "")
