"""Featured stories as the public reads them: without the words that the project's publication in force withholds."""

from core.languages import LANGUAGES
from funding.models import Country

from ..models import Publication, Story
from .records import with_countries, withholding

TEXTS = [f"{name}_{code}" for name in ("title", "lead", "text") for code in LANGUAGES]


def stories(limit=None):
    """The public stories in their order, each with its project's ``record``; at most ``limit``. Constant queries."""
    found = Story.objects.shown().select_related("project__record__theme", "project__record__region")
    return _readable(found[:limit])


def story(slug):
    """One of them, or None."""
    found = Story.objects.shown().filter(slug=slug)
    return next(iter(_readable(found.select_related("project__record__theme", "project__record__region"))), None)


def _readable(found):
    found = list(found)
    with_countries(one.project.record for one in found)
    withheld = withheld_in({one.project_id for one in found})
    countries = list(Country.objects.all()) if any(withheld.values()) else []
    for one in found:
        one.record = one.project.record
        redact, _states = withholding(withheld.get(one.project_id, []), countries)
        for name in TEXTS:
            setattr(one, name, redact(getattr(one, name) or ""))
    return found


def withheld_in(projects):
    """Project (key) → the words that its publication in force withholds. Two queries."""
    in_force = {}
    for publication in Publication.objects.in_force().filter(project__in=projects).prefetch_related("redactions"):
        in_force.setdefault(publication.project_id, publication)
    return {key: [one.words for one in publication.redactions.all()] for key, publication in in_force.items()}
