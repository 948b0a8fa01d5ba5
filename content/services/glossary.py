"""Keeping the terms of the glossary."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import NotAllowed
from core.languages import LANGUAGES

from .. import models
from ..models import Term

SHIPPED = Path(models.__file__).parent.parent / "data" / "glossary.json"
KEPT = audit.action("term.kept", _("changed the term"))
REMOVED = audit.action("term.removed", _("took the term away"))
LOADED = audit.action("terms.loaded", _("loaded terms"))


@transaction.atomic
def keep_term(term, *, by):
    """Save a term, new or changed; its anchor stays as it was first. Pages follow at once. Returns it.

    Raises NotAllowed, and ValidationError for a form that is one of another term.
    """
    _check(by)
    if term.pk:
        term.slug = Term.objects.values_list("slug", flat=True).get(pk=term.pk)
    term.full_clean()
    check_forms(term, Term.objects.select_for_update())
    term.save()
    audit.record(KEPT, term, by=by)
    return term


def check_forms(term, terms):
    """Raise ValidationError, by field, where another one of ``terms`` that is marked has a form of this one."""
    others = list(terms.exclude(pk=term.pk))
    for language in LANGUAGES if term.is_marked else ():
        taken = {form: other for other in others if other.is_marked for form in other.forms_in(language)}
        if both := next((form for form in term.forms_in(language) if form in taken), None):
            facts = {"form": both, "term": taken[both].name_in(language)}
            text = _("“%(form)s” stands for the term “%(term)s” already.") % facts
            raise ValidationError({f"forms_{language}": text})


@transaction.atomic
def remove_term(term, *, by):
    """Take a term away; nothing for one that is gone already. Raises NotAllowed."""
    _check(by)
    term = Term.objects.select_for_update().filter(pk=term.pk).first()
    if term is None:
        return
    audit.record(REMOVED, term, by=by, slug=term.slug)
    term.delete()


@transaction.atomic
def load_terms():
    """Create the shipped terms that are missing; what staff wrote stays. Returns how many were created."""
    known = set(Term.objects.values_list("slug", flat=True))
    missing = [_term(**facts) for facts in shipped_terms() if facts["slug"] not in known]
    created = Term.objects.bulk_create(missing)
    if created:
        audit.record(LOADED, created[0], by=None, created=len(created))
    return len(created)


def shipped_terms():
    """The terms that come with the portal: slug, whether marked, and by language name, definition and forms."""
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


def _term(*, slug, name, definition, forms, is_marked=True):
    term = Term(slug=slug, is_marked=is_marked)
    for language in LANGUAGES:
        setattr(term, f"name_{language}", name[language])
        setattr(term, f"definition_{language}", definition[language])
        setattr(term, f"forms_{language}", "\n".join(forms.get(language, [])))
    return term


def _check(by):
    if not allows(by, "content.keep_pages"):
        raise NotAllowed(_("You may not change the glossary."))
