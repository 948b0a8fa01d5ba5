"""Starting a proposal and its cover."""

import hashlib
import json

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.evaluator import ELIGIBILITY, ProposalFacts
from funding.models import Call, Coverage
from funding.selectors import country_facts, refusals, rulebook_for
from plans import services as plans

from ..models import Application
from ..selectors.people import known_of
from ..selectors.proposals import fitting_calls
from ..selectors.question_sets import published_set

STARTED = audit.action("application.started", _("started"))
COVER_CHANGED = audit.action("application.cover_changed", _("changed the cover"))


@transaction.atomic
def start(
    *, by, title, language, line, coverage, countries, other_countries=(), theme=None, call=None, amount=None, token=""
):
    """Start a proposal as ``by``'s draft for a call (C03, C04), with an empty plan.

    The countries are checked first (E01–E09): the person learns now, not after a week of writing. ``other_countries``
    benefit from a regional project without being eligible Member States (E09). ``amount`` (USD) is what the person has
    in mind; the budget is the plan's. Without ``call`` it is for the one open call that fits. What is known of the person
    and the organisation stands on the cover already.
    The same answers with the same ``token`` once more (double click, second tab, back button) give the first draft.
    Raises DomainError with one sentence for each broken rule, for a number of countries or regions that does not fit the
    coverage, or for what the call does not take.
    """
    countries, other_countries = list(countries), list(other_countries)
    codes = [sorted(country.pk for country in rows) for rows in (countries, other_countries)]
    key = start_key(token, title, language, line.pk, coverage, codes, call.pk if call else None)
    if begun := begun_before(key, by=by):
        return begun
    check_eligibility(countries, line=line, coverage=coverage, other_countries=other_countries)
    return begin(
        by=by,
        countries=countries,
        other_countries=other_countries,
        call=call_for(call, line=line, coverage=coverage, region=countries[0].region, language=language),
        title=title,
        language=language,
        line=line,
        coverage=coverage,
        plan=plans.create_plan(language=language),
        **known_of(by) | {"theme": theme, "rough_amount": amount, "start_key": key},
    )


def start_key(token, *answers):
    """What tells one sending of a form from the next: a hash of its token and the answers; None without a token."""
    return hashlib.sha256(json.dumps([token, *answers]).encode()).hexdigest() if token else None


def begun_before(key, *, by):
    """The draft that ``by`` has begun under a ``start_key``, or None. A sending at the same moment waits here."""
    if key is None:
        return None
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # the trail's rows may refer to the person meanwhile
    return Application.objects.filter(owner=by, start_key=key).first()


def begin(*, by, countries, other_countries, call, **fields):
    """Create the draft with its countries, and record it."""
    application = Application.objects.create(
        owner=by,
        call=call,
        question_set=published_set(call),
        region=countries[0].region,
        funding_year=call.funding_year or timezone.localdate().year,
        **fields,
    )
    application.countries.set(countries)
    application.other_countries.set(other_countries)
    line, codes = application.line_id, [country.pk for country in countries]
    audit.record(STARTED, application, by=by, countries=codes, line=line, call=call.pk)
    return application


def call_for(call, *, line, coverage, region, language):
    """The call chosen, if it takes the proposal; without a choice the only one that does. Raises DomainError."""
    if call is not None:
        kind = Call.Kind.NATIONAL if coverage == Coverage.NATIONAL else Call.Kind.REGIONAL
        if sentences := refusals(call, kind=kind, line=line, region=region, language=language):
            raise DomainError(sentences)
        return call
    fitting = fitting_calls(coverage=coverage, line=line, region=region, language=language)
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


def editable(application, by, part=""):
    """The locked application, if ``by`` may write it now; while questions are asked, only a ``part`` that they name.

    Raises NotAllowed or StateConflict.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.edit", locked):
        raise NotAllowed(_("You may not change this proposal."))
    if not locked.is_open(part):
        raise StateConflict(_("This proposal was submitted meanwhile and can no longer be changed."))
    return locked


def _change_duration(application, by, duration_months):
    """The duration belongs to the plan, which questions about the cover alone do not open."""
    if not application.is_open("plan"):
        raise DomainError(_("The duration is part of the plan, which no question names: leave it as it is."))
    plans.set_duration(application.plan.current, by=by, duration_months=duration_months)


@transaction.atomic
def change_cover(application, *, by, revision=None, before=None, **values):
    """Change the fields of the cover that ``values`` holds and that are otherwise than the person found them.

    ``before`` maps their names to how the person's page showed them (``plain`` texts); without it the page showed the cover
    at ``revision``. A field that somebody else changed does not matter, unless it is the same one, to something else: then
    nothing is changed. Both values of each field are in the audit trail.
    Raises NotAllowed, StateConflict with a sentence for each field that was changed elsewhere.
    """
    application = editable(application, by, "cover")
    present = cover_values(application)
    if before is None:
        if revision != application.revision:
            raise StateConflict(
                _("The cover was changed elsewhere while you had it open. Your entries are still below.")
            )
        before = {name: plain(value) for name, value in present.items()}
    changed = {
        name: value
        for name, value in values.items()
        if plain(value) != before[name] and plain(value) != plain(present[name])
    }
    if elsewhere := [name for name in changed if plain(present[name]) != before[name]]:
        raise StateConflict([_changed_elsewhere(name, present[name]) for name in elsewhere])
    if changed:
        _set_cover(application, changed, by=by)
        pairs = {name: [plain(present[name]), plain(value)] for name, value in changed.items()}
        audit.record(COVER_CHANGED, application, by=by, fields=sorted(changed), changes=pairs)
    return application


def cover_values(application):
    """Mapping name → present value of every field of the cover."""
    names = (
        "title", "theme", "secondary_theme", "executing_office", "management_site", "government_partner", "direct_beneficiaries",
    )  # fmt: skip
    values = {name: getattr(application, name) for name in names}
    areas, months = list(application.focus_areas.all()), application.plan.current.duration_months
    return values | {"focus_areas": areas, "duration_months": months}


def plain(value):
    """A value of the cover as a text, the same for the same value: what a page can carry and send back."""
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Model):
        return str(value.pk)
    return ",".join(sorted(str(row.pk) for row in value))


def _set_cover(application, changed, *, by):
    fields = [name for name in changed if name not in ("focus_areas", "duration_months")]
    for name in fields:
        setattr(application, name, changed[name])
    application.revision += 1
    application.save(update_fields=[*fields, "revision"])
    if "focus_areas" in changed:
        application.focus_areas.set(changed["focus_areas"])
    if "duration_months" in changed:
        _change_duration(application, by, changed["duration_months"])


def _changed_elsewhere(name, value):
    """The sentence for a field that somebody else changed meanwhile."""
    labels = {"focus_areas": _("Focus areas"), "duration_months": _("Duration in whole months")}
    label = labels.get(name) or capfirst(str(Application._meta.get_field(name).verbose_name))
    shown = ", ".join(str(row) for row in value) if isinstance(value, list) else value
    sentence = _("%(field)s: changed elsewhere to “%(value)s” while you had it open. Save again to keep your entry.")
    return sentence % {"field": label, "value": "–" if shown in (None, "") else shown}
