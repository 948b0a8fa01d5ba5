"""Writing featured stories."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import NotAllowed

from ..models import Story
from ..selectors.records import withholding
from ..selectors.stories import withheld_in
from . import records

KEPT = audit.action("story.kept", _("changed the story"))


@transaction.atomic
def keep_story(story, *, by, changed=()):
    """Save a story, new or changed (``changed``: names of its fields), and return it.

    Raises NotAllowed, and ValidationError for a public story of a project that is not in the catalogue.
    """
    if not allows(by, "projects.keep_stories"):
        raise NotAllowed(_("You may not change stories."))
    if story.pk:
        Story.objects.select_for_update().get(pk=story.pk)
    story.slug = story.slug or slug_of(story)
    story.full_clean()
    check(story)
    story.save()
    audit.record(KEPT, story, by=by, fields=sorted(changed))
    records.renew_pages()
    return story


def slug_of(story):
    """The address that a story gets from its title, English first; "" where none of its letters is Latin."""
    return slugify(story.title_en or story.title)[:80]


def check(story):
    """Raise ValidationError, by field, for a public story of a project that is not, and for an address that says too much."""
    if story.is_public and not story.project.published_at:
        raise ValidationError({"is_public": _("The project is not in the public catalogue.")})
    if not story.slug:
        raise ValidationError({"slug": _("Write an address: the title has no letter that an address can hold.")})
    words = withheld_in([story.project_id]).get(story.project_id, [])
    if withholding(words)[0].hits(story.slug):
        raise ValidationError({"slug": _("The address holds words that are withheld. Write another one.")})


def hide_addresses(project):
    """Give those stories of a project another address whose own holds words that are withheld now; returns how many."""
    redact, _states = withholding(withheld_in([project.pk]).get(project.pk, []))
    hidden = [story for story in project.stories.select_for_update() if redact.hits(story.slug)]
    for story in hidden:
        story.slug = f"story-{story.pk}"
        story.save(update_fields=["slug"])
    return len(hidden)
