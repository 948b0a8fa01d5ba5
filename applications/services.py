"""Writing applications: from the first line to the submission, and what ends them early."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from core import audit, uploads
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.evaluator import ELIGIBILITY, ProposalFacts, as_data
from funding.models import Call, Coverage
from funding.selectors import calls_accepting, country_facts, refusals, rulebook_for
from notifications.services import notify
from plans import services as plans

from . import snapshot
from .models import Application, EndorsementLetter, ReferenceCounter, Section, Submission
from .sections import SECTIONS
from .selectors import readiness
from .workflow import PROPOSAL

STARTED = audit.action("application.started", _("started"))
COVER_CHANGED = audit.action("application.cover_changed", _("changed the cover"))
SECTION_WRITTEN = audit.action("application.section_written", _("wrote a section"))
LETTER_ADDED = audit.action("application.letter_added", _("added a letter"))
LETTER_REMOVED = audit.action("application.letter_removed", _("removed a letter"))


@transaction.atomic
def start(*, by, title, language, line, coverage, countries, other_countries=(), theme=None, call=None):
    """Start a proposal as ``by``'s draft for a call (C03, C04), with an empty plan.

    The countries are checked first (E01–E09): the person learns now, not after a week of writing. ``other_countries``
    benefit from a regional project without being eligible Member States (E09).
    Without ``call`` it is for the one open call that fits.
    Raises DomainError with one sentence for each broken rule, for a number of countries or regions that does not fit the
    coverage, or for what the call does not take.
    """
    countries, other_countries = list(countries), list(other_countries)
    check_eligibility(countries, line=line, coverage=coverage, other_countries=other_countries)
    call = _call_for(call, line=line, coverage=coverage, region=countries[0].region, language=language)
    application = Application.objects.create(
        owner=by,
        call=call,
        title=title,
        language=language,
        line=line,
        coverage=coverage,
        theme=theme,
        region=countries[0].region,
        plan=plans.create_plan(language=language),
        funding_year=call.funding_year or timezone.localdate().year,
    )
    application.countries.set(countries)
    application.other_countries.set(other_countries)
    audit.record(
        STARTED, application, by=by, countries=[country.pk for country in countries], line=line.pk, call=call.pk
    )
    return application


def _call_for(call, *, line, coverage, region, language):
    """The call chosen, if it takes the proposal; without a choice the only one that does. Raises DomainError."""
    kind = Call.Kind.NATIONAL if coverage == Coverage.NATIONAL else Call.Kind.REGIONAL
    if call is not None:
        if sentences := refusals(call, kind=kind, line=line, region=region, language=language):
            raise DomainError(sentences)
        return call
    fitting = [one for one in calls_accepting(kind=kind, line=line, region=region) if language in one.languages]
    if not fitting:
        raise DomainError(_("No call is open now for this coverage, funding line, region and language."))
    if len(fitting) > 1:
        names = ", ".join(str(one) for one in fitting)
        raise DomainError(
            _("Several open calls fit: %(calls)s. Start from the page of the one that you mean.") % {"calls": names}
        )
    return fitting[0]


def check_eligibility(countries, *, line, coverage, other_countries=()):
    """Raise DomainError unless the countries may be funded from ``line`` today; returns the findings."""
    if coverage == Coverage.NATIONAL and len(countries) != 1:
        raise DomainError(_("A national project has one country. Choose regional for several."))
    if coverage != Coverage.NATIONAL and len(countries) < 2:
        raise DomainError(_("A regional project has at least two countries."))
    if coverage == Coverage.NATIONAL and other_countries:
        raise DomainError(_("A national project has no other countries."))
    if twice := [country.name for country in countries if country in other_countries]:
        raise DomainError(_("%(countries)s: chosen twice.") % {"countries": ", ".join(twice)})
    homeless = [country.name for country in countries if country.region_id is None]
    if homeless:
        raise DomainError(_("%(countries)s: belongs to no region of the Fund.") % {"countries": ", ".join(homeless)})
    if len({country.region_id for country in countries}) > 1:
        raise DomainError(_("These countries belong to several regions of the Fund. Choose countries of one region."))
    on = timezone.localdate()
    facts = _facts(on, line, coverage, countries, other_countries)
    findings = rulebook_for(on.year).evaluate(facts, ELIGIBILITY)
    if broken := [finding for finding in findings if finding.blocks]:
        raise DomainError([finding.sentence for finding in broken])
    return findings


def _facts(on, line, coverage, countries, other_countries):
    known = country_facts([*countries, *other_countries])
    return ProposalFacts(on, on.year, line.pk, coverage, known[: len(countries)], known[len(countries) :])


def _editable(application, by):
    """The locked application, if ``by`` may write it now. Raises NotAllowed or StateConflict."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.edit", locked):
        raise NotAllowed(_("You may not change this proposal."))
    if not locked.is_editable:
        raise StateConflict(_("This proposal was submitted meanwhile and can no longer be changed."))
    return locked


