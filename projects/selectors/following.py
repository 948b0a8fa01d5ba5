"""What can be followed, in canonical form and in words, and who follows what."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from core.punctuation import in_series

from ..catalogue import memory
from ..filters import ProjectFilter
from ..models import Follower, PublicRecord

NEED_LABEL = {"year", "sdg", "gcm"}  # filters whose values are numbers; others say themselves what they are


@dataclass(frozen=True)
class Followed:
    """Something to follow: a search in canonical form ("" for all), or the record of a project."""

    query: str = ""
    record: PublicRecord | None = None

    @property
    def name(self):
        """In the active language, as the heading of a list would say it."""
        return name_of_project(self.record) if self.record else name_of_search(self.query)

    @property
    def url(self):
        """Where it is shown: the page of the project, or the list with these filters."""
        return self.record.get_absolute_url() if self.record else _list_url(self.query)

    @property
    def parameters(self):
        """As the address of the page for following has it."""
        if self.record is None:
            return self.query
        found = QueryDict(mutable=True)
        found["project"] = self.record.address
        return found.urlencode()

    @property
    def fields(self):
        """The fields of a follower that say so."""
        return {"query": self.query, "project_id": self.record.pk if self.record else None}


@dataclass(frozen=True)
class Follows:
    """A follower's row as its owner reads it. ``record``: of the project, None for a search or while it is not public."""

    follower: Follower
    name: str
    record: PublicRecord | None = None

    @property
    def url(self):
        """The list of the search, or the page of the project while there is one."""
        if self.follower.project_id:
            return self.record.get_absolute_url() if self.record else ""
        return _list_url(self.follower.query)


def _list_url(query):
    return reverse("projects:list") + (f"?{query}" if query else "")


def followed_in(parameters):
    """What the parameters of an address (a QueryDict) say is to be followed; None for a project that is not public."""
    if address := parameters.get("project"):
        record = PublicRecord.objects.filter(address=address).first()
        return Followed(record=record) if record else None
    return Followed(query=canonical(parameters))


def canonical(parameters):
    """A search as one text, the same for all that mean the same: known names and sensible values only, in order.

    Sorting and pages are no part of it. ``parameters``: a QueryDict.
    """
    pairs = [pair for pair in ProjectFilter(parameters).parameters() if pair[0] != "sort"]
    return urlencode(sorted((name, " ".join(value.split())) for name, value in pairs))


def name_of_search(query, shown=None):
    """A canonical search in the active language: "Projects: Montenegro; Counter-trafficking"; all projects for "".

    ``shown``: the catalogue, where it was asked for already.
    """
    chips = ProjectFilter(QueryDict(query), shown=shown).chips() if query else []
    if not chips:
        return _("All projects")
    words = {}
    for chip in chips:
        words.setdefault(chip["name"], []).append(chip)
    return _("Projects: %(filters)s") % {"filters": in_series(_in_words(name, group) for name, group in words.items())}


def _in_words(name, chips):
    values = get_text_list([str(chip["value"]) for chip in chips])
    if name == "q":
        return _("“%(text)s”") % {"text": values}
    if name in NEED_LABEL:
        return _("%(label)s: %(value)s") % {"label": chips[0]["label"], "value": values}
    return values


def name_of_project(record):
    """The code and title of a project; nothing of one that was taken out of the catalogue."""
    return str(record) if record else _("A project that is not in the catalogue at present")


def follower_of(token):
    """The follower with the secret of a mail, None for none."""
    return Follower.objects.select_related("project").filter(token=token).first()


def followed_by(followers):
    """Confirmed ones of ``followers`` (a queryset) as ``Follows``. Two queries more, whatever they follow."""
    rows, shown = list(followers.confirmed()), memory.current()
    records = PublicRecord.objects.for_lists().in_bulk([row.project_id for row in rows if row.project_id])
    return [_follows(row, records.get(row.project_id), shown) for row in rows]


def row_of(follower):
    """One follower as ``Follows``, confirmed or not."""
    return _follows(follower, PublicRecord.objects.filter(pk=follower.project_id).first())


def _follows(follower, record, shown=None):
    name = name_of_project(record) if follower.project_id else name_of_search(follower.query, shown)
    return Follows(follower, name, record)


def followers_with(key):
    """All that the address, or the account, with this secret follows, as a queryset."""
    known = Follower.objects.confirmed().filter(key=key)
    return Follower.objects.filter(Q(email__in=known.values("email")) | Q(user__in=known.values("user")))
