"""The parts of a record but for the ranking: each a function of the ``Moment``."""

import json
from decimal import Decimal

from django.db.models import Max

from applications.models import EndorsementLetter, Submission
from core.numbers import round_half_up
from funding.ledger import balance
from funding.models import LedgerEntry
from funding.selectors.rulebook import seal as seal_of_rules

from ...models import Review, Rubric
from ..rubrics import rubric_for
from .moments import digest_of, time_of, words_of


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
            "submitted_at": time_of(submission.submitted_at),
            "sha256": digest_of(submission.content),
            "rule_set": submission.rule_set and str(submission.rule_set),
            "rule_set_sha256": submission.rule_set and seal_of_rules(submission.rule_set),
            "facts_sha256": digest_of(submission.facts),
            "findings_sha256": digest_of(submission.findings),
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
            "answered_at": time_of(one.answered_at),
            "questions": [
                {"part": row.part, "text": row.text, "answer": row.answer} for row in one.questions.order_by("position")
            ],
        }
        for one in found.prefetch_related("questions")
    ]


def _endorsements(moment):
    found = moment.application.endorsements.filter(submission__in=moment.round).order_by("pk")
    return [{"by": one.endorsed_by_id, "at": time_of(one.endorsed_at), "comment": one.comment} for one in found]


def _screening(moment):
    found = moment.application.screenings.filter(submission__in=moment.round).order_by("pk")
    return [
        {
            "by": one.screened_by_id,
            "at": time_of(one.screened_at),
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
        key = moment.key_of(one.reviewer_id)
        row = {
            "key": key, "asked_at": time_of(one.assigned_at), "state": one.state, "declared_at": time_of(one.declared_at),
            "conflict": one.conflict, "chosen": one.source, "choice_reason": one.choice_reason,
        }  # fmt: skip
        moved_later = one.declared_at is not None and one.declared_at > moment.at
        rows.append(known.get(key, row) if moved_later else row)
    return rows


def _reviews(moment):
    """Every version handed in before the decision; a later one replaces the earlier, and both stand here."""
    keys = {assignment.pk: moment.key_of(assignment.reviewer_id) for assignment in moment.assignments}
    found = Review.objects.filter(assignment__in=keys, handed_in_at__lte=moment.at).select_related("submission")
    return [
        {
            "reviewer": keys[one.assignment_id], "version": one.number, "submission": one.submission.number,
            "marks": one.marks, "comments": one.comments, "summary": one.summary, "reason": one.reason,
            "handed_in_at": time_of(one.handed_in_at),
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
        "published_at": time_of(rubric.published_at),
        "scale": [{"mark": step.mark, **words_of(step, "name")} for step in rubric.steps.order_by("mark")],
        "criteria": [
            {"code": one.code, "weight": str(one.weight), **words_of(one, "name"), **words_of(one, "guidance")}
            for one in rubric.criteria.order_by("position", "code")
        ],
    }


def _interests(moment):
    found = moment.application.interests.filter(declared_at__lte=moment.at).order_by("pk")
    return [
        {
            "by": one.declared_by_id,
            "at": time_of(one.declared_at),
            "has_conflict": one.has_conflict,
            "words": one.conflict,
        }
        for one in found
    ]


def money_of(moment):
    """The line's year just after the decision, from the entries that there were then (USD)."""
    proposal = moment.known["proposal"]
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
        "by": one.recommended_by_id, "at": time_of(one.recommended_at),
    }  # fmt: skip


def _decision(moment):
    one = moment.decision
    amount = one.amount and str(round_half_up(Decimal(one.amount), 2))
    return {
        "outcome": one.outcome, "reason": one.reason, "conditions": one.conditions, "amount": amount,
        "by": one.decided_by_id, "at": time_of(one.decided_at),
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
    "recommendation": _recommendation,
    "decision": _decision,
}
