"""A new proposal from an earlier one."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.access import allows
from core.errors import NotAllowed
from plans import services as plans

from ..models import Partner
from ..sections import SECTIONS
from ..selectors.people import known_of
from ..selectors.proposals import own_version
from .answers import copy_answers
from .carrying import record_carried
from .proposals import begin, begun_before, call_for, check_eligibility, start_key
from .texts import write_section

COPIED = (
    *("language", "line", "coverage", "executing_office", "management_site", "government_partner"),
    *("direct_beneficiaries", "focal_point_name", "focal_point_title", "focal_point_ministry", "focal_point_email"),
)


@transaction.atomic
def start_copy(source, *, by, title, call=None, token=""):
    """Start a new proposal of ``by`` with the cover, the texts, the plan and the answers of ``source``; returns it.

    Not copied: letters, declarations, submissions, comments, what was decided, and answers that the new call does not ask
    for. Rows of the plan get new lineages.
    Eligibility is checked as of today. The same answers with the same ``token`` once more give the first copy.

    Raises:
        NotAllowed: ``by`` is not on the team of ``source``.
        DomainError: the countries are not eligible any more, or no call takes the proposal.
    """
    if not allows(by, "applications.copy", source):
        raise NotAllowed(_("You may not copy this proposal."))
    key = start_key(token, "copy", source.key, title, call.pk if call else None)
    if begun := begun_before(key, by=by):
        return begun
    countries, other_countries = list(source.countries.order_by("name")), list(source.other_countries.all())
    place = {"line": source.line, "coverage": source.coverage}
    check_eligibility(countries, other_countries=other_countries, **place)
    call = call_for(call, region=countries[0].region, language=source.language, **place)
    version = own_version(source)
    contact = {name: value for name, value in known_of(by).items() if name.startswith("contact_")}
    copy = begin(
        by=by,
        countries=countries,
        other_countries=other_countries,
        call=call,
        title=title,
        start_key=key,
        plan=plans.create_plan(language=source.language, like=version),
        **{name: getattr(source, name) for name in COPIED} | _themes(source) | contact,
    )
    _copy_rows(source, copy, by=by)
    answers, left = copy_answers(source, copy, by=by)
    _record(copy, version, by=by, source=source, answers=answers, left=left)
    return copy


def _themes(source):
    """The themes that may still be chosen."""
    themes = {name: getattr(source, name) for name in ("theme", "secondary_theme")}
    return {name: theme for name, theme in themes.items() if theme and not theme.is_legacy}


def _copy_rows(source, copy, *, by):
    copy.focus_areas.set(source.focus_areas.all())
    Partner.objects.bulk_create(
        Partner(application=copy, name=row.name, kind=row.kind, role=row.role) for row in source.partners.all()
    )
    for row in source.sections.filter(key__in=SECTIONS).exclude(text="").order_by("pk"):
        write_section(copy, row.key, by=by, text=row.text, revision=0)


def _record(copy, version, *, by, source, answers, left):
    texts = set(copy.sections.values_list("key", flat=True))
    parts = ["title", "countries", "line", "cover", "people", "partners", *(key for key in SECTIONS if key in texts)]
    counts = {
        "partners": copy.partners.count(),
        "results": version.nodes.count() - 1,
        "budget": version.lines.count(),
        "risks": version.risks.count(),
        "questions": answers,
    }
    parts += [name for name in ("results", "budget", "risks", "questions") if counts[name]]
    parts = [name for name in parts if name != "partners" or counts["partners"]]
    questions = [question.pk for question in left]
    record_carried(copy, by=by, source="proposal", parts=parts, counts=counts, proposal=source.key, left=questions)
