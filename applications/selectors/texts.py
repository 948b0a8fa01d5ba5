"""The sections as written, their limits, their history, and who is writing them now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.rewording import Piece, word_pieces
from funding.selectors import rules_for

from ..merging import is_quick_to_compare
from ..models import Presence, Section, TextRevision
from ..sections import SECTIONS

ON_A_PAGE = 10
A_MINUTE = timedelta(seconds=60)


def texts_of(application):
    """Mapping section key → Section, for all sections of the template; unwritten ones are unsaved and empty."""
    written = {section.key: section for section in application.sections.select_related("changed_by")}
    return {key: written.get(key) or Section(application=application, key=key, revision=0) for key in SECTIONS}


def section_limits(year):
    """Mapping section key → greatest number of words, of the rule P05 in force."""
    return _limits(rules_for(year, ["P05"]).get("P05"))


def limits_in(rulebook):
    """The same of rules that were read already."""
    return _limits(rulebook.on(timezone.localdate()).get("P05"))


def _limits(rule):
    return {key: int(limit) for key, limit in rule.parameters.items()} if rule else {}


def writers_of(application, *, besides):
    """Mapping section key → names of the people whose page was open within the last minute, but for ``besides``."""
    names = defaultdict(list)
    for presence in present_in(application, besides).select_related("user").order_by("user__name"):
        names[presence.key].append(str(presence.user))
    return names


def present_in(application, besides):
    """Presences within the last minute, but for those of ``besides``."""
    present = Presence.objects.filter(application=application, seen_at__gte=timezone.now() - A_MINUTE)
    return present.exclude(user=besides)


def in_words(names):
    """ "Jonas is writing here", or nothing."""
    if not names:
        return ""
    sentence = ngettext("%(names)s is writing here", "%(names)s are writing here", len(names))
    return sentence % {"names": get_text_list(names, _("and"))}


@dataclass(frozen=True)
class Entry:
    """A line of a section's history: the text at the end of a sitting, and the pieces that lead to it from the one before.

    ``pieces`` is None where the two are too long to be compared while a page waits.
    """

    revision: TextRevision
    saves: int
    pieces: tuple | None
    is_current: bool


def history_of(section, page):
    """(page of the list, its entries): the sittings of a section, newest first, ten a page: three queries, however many."""
    sittings = section.revisions.order_by().values("sitting").annotate(last=Max("number"), saves=Count("pk"))
    listed = Paginator(sittings.order_by("-last"), ON_A_PAGE).get_page(page)
    saves = {row["last"]: row["saves"] for row in listed}
    revisions = _with_text_before(section).filter(number__in=saves).order_by("-number").select_related("by")
    entries = [_entry(section, revision, saves[revision.number]) for revision in revisions]
    return listed, entries


def version_of(section, number):
    """The Entry of one text by its number, or None."""
    revision = _with_text_before(section).filter(number=number).select_related("by").first()
    return revision and _entry(section, revision, 1)


def _with_text_before(section):
    """The revisions, each with ``before``: the text that held when its sitting began."""
    held = section.revisions.exclude(kind__in=[TextRevision.Kind.SENT, TextRevision.Kind.ASIDE])
    earlier = held.filter(number__lt=OuterRef("sitting")).order_by("-number")
    return section.revisions.annotate(before=Subquery(earlier.values("text")[:1]))


def _entry(section, revision, saves):
    pieces = changed_pieces(revision.before or "", revision.text)
    return Entry(revision, saves, pieces, revision.number == section.revision)


def changed_pieces(old, new):
    """The pieces that lead from ``old`` to ``new``, without the paragraphs that both begin and end with; None if too long."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    old, new = ("".join(lines[start : len(lines) - end]) for lines in (before, after))
    if not is_quick_to_compare(old, new):
        return None
    pieces = word_pieces(old, new)
    left_out = Piece("equal", "…\n")
    return (left_out,) * bool(start) + pieces + (left_out,) * bool(end)


def _common(one, other):
    """How many lines two lists begin with alike."""
    count = 0
    for line, twin in zip(one, other, strict=False):
        if line != twin:
            break
        count += 1
    return count
