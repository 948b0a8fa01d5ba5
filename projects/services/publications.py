"""Making projects public and taking them back: two people, terms that withhold what is dangerous, corrections."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.services import officers
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.reading import normalise
from notifications.services import notify

from ..models import Project, Publication, PublicRecord, Redaction
from ..selectors.publications import correctable, fingerprint
from ..selectors.records import corrected, preview
from ..workflow import PUBLICATION
from . import records, stories, telling

PREPARED = audit.action("publication.prepared", _("prepared the publication"))
PUBLISHED = audit.action("project.published", _("published"))
RETURNED = audit.action("publication.returned", _("did not publish"))
RECALLED = audit.action("publication.withdrawn", _("withdrew the publication"))
WITHDRAWN = audit.action("project.unpublished", _("took out of the catalogue"))


@transaction.atomic
def prepare(project, *, by, redactions=(), shows_money=False, note="", facts=None, **correction):
    """Lay down the terms on which a project is to be public, for a second person to publish. Other officers are told.

    ``redactions``: (kind, words, reason) of each text to withhold. ``facts``: field → new value, of what publishing is to
    correct (``selectors.publications.correctable``). ``correction``: correction_en, _fr, _es. Returns the Publication.

    Raises:
        NotAllowed: ``by`` may not publish.
        DomainError: the project has no code yet, words have no letter, or a correction is not said in each language.
        StateConflict: another publication waits.
    """
    project = _locked(project, by)
    facts, spoken = facts or {}, [text for text in correction.values() if text]
    _check(project, facts, redactions, is_said=bool(spoken))
    if spoken and len(spoken) < len(correction):
        raise DomainError(_("Write the correction in English, French and Spanish: readers of each language are told."))
    publication = Publication(
        project=project,
        number=project.publications.count() + 1,
        shows_money=shows_money,
        note=note,
        facts=facts,
        prepared_by=by,
        **correction,
    )
    publication.full_clean()
    corrected(project, facts).full_clean()
    publication.save()
    Redaction.objects.bulk_create(
        Redaction(publication=publication, kind=kind, words=words, reason=reason) for kind, words, reason in redactions
    )
    audit.record(PREPARED, project, by=by, number=publication.number, withheld=len(redactions), facts=sorted(facts))
    _tell("prepared", publication, to=[person for person in officers() if person != by], by=by)
    return publication


def _check(project, facts, redactions, *, is_said):
    """What stands in the way of preparing a publication, as errors."""
    if not project.code and not project.published_at:
        raise DomainError(_("Give the project a code first: start it."))
    if project.publications.filter(status=Publication.Status.PREPARED).exists():
        raise StateConflict(_("A publication of this project waits for a second person already."))
    if any(len(normalise(words)) < 2 for _kind, words, _reason in redactions):
        raise DomainError(_("Words to withhold need two letters or digits at least."))
    if facts.keys() - correctable(project):
        raise DomainError(_("These facts come from the approved proposal and plan; they are not corrected here."))
    if project.published_at and facts.keys() - {"summary_en", "summary_fr", "summary_es"} and not is_said:
        raise DomainError(_("Say what is corrected: everybody who used the old facts should learn of it."))


@transaction.atomic
def publish(publication, *, by, seen=""):
    """Show a project in the public catalogue on the terms that somebody else prepared.

    ``seen``: ``fingerprint`` of the preview that the person checked; with it, nothing else is published than that.
    Returns the Project. Raises NotAllowed for who prepared it, StateConflict when it is decided already or changed since.
    """
    project = _locked(publication.project, by)
    if seen and seen != fingerprint(preview(project, publication)):
        raise StateConflict(
            _("The project has changed since you opened this page. Look at it again before you publish.")
        )
    publication = _apply("publish", publication, by=by)
    is_first = project.published_at is None
    project = corrected(project, publication.facts)
    project.published_at = project.published_at or timezone.now()
    project.save()
    if publication.redactions.exists():
        telling.take_back(PublicRecord.objects.filter(pk=project.pk))  # mails that wait may name what is withheld now
        stories.hide_addresses(project)
    record = records.refresh(project)
    audit.record(PUBLISHED, project, by=by, number=publication.number, facts=publication.facts)
    if is_first:
        told = [project.manager, project.application.owner if project.application else None]
        notify("project.published", record, to=told, actor=by, code=project.code)
    _tell("published", publication, to=[publication.prepared_by], by=by)
    return project


@transaction.atomic
def return_publication(publication, *, by, comment):
    """Do not publish what somebody prepared, and say why. Who prepared it is told."""
    publication = _apply("return", publication, by=by, comment=comment)
    audit.record(RETURNED, publication.project, by=by, comment=comment, number=publication.number)
    _tell("returned", publication, to=[publication.prepared_by], by=by, comment=comment)
    return publication


@transaction.atomic
def withdraw_publication(publication, *, by):
    """Take back what one has prepared, before anybody decided on it."""
    publication = _apply("withdraw", publication, by=by)
    audit.record(RECALLED, publication.project, by=by, number=publication.number)
    return publication


@transaction.atomic
def unpublish(project, *, by, comment):
    """Take a project out of the public catalogue, with a reason. One person is enough: it may be urgent.

    The manager and the applicant are told, not the reason. Raises StateConflict for one that is not public.
    """
    project = _locked(project, by)
    if project.published_at is None:
        raise StateConflict(_("This project is not in the public catalogue (any more)."))
    project.published_at = None
    project.save(update_fields=["published_at"])
    records.remove(project)
    audit.record(WITHDRAWN, project, by=by, comment=comment)
    told = [project.manager, project.application.owner if project.application else None]
    notify("project.unpublished", project, to=told, actor=by, code=project.code or project.address)
    return project


def _locked(project, by):
    if not allows(by, "projects.publish", project):
        raise NotAllowed(_("You may not publish projects."))
    return Project.objects.select_for_update(of=("self",)).prefetch_related("countries").get(pk=project.pk)


def _apply(name, publication, *, by, comment=""):
    return PUBLICATION.apply(name, publication, by=by, comment=comment, decided_by=by, decided_at=timezone.now())


def _tell(kind, publication, *, to, by, **params):
    code = publication.project.code or publication.project.address
    notify(f"publication.{kind}", publication, to=to, actor=by, code=code, **params)
