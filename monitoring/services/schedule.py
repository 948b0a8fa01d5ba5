"""The duties of a project, made by the rules and kept in step with its dates."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.evaluator.schedule import DAY, schedule
from notifications.services import notify
from projects.models import Project

from ..models import Duty, Report
from ..selectors.schedule import PERIOD, kept_of, parameters_for, steps_to
from .standings import renew_standing
from .teams import writers_of

SCHEDULED = audit.action("project.scheduled", _("made the reporting schedule"))
RESCHEDULED = audit.action("project.rescheduled", _("changed the reporting schedule"))
ASKED = audit.action("project.report_asked", _("asked for an interim report"))
SETTLED = audit.action("project.duty_settled", _("settled a duty"))

Kind = Duty.Kind


@transaction.atomic
def make_schedule(project, *, by):
    """Make the duties of a started project (R01–R04, R12, R14) that do not exist yet; returns all of them."""
    for item in schedule(project.starts_on, project.ends_on, parameters_for(project.funding_year)):
        values = {name: getattr(item, name) for name in PERIOD}
        Duty.objects.get_or_create(project=project, kind=item.kind, sequence=item.sequence, defaults=values)
    audit.record(SCHEDULED, project, by=by, duties=project.duties.count())
    return list(project.duties.all())


@transaction.atomic
def reschedule(project, *, by):
    """Bring the duties in step with the changed end of a project; returns all of them. Call after ``ends_on`` was saved.

    Interim periods with a report, and those that the Fund asked for, stay as they are. The other periods are cut anew, the
    final report and the evaluation move with the end (R02–R04, R12, R14); what nobody owes any more goes. No day is
    covered twice or not at all. ``selectors.schedule`` says how, and foretells it.

    Raises DomainError when a report covers days after the new end, or the final report was submitted already.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    duties = list(project.duties.select_for_update().prefetch_related("reports").order_by("starts_on", "pk"))
    _see_that_reports_fit(project, duties)
    _carry_out(steps_to(project, project.ends_on, duties))
    audit.record(RESCHEDULED, project, by=by, ends_on=project.ends_on.isoformat(), duties=project.duties.count())
    return list(project.duties.all())


def _see_that_reports_fit(project, duties):
    last = max((duty.ends_on for duty in kept_of(duties)), default=None)
    if last and last >= project.ends_on:
        day = date_format(last, "DATE_FORMAT")
        raise DomainError(_("An interim report covers the time until %(day)s. The project ends later.") % {"day": day})
    final = next((duty for duty in duties if duty.kind == Kind.FINAL), None)
    if final and final.reports.exclude(state__in=Report.EDITABLE | {Report.State.DROPPED}).exists():
        raise DomainError(_("The final report was submitted already. The end of the project stays."))


def _carry_out(steps):
    """Write what becomes of the duties: changed, made, or taken away."""
    for step in steps:
        for name, value in step.values.items():
            setattr(step.duty, name, value)
        if step.values:
            step.duty.save()
    Duty.objects.filter(pk__in=[step.duty.pk for step in steps if step.is_gone]).delete()


@transaction.atomic
def ask_for_report(project, *, by, starts_on, ends_on, due_on):
    """Ask for an interim report that the rules would not ask for, or not for this period (R04). Returns its Duty.

    The other periods without a report are cut anew around it. Raises NotAllowed unless ``by`` is an officer; DomainError
    for days that do not fit.
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, "monitoring.ask_for_report", project):
        raise NotAllowed(_("Only Fund officers ask for a report."))
    _see_that_it_can_be_asked(project, starts_on, ends_on, due_on)
    duties = list(project.duties.select_for_update())
    taken = {duty.sequence for duty in duties if duty.kind == Kind.INTERIM}
    replaced = next((one for one in duties if one.kind == Kind.INTERIM and one.starts_on == starts_on), None)
    sequence = replaced.sequence if replaced else min(set(range(1, len(taken) + 2)) - taken)
    values = {"starts_on": starts_on, "ends_on": ends_on, "due_on": due_on, "rule_code": Duty.ASKED}
    duty, _is_new = Duty.objects.update_or_create(
        project=project, kind=Kind.INTERIM, sequence=sequence, defaults=values
    )
    audit.record(ASKED, project, by=by, starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat())
    reschedule(project, by=by)
    renew_standing(project)
    days = {"from_on": starts_on.isoformat(), "until_on": ends_on.isoformat(), "due_on": due_on.isoformat()}
    notify("report.asked", duty, to=writers_of(project), actor=by, code=project.code, **days)
    return duty


def first_days(project):
    """The days on which a report that the Fund asks for may begin: where periods begin that have no report yet."""
    reported = project.duties.reported().exclude(rule_code=Duty.ASKED)
    return sorted(duty.starts_on for duty in reported if not duty.reports.exists())


def _see_that_it_can_be_asked(project, starts_on, ends_on, due_on):
    days = first_days(project)
    if starts_on not in days:
        text = _("The period begins where no report covers the days yet: %(days)s.")
        words = ", ".join(date_format(day, "DATE_FORMAT") for day in days) or "–"
        raise DomainError(text % {"days": words})
    later = project.duties.filter(kind=Kind.INTERIM, starts_on__gt=starts_on).order_by("starts_on")
    fixed = next((duty for duty in later if duty.is_asked or duty.reports.exists()), None)
    last = (fixed.starts_on if fixed else project.ends_on) - DAY
    if not starts_on <= ends_on <= last:
        text = _("The period ends between %(first)s and %(last)s.")
        words = {"first": date_format(starts_on, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
        raise DomainError(text % words)
    if due_on <= max(ends_on, timezone.localdate()):
        raise DomainError(_("The report is due after its period and after today."))


@transaction.atomic
def settle(duty, *, by, on):
    """Note that a duty which no report answers was done ``on`` a day, by whom; doing it twice changes nothing.

    Called by the services of what answers it: a framework that was accepted (R01), terms of reference (R14), an evaluation
    (R12). They ask their own rules. Raises StateConflict for a duty that a report answers.
    """
    duty = Duty.objects.select_for_update(of=("self",)).select_related("project").get(pk=duty.pk)
    if duty.is_reported:
        raise StateConflict(_("A report answers this duty."))
    if duty.done_on is None:
        duty.done_on, duty.done_by = on, by
        duty.save(update_fields=["done_on", "done_by"])
        audit.record(SETTLED, duty.project, by=by, duty=duty.kind, on=on.isoformat())
        renew_standing(duty.project)  # what is due next must not wait for the night
    return duty
