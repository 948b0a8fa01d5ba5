"""The record of a decision: everything that it rests on, as it stood then, and whether the database still says the same.

A record is canonical JSON: codes for names, numbers and amounts as text, keys for reviewers. Rows that never change are
read again to verify it, as far as they stood at the moment of the decision; of what moves later (the funding year of a
proposal taken up again, a conflict declared afterwards) the record itself is the only witness.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal

from django.conf import settings
from django.db.models import Max

from applications.models import EndorsementLetter, Submission
from applications.models.proposals import new_key
from applications.snapshot import canonical
from core.models import AuditEvent
from core.numbers import round_half_up
from funding.ledger import balance
from funding.models import LedgerEntry
from funding.selectors.rulebook import seal as seal_of_rules

from ..models import Assignment, DecisionRecord, Review, Rubric
from .rubrics import rubric_for

FORMAT = 1
DIGITS = 16  # of a reviewer's key


@dataclass(frozen=True)
class Moment:
    """A decision, when it was made, and what its record already holds ({} while it is being sealed)."""

    decision: object
    known: dict

    @property
    def at(self):
        """The time of the decision."""
        return self.decision.decided_at

    @property
    def application(self):
        """The proposal."""
        return self.decision.application

    @property
    def round(self):
        """Submissions of the decided round, oldest first: from the last one handed in as a whole to the one recommended."""
        last = self.decision.recommendation.submission.number
        found = list(self.application.submissions.filter(number__lte=last).order_by("number"))
        whole = [place for place, submission in enumerate(found) if submission.clarification_id is None]
        return found[whole[-1] if whole else 0 :]

    @property
    def assignments(self):
        """Reviewers asked about the round before the decision."""
        found = self.application.assignments.filter(submission__in=self.round, assigned_at__lte=self.at)
        return list(found.select_related("submission").order_by("pk"))

    def key_of(self, assignment):
        """The reviewer's key in this record: the same person has another one in every record."""
        text = f"{self.known['salt']}:{assignment.reviewer_id}"
        return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def sealed(decision):
    """The unsaved DecisionRecord of a decision that was just made; call inside its transaction."""
    content, sha256 = canonical(record_of(decision))
    return DecisionRecord(decision=decision, content=content, sha256=sha256)


def record_of(decision, known=None):
    """What ``decision`` rests on as JSON-ready data; ``known``: the record there is, when it is computed again."""
    moment = Moment(decision, known or {"salt": new_key()})
    found = {"format": FORMAT, "salt": moment.known["salt"]}
    for name, part in PARTS.items():
        found[name] = part(moment)
    found["scores"] = scores_in(found)
    return found


def _proposal(moment):
    """Reference and line; year, region and call as they stood."""
    application = moment.application
    stood = {
        "funding_year": application.funding_year,
        "region": application.region_id,
        "call": application.call and application.call.slug,
    }
    return {
        "reference": application.reference,
        "line": json.loads(moment.round[-1].content)["line"],
        **{name: moment.known.get("proposal", stood)[name] for name in stood},
    }


def _submissions(moment):
    return [
        {
            "number": submission.number,
            "submitted_at": _time(submission.submitted_at),
            "sha256": _digest(submission.content),
            "rule_set": submission.rule_set and str(submission.rule_set),
            "rule_set_sha256": submission.rule_set and seal_of_rules(submission.rule_set),
            "facts_sha256": _digest(submission.facts),
            "findings_sha256": _digest(submission.findings),
        }
        for submission in Submission.objects.filter(pk__in=[one.pk for one in moment.round])
        .select_related("rule_set")
        .order_by("number")
    ]


def _letters(moment):
    """Letters that stood beside the proposal, by their files' hashes."""
    known = {"pk__in": [letter["pk"] for letter in moment.known["letters"]]} if "letters" in moment.known else {}
    found = EndorsementLetter.objects.filter(application=moment.application, **(known or {"removed_at": None}))
    return [
        {
            "pk": letter.pk,
            "country": letter.country_id,
            "dated_on": letter.dated_on.isoformat(),
            "sha256": letter.sha256,
        }
        for letter in found.order_by("pk")
    ]


def _clarifications(moment):
    found = moment.application.clarifications.filter(submission__in=moment.round).order_by("number")
    return [
        {
            "number": one.number,
            "answered_at": _time(one.answered_at),
            "questions": [
                {"part": row.part, "text": row.text, "answer": row.answer} for row in one.questions.order_by("position")
            ],
        }
        for one in found.prefetch_related("questions")
    ]


def _endorsements(moment):
    found = moment.application.endorsements.filter(submission__in=moment.round).order_by("pk")
    return [{"by": one.endorsed_by_id, "at": _time(one.endorsed_at), "comment": one.comment} for one in found]


def _screening(moment):
    found = moment.application.screenings.filter(submission__in=moment.round).order_by("pk")
    return [
        {
            "by": one.screened_by_id,
            "at": _time(one.screened_at),
            "answers": {name: getattr(one, name) for name in one.QUESTIONS},
            "note": one.note,
        }
        for one in found
    ]


def _reviewers(moment):
    """Who was asked, by key, with what they declared; of what they declared later the record alone knows."""
    known = {row["key"]: row for row in moment.known.get("reviewers", [])}
    rows = []
    for one in moment.assignments:
        key = moment.key_of(one)
        row = {
            "key": key, "asked_at": _time(one.assigned_at), "state": one.state, "declared_at": _time(one.declared_at),
            "conflict": one.conflict, "chosen": one.source, "choice_reason": one.choice_reason,
        }  # fmt: skip
        moved_later = one.declared_at is not None and one.declared_at > moment.at
        rows.append(known.get(key, row) if moved_later else row)
    return rows


