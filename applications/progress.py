"""What applicants read about where their proposal stands: what happens next, who acts, until when.

One table for pages, receipts and mails, so that none of them says anything else.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import approver_title
from core.models import AuditEvent

from .models import State

TEAM, OFFICE, FUND, NOBODY = "team", "office", "fund", ""


@dataclass(frozen=True)
class Stage:
    """What happens next in a state, and who acts."""

    next: str
    acts: str = NOBODY


STAGES = {
    State.DRAFT: Stage(gettext_lazy("You write the proposal and submit it. Nobody else reads it before that."), TEAM),
    State.REGIONAL_REVIEW: Stage(
        gettext_lazy(
            "The Regional Office reads the proposal and endorses it, asks you questions or returns it to you."
        ),
        OFFICE,
    ),
    State.FUND_REVIEW: Stage(
        gettext_lazy("The Fund checks the proposal, asks reviewers for their assessment and recommends a decision."),
        FUND,
    ),
    State.RETURNED: Stage(gettext_lazy("You change the proposal as the comment asks, and submit it again."), TEAM),
    State.CLARIFICATION: Stage(
        gettext_lazy("You answer the questions and may change the parts that they name. Then the review goes on."), TEAM
    ),
    State.RECOMMENDED: Stage(
        format_lazy(
            gettext_lazy("The decision is with the approver ({title}). You get a letter in every case."),
            title=lazy(approver_title, str)(),
        ),
        FUND,
    ),
    State.APPROVED: Stage(
        gettext_lazy("The Fund starts the project with you. Name the government focal point, if you have not yet."),
        FUND,
    ),
    State.REJECTED: Stage(gettext_lazy("This proposal is closed. The letter says why; you may start another one.")),
    State.RETAINED: Stage(
        gettext_lazy("The Fund looks at the proposal again when new money is allocated, and tells you."), FUND
    ),
    State.NOT_ENDORSED: Stage(
        gettext_lazy("This proposal is closed. The Regional Office says why; you may start another one.")
    ),
    State.WITHDRAWN: Stage(gettext_lazy("This proposal is closed. You may start another one.")),
}


@dataclass(frozen=True)
class Progress:
    """Where a proposal stands, as its team reads it; ``until_on`` is None where no date is known."""

    state: str
    next: str
    acts: str
    until_on: date | None

    @property
    def is_ours(self):
        """Whether the team itself is asked to act."""
        return self.acts == TEAM

    @property
    def is_closed(self):
        """Whether nothing more happens."""
        return self.acts == NOBODY

    @property
    def until(self):
        """Until when, in words; "" where nothing more happens."""
        return until_words(self.state, self.until_on)


def until_words(state, day):
    """ "By 3 March 2027.", or that no date is set; ``day``: date or None. "" where nothing more happens."""
    acts = STAGES[state].acts
    if not acts:
        return ""
    if day:
        return _("By %(day)s.") % {"day": date_format(day)}
    if acts == TEAM:
        return _("There is no deadline for it.")
    return _("No date is set for this step; we tell you as soon as something changes.")


def progress_of(application):
    """The Progress of a proposal."""
    stage = STAGES[application.state]
    return Progress(application.state, str(stage.next), stage.acts, _until(application))


def told(application):
    """The same as parameters of a notification, whose template includes ``notifications/_next.txt``."""
    until_on = _until(application)
    return {"state": str(application.state), "until_on": until_on.isoformat() if until_on else ""}


def _until(application):
    """The date known for the present step: a deadline, the date of questions, or the days configured for it."""
    if application.state == State.DRAFT:
        return application.call.deadline_on if application.call_id else None
    if application.state == State.CLARIFICATION:
        clarification = application.open_clarification
        return clarification.due_on if clarification else None
    days = settings.STEP_DAYS.get(application.state)
    if not days:
        return None
    entered = AuditEvent.objects.about(application).filter(data__to=application.state).order_by("-sequence").first()
    return timezone.localdate(entered.at) + timedelta(days=days) if entered else None


WAY = [
    (gettext_lazy("Written"), {State.DRAFT, State.RETURNED}),
    (gettext_lazy("Regional Office"), {State.REGIONAL_REVIEW, State.NOT_ENDORSED}),
    (gettext_lazy("Fund"), {State.FUND_REVIEW}),
    (gettext_lazy("Decision"), {State.RECOMMENDED}),
]
DECIDED = {State.APPROVED, State.REJECTED, State.RETAINED}


def timeline(application):
    """The way of a proposal as items of the component ``steps``; questions stand at the step in which they were asked."""
    state, clarification = application.state, None
    if state == State.CLARIFICATION:
        clarification = application.open_clarification
        state = clarification.asked_in if clarification else State.FUND_REVIEW
    if state == State.WITHDRAWN:
        return []
    place = next((number for number, (_label, states) in enumerate(WAY) if state in states), len(WAY))
    details = {place: str(application.get_state_display())}
    if application.submitted_at and place:
        details[0] = date_format(timezone.localtime(application.submitted_at), "DATE_FORMAT")
    if state in DECIDED:
        details = details | {len(WAY) - 1: str(application.get_state_display())}
    return [
        {
            "label": str(label),
            "state": "done" if number < place else "current" if number == place else "todo",
            "detail": details.get(number, ""),
        }
        for number, (label, _states) in enumerate(WAY)
    ]
