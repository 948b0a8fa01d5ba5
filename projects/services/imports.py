"""Bringing published records into the catalogue from a file."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core import audit
from core.reading import normalise
from funding.models import Country
from funding.selectors import vocabulary_rows

from ..importing import ProjectRecord, Rejection, parse, vocabulary
from ..models import Project, State
from . import records

IMPORTED = audit.action("project.imported", _("imported"))


@dataclass
class ImportReport:
    """What an import did, or would do: counts, and each refused row with its reason."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejections: list[Rejection] = field(default_factory=list)


@transaction.atomic
def import_projects(data, *, by=None, summaries=None, dry_run=False):
    """Bring published project records (bytes of a CSV file) into the catalogue.

    Idempotent: a record is found by its code, else PRIMA ID, else title and countries. Rows with faults are reported and
    left out; the others are imported. ``summaries`` maps code → {language: text} for records without one of their own.
    With ``dry_run`` nothing is kept. Returns ImportReport.
    """
    rows, rejections = parse(data, vocabulary(**vocabulary_rows()))
    report = ImportReport(rejections=list(rejections))
    index = _Existing()
    changed = [_import_record(row, index, report, (summaries or {}).get(row.code, {})) for row in rows]
    records.refresh_all([project.pk for project in changed if project])
    if (report.created or report.updated) and not dry_run:
        audit.record(
            IMPORTED,
            Project.objects.order_by("-changed_at").first(),
            by=by,
            created=report.created,
            updated=report.updated,
        )
    if dry_run:
        transaction.set_rollback(True)
    return report


class _Existing:
    """The projects there are, by every key an import knows them by; four queries, whatever their number."""

    def __init__(self):
        self.by_code, self.by_prima_id, self.by_title = {}, {}, {}
        for project in Project.objects.prefetch_related("countries"):
            self.add(project, {country.pk for country in project.countries.all()})

    def add(self, project, codes):
        """Remember a project under its keys."""
        project.country_codes = codes
        if project.code:
            self.by_code[project.code] = project
        if project.prima_id:
            self.by_prima_id[project.prima_id] = project
        self.by_title[normalise(project.title), frozenset(codes)] = project

    def find(self, record):
        """The project of a record, or None."""
        if record.code and record.code in self.by_code:
            return self.by_code[record.code]
        if record.prima_id and record.prima_id in self.by_prima_id:
            return self.by_prima_id[record.prima_id]
        namesake = self.by_title.get((normalise(record.title), frozenset(record.countries)))
        is_another = namesake and record.code and namesake.code and record.code != namesake.code
        return None if is_another else namesake


def _values(record):
    return {
        "code": record.code or None,
        "prima_id": record.prima_id or None,
        "title": record.title,
        "region_id": record.region or None,
        "theme_id": record.theme or None,
        "coverage": record.coverage,
        "state": record.status or State.UNKNOWN,
        "amount": record.amount,
        "funding_year": record.funding_year,
        "start_year": record.start_year,
        "end_year": record.end_year,
        "source_url": record.source_url,
    }


def _import_record(record: ProjectRecord, index, report, summary):
    project, values = index.find(record), _values(record)
    if not values["region_id"] and record.countries:
        regions = set(Country.objects.filter(pk__in=record.countries).values_list("region_id", flat=True))
        values["region_id"] = regions.pop() if len(regions) == 1 else None
    created = project is None
    if created:
        project = Project(address=_address(record), published_at=timezone.now())
    texts = {f"summary_{language}": text for language, text in summary.items()}
    if not created:
        values, texts = _news(project, values, texts)
    changed = {name: value for name, value in {**values, **texts}.items() if getattr(project, name) != value}
    codes = set(record.countries) or getattr(project, "country_codes", set())
    if not created and not changed and project.country_codes == codes:
        report.unchanged += 1
        return None
    for name, value in changed.items():
        setattr(project, name, value)
    project.title_language = _language_of(record)
    project.save()
    if not project.application_id:
        project.countries.set(codes)
    index.add(project, codes)
    report.created += created
    report.updated += not created
    return project


def _news(project, values, texts):
    """What a record may change of a project there is: never one awarded here, and an empty cell says nothing."""
    if project.application_id:
        return {}, {}
    stated = {name: value for name, value in values.items() if value not in (None, "", State.UNKNOWN)}
    return stated, {name: text for name, text in texts.items() if not getattr(project, name)}


def _address(record):
    if record.code or record.prima_id:
        return record.code or record.prima_id
    stem = slugify(record.title)[:60].rstrip("-")
    taken = set(Project.objects.filter(address__startswith=stem).values_list("address", flat=True))
    return next(name for name in [stem, *(f"{stem}-{n}" for n in range(2, 1000))] if name not in taken)


def _language_of(record):
    """Language of a published title: the source page says it, English where it does not."""
    for language in ("fr", "es"):
        if f"/{language}/" in record.source_url and not record.title.isascii():
            return language
    return "en"
