"""The record of a decision: everything that it rests on, as it stood then, and whether the database still says the same.

A record is canonical JSON: codes for names, numbers and amounts as text, keys for reviewers. Rows that never change are
read again to verify it, as far as they stood at the moment of the decision; of what moves later (the funding year of a
proposal taken up again, a conflict declared afterwards) the record itself is the only witness.
"""

import json
from dataclasses import dataclass

from applications.models.proposals import new_key
from applications.snapshot import canonical
from core.models import AuditEvent

from ...models import Decision, DecisionRecord
from .moments import Moment, digest_of
from .parts import PARTS, money_of
from .rankings import list_in, ranking_of, stood_in
from .scores import scores_in

__all__ = [
    "Verdict",
    "first_difference",
    "grounds_of",
    "list_in",
    "record_of",
    "scores_in",
    "sealed",
    "stood_in",
    "verify",
]
FORMAT = 1


def grounds_of(decision, stood=None, known=None):
    """What ``decision`` rests on but for the money: most of its record as data, with the scores and the ranking.

    Read before the line is locked, so that others wait only for the money. ``stood``: of ``stood_in``; ``known``: the record
    there is, when it is computed again.
    """
    moment = Moment(decision, known or {"salt": new_key()}, stood)
    found = {"format": FORMAT, "salt": moment.known["salt"]}
    for name, part in PARTS.items():
        found[name] = part(moment)
    return found | {"scores": scores_in(found), "ranking": ranking_of(moment)}


def sealed(decision, grounds):
    """The unsaved DecisionRecord of a decision that was just made; call while the line is locked."""
    content, sha256 = canonical({**grounds, "money": money_of(Moment(decision, {"proposal": grounds["proposal"]}))})
    return DecisionRecord(decision=decision, content=content, sha256=sha256)


def record_of(decision, known=None):
    """The record of a decision as data, computed again; without a record ``known``, as the database has it now."""
    grounds = grounds_of(decision, known=known)
    return {**grounds, "money": money_of(Moment(decision, known or grounds))}


@dataclass(frozen=True)
class Verdict:
    """Outcome of ``verify``: where record and database first differ ("reviews[0].marks.FIT"), "" where nowhere.

    ``is_kept``: whether there is a record at all; decisions from before records were kept have none.
    """

    differs_in: str = ""
    is_kept: bool = True


def verify(decision):
    """Read everything again that the record of ``decision`` was made of: the same bytes must come out. Returns a Verdict."""
    decision = Decision.objects.get(pk=decision.pk)  # as the database has it
    events = AuditEvent.objects.about(decision.application).filter(action="decision.recorded")
    noted = [event.data["sha256"] for event in events if event.data.get("decision") == decision.pk]
    record = DecisionRecord.objects.filter(decision=decision).first()
    if record is None:
        return Verdict("record", is_kept=False) if noted else Verdict(is_kept=False)
    if digest_of(record.content) != record.sha256:
        return Verdict("content")
    if noted != [record.sha256]:
        return Verdict("audit trail")
    known = json.loads(record.content)
    if place := first_difference(known["scores"], scores_in(known), "scores"):
        return Verdict(place)
    if known["ranking"] and (place := first_difference(known["ranking"]["list"], list_in(known["ranking"]["inputs"]))):
        return Verdict(f"ranking.list{place}")
    fresh = json.loads(canonical(record_of(decision, known))[0])
    return Verdict(first_difference(known, fresh))


def first_difference(one, other, place=""):
    """Where two JSON values first differ, as a path; "" when they are the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*one, *other]):
            where = f"{place}.{name}" if place else name
            if name not in one or name not in other:
                return where
            if found := first_difference(one[name], other[name], where):
                return found
        return ""
    if isinstance(one, list) and isinstance(other, list):
        for number, (here, there) in enumerate(zip(one, other, strict=False)):
            if found := first_difference(here, there, f"{place}[{number}]"):
                return found
        return "" if len(one) == len(other) else f"{place}[{min(len(one), len(other))}]"
    return "" if (type(one), one) == (type(other), other) else place
