"""Reads of IATI activities: the file of all of them, and what keeps projects from being in it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import allows

from ..iati.checking import BY_KEY, Level, Place
from ..iati.publishing import CLOSING, activity_values, one_file, opening
from ..models import Catalogue, IatiActivity, IatiIdentifier, Publication, PublicRecord
from .records import preview

READY = "READY"  # neither blocks nor should be mended
CONDITIONS = {
    Level.BLOCKS: Q(activity__blocking__gt=0),
    Level.SHOULD_FIX: Q(activity__to_fix__gt=0),
    Level.BETTER: Q(activity__to_better__gt=0),
    READY: Q(activity__blocking=0, activity__to_fix=0),
}
TONES = {Level.BLOCKS: "danger", Level.SHOULD_FIX: "warning", Level.BETTER: "info"}


def last_change():
    """When the catalogue changed last, or None before anything was published."""
    return Catalogue.objects.filter(pk=1).values_list("changed_at", flat=True).first()


def change_of(address):
    """When the file of the project at a public address changed last, or None where there is none."""
    found = IatiActivity.objects.filter(record__address=address, is_exported=True)
    return found.values_list("changed_at", flat=True).first()


def identifiers_for(records):
    """The IATI identifiers of the projects of these records, and of whoever else was exported under one of their codes."""
    codes = {record.code for record in records} - {""}
    keys = [record.pk for record in records]
    return list(IatiIdentifier.objects.filter(Q(project__in=keys) | Q(code__in=codes)))


def codes_of(records, identifiers):
    """{project: code} for IATI: the one it was exported under, else its own; "" where that is another project's already."""
    given = {one.project_id: one.code for one in identifiers}
    taken = set(given.values())
    return {one.pk: given.get(one.pk, "" if one.code in taken else one.code) for one in records}


def file_of_all(changed_at, *, size=250):
    """The bytes of the IATI file, ``size`` activities at a time, so that memory stays the same whatever their number."""
    yield opening(changed_at).encode()
    rows = IatiActivity.objects.filter(is_exported=True).order_by("pk").values_list("pk", "xml")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:size]):
        yield "".join(f"  {xml}\n" for _key, xml in chunk).encode()
        last = chunk[-1][0]
    yield CLOSING.encode()


@dataclass(frozen=True)
class Finding:
    """A broken rule as people read it. ``where``: what is to be mended; ``url`` of it, or empty."""

    level: Level
    official: str
    message: str
    where: str
    url: str = ""

    @property
    def tone(self):
        """Colour family of its level."""
        return TONES[self.level]


def findings_of(keys, urls=None):
    """The ``Finding``\\ s of the keys of rules, gravest first. ``urls``: Place → address; without it they have none."""
    rules = sorted((BY_KEY[key] for key in keys if key in BY_KEY), key=lambda rule: Level.values.index(rule.level))
    urls = urls or {}
    return [
        Finding(rule.level, rule.official, rule.message, rule.place.label, urls.get(rule.place, "")) for rule in rules
    ]


def overview(level=""):
    """The public records with their activities and the ``working_address`` of their projects, of one level if it is named.

    First those kept out of the file, and of them those that lack least; then those with most to be mended.
    """
    records = PublicRecord.objects.for_lists().select_related("activity").defer("activity__xml")
    records = records.annotate(working_address=F("project__address"))  # the public one withholds what it must not say
    if level in CONDITIONS:
        records = records.filter(CONDITIONS[level])
    is_exported, lacks = F("activity__is_exported"), F("activity__to_fix").desc(nulls_last=True)
    return records.order_by(is_exported.asc(nulls_first=True), "activity__blocking", lacks, "address")


def gravest(record, level=""):
    """(findings, number of others) of a record of ``overview``: those of ``level``, else of the gravest there is."""
    found = findings_of(record.activity.findings) if hasattr(record, "activity") else []
    wanted = level if level in Level.values else found[0].level if found else ""
    shown = [one for one in found if one.level == wanted]
    return shown, len(found) - len(shown)


def counts():
    """How many public records there are, are in the file, and have findings of each level, as a Counter."""
    levels = {level.lower(): Count("pk", filter=condition) for level, condition in CONDITIONS.items()}
    exported = Count("pk", filter=Q(activity__is_exported=True))
    return Counter(PublicRecord.objects.aggregate(everything=Count("pk"), exported=exported, **levels))


@dataclass(frozen=True)
class Readiness:
    """A project's activity as it is, or would be once public. ``withheld``: sentences on what the file leaves out.

    ``address``: of the public record, under which the file is.
    """

    address: str
    xml: str
    findings: list
    is_exported: bool
    is_public: bool
    withheld: list


def readiness_of(project, user):
    """``Readiness`` of a project: kept with its record, or made of what would be published on the terms that wait."""
    kept = IatiActivity.objects.select_related("record").filter(pk=project.pk).first()
    waiting = project.publications.filter(status=Publication.Status.PREPARED).first()
    terms = (not kept and waiting) or project.publications.in_force().first()
    record = kept.record if kept else preview(project, waiting)
    activity = kept or IatiActivity(record=record, **activity_values(record, code=_code_of(record)))
    return Readiness(
        address=record.address,
        xml=one_file(activity),
        findings=findings_of(activity.findings, urls_of(project, user)),
        is_exported=activity.is_exported,
        is_public=kept is not None,
        withheld=_withheld(record, terms),
    )


def _code_of(record):
    return codes_of([record], identifiers_for([record]))[record.pk]


def urls_of(project, user):
    """Where ``user`` can mend findings on a project, Place → address. Old records are mended in their list, too."""
    urls = {}
    if project.application_id:
        urls[Place.RECORD] = reverse("managed:detail", kwargs={"address": project.address})
    if allows(user, "projects.publish", project):
        urls[Place.PUBLICATION] = reverse("managed:prepare_publication", kwargs={"address": project.address})
    if version := project.plan.approved if project.plan_id else None:
        urls[Place.PLAN] = reverse("plans:results", kwargs={"pk": version.pk})
    return urls


def _withheld(record, terms):
    """What of this project the file leaves out beside what it leaves out of all."""
    words = [redaction.words for redaction in terms.redactions.all()] if terms else []
    partners = sum(not partner["name"] for partner in record.partners)
    sentences = []
    if words:
        sentences.append(_("These words: %(words)s.") % {"words": ", ".join(words)})
    if partners:
        text = ngettext("The name of %(number)s partner.", "The names of %(number)s partners.", partners)
        sentences.append(text % {"number": partners})
    if not (terms and terms.shows_money):
        sentences.append(_("What was spent: it is not cleared for publication."))
    return sentences
