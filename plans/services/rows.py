"""Writing the rows of an open version. Each change is one row of the audit trail."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict
from core.numbers import write_money

from ..figures import half_years, line_amount, spread
from ..models import (
    Activity,
    BudgetLine,
    CrossCutting,
    Indicator,
    Milestone,
    PhaseAmount,
    ResultNode,
    Risk,
    SplitTarget,
)
from ..selectors import version_of
from .arranging import renumber
from .versions import open_for_editing

ADDED = audit.action("plan.row_added", _("added a row"))
CHANGED = audit.action("plan.row_changed", _("changed a row"))

CHILD_LEVEL = {ResultNode.Level.OBJECTIVE: ResultNode.Level.OUTCOME, ResultNode.Level.OUTCOME: ResultNode.Level.OUTPUT}
BELOW = ("axes", "goals", "milestones", "split_targets", "phases")


@transaction.atomic
def add_result(parent, *, by, statement, assumptions=""):
    """Add an outcome under the objective, or an output under an outcome; it gets the next number."""
    version = open_for_editing(parent.version, by)
    level = CHILD_LEVEL.get(parent.level)
    if level is None:
        raise DomainError(_("An output has no results below it."))
    node = ResultNode(version=version, parent=parent, level=level, statement=statement, assumptions=assumptions)
    return _add(node, version, by, siblings=parent.children)


@transaction.atomic
def add_indicator(node, *, by, **fields):
    """Add an indicator to an objective, outcome or output. ``fields`` as in ``change``."""
    version = open_for_editing(node.version, by)
    return _add(Indicator(node=node), version, by, siblings=node.indicators, **fields)


@transaction.atomic
def add_activity(output, *, by, **fields):
    """Add an activity to an output; it gets the next number. Raises DomainError when it ends after the project."""
    version = open_for_editing(output.version, by)
    if output.level != ResultNode.Level.OUTPUT:
        raise DomainError(_("Activities belong to outputs."))
    return _add(Activity(output=output), version, by, siblings=output.activities, **fields)


@transaction.atomic
def add_line(version, *, by, **fields):
    """Add a budget line; its amount is computed. Raises DomainError for an operational line without activity (B06)."""
    version = open_for_editing(version, by)
    return _add(BudgetLine(version=version), version, by, siblings=version.lines, **fields)


@transaction.atomic
def add_risk(version, *, by, **fields):
    """Add a risk to the register."""
    version = open_for_editing(version, by)
    return _add(Risk(version=version), version, by, siblings=version.risks, **fields)


def _add(row, version, by, *, siblings, **fields):
    row.position = (siblings.aggregate(Max("position"))["position__max"] or 0) + 1
    write(row, version, fields)
    renumber(version)
    row.refresh_from_db(fields=["position", *(["code"] if hasattr(row, "code") else [])])
    audit.record(ADDED, version, by=by, row=str(row)[:200])
    return row


@transaction.atomic
def change(row, *, by, revision, **fields):
    """Change a row that the person opened at ``revision``.

    ``fields`` are the row's own, and what hangs below it: of an indicator ``axes``, ``goals`` (rows), ``milestones``
    ([(month, value, text)]) and ``split_targets`` ({part: value}); of a budget line ``phases`` (amounts in USD by
    half-year, or None to follow the months of its activity).

    Raises:
        StateConflict: somebody else changed the row since, or the plan is no longer open.
        DomainError: the new values break a rule of the row.
    """
    version = open_for_editing(version_of(row), by)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.revision != revision:
        raise StateConflict(_("Somebody else changed this row while you had it open. Your text is still below."))
    row.revision += 1
    write(row, version, fields)
    audit.record(CHANGED, version, by=by, row=str(row)[:200])
    return row


@transaction.atomic
def set_marker(version, *, by, theme, marker, explanation=""):
    """Say how far the project takes up a cross-cutting concern (``CrossCutting.Theme``); replaces what was said."""
    version = open_for_editing(version, by)
    row = CrossCutting.objects.select_for_update().filter(version=version, theme=theme).first()
    row = row or CrossCutting(version=version, theme=theme, position=CrossCutting.Theme.values.index(theme) + 1)
    row.revision += 1
    write(row, version, {"marker": marker, "explanation": explanation})
    audit.record(CHANGED, version, by=by, row=str(row))
    return row


def write(row, version, fields):
    """Set, check and save ``fields`` of a row and what hangs below it. Raises DomainError."""
    below = {name: fields[name] for name in BELOW if name in fields}
    amount = getattr(row, "amount", None)
    for name, value in fields.items():
        if name not in below:
            setattr(row, name, value)
    if isinstance(row, BudgetLine):
        _prepare_line(row, version)
    if isinstance(row, Activity):
        _check_month(row.end_month, version, _("The project lasts %(n)d months; the activity ends later."))
    if isinstance(row, Indicator):
        _prepare_indicator(row)
    _save(row)
    _write_below(row, version, below)
    if amount != getattr(row, "amount", None) and "phases" not in below:
        _keep_phases_equal(row)


def _write_below(row, version, below):
    for name in {"axes", "goals"} & set(below):
        getattr(row, name).set(below[name])
    if "milestones" in below:
        _set_milestones(row, version, below["milestones"])
    if "split_targets" in below:
        rows = [SplitTarget(indicator=row, part=part, value=value) for part, value in below["split_targets"].items()]
        _replace(row.split_targets, rows)
    if "phases" in below:
        _set_phases(row, version, below["phases"])


def _save(row):
    """Check the fields and save; what the database refuses is said in the words of its constraint.

    Constraints are left to the database: asking it about each beforehand took three statements a constraint.
    """
    relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise DomainError([str(message) for message in error.messages]) from error
    except IntegrityError as error:
        broken = (one for one in row._meta.constraints if one.name in str(error))
        raise DomainError([one.get_violation_error_message() for one in broken] or str(error)) from error


def _replace(manager, rows):
    """Put ``rows`` in the place of those that hang there."""
    manager.all().delete()
    for row in rows:
        _save(row)


def _check_month(month, version, sentence):
    if version.duration_months and month and month > version.duration_months:
        raise DomainError(sentence % {"n": version.duration_months})


def _prepare_indicator(row):
    """Leave out what another kind of indicator would have said."""
    if row.kind != Indicator.Kind.SCALE:
        row.scale = None
    if row.kind == Indicator.Kind.QUALITATIVE:
        row.baseline_value = row.target_value = None
    if row.baseline_state != Indicator.BaselineState.TO_BE_DETERMINED:
        row.baseline_due_month = None


def _set_milestones(row, version, milestones):
    in_words = row.kind == Indicator.Kind.QUALITATIVE
    rows = []
    for month, value, text in milestones:
        _check_month(month, version, _("The project lasts %(n)d months; a milestone lies later."))
        if (in_words and not text) or (not in_words and value is None):
            raise DomainError(_("A milestone of month %(month)d says nothing.") % {"month": month})
        rows.append(Milestone(indicator=row, month=month, value=None if in_words else value, text=text))
    if len({milestone.month for milestone in rows}) < len(rows):
        raise DomainError(_("An indicator has one milestone a month."))
    _replace(row.milestones, rows)


def _prepare_line(line, version):
    if line.activity and line.activity.output.version_id != version.pk:
        raise DomainError(_("The activity belongs to another plan."))
    if line.category != BudgetLine.Category.OPERATIONAL:
        line.activity = None
    elif not line.activity and not line.is_evaluation:
        raise DomainError(_("Choose the activity that this operational line pays for (rule B06)."))
    line.amount = line_amount(line.quantity, line.periods, line.unit_cost, line.share_percent)


def _set_phases(line, version, amounts):
    """Keep typed half-years, which must add up to the line; None: follow the months of the activity again."""
    difference = line.amount - sum(amounts, Decimal(0)) if amounts else None
    if difference:
        sentence = _("The half-years must add up to the line. They differ by %(amount)s.")
        raise DomainError(sentence % {"amount": write_money(abs(difference))})
    if amounts and len(amounts) > half_years(version.duration_months):
        raise DomainError(_("The project has fewer half-years."))
    rows = [PhaseAmount(line=line, phase=phase, amount=amount) for phase, amount in enumerate(amounts or (), 1)]
    _replace(line.phase_amounts, rows)


def _keep_phases_equal(line):
    """Spread a new amount over half-years typed before, in the proportions typed."""
    typed = list(line.phase_amounts.all())
    if not typed or sum(row.amount for row in typed) == line.amount:
        return
    for row, amount in zip(typed, spread(line.amount, [row.amount for row in typed]), strict=True):
        PhaseAmount.objects.filter(pk=row.pk).update(amount=amount)
