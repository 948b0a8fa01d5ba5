"""What is new in the catalogue for those who follow it: worked out once for each search, however many follow it."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import RecordChange
from .catalogue import select
from .following import canonical, name_of_search

Kind = RecordChange.Kind
MOST_ENTRIES = 20  # in one mail
BY_PARAMETER = {"status": Kind.STATE, "results": Kind.RESULTS, "evaluation": Kind.EVALUATION}


@dataclass
class News:
    """Records with news, newest first. ``entries``: {key: [kind, …]} of at most ``MOST_ENTRIES``; ``total``: of all."""

    entries: dict = field(default_factory=dict)
    total: int = 0


class Newspaper:
    """All news up to a revision of the catalogue, for whoever was told up to an earlier one.

    Holds at most ``MOST_ENTRIES`` for each search and earlier revision, whatever the size of the catalogue.
    """

    def __init__(self, revision):
        self.revision = revision
        self._of_searches = {}
        self._names = {}

    def read_searches(self, told):
        """Work out the news of searches: ``told`` maps each query to the revisions up to which its followers were told."""
        for query in told.keys() - self._of_searches.keys():
            self._of_searches[query] = self._of_search(query, told[query])

    def has_read(self, query, since):
        """Whether the news of a search since a revision are known; not of what somebody began to follow meanwhile."""
        return since in self._of_searches.get(query, {})

    def of_search(self, query, since):
        """The News of a search that was read."""
        return self._of_searches[query][since]

    def of_projects(self, told):
        """The News of single projects: ``told`` maps the key of each to the revision up to which its follower was told."""
        rows = self._changes(min(told.values(), default=self.revision)).filter(record__in=told)
        return _news([(key, revision, kind) for key, revision, kind in rows if revision > told[key]])

    def name_of(self, query):
        """The name of a search in the active language."""
        key = query, get_language()
        if key not in self._names:
            self._names[key] = name_of_search(query)
        return self._names[key]

    def _of_search(self, query, revisions):
        """Projects that are new to a search: published since, or changed in what it asks for.

        A filter that the catalogue does not know any more would be left out: who asked for one country would hear of all.
        """
        parameters = QueryDict(query)
        kinds = [Kind.PUBLISHED, *(kind for name, kind in BY_PARAMETER.items() if name in parameters)]
        rows = list(self._changes(min(revisions)).filter(kind__in=kinds))
        if not rows or canonical(parameters) != query:
            return {since: News() for since in revisions}
        fitting = {key for key, _revision, _kind in rows} & set(select(parameters).keys)
        rows = [row for row in rows if row[0] in fitting]
        return {since: _news([row for row in rows if row[1] > since]) for since in revisions}

    def _changes(self, since):
        changes = RecordChange.objects.filter(revision__gt=since, revision__lte=self.revision)
        return changes.values_list("record_id", "revision", "kind")


def _news(rows):
    kinds = {}
    for key, _revision, kind in rows:
        found = kinds.setdefault(key, [])
        if kind not in found:
            found.append(kind)
    shown = dict(list(kinds.items())[:MOST_ENTRIES])
    return News(shown, len(kinds))


def in_words(kinds, record):
    """What happened to a record, in the active language, as a list of sentences; taken from the record as it stands now."""
    if Kind.PUBLISHED in kinds:
        return [Kind.PUBLISHED.label]
    words = {
        Kind.STATE: _("%(label)s: %(value)s") % {"label": Kind.STATE.label, "value": record.get_state_display()},
        Kind.RESULTS: Kind.RESULTS.label,
        Kind.EVALUATION: Kind.EVALUATION.label,
        Kind.CORRECTION: _correction(record),
    }
    return [words[kind] for kind in Kind if kind in kinds]


def _correction(record):
    newest = record.corrections[0] if record.corrections else {}
    text = newest.get(get_language()) or newest.get("en") or ""
    return (
        _("%(label)s: %(value)s") % {"label": Kind.CORRECTION.label, "value": text} if text else Kind.CORRECTION.label
    )
