"""What a recommendation rests on: the facts of its memo."""

import json
from dataclasses import dataclass
from decimal import Decimal

from applications.selectors import asked_in, letters_of, letters_progress, own_version, reading_of, round_of
from funding.ledger import ZERO, Balance
from funding.selectors import ledger
from plans.selectors import framework

from ..models import Recommendation
from .obstacles import obstacles
from .scores import ScoreSheet, score_sheet
from .support import support_of


@dataclass(frozen=True)
class Funds:
    """Money of a proposal's line, year and region beside what it asks for (USD).

    ``share`` is None where the region's share is not known; ``is_held``: an approval holds it already, made known or not.
    """

    balance: Balance
    share: object | None
    amount: Decimal
    is_held: bool

    @property
    def left(self):
        """Of the line before this proposal."""
        return self.balance.available + (self.amount if self.is_held else ZERO)

    @property
    def left_after(self):
        """Of the line after it."""
        return self.left - self.amount

    @property
    def region_left(self):
        """Of the region's share before this proposal; None where the share is not known."""
        if self.share is None or self.share.difference is None:
            return None
        return self.share.difference + (self.amount if self.is_held else ZERO)

    @property
    def region_left_after(self):
        """Of the region's share after it."""
        return None if self.region_left is None else self.region_left - self.amount


@dataclass(frozen=True)
class Memo:
    """Everything that the memo of a proposal says, as rows; the words are in ``exports.memos``."""

    application: object
    reading: object
    funds: Funds
    support: list
    endorsement: object | None
    screening: object | None
    sheet: ScoreSheet
    letters: list
    progress: object | None
    asked: list
    recommendation: object | None
    obstacles: list


def memo_of(application):
    """The Memo of a submitted proposal as things stand now."""
    submissions = round_of(application)
    last = application.submissions.order_by("-number").first()
    screening = application.screenings.filter(submission__in=submissions).select_related("screened_by").first()
    endorsement = application.endorsements.filter(submission__in=submissions).select_related("endorsed_by").first()
    clarifications = application.clarifications.filter(asked_at__gte=submissions.order_by("number")[0].submitted_at)
    recommendation = application.recommendations.select_related("recommended_by").first()
    outcome = recommendation.outcome if recommendation else Recommendation.Outcome.APPROVE
    return Memo(
        application,
        reading_of(application, json.loads(last.content), last, everything=True),
        funds_of(application),
        support_of(application),
        endorsement,
        screening,
        score_sheet(application),
        list(letters_of(application)),
        letters_progress(application),
        [asked for one in clarifications.order_by("number") for asked in asked_in(one)],
        recommendation,
        obstacles(application, outcome),
    )


def funds_of(application):
    """The Funds of a proposal: four queries of money and those of its budget."""
    line, year = application.line, application.funding_year
    balance = ledger.balance_of(line, year)
    rows = ledger.regional(line, year, balance.money).rows
    share = next((row for row in rows if row.region and row.region.pk == application.region_id), None)
    amount = framework(own_version(application)).totals.total
    held = ledger.engaged_for(line, year, [application.reference]).get(application.region_id, ZERO)
    return Funds(balance, share if share and share.amount is not None else None, amount, held >= amount > 0)
