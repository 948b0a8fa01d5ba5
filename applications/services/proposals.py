"""Starting a proposal and its cover."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.evaluator import ELIGIBILITY, ProposalFacts
from funding.models import Call, Coverage
from funding.selectors import calls_accepting, country_facts, refusals, rulebook_for
from plans import services as plans

from ..models import Application
from ..selectors.question_sets import published_set

STARTED = audit.action("application.started", _("started"))
COVER_CHANGED = audit.action("application.cover_changed", _("changed the cover"))


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
        question_set=published_set(call),
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


def editable(application, by):
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
    application = editable(application, by)
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