def _reviews(moment):
    """Every version handed in before the decision; a later one replaces the earlier, and both stand here."""
    keys = {assignment.pk: moment.key_of(assignment) for assignment in moment.assignments}
    found = Review.objects.filter(assignment__in=keys, handed_in_at__lte=moment.at).select_related("submission")
    return [
        {
            "reviewer": keys[one.assignment_id], "version": one.number, "submission": one.submission.number,
            "marks": one.marks, "comments": one.comments, "summary": one.summary, "reason": one.reason,
            "handed_in_at": _time(one.handed_in_at),
        }
        for one in found.order_by("assignment", "number")
    ]  # fmt: skip


def _rubric(moment):
    """The version that the marks were given by, whole."""
    if "rubric" in moment.known:
        rubric = Rubric.objects.get(number=moment.known["rubric"]["number"])
    else:
        rubric = rubric_for(moment.application)
    return {
        "number": rubric.number,
        "published_at": _time(rubric.published_at),
        "scale": [{"mark": step.mark, **_words(step, "name")} for step in rubric.steps.order_by("mark")],
        "criteria": [
            {"code": one.code, "weight": str(one.weight), **_words(one, "name"), **_words(one, "guidance")}
            for one in rubric.criteria.order_by("position", "code")
        ],
    }


def _interests(moment):
    found = moment.application.interests.filter(declared_at__lte=moment.at).order_by("pk")
    return [
        {
            "by": one.declared_by_id,
            "at": _time(one.declared_at),
            "has_conflict": one.has_conflict,
            "words": one.conflict,
        }
        for one in found
    ]


def _money(moment):
    """The line's year just after the decision, from the entries that there were then (USD)."""
    proposal = moment.known.get("proposal") or _proposal(moment)
    entries = LedgerEntry.objects.filter(line=proposal["line"], year=proposal["funding_year"])
    last = moment.known["money"]["last_entry"] if "money" in moment.known else entries.aggregate(Max("pk"))["pk__max"]
    rows = list(entries.filter(pk__lte=last or 0))
    here = balance(row for row in rows if row.region_id == proposal["region"])
    whole = balance(rows)
    return {
        "last_entry": last,
        "money": str(whole.money),
        "held": str(whole.engaged),
        "left": str(whole.available),
        "held_in_region": str(here.engaged),
    }


def _recommendation(moment):
    one = moment.decision.recommendation
    return {
        "submission": one.submission.number, "outcome": one.outcome, "conditions": one.conditions, "memo": one.memo,
        "by": one.recommended_by_id, "at": _time(one.recommended_at),
    }  # fmt: skip


def _decision(moment):
    one = moment.decision
    amount = one.amount and str(round_half_up(Decimal(one.amount), 2))
    return {
        "outcome": one.outcome, "reason": one.reason, "conditions": one.conditions, "amount": amount,
        "by": one.decided_by_id, "at": _time(one.decided_at),
    }  # fmt: skip


PARTS = {
    "proposal": _proposal,
    "submissions": _submissions,
    "letters": _letters,
    "clarifications": _clarifications,
    "endorsements": _endorsements,
    "screening": _screening,
    "reviewers": _reviewers,
    "reviews": _reviews,
    "rubric": _rubric,
    "interests": _interests,
    "money": _money,
    "recommendation": _recommendation,
    "decision": _decision,
}


def scores_in(record):
    """Means and spreads from the marks and weights of ``record`` alone: four decimals as text, None where there is no mark.

    Of each reviewer the last version counts, and none of those who declared a conflict or are not done.
    """
    done = {row["key"] for row in record["reviewers"] if row["state"] == Assignment.State.DONE}
    counted = {row["reviewer"]: row["marks"] for row in record["reviews"] if row["reviewer"] in done}
    weights = {row["code"]: Decimal(row["weight"]) for row in record["rubric"]["criteria"]}
    marks = {code: [Decimal(given[code]) for given in counted.values() if given.get(code)] for code in weights}
    means = {code: sum(given) / len(given) for code, given in marks.items() if given}
    each = {
        key: _weighted({code: Decimal(given[code]) for code in weights if given.get(code)}, weights)
        for key, given in counted.items()
    }
    known = [mean for mean in each.values() if mean is not None]
    return {
        "criteria": [
            {"code": code, "mean": _text(means.get(code)), "spread": int(max(given) - min(given)) if given else None}
            for code, given in marks.items()
        ],
        "reviewers": [{"reviewer": key, "mean": _text(mean)} for key, mean in each.items()],
        "mean": _text(_weighted(means, weights)),
        "spread": _text(max(known) - min(known) if known else None),
    }


def _weighted(values, weights):
    weight = sum(weights[code] for code in values)
    return sum(value * weights[code] for code, value in values.items()) / weight if weight else None


@dataclass(frozen=True)
class Verdict:
    """Outcome of ``verify``: where the record and the database first differ ("reviews[0].marks.FIT"); "" where nowhere."""

    differs_in: str = ""


def verify(record):
    """Read everything again that a DecisionRecord was made of; the same bytes must come out."""
    if _digest(record.content) != record.sha256:
        return Verdict("content")
    row = AuditEvent.objects.about(record.decision.application).filter(action="decision.recorded")
    if record.sha256 not in [event.data.get("sha256") for event in row]:
        return Verdict("audit trail")
    known = json.loads(record.content)
    if place := first_difference(known["scores"], scores_in(known), "scores"):
        return Verdict(place)
    return Verdict(first_difference(known, record_of(record.decision, known)))


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


def _words(row, name):
    return {f"{name}_{code}": getattr(row, f"{name}_{code}") or "" for code, _label in settings.LANGUAGES}


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _time(moment):
    return moment and moment.astimezone(UTC).isoformat()


def _text(value):
    return None if value is None else str(round_half_up(value, 4))
