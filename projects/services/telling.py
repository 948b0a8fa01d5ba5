"""Telling followers what is new in the catalogue: one mail an address and turn, none when nothing is new."""

import time

import structlog
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override

from notifications.models import OutboxMail
from notifications.rendering import LONG, address, clean, without_language
from notifications.services import enqueue

from ..models import Catalogue, Follower, Frequency, PublicRecord
from ..selectors.news import MOST_ENTRIES, Newspaper, in_words
from ..selectors.records import with_countries

log = structlog.get_logger(__name__)
ADDRESSES = 100  # in memory
MOST_SECONDS = 45  # of one run, well below CELERY_TASK_TIME_LIMIT; the next run goes on with the rest
KEY = "catalogue.news"


def tell_followers():
    """Tell everybody whose turn has come of what is new to them; returns how many mails were written.

    Each address in its own transaction, with its rows locked: a run that dies has told or has not, and of two runs at
    once the second finds nothing left to tell. What one address does harms no other.
    """
    now, stop_at, told, last = timezone.now(), time.monotonic() + MOST_SECONDS, 0, ""
    paper = Newspaper(Catalogue.objects.values_list("revision", flat=True).first() or 0)
    due = Follower.objects.due(now)
    quiet = due.filter(told_revision__gte=paper.revision).exclude(frequency=Frequency.AT_ONCE)
    quiet.update(told_at=now)  # their turn is over: what comes later waits for the next
    due = due.filter(told_revision__lt=paper.revision)
    while emails := _next_addresses(due, last):
        paper.read_searches(_told_revisions(due, emails))
        for email in emails:
            told += _told(email, due, paper, now)
            if time.monotonic() > stop_at:
                return told
        last = emails[-1]
    return told


def _next_addresses(due, last):
    rows = due.filter(email__gt=last).order_by("email").values_list("email", flat=True)
    return list(rows.distinct()[:ADDRESSES])


def _told_revisions(due, emails):
    """{query: revisions up to which its followers were told}, of the searches that these addresses follow, whoever else does."""
    queries = due.filter(email__in=emails, project=None).values("query")
    rows = due.filter(project=None, query__in=queries).order_by().values_list("query", "told_revision").distinct()
    found = {}
    for query, revision in rows:
        found.setdefault(query, set()).add(revision)
    return found


def _told(email, due, paper, now):
    """Whether a mail to an address was written; an address that cannot be told is left for the next run."""
    try:
        return _tell(email, due, paper, now)
    except Exception as error:  # whatever one address does, the others are told and a person sees why
        log.exception("follower_not_told", error=type(error).__name__)
        return False


@transaction.atomic
def _tell(email, due, paper, now):
    rows = due.filter(email=email).select_for_update(of=["self"]).select_related("user").order_by("pk")
    followers = [row for row in rows if row.project_id or paper.has_read(row.query, row.told_revision)]
    if not followers:
        return False
    reader = next((row for row in followers if row.user_id), followers[0])
    with override(reader.user.language if reader.user_id else reader.language):
        sections = _sections(followers, paper)
        if sections:
            _put(reader, sections, paper.revision)
    Follower.objects.filter(pk__in=[row.pk for row in followers]).update(told_revision=paper.revision, told_at=now)
    return bool(sections)


def _sections(followers, paper):
    """What is new, by search, then the projects: dicts of name, url, entries and ``more``; only those with news.

    The records are read now, so that nothing is told of what has left the catalogue meanwhile. A record that is new to
    several searches stands under the first.
    """
    found = []
    for row in followers:
        if not row.project_id:
            news = paper.of_search(row.query, row.told_revision)
            found.append(
                (paper.name_of(row.query), reverse("projects:list") + (f"?{row.query}" if row.query else ""), news)
            )
    projects = {row.project_id: row.told_revision for row in followers if row.project_id}
    found.append(("", "", paper.of_projects(projects)))
    keys = {key for _name, _path, news in found for key in news.entries}
    records = {record.pk: record for record in with_countries(_records().filter(pk__in=keys))} if keys else {}
    room, sections = MOST_ENTRIES, []
    for name, path, news in found:
        entries = [_entry(records.pop(key), kinds) for key, kinds in news.entries.items() if key in records]
        total = news.total - len(news.entries) + len(entries)
        if total:
            shown = entries[:room]
            room -= len(shown)
            url = address(without_language(path)) if path else ""
            sections.append({"name": name, "url": url, "entries": shown, "more": total - len(shown), "total": total})
    return sections


def _records():
    return PublicRecord.objects.only(
        "address", "code", "title", "title_language", "state", "country_codes", "corrections"
    )


def _entry(record, kinds):
    return {
        "code": record.code,
        "title": clean(record.title, 300),
        "language": record.title_language,
        "countries": [str(country) for country in record.countries],
        "news": [clean(sentence, LONG) for sentence in in_words(kinds, record)],
        "url": address(without_language(record.get_absolute_url())),
    }


def _put(reader, sections, revision):
    number = sum(section["total"] for section in sections)
    words = ngettext("News of %(n)d project", "News of %(n)d projects", number)
    stop = _address("projects:stop_all", reader)
    context = {
        "subject": words % {"n": number},
        "sections": sections,
        "manage_url": _address("projects:followed", reader),
        "stop_url": stop,
        "language": get_language(),
    }
    enqueue(
        to=reader.user.email if reader.user_id else reader.email,
        subject=context["subject"],
        text=render_to_string("projects/mail/news.txt", context, using="text").strip(),
        html=render_to_string("projects/mail/news.html", context),
        language=get_language(),
        dedupe_key=f"{KEY}:{reader.pk}:{revision}",
        stop_url=stop,
    )


def _address(name, reader):
    return address(without_language(reverse(name, kwargs={"key": reader.key})))


def take_back(records):
    """Take mails that tell of these public records out of the outbox, while they wait there: the records go away.

    What else stood in such a mail is lost: it is better that few hear late than that anybody reads what was withdrawn.
    """
    waiting = OutboxMail.objects.filter(state=OutboxMail.State.PENDING, dedupe_key__startswith=f"{KEY}:")
    for record in records:
        waiting.filter(text__contains=f"/projects/{record.address}/").delete()
