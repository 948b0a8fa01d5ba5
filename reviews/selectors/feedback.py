"""What a team is shown of the reviews behind a decision."""

import json
from decimal import Decimal

from ..models import Criterion
from .records import grounds_of


def summary_of(feedback):
    """(criterion, mean mark) of the reviews behind a decision, if the feedback releases them; else [].

    As the decision's record has them: later reviews of a proposal that was revised or taken up again stay unknown.
    """
    if feedback is None or not feedback.with_summary:
        return []
    decision = feedback.decision
    record = json.loads(decision.record.content) if hasattr(decision, "record") else grounds_of(decision)
    means = {row["code"]: row["mean"] for row in record["scores"]["criteria"]}
    criteria = Criterion.objects.filter(rubric__number=record["rubric"]["number"])
    return [(criterion, Decimal(means[criterion.code])) for criterion in criteria if means.get(criterion.code)]
