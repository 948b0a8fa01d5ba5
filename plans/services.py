"""Writing a plan: its rows while it is open, and the steps of its versions."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict

from .figures import line_amount
from .models import Activity, BudgetLine, Indicator, Plan, PlanVersion, ResultNode
from .selectors import framework
from .snapshot import content_hash

ADDED = audit.action("plan.row_added", _("added a row"))
CHANGED = audit.action("plan.row_changed", _("changed a row"))
REMOVED = audit.action("plan.row_removed", _("removed a row"))
APPROVED = audit.action("plan.approved", _("approved"))

CHILD_LEVEL = {ResultNode.Level.OBJECTIVE: ResultNode.Level.OUTCOME, ResultNode.Level.OUTCOME: ResultNode.Level.OUTPUT}


@transaction.atomic
def create_plan(*, language):
    """A plan with its first, empty draft version (an objective without words)."""
    plan = Plan.objects.create(language=language)
    version = PlanVersion.objects.create(plan=plan)
    ResultNode.objects.create(version=version, level=ResultNode.Level.OBJECTIVE, statement="")
    return plan


def _open(version, by):
    """The locked version, if ``by`` may edit it and it is still open. Raises NotAllowed or StateConflict."""
    locked = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if not allows(by, "plans.edit", locked):
        raise NotAllowed(_("You may not change this plan."))
    if not locked.is_editable:
        raise StateConflict(_("This plan was submitted meanwhile and can no longer be changed."))
    return locked


def _validated(row):
    """Run the model's own validation; its messages name the fields."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError([str(message) for message in error.messages]) from error
    return row


@transaction.atomic
def set_duration(version, *, by, duration_months):
    """Set the duration in whole months (P06)."""
    version = _open(version, by)
    version.duration_months = duration_months
    version.save(update_fields=["duration_months"])
    audit.record(CHANGED, version, by=by, duration_months=duration_months)
    return version


@transaction.atomic
def add_result(parent, *, by, statement, assumptions=""):
    """Add an outcome under the objective, or an output under an outcome; it gets the next number."""
    version = _open(parent.version, by)
    level = CHILD_LEVEL.get(parent.level)
    if level is None:
        raise DomainError(_("An output has no results below it."))
    node = ResultNode(version=version, parent=parent, level=level, statement=statement, assumptions=assumptions)
    return _add(node, version, by, siblings=parent.children)


@transaction.atomic
def add_indicator(node, *, by, **fields):
    """Add an indicator to an objective, outcome or output."""
    version = _open(node.version, by)
    return _add(Indicator(node=node, **fields), version, by, siblings=node.indicators)


@transaction.atomic
def add_activity(output, *, by, **fields):
    """Add an activity to an output; it gets the next number. Raises DomainError when it ends after the project."""
    version = _open(output.version, by)
    if output.level != ResultNode.Level.OUTPUT:
        raise DomainError(_("Activities belong to outputs."))
    activity = Activity(output=output, **fields)
    _check_months(activity, version)
    return _add(activity, version, by, siblings=output.activities)


@transaction.atomic
def add_line(version, *, by, **fields):
    """Add a budget line; its amount is computed. Raises DomainError for an operational line without activity (B06)."""
    version = _open(version, by)
    line = BudgetLine(version=version, **fields)
    _prepare_line(line, version)
    return _add(line, version, by, siblings=version.lines)


@transaction.atomic
def change(row, *, by, revision, **fields):
    """Change a row that the person opened at ``revision``.

    Raises:
        StateConflict: somebody else changed the row since, or the plan is no longer open.
        DomainError: the new values break a rule of the row.
    """
    version = _open(version_of(row), by)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.revision != revision:
        raise StateConflict(_("Somebody else changed this row while you had it open. Your text is still below."))
    for name, value in fields.items():
        setattr(row, name, value)
    if isinstance(row, BudgetLine):
        _prepare_line(row, version)
    if isinstance(row, Activity):
        _check_months(row, version)
    row.revision += 1
    _validated(row).save()
    audit.record(CHANGED, version, by=by, row=str(row)[:200])
    return row