@transaction.atomic
def change_cover(application, *, by, revision, duration_months, focus_areas, **fields):
    """Change the cover data that the person opened at ``revision``. Raises StateConflict when a newer one was saved."""
    application = _editable(application, by)
    if application.revision != revision:
        raise StateConflict(_("The cover was changed elsewhere while you had it open. Your entries are still below."))
    for name, value in fields.items():
        setattr(application, name, value)
    application.revision += 1
    application.save(update_fields=[*fields, "revision"])
    application.focus_areas.set(focus_areas)
    plans.set_duration(application.plan.current, by=by, duration_months=duration_months)
    audit.record(COVER_CHANGED, application, by=by, fields=sorted(fields))
    return application


@transaction.atomic
def write_section(application, key, *, by, text, revision):
    """Save a narrative section that the person opened at ``revision`` (0 for a section never saved).

    A text over the limit is kept: P05 blocks only the submission. Raises StateConflict when a newer text was saved.
    """
    if key not in SECTIONS:
        raise DomainError(_("There is no such section."))
    application = _editable(application, by)
    section, _created = Section.objects.get_or_create(application=application, key=key, defaults={"revision": 0})
    if section.revision != revision:
        raise StateConflict(_("This section was saved elsewhere while you had it open. Your text is still below."))
    section.text, section.revision, section.changed_by = text, revision + 1, by
    section.save()
    audit.record(SECTION_WRITTEN, application, by=by, section=key, characters=len(text))
    return section


@transaction.atomic
def add_letter(application, *, by, file, country, **fields):
    """Add a government's letter (L01, L04). The file is judged by content; raises ValidationError or DomainError."""
    application = _editable(application, by)
    if not application.countries.filter(pk=country.pk).exists():
        raise DomainError(_("The letter is of a country that the project does not have."))
    stored = uploads.store(file)
    letter = EndorsementLetter.objects.create(
        application=application,
        country=country,
        file_name=stored.name,
        file_path=stored.path,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by=by,
        **fields,
    )
    audit.record(LETTER_ADDED, application, by=by, country=country.pk, file=stored.name, sha256=stored.sha256)
    return letter


@transaction.atomic
def remove_letter(letter, *, by):
    """Take a letter out of the draft. Its file stays in the store for the submissions that name it."""
    application = _editable(letter.application, by)
    audit.record(LETTER_REMOVED, application, by=by, file=letter.file_name, sha256=letter.sha256)
    letter.delete()


@transaction.atomic
def submit(application, *, by, declarations):
    """Hand in a proposal: check it against the rules, freeze it, give it a reference and a receipt.

    A second call by a double click finds the application submitted and raises StateConflict; nothing is handed in twice.
    Tells the applicant and the endorsers of the region. Raises DomainError with every obstacle, and returns the Submission.
    """
    application = _editable(application, by)
    ready = readiness(application, declarations=declarations)
    obstacles = ready.obstacles + [
        finding.sentence for finding in ready.findings if finding.state == "NOT_MET" and finding.target == "submit"
    ]
    if obstacles:
        raise DomainError(obstacles)
    now = timezone.now()
    content, sha256 = snapshot.canonical(snapshot.as_data(application))
    plans.submit(application.plan.current, by=by)
    application = PROPOSAL.apply(
        "submit",
        application,
        by=by,
        data={"sha256": sha256, "declarations": sorted(declarations)},
        reference=application.reference or next_reference(now.year),
        submitted_at=application.submitted_at or now,
    )
    submission = Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        submitted_by=by,
        submitted_at=now,
        content=content,
        sha256=sha256,
        rule_set=ready.rulebook.rule_set,
        facts=snapshot.canonical(as_data(ready.facts))[0],
        findings=snapshot.canonical([finding.as_data() for finding in ready.findings])[0],
    )
    notify(
        "application.submitted", application, to=[application.owner], actor=by, title=application.title, sha256=sha256
    )
    notify("endorsement.requested", application, to=endorsers_of(application), actor=by, title=application.title)
    return submission


def next_reference(year):
    """The next reference of a year, without gaps: IDF-2026-0001. Holds the counter's lock until commit."""
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"IDF-{year}-{counter.last:04d}"


def endorsers_of(application):
    """People who endorse for the application's region today."""
    return people_in(Role.ENDORSER, region_code=application.region_id)


def officers():
    """Fund officers of today."""
    return people_in(Role.OFFICER)


@transaction.atomic
def withdraw(application, *, by, comment):
    """Withdraw a proposal before the decision. ``reviews`` adds its effect (reviewers are told)."""
    application = PROPOSAL.apply("withdraw", application, by=by, comment=comment)
    told = [application.owner, *([*endorsers_of(application), *officers()] if application.reference else [])]
    notify("application.withdrawn", application, to=told, actor=by, title=application.title, comment=comment)
    return application


@transaction.atomic
def send_back(application, *, by, comment):
    """Return a proposal to its applicant for changes, with what to change."""
    application = PROPOSAL.apply("return", application, by=by, comment=comment)
    notify(
        "application.returned", application, to=[application.owner], actor=by, title=application.title, comment=comment
    )
    return application
