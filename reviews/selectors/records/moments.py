"""A decision at its moment, and how a record writes times, texts and numbers."""

import hashlib
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings

from core.numbers import round_half_up

DIGITS = 16  # of a reviewer's key


@dataclass(frozen=True)
class Moment:
    """A decision, when it was made, and what its record already holds ({} while it is being sealed)."""

    decision: object
    known: dict
    stood: tuple | None = None

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

    def key_of(self, reviewer):
        """The key of a reviewer (a user's number) in this record: the same person has another one in every record."""
        text = f"{self.known['salt']}:{reviewer}"
        return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def words_of(row, name):
    """A translated field in all languages."""
    return {f"{name}_{code}": getattr(row, f"{name}_{code}") or "" for code, _label in settings.LANGUAGES}


def digest_of(text):
    """SHA-256 (hex) of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def time_of(moment):
    """A time in universal time; None stays None."""
    return moment and moment.astimezone(UTC).isoformat()


def as_text(value):
    """A number with four decimals; None stays None."""
    return None if value is None else str(round_half_up(value, 4))
