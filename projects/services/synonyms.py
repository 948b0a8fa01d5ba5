"""Keeping the expressions that mean the same to a search of the catalogue."""

import json
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import NotAllowed
from core.reading import normalise

from .. import models
from ..models import Synonyms
from .records import renew_names

SHIPPED = Path(models.__file__).parent.parent / "data" / "synonyms.json"
KEPT = audit.action("synonyms.kept", _("changed the synonyms"))
REMOVED = audit.action("synonyms.removed", _("took the synonyms away"))
LOADED = audit.action("synonyms.loaded", _("loaded synonyms"))


@transaction.atomic
def keep_synonyms(row, *, by):
    """Save a group of expressions that mean the same; every search follows at once.

    Raises NotAllowed and ValidationError.
    """
    _lock(row)
    _check(by)
    row.full_clean()
    row.save()
    audit.record(KEPT, row, by=by)
    renew_names()
    return row


@transaction.atomic
def remove_synonyms(row, *, by):
    """Take a group away; nothing for one that is gone already. Raises NotAllowed."""
    is_there = _lock(row)
    _check(by)
    if not is_there:
        return
    audit.record(REMOVED, row, by=by, words=row.words)
    row.delete()
    renew_names()


@transaction.atomic
def load_synonyms():
    """Create the shipped groups of which no expression is kept yet; returns how many. What staff wrote stays."""
    known = {normalise(text) for row in Synonyms.objects.all() for text in row.expressions}
    missing = [
        Synonyms(words="\n".join(group["words"]), note=group["note"])
        for group in json.loads(SHIPPED.read_text(encoding="utf-8"))
        if not known & {normalise(text) for text in group["words"]}
    ]
    created = Synonyms.objects.bulk_create(missing)
    if created:
        audit.record(LOADED, created[0], by=None, created=len(created))
        renew_names()
    return len(created)


def _lock(row):
    """Whether the row is there, and nobody else's until the transaction ends."""
    return Synonyms.objects.select_for_update().filter(pk=row.pk).first() is not None


def _check(by):
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the reference data."))
