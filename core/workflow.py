"""State machines as tables: which transition leads where, who may, what must hold, how it is called.

One ``Workflow`` for each kind of object. ``apply`` is the only way a state changes: it locks the row, checks, writes,
records, and runs the effects that upper apps added by name. Buttons, diagrams and test matrices read the same table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as attribute

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import audit
from .access import allows
from .errors import DomainError, NotAllowed, StateConflict


@dataclass(frozen=True)
class Transition:
    """One named step.

    ``rule`` is the permission the actor needs on the object; ``guard(obj)`` returns sentences for all that still stands
    in the way; ``label`` is the button, ``done`` the words in a history, ``confirm`` what will happen; ``internal`` steps
    stay out of the history that applicants read; ``automatic`` ones the portal takes itself when they are due.
    """

    name: str
    sources: frozenset
    target: str
    rule: str
    label: str
    done: str
    guard: Callable | None = None
    comment_required: bool = False
    confirm: str = ""
    internal: bool = False
    automatic: bool = False


@dataclass
class Workflow:
    """The transitions of one model; ``name`` prefixes the audit actions ("application" → "application.submit")."""

    name: str
    transitions: list[Transition]
    field: str = "state"
    effects: dict = attribute(default_factory=dict)

    def __post_init__(self):
        self._by_name = {transition.name: transition for transition in self.transitions}
        if len(self._by_name) < len(self.transitions):
            raise ValueError(f"{self.name} names a transition twice")
        for transition in self.transitions:
            audit.action(self.action(transition.name), transition.done, internal=transition.internal)

    def __getitem__(self, name):
        return self._by_name[name]

    def action(self, name):
        """The audit action of a transition."""
        return f"{self.name}.{name}"

    def on(self, name, effect):
        """Run ``effect(obj, by=…, comment=…)`` in the transaction of transition ``name``. Called from ``apps.py``."""
        if name not in self._by_name:
            raise KeyError(f"{self.name} has no transition {name}")
        if effect not in self.effects.setdefault(name, []):
            self.effects[name].append(effect)

    def available(self, obj, user):
        """Transitions that lead from the present state and that ``user`` may take, in table order."""
        state = getattr(obj, self.field)
        return [step for step in self.transitions if state in step.sources and allows(user, step.rule, obj)]

    def can(self, name, obj, user):
        """Whether ``user`` may take transition ``name`` now (guards not asked)."""
        return self[name] in self.available(obj, user)

    @transaction.atomic
    def apply(self, name, obj, *, by, comment="", data=None, **changes):
        """Take transition ``name`` and return the locked, changed object.

        ``changes`` are fields written together with the state; ``data`` goes into the audit row; ``by`` is None where
        the portal itself takes an automatic step.

        Raises:
            NotAllowed: ``by`` has not the rule of the transition.
            StateConflict: the object is not (or no longer) in a source state.
            DomainError: the comment is missing, or the guard names what stands in the way.
        """
        step = self[name]
        locked = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        if not (by is None and step.automatic) and not allows(by, step.rule, locked):
            raise NotAllowed(_("You may not do this."))
        source = getattr(locked, self.field)
        if source not in step.sources:
            raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
        if step.comment_required and not comment.strip():
            raise DomainError(_("Say why: a comment is required."))
        if step.guard and (obstacles := list(step.guard(locked))):
            raise DomainError(obstacles)
        for name_of_field, value in {**changes, self.field: step.target}.items():
            setattr(locked, name_of_field, value)
        locked.save(update_fields=[self.field, *changes])
        details = {"from": source, "to": step.target, **(data or {})}
        audit.record(self.action(name), locked, by=by, comment=comment, **details)
        for effect in self.effects.get(name, []):
            effect(locked, by=by, comment=comment)
        return locked
