"""Featured stories."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import public
from core.languages import said_in

from ..selectors.stories import stories, story
from .conditional import unchanged_since_revision


@public
@unchanged_since_revision
def story_list(request):
    """All public stories."""
    crumbs = [(_("Projects"), reverse("projects:list")), (_("Stories"), "")]
    return render(request, "projects/stories.html", {"stories": stories(), "crumbs": crumbs})


@public
@unchanged_since_revision
def story_page(request, slug):
    """One story, with the project it is about."""
    found = story(slug)
    if found is None:
        raise Http404
    crumbs = [
        (_("Projects"), reverse("projects:list")),
        (_("Stories"), reverse("projects:stories")),
        (said_in(found.language, found.title), ""),
    ]
    card = reverse("projects:card", kwargs={"address": found.record.address})
    return render(request, "projects/story.html", {"story": found, "card": card, "crumbs": crumbs})
