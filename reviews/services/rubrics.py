"""Rubrics: a draft is a copy of what holds, changed row by row, published by a second person."""

import json
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding.services.rulebook import publishers
from notifications.services import notify

from ..models import Criterion, Rubric, ScaleStep
from ..selectors.rubrics import problems

DRAFTED = audit.action("rubric.drafted", _("drafted the rubric"))
CHANGED = audit.action("rubric.changed", _("changed the rubric"))
PUBLISHED = audit.action("rubric.published", _("published the rubric"))
EDITS = (DRAFTED, CHANGED)


@transaction.atomic
def load_rubric():
    """Publish the shipped rubric if there is none yet; what staff keep stays. Returns the number of its criteria."""
    if Rubric.objects.exists():
        return 0
    shipped = json.loads((Path(__file__).parent.parent / "data" / "rubric.json").read_text(encoding="utf-8"))
    rubric = Rubric.objects.create(number=1, note=shipped["note"])
    ScaleStep.objects.bulk_create(ScaleStep(rubric=rubric, **row) for row in shipped["scale"])
    rows = [row | {"weight": Decimal(row["weight"])} for row in shipped["criteria"]]
    Criterion.objects.bulk_create(Criterion(rubric=rubric, **row) for row in rows)
    Rubric.objects.filter(pk=rubric.pk).update(state=Rubric.State.PUBLISHED, published_at=timezone.now())
    return len(rows)


@transaction.atomic
def draft_rubric(original, *, by):
    """The next version as a copy of ``original``, to be changed and published; returns it.

    Raises NotAllowed, and DomainError while there is a draft.
    """
    _permit(by)
    list(Rubric.objects.select_for_update().order_by("pk"))  # one draft at a time
    if Rubric.objects.filter(state=Rubric.State.DRAFT).exists():
        raise DomainError(_("There is a draft already. Change or publish it first."))
    number = Rubric.objects.aggregate(last=Max("number"))["last"] + 1
    draft = Rubric.objects.create(number=number, note=original.note, changed_by=by)
    for model in (ScaleStep, Criterion):
        rows = list(model.objects.filter(rubric=original))
        for row in rows:
            row.pk, row.rubric = None, draft
        model.objects.bulk_create(rows)
    audit.record(DRAFTED, draft, by=by, original=original.number)
    return draft


def _permit(by):
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the rubric."))


@transaction.atomic
def keep_rubric(row, *, by, changed, remove=False):
    """Save a draft, or a mark or criterion of one (``changed``: names of fields); with ``remove`` take the row out.

    Raises NotAllowed, ValidationError, and StateConflict once the version is published.
    """
    _permit(by)
    key = row.pk if isinstance(row, Rubric) else row.rubric_id
    rubric = Rubric.objects.select_for_update().get(pk=key)
    if not rubric.is_draft:
        raise StateConflict(_("This version is published and does not change. Draft a new one."))
    if remove:
        row.delete()
    else:
        row.full_clean()
        row.save()
    changes = {"changed_by": by, "revision": rubric.revision + 1}
    Rubric.objects.filter(pk=key).update(**changes)
    audit.record(CHANGED, rubric, by=by, fields=sorted(changed))
    return row


def barred_from(rubric):
    """Ids of the people who may not publish a draft: who drafted or changed it, or only the last where all of them did."""
    events = AuditEvent.objects.about(rubric).filter(action__in=EDITS)
    editors = set(events.values_list("actor_id", flat=True)) | {rubric.changed_by_id}
    return editors if publishers() - editors else {rubric.changed_by_id}


@transaction.atomic
def publish_rubric(rubric, *, by, revision):
    """Publish a draft as it was read at ``revision``; the version before it is superseded. Tells who worked on it.

    Proposals whose first reviewer is asked from now on are held against it; a call that has begun keeps its version.

    Raises:
        NotAllowed: ``by`` may not publish, or has changed the draft: a second person does it.
        StateConflict: it is published already, or was changed since it was read.
        DomainError: it is not complete; with everything that is missing.
    """
    versions = {one.pk: one for one in Rubric.objects.select_for_update().order_by("pk")}
    locked = versions[rubric.pk]
    if not allows(by, "funding.publish"):
        raise NotAllowed(_("You may not publish the rubric."))
    if not locked.is_draft:
        raise StateConflict(_("This version is published already."))
    if by.pk in barred_from(locked):
        raise NotAllowed(_("You changed this version. Somebody else must publish it."))
    if locked.revision != revision:
        raise StateConflict(_("The rubric was changed while you read it. Read it again."))
    if found := problems(locked):
        raise DomainError(found)
    Rubric.objects.in_force().update(state=Rubric.State.SUPERSEDED)
    locked.state, locked.published_by, locked.published_at = Rubric.State.PUBLISHED, by, timezone.now()
    locked.save(update_fields=["state", "published_by", "published_at"])
    audit.record(PUBLISHED, locked, by=by)
    events = AuditEvent.objects.about(locked).filter(action__in=EDITS).values("actor")
    notify("rubric.published", locked, to=User.objects.filter(pk__in=events), actor=by)
    return locked
