"""Reminders of what projects owe: one message a person and day, about all of it together."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from accounts.selectors import people_in
from applications.services import officers
from notifications.services import notify

from ..models import Duty, DutyReminder, Report, TeamMember
from ..selectors.duties import owed

BEFORE, AFTER = (30, 14, 7, 1, 0), (1, 7, 14, 30)  # days before the due date, and after it
TO_REGIONAL_OFFICE, TO_FUND = 14, 30  # days after the due date from which on they are told, too
MOST_NAMED = 20


@dataclass(frozen=True)
class Desk:
    """What a reminder is about: no single duty, but all that is due for a person."""

    def __str__(self):
        return ""

    def get_absolute_url(self):
        """The calendar."""
        return reverse("monitoring:calendar")


def steps_of(duty):
    """The days on which people are reminded of a duty, in their order. R12: also when the window opens and in its middle."""
    days = {duty.due_on - timedelta(days=left) for left in BEFORE} | {duty.due_on + timedelta(days=n) for n in AFTER}
    if duty.kind == Duty.Kind.EVALUATION:
        days |= {duty.starts_on, duty.starts_on + relativedelta(months=3)}
    return sorted(days)


def step_of(duty, today):
    """The last step that has come, None before the first. Those that a late run missed are not made up for one by one."""
    return max((day for day in steps_of(duty) if day <= today), default=None)


def remind_of_duties(today=None):
    """Remind people of what is due and late; returns how many were told.

    The manager and those who write the reports 30, 14, 7 and 1 days before and on the day; the manager again 1, 7, 14 and
    30 days after it, from 14 days on the Regional Office, too, from 30 days on the Fund's officers. While a report waits for
    its certification, who certifies is told as well. Each person once for each step of each duty, in one message a day.
    """
    today, waiting = today or timezone.localdate(), defaultdict(list)
    near = Q(due_on__lte=today + timedelta(days=max(BEFORE))) | Q(kind=Duty.Kind.EVALUATION, starts_on__lte=today)
    duties = list(owed().filter(near))
    people = _people_of(duties)
    for duty in duties:
        step = step_of(duty, today)
        for person in people(duty, (step - duty.due_on).days):
            waiting[person].append((duty, step))
    told = _told(waiting, duties, today)
    return sum(_remind(person, due, today, told) for person, due in waiting.items())


def _people_of(duties):
    """``people(duty, late)`` → the people to tell ``late`` days after the due date. Queries do not grow with the duties."""
    projects = {duty.project_id: duty.project for duty in duties}
    members = defaultdict(lambda: defaultdict(set))
    for row in TeamMember.objects.filter(project__in=projects).select_related("user"):
        members[row.project_id][row.part].add(row.user)
    managers = User.objects.in_bulk({project.manager_id for project in projects.values() if project.manager_id})
    regions = {project.region_id for project in projects.values()}
    offices = {region: set(people_in(Role.ENDORSER, region_code=region)) for region in regions if region}
    fund = set(officers())

    def people(duty, late):
        team = members[duty.project_id]
        found = {managers.get(duty.project.manager_id)}
        if late <= 0:
            found |= team[TeamMember.Part.WRITER]
        if duty.report and duty.report.state == Report.State.CERTIFYING:
            found |= team[TeamMember.Part.CERTIFIER]
        if late >= TO_REGIONAL_OFFICE:
            found |= offices.get(duty.project.region_id, set())
        if late >= TO_FUND:
            found |= fund
        return found - {None}

    return people


def _told(people, duties, today):
    """Mapping person → the (duty, step, due date) that they were told of, and the people who had a message today."""
    steps = defaultdict(set)
    for row in DutyReminder.objects.filter(user__in=people, duty__in=duties):
        steps[row.user_id].add((row.duty_id, row.step_on, row.due_on))
    return steps, set(DutyReminder.objects.filter(user__in=people, sent_on=today).values_list("user", flat=True))


@transaction.atomic
def _remind(person, due, today, told):
    """One message, if a step came that the person was not told of; it names all that is near or late."""
    steps, had_one = told
    fresh = [(duty, step) for duty, step in due if (duty.pk, step, duty.due_on) not in steps[person.pk]]
    if not fresh or person.pk in had_one or not person.is_active:  # what came since waits for tomorrow
        return False
    DutyReminder.objects.bulk_create(
        [DutyReminder(duty=duty, user=person, step_on=step, due_on=duty.due_on, sent_on=today) for duty, step in fresh],
        ignore_conflicts=True,  # a second worker at the same time: ``once`` lets one message through
    )
    late = [duty for duty, _step in due if duty.due_on < today]
    first = due[0][0].due_on
    with override(person.language):
        named = [_named(duty) for duty, _step in due[:MOST_NAMED]]
    notify(
        "duty.reminder",
        Desk(),
        to=[person],
        once=f"duties:{today.isoformat()}:{first.isoformat()}",
        duties=named,
        n=len(due),
        late=len(late),
        more=len(due) - len(named),
        due_on=first.isoformat(),
    )
    return True


def _named(duty):
    """ "PX.0009: Interim report 2, 11 August 2026" in the active language."""
    return _("%(code)s: %(duty)s, due on %(day)s") % {
        "code": duty.project.code,
        "duty": duty,
        "day": date_format(duty.due_on, "DATE_FORMAT"),
    }