@transaction.atomic
def remove(row, *, by):
    """Remove a row with all below it, and close the gap in the numbers. Refused while budget lines follow an activity."""
    version = _open(version_of(row), by)
    if isinstance(row, ResultNode) and row.level == ResultNode.Level.OBJECTIVE:
        raise DomainError(_("The objective cannot be removed, only reworded."))
    label = str(row)[:200]
    try:
        row.delete()
    except ProtectedError as error:
        raise DomainError(_("Budget lines follow these activities. Move or remove them first.")) from error
    renumber(version)
    audit.record(REMOVED, version, by=by, row=label)


def _add(row, version, by, *, siblings):
    row.position = (siblings.aggregate(Max("position"))["position__max"] or 0) + 1
    _validated(row).save()
    renumber(version)
    audit.record(ADDED, version, by=by, row=str(row)[:200])
    return row


def version_of(row):
    """The version a row belongs to."""
    if isinstance(row, Indicator):
        return row.node.version
    return row.output.version if isinstance(row, Activity) else row.version


def _check_months(activity, version):
    if version.duration_months and activity.end_month > version.duration_months:
        raise DomainError(
            _("The project lasts %(n)d months; the activity ends later.") % {"n": version.duration_months}
        )


def _prepare_line(line, version):
    if line.activity and line.activity.output.version_id != version.pk:
        raise DomainError(_("The activity belongs to another plan."))
    if line.category != BudgetLine.Category.OPERATIONAL:
        line.activity = None
    elif not line.activity and not line.is_evaluation:
        raise DomainError(_("Choose the activity that this operational line pays for (rule B06)."))
    line.amount = line_amount(line.quantity, line.periods, line.unit_cost, line.share_percent)


def renumber(version):
    """Set the codes 1, 1.1, 1.1.1 and the positions from the reading order."""
    tree = framework(version)
    for outcome_number, outcome in enumerate(tree.outcomes, 1):
        _place(outcome, outcome_number, str(outcome_number))
        for output_number, output in enumerate(outcome.outputs, 1):
            _place(output, output_number, f"{outcome_number}.{output_number}")
            for activity_number, activity in enumerate(output.activity_rows, 1):
                _place(activity, activity_number, f"{outcome_number}.{output_number}.{activity_number}")
    for line_number, line in enumerate(tree.lines, 1):
        if line.position != line_number:
            BudgetLine.objects.filter(pk=line.pk).update(position=line_number)


def _place(row, position, code):
    if (row.position, row.code) != (position, code):
        type(row).objects.filter(pk=row.pk).update(position=position, code=code)


def _move(version, sources, status, **fields):
    """Lock and move a version between states; the caller is a step of what holds the plan, which checked who may."""
    version = PlanVersion.objects.select_for_update().get(pk=version.pk)
    if version.status not in sources:
        raise StateConflict(_("This plan has moved on since you opened it."))
    for name, value in {**fields, "status": status}.items():
        setattr(version, name, value)
    version.save(update_fields=["status", *fields])
    return version


def submit(version, *, by):
    """Close the open version for editing, together with the submission of what holds it."""
    return _move(
        version, PlanVersion.EDITABLE, PlanVersion.Status.SUBMITTED, submitted_by=by, submitted_at=timezone.now()
    )


def reopen(version, *, by):
    """Give a submitted version back for changes."""
    return _move(version, [PlanVersion.Status.SUBMITTED], PlanVersion.Status.RETURNED)


def withdraw(version, *, by):
    """Close an open version for good."""
    return _move(version, PlanVersion.OPEN, PlanVersion.Status.WITHDRAWN)


def approve(version, *, by):
    """Freeze a submitted version: hash, signature, and from now on the database refuses changes.

    Supersedes the version that was approved before. Raises DomainError when ``by`` submitted it (four eyes).
    """
    if version.submitted_by_id == by.pk:
        raise DomainError(_("Who submitted a plan cannot approve it."))
    for old in PlanVersion.objects.select_for_update().filter(plan=version.plan_id, status=PlanVersion.Status.APPROVED):
        _move(old, [PlanVersion.Status.APPROVED], PlanVersion.Status.SUPERSEDED)
    signature = {"approved_by": by, "approved_at": timezone.now(), "content_hash": content_hash(version)}
    version = _move(version, [PlanVersion.Status.SUBMITTED], PlanVersion.Status.APPROVED, **signature)
    audit.record(APPROVED, version, by=by, content_hash=version.content_hash)
    return version
