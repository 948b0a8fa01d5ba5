"""What a project's end asks for: its money released when it is cancelled, the form R11, the closing checklist."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.services import ledger as funds
from projects.models import Project

from ..models import ClosingTick, CompletionForm
from ..questions import QUESTIONS
from ..selectors.closing import final_is_accepted
from ..selectors.ledger import releasable

FILLED_IN = audit.action("project.form_filled_in", _("wrote in the evaluation form of the completed project"))
HANDED_IN = audit.action("project.form_handed_in", _("handed in the evaluation form of the completed project"))
TICKED = audit.action("project.closing_ticked", _("confirmed an item of the closing checklist"))
UNTICKED = audit.action("project.closing_unticked", _("took back an item of the closing checklist"))


def release_unspent(project, *, by):
    """Release what the line holds for a cancelled project beyond what it has spent. USD; returns the LedgerEntry or None.

    A step of the cancellation, in its transaction; asks no rule. What is spent stays committed.
    """
    amount = releasable(project)
    if amount <= 0:
        return None
    source = str(_("Cancelled: %(code)s")) % {"code": project.code or project.application.reference}
    return funds.release(by=by, reference=project.application.reference, amount=amount, source=source)


def _locked(project, by, rule):
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    return locked


@transaction.atomic
def fill_in_form(project, *, by, revision, answers, is_handed_in=False):
    """Save the form R11 opened at ``revision`` (0: never saved). ``answers``: question → text. Returns the CompletionForm.

    Handed in, it never changes again. Raises NotAllowed unless ``by`` manages the completed project; DomainError for
    handing in too early or with a question left open; StateConflict for a newer save or a form that is handed in.
    """
    project = _locked(project, by, "monitoring.fill_in_form")
    form, _created = CompletionForm.objects.get_or_create(project=project)
    if form.handed_in_at:
        raise StateConflict(_("The form is handed in already."))
    if form.revision != revision:
        raise StateConflict(_("This was saved elsewhere while you had it open. Your entries are still below."))
    form.answers = {question.key: answers.get(question.key, "").strip() for question in QUESTIONS}
    if is_handed_in:
        _see_that_form_is_whole(project, form)
        form.handed_in_by, form.handed_in_at = by, timezone.now()
    form.revision += 1
    form.save()
    audit.record(HANDED_IN if is_handed_in else FILLED_IN, project, by=by)
    return form


def _see_that_form_is_whole(project, form):
    sentences = [
        _("Answer the question “%(question)s”.") % {"question": question.label}
        for question in QUESTIONS
        if not form.answers[question.key]
    ]
    if not final_is_accepted(project):
        sentences.append(_("The form follows the final report: wait until that is accepted (R11)."))
    if sentences:
        raise DomainError(sentences)


@transaction.atomic
def tick(project, *, by, item, note):
    """Confirm an item of the closing checklist, with what is to be said about it. Returns the ClosingTick.

    Raises NotAllowed unless ``by`` manages the completed project or is an officer; DomainError without a note.
    """
    project = _locked(project, by, "monitoring.prepare_closing")
    if not note.strip():
        raise DomainError(_("Say what was handed over or where the records are; write “none” if there is nothing."))
    row, _created = ClosingTick.objects.update_or_create(
        project=project, item=item, defaults={"note": note.strip(), "ticked_by": by}
    )
    audit.record(TICKED, project, by=by, comment=row.note, item=row.item)
    return row


@transaction.atomic
def untick(project, *, by, item):
    """Take a confirmed item back."""
    project = _locked(project, by, "monitoring.prepare_closing")
    removed, _rows = ClosingTick.objects.filter(project=project, item=item).delete()
    if removed:
        audit.record(UNTICKED, project, by=by, item=item)
    return bool(removed)
