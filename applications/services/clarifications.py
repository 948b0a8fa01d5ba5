"""Questions about a submission, and the answers with which the review goes on."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify
from plans import services as plans

from .. import snapshot
from ..models import Application, Clarification, ClarificationQuestion, State
from ..progress import told
from ..sections import OPENED_PARTS, parts_of
from ..selectors import readiness
from ..workflow import PROPOSAL
from .people import team_of
from .submissions import hand_in, tell_handed_in

ANSWERED = audit.action("application.question_answered", gettext_lazy("answered a question"))
STEPS = {State.FUND_REVIEW: "answer", State.REGIONAL_REVIEW: "answer_region"}
REMIND_BEFORE = (7, 2, 1)  # days


@transaction.atomic
def ask(application, *, by, due_on, questions):
    """Ask a proposal's team questions, to be answered until ``due_on`` (domain brief section 4, state CLARIFICATION).

    ``questions``: (part of ``sections.OPENED_PARTS``, text) in order. Only these parts can be changed meanwhile; the plan is
    reopened if one of them is the plan. Tells the team.

    Raises:
        DomainError: there is no question, a part does not exist, or the date is not in the future.
    """
    questions = [(part, text.strip()) for part, text in questions if text.strip()]
    if not questions:
        raise DomainError(_("Ask at least one question."))
    if unknown := [part for part, _text in questions if part not in parts_of(application, OPENED_PARTS)]:
        raise DomainError(_("There is no part “%(part)s”.") % {"part": unknown[0]})
    if due_on <= timezone.localdate():
        raise DomainError(_("Choose a date in the future for the answers."))
    asked_in = Application.objects.select_for_update().get(pk=application.pk).state
    named = {part for part, _text in questions}
    parts = [part for part in OPENED_PARTS if part in named]
    data = {"parts": parts, "due_on": due_on.isoformat()}
    application = PROPOSAL.apply("ask", application, by=by, data=data)
    clarification = Clarification.objects.create(
        application=application, number=application.clarifications.count() + 1, asked_in=asked_in, asked_by=by,
        due_on=due_on,
    )  # fmt: skip
    ClarificationQuestion.objects.bulk_create(
        ClarificationQuestion(clarification=clarification, position=position, part=part, text=text)
        for position, (part, text) in enumerate(questions, 1)
    )
    if "plan" in parts:
        plans.reopen(application.plan.current, by=by)
    notify(
        "clarification.asked", application, to=team_of(application), actor=by, title=application.title,
        due_on=due_on.isoformat(), count=len(questions), parts=parts, **told(application),
    )  # fmt: skip
    return clarification


def _waiting(application, by, rule):
    """The locked application and its open questions, if ``by`` has ``rule``. Raises NotAllowed or StateConflict."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    if locked.state != State.CLARIFICATION or (clarification := locked.open_clarification) is None:
        raise StateConflict(_("These questions were answered or closed meanwhile."))
    return locked, clarification


@transaction.atomic
def write_answers(application, *, by, answers):
    """Keep answers as far as they are written; nothing is sent. ``answers``: position of the question → text."""
    application, clarification = _waiting(application, by, "applications.edit")
    changed = []
    for question in clarification.questions.all():
        text = answers.get(question.position, question.answer)
        if text != question.answer:
            question.answer, question.answered_by = text, by
            question.save(update_fields=["answer", "answered_by"])
            changed.append(question.position)
    if changed:
        audit.record(ANSWERED, application, by=by, questions=changed)
    return clarification


@transaction.atomic
def answer(application, *, by, answers, arrived_at=None):
    """Send the answers: the proposal as it now stands becomes its next submission, and the review goes on.

    The declarations of the submission before stand. Tells the team with a receipt, and who asked.

    Raises:
        DomainError: a question has no answer, or the changed parts break a rule; one sentence for each.
    """
    clarification = write_answers(application, by=by, answers=answers)
    application, clarification = _waiting(application, by, "applications.submit")
    open_ones = clarification.questions.filter(answer="").values_list("position", flat=True)
    missing = [_("Answer question %(number)s.") % {"number": position} for position in open_ones]
    before = application.submissions.order_by("-number").first()
    ready = readiness(application, declarations=snapshot.declared_in(before))
    if obstacles := [*missing, *ready.obstacles]:
        raise DomainError(obstacles)
    data = snapshot.as_data(application)
    if application.plan.current.is_editable:
        plans.submit(application.plan.current, by=by)
    now = timezone.now()
    clarification.answered_by, clarification.answered_at = by, now
    clarification.save(update_fields=["answered_by", "answered_at"])
    submission = hand_in(
        application, STEPS[clarification.asked_in], by=by, ready=ready, data=data, arrived_at=arrived_at or now,
        clarification=clarification,
    )  # fmt: skip
    tell_handed_in(submission, by=by)
    people = [clarification.asked_by]
    notify("clarification.answered", submission.application, to=people, actor=by, title=application.title)
    return submission


def remind_of_questions(today=None):
    """Remind the teams of open questions 7, 2 and 1 days before their date, and once, with who asked, when it is over.

    Returns how many clarifications were looked at. Nobody is told twice of the same.
    """
    today = today or timezone.localdate()
    near = Clarification.objects.waiting().filter(due_on__lte=today + timedelta(days=max(REMIND_BEFORE)))
    found = list(near.select_related("application__owner", "asked_by"))
    for clarification in found:
        _remind(clarification, (clarification.due_on - today).days)
    return len(found)


def _remind(clarification, days):
    """Under the key of the nearest date that has come; a task that was late by a day catches up."""
    application = clarification.application
    is_over = days < 0
    step = "over" if is_over else min((one for one in REMIND_BEFORE if days <= one), default=REMIND_BEFORE[0])
    people = [*team_of(application), *([clarification.asked_by] if is_over else [])]
    kind = "clarification.overdue" if is_over else "clarification.reminder"
    once = f"clarification:{clarification.pk}:{step}"
    notify(kind, application, to=people, once=once, title=application.title, due_on=clarification.due_on.isoformat())
