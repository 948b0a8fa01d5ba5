"""Writing featured stories."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import NotAllowed

from ..models import Story
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
    story.slug = story.slug or slugify(story.title_en or story.title)[:80]
    story.full_clean()
    if story.is_public and not story.project.published_at:
        raise ValidationError({"is_public": _("The project is not in the public catalogue.")})
    story.save()
    audit.record(KEPT, story, by=by, fields=sorted(changed))
    records.renew_pages()
    return story
