"""Making projects public and taking them back: two people, terms that withhold what is dangerous, corrections."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Project, Publication, Redaction
from . import records

PREPARED = audit.action("publication.prepared", _("prepared the publication"))
PUBLISHED = audit.action("project.published", _("published"))
RETURNED = audit.action("publication.returned", _("did not publish"))
WITHDRAWN = audit.action("project.unpublished", _("took out of the catalogue"))


@transaction.atomic
def prepare(project, *, by, redactions=(), shows_money=False, note="", **correction):
    """Lay down the terms on which a project is to be public, for a second person to publish.

    ``redactions``: (kind, words, reason) of each text to withhold. ``correction``: correction_en, _fr, _es.
    Returns the Publication. Raises NotAllowed, DomainError before the project has a code, StateConflict while another
    one waits.
    """
    project = _locked(project, by)
    if not project.code and not project.published_at:
        raise DomainError(_("Give the project a code first: start it."))
    if project.publications.filter(status=Publication.Status.PREPARED).exists():
        raise StateConflict(_("A publication of this project waits for a second person already."))
    publication = Publication(
        project=project,
        number=project.publications.count() + 1,
        shows_money=shows_money,
        note=note,
        prepared_by=by,
        **correction,
    )
    publication.full_clean()
    publication.save()
    Redaction.objects.bulk_create(
        Redaction(publication=publication, kind=kind, words=words, reason=reason) for kind, words, reason in redactions
    )
    audit.record(PREPARED, project, by=by, number=publication.number, withheld=len(redactions))
    return publication


@transaction.atomic
def publish(publication, *, by):
    """Show a project in the public catalogue on the terms that somebody else prepared.

    Raises NotAllowed for who prepared it, StateConflict when it is decided already.
    """
    publication = _decide(publication, by, Publication.Status.PUBLISHED)
    project = publication.project
    is_first = project.published_at is None
    project.published_at = project.published_at or timezone.now()
    project.save(update_fields=["published_at"])
    records.refresh(project)
    audit.record(PUBLISHED, project, by=by, number=publication.number)
    if is_first:
        told = [project.manager, project.application.owner if project.application else None]
        notify("project.published", project, to=told, actor=by, code=project.code)
    return project


@transaction.atomic
def return_publication(publication, *, by, comment):
    """Do not publish what somebody prepared, and say why."""
    publication = _decide(publication, by, Publication.Status.RETURNED, comment=comment)
    audit.record(RETURNED, publication.project, by=by, comment=comment, number=publication.number)
    return publication


@transaction.atomic
def unpublish(project, *, by, comment):
    """Take a project out of the public catalogue, with a reason. One person is enough: it may be urgent."""
    project = _locked(project, by)
    project.published_at = None
    project.save(update_fields=["published_at"])
    records.remove(project)
    audit.record(WITHDRAWN, project, by=by, comment=comment)
    return project


def _locked(project, by):
    if not allows(by, "projects.publish", project):
        raise NotAllowed(_("You may not publish projects."))
    return Project.objects.select_for_update().get(pk=project.pk)


def _decide(publication, by, status, *, comment=""):
    project = _locked(publication.project, by)
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.status != Publication.Status.PREPARED:
        raise StateConflict(_("This publication was decided already."))
    if publication.prepared_by_id == by.pk:
        raise NotAllowed(_("Somebody else has to publish what you prepared."))
    publication.status, publication.comment = status, comment
    publication.decided_by, publication.decided_at = by, timezone.now()
    publication.project = project
    publication.full_clean()
    publication.save()
    return publication
