"""Writing rule sets: a draft is a copy of what holds, changed row by row, published by a second person."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from accounts.roles import CAPABILITIES
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent

from .. import cases, parameters
from ..models import Rule, RuleCase, RuleSet
from ..selectors import as_facts, broken_cases, interrupted, seal

DRAFTED = audit.action("rule_set.drafted", _("drafted the rules"))
RULE_CHANGED = audit.action("rule_set.rule_changed", _("changed a rule"))
CHANGED = audit.action("rule_set.changed", _("changed name or note"))
PUBLISHED = audit.action("rule_set.published", _("published the rules"))
EDITS = (DRAFTED, RULE_CHANGED, CHANGED)


@transaction.atomic
def draft_rules(original, *, by, from_year):
    """A draft with all rules and cases of ``original``, to hold from a funding year on; returns it.

    For a year that has a set it becomes that year's next version. Raises NotAllowed, and DomainError while that year has
    a draft already.
    """
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the rules."))
    RuleSet.objects.select_for_update().get(pk=original.pk)
    same_year = RuleSet.objects.filter(from_year=from_year)
    if same_year.filter(status=RuleSet.Status.DRAFT).exists():
        raise DomainError(_("There is a draft for this year already. Change or publish it first."))
    draft = RuleSet.objects.get(pk=original.pk)
    draft.pk, draft._state.adding = None, True
    draft.from_year, draft.version = from_year, (same_year.aggregate(Max("version"))["version__max"] or 0) + 1
    draft.status, draft.sha256, draft.published_by, draft.published_at = RuleSet.Status.DRAFT, "", None, None
    draft.changed_by = by
    draft.full_clean()
    draft.save()
    for rule in Rule.objects.filter(rule_set=original).prefetch_related("cases"):
        copies = list(rule.cases.all())
        rule.pk, rule._state.adding, rule.rule_set = None, True, draft
        rule.save()
        for case in copies:
            case.pk, case.rule = None, rule
        RuleCase.objects.bulk_create(copies)
    audit.record(DRAFTED, draft, by=by, original=str(original))
    return draft


PUBLISHED_MEANWHILE = _("These rules are published and do not change. Draft a new version.")
CHANGED_MEANWHILE = _(
    "This was changed elsewhere while you had it open. Your entries are still below; open it again to see what it says now."
)


def hold(row, *, revision):
    """Lock the draft of a rule, or a draft set itself, for the rest of the transaction, if it is still at ``revision``.

    ``revision`` is text, as the form sent it back. Raises StateConflict when somebody saved it since, or published the set.
    """
    rule_set_id = row.rule_set_id if isinstance(row, Rule) else row.pk
    if RuleSet.objects.select_for_update().get(pk=rule_set_id).is_published:
        raise StateConflict(PUBLISHED_MEANWHILE)
    if revision != str(_revision_of(row)):
        raise StateConflict(CHANGED_MEANWHILE)


def _revision_of(row):
    return type(row).objects.values_list("revision", flat=True).get(pk=row.pk)


@transaction.atomic
def keep_rule(row, *, by, changed):
    """Save a rule, or a worked case of one, of a draft (``changed``: names of its fields).

    Raises NotAllowed, ValidationError, and StateConflict once the set is published.
    """
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the rules."))
    rule = row if isinstance(row, Rule) else row.rule
    rule_set = RuleSet.objects.select_for_update().get(pk=rule.rule_set_id)
    if rule_set.is_published:
        raise StateConflict(PUBLISHED_MEANWHILE)
    _refuse_what_cannot_be_read(row)
    if rule.pk:
        rule.revision = _revision_of(rule) + 1
    row.full_clean()
    row.save()
    if row is not rule:
        rule.save(update_fields=["revision"])
    rule_set.changed_by = by
    rule_set.save(update_fields=["changed_by"])
    audit.record(RULE_CHANGED, rule_set, by=by, comment=rule.code, rule=rule.code, fields=sorted(changed))
    return row


def _refuse_what_cannot_be_read(row):
    """Raise ValidationError for parameters, or parts of a worked case, that the evaluator could not use."""
    if isinstance(row, Rule):
        wrong = [f"{parameters.label_of(name)}: {text}" for name, text in parameters.refusals(row.parameters).items()]
        if wrong:
            raise ValidationError({"parameters": wrong})
    elif wrong := cases.refusals(row.facts, row.expected):
        raise ValidationError(wrong)


@transaction.atomic
def split_rule(rule, *, by, on):
    """Let a rule of a draft say something else from the day ``on``: the row ends there and a copy begins; returns the copy.

    Worked cases stay with the first row; they are held against whichever row holds on their day.
    Raises NotAllowed, StateConflict once the set is published, and DomainError for a day on which the row does not hold.
    """
    rule = Rule.objects.get(pk=rule.pk)
    if not as_facts(rule).holds(on) or rule.valid_from == on:
        raise DomainError(_("Choose a day after the first and before the last on which this row holds."))
    last, rule.valid_to = rule.valid_to, on
    keep_rule(rule, by=by, changed=["valid_to"])
    rule.pk, rule._state.adding, rule.valid_from, rule.valid_to = None, True, on, last
    return keep_rule(rule, by=by, changed=["valid_from"])


@transaction.atomic
def keep_rule_set(rule_set, *, by, changed):
    """Save the name and the note of a draft (``changed``: names of the fields).

    Raises NotAllowed, ValidationError, and StateConflict once the set is published.
    """
    if not allows(by, "funding.keep"):
        raise NotAllowed(_("You may not change the rules."))
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    if locked.is_published:
        raise StateConflict(PUBLISHED_MEANWHILE)
    rule_set.changed_by, rule_set.revision = by, locked.revision + 1
    rule_set.full_clean()
    rule_set.save(update_fields=[*changed, "changed_by", "revision"])
    audit.record(CHANGED, rule_set, by=by, fields=sorted(changed))
    return rule_set


def editors_of(rule_set):
    """Ids of the people who drafted or changed a set."""
    events = AuditEvent.objects.about(rule_set).filter(action__in=EDITS)
    return set(events.values_list("actor_id", flat=True)) | {rule_set.changed_by_id}


def barred_from(rule_set):
    """Ids of the people who may not publish a draft: three queries at most.

    Nobody who drafted or changed it publishes it (security brief, T27). Where everybody who publishes has changed it, the
    draft would be stuck for ever: then only the last one to change it is barred, who is the one the database refuses too.
    """
    editors = editors_of(rule_set)
    return editors if publishers() - editors else {rule_set.changed_by_id}


def publishers():
    """Ids of the active people who may publish rules today: one query."""
    roles = [role for role, capabilities in CAPABILITIES.items() if "publish_rulebook" in capabilities]
    grants = RoleGrant.objects.in_force().filter(role__in=roles, user__is_active=True)
    return set(grants.values_list("user_id", flat=True))


def awaiting(user):
    """Drafts that ``user`` may publish as second person: three queries, however many drafts."""
    drafts = list(RuleSet.objects.filter(status=RuleSet.Status.DRAFT).exclude(changed_by=user))
    if not drafts:
        return []
    edits = AuditEvent.objects.filter(action__in=EDITS, object_type=RuleSet._meta.label_lower)
    edits = edits.filter(object_id__in=[str(draft.pk) for draft in drafts]).values_list("object_id", "actor_id")
    editors, able = defaultdict(set), publishers()
    for pk, actor in edits.distinct():
        editors[int(pk)].add(actor)
    barred = {draft.pk: editors[draft.pk] | {draft.changed_by_id} for draft in drafts}
    return [draft for draft in drafts if user.pk not in barred[draft.pk] or not able - barred[draft.pk]]


@transaction.atomic
def publish_rules(rule_set, *, by, read=None):
    """Publish a draft. From its year on it holds instead of what was there; drafts of proposals follow it at once.

    ``read`` is the seal of what the person read. Raises NotAllowed (also for whom ``barred_from`` names: a second person
    publishes), StateConflict when it is published already or says something else than was read, and DomainError
    with every worked case that does not come out as expected.
    """
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    if not allows(by, "funding.publish"):
        raise NotAllowed(_("You may not publish rules."))
    if locked.is_published:
        raise StateConflict(_("These rules are published already."))
    if by.pk in barred_from(locked):
        raise NotAllowed(_("You changed these rules. Somebody else must publish them."))
    if read is not None and read != seal(locked):
        raise StateConflict(_("The rules were changed while you read them. Go back and read them again."))
    if gaps := interrupted(locked):
        text = _("%(rule)s must hold on every day: the reporting schedule is made from it.")
        raise DomainError([text % {"rule": code} for code in gaps])
    if broken := broken_cases(locked):
        text = _("Case “%(name)s” of %(rule)s: %(problem)s.")
        raise DomainError([text % {"name": name, "rule": code, "problem": problem} for code, name, problem in broken])
    locked.status, locked.sha256 = RuleSet.Status.PUBLISHED, seal(locked)
    locked.published_by, locked.published_at = by, timezone.now()
    locked.save(update_fields=["status", "sha256", "published_by", "published_at"])
    audit.record(PUBLISHED, locked, by=by, sha256=locked.sha256)
    return locked
