"""Lessons as the public reads and searches them: without the words that each project's publication in force withholds."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Max, Prefetch
from django.utils.translation import gettext as _

from core.reading import normalise
from funding.models import Country, Region, Theme
from projects.models import Catalogue
from projects.selectors.records import withholding
from projects.selectors.stories import withheld_in

from ..models import Lesson, Report

LANGUAGES = ("en", "fr", "es")
TEXTS = [f"{name}_{code}" for name in ("title", "text") for code in LANGUAGES]
KEPT_FOR = 60 * 60  # seconds; the revision in the key ends it earlier
LONGEST_SEARCH = 100  # characters


def sources_of(project):
    """What a lesson of a project can come from: its evaluation and its accepted reports."""
    evaluation = getattr(project, "evaluation", None)
    reports = Report.objects.accepted().filter(duty__project=project).select_related("duty__project")
    return [*([evaluation] if evaluation else []), *reports.order_by("duty__due_on")]


def readable(lessons):
    """The lessons as a list with ``record``, redacted as their projects' publications say. Constant queries."""
    lessons = list(lessons)
    withheld = withheld_in({one.project_id for one in lessons})
    countries = list(Country.objects.all()) if any(withheld.values()) else []
    for one in lessons:
        one.record = one.project.record
        redact, _states = withholding(withheld.get(one.project_id, []), countries)
        for name in TEXTS:
            setattr(one, name, redact(getattr(one, name) or ""))
    return lessons


def _shown():
    themes = Prefetch("themes", queryset=Theme.objects.only("pk", *(f"name_{code}" for code in LANGUAGES)))
    return Lesson.objects.shown().select_related("project__record__region").prefetch_related(themes)


@dataclass(frozen=True)
class Entry:
    """What a search asks of a lesson: its words, folded, and its values by facet."""

    pk: int
    words: str
    facets: dict


def entries():
    """An ``Entry`` of each public lesson, the newest first; kept in the cache until the catalogue changes."""
    revision = Catalogue.objects.filter(pk=1).values_list("revision", flat=True).first() or 0
    newest = Lesson.objects.aggregate(Max("changed_at"))["changed_at__max"]  # revisions may come again, after a restore
    moment = newest.timestamp() if newest else 0
    return cache.get_or_set(f"lessons:{revision}:{moment}", lambda: list(map(_entry, readable(_shown()))), KEPT_FOR)


def _entry(lesson):
    themes = list(lesson.themes.all())
    names = [getattr(theme, f"name_{code}") for theme in themes for code in LANGUAGES]
    words = normalise(" ".join([lesson.record.code, *(getattr(lesson, name) for name in TEXTS), *filter(None, names)]))
    facets = {
        "kind": {lesson.kind},
        "theme": {theme.pk for theme in themes},
        "region": {lesson.record.region_id} - {None},
        "year": {str(lesson.published_at.year)},
    }
    return Entry(lesson.pk, f" {words} ", facets)


@dataclass(frozen=True)
class Option:
    """A value to filter by, with how many lessons have it."""

    code: str
    label: str
    count: int


class Library:
    """The public lessons that fit the parameters of an address: ``q``, ``kind``, ``theme``, ``region``, ``year``."""

    FACETS = ("kind", "theme", "region", "year")

    def __init__(self, parameters):
        self.text = parameters.get("q", "").strip()[:LONGEST_SEARCH]
        self._entries = entries()
        self.total = len(self._entries)
        known = {facet: {code for one in self._entries for code in one.facets[facet]} for facet in self.FACETS}
        given = {facet: parameters.get(facet, "") for facet in self.FACETS}
        self.chosen = {facet: code for facet, code in given.items() if code in known[facet]}
        self.keys = [one.pk for one in self._entries if self._fits(one)]
        self.options = {facet: self._options(facet) for facet in self.FACETS}

    def _fits(self, entry, without=""):
        chosen = all(code in entry.facets[facet] for facet, code in self.chosen.items() if facet != without)
        return chosen and all(f" {word}" in entry.words for word in normalise(self.text).split())

    def _options(self, facet):
        """Every value that would find something, in the order of its name; years the newest first."""
        labels, counts = self._labels(facet), {}
        for entry in self._entries:
            if self._fits(entry, without=facet):
                for code in entry.facets[facet]:
                    counts[code] = counts.get(code, 0) + 1
        found = [Option(code, str(labels.get(code, code)), count) for code, count in counts.items()]
        key = (lambda one: -int(one.code)) if facet == "year" else (lambda one: normalise(one.label))
        return sorted(found, key=key)

    def _labels(self, facet):
        rows = {"theme": Theme, "region": Region}
        if facet in rows:
            return {row.pk: row.name for row in rows[facet].objects.all()}
        return dict(Lesson.Kind.choices) if facet == "kind" else {}

    @property
    def query(self):
        """The parameters as they are understood, for links."""
        given = {"q": self.text} | self.chosen
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def groups(self):
        """(name of the parameter, label, options, chosen) of each filter that has something to choose."""
        labels = {"kind": _("Kind"), "theme": _("Theme"), "region": _("Region"), "year": _("Year")}
        return [
            (facet, labels[facet], self.options[facet], self.chosen.get(facet, ""))
            for facet in self.FACETS
            if self.options[facet]
        ]


def lessons_in_order(keys):
    """The public lessons with these keys, in their order, ready to show. Constant queries."""
    found = {one.pk: one for one in readable(_shown().filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def public_lesson(pk):
    """One public lesson, or None."""
    return next(iter(readable(_shown().filter(pk=pk))), None)


def lessons_of_record(record):
    """The public lessons of a project in the catalogue, the newest first."""
    return readable(_shown().filter(project=record.project_id))
