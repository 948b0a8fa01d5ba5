"""All that those who submit, confirm and decide must see of an amendment, read once."""

from dataclasses import dataclass
from decimal import Decimal

from plans.comparison import summary

from ..workflow import AMENDMENT
from .amendments import lateness_of, obstacles, obstacles_to_approval
from .revisions import moves, pair_of, spent_by_line, transfers_of


@dataclass(frozen=True)
class Decision:
    """What an amendment asks and changes. ``moved``: the ``Transfer`` of each line whose amount changes.

    ``sum_moved``: what these lines gain and others give, in USD; ``late``: the finding of R08, None for one that asks for
    neither time nor money.
    """

    version: object
    amendment: object
    summary: list
    moved: list
    sum_moved: Decimal
    total_change: Decimal
    late: object


def decision(version, comparison=None):
    """The ``Decision`` on an amendment; ``comparison`` with the version it is based on, if at hand."""
    comparison = comparison or pair_of(version).comparison
    moved, sum_moved = moves(transfers_of(comparison, spent_by_line(version.plan.project)))
    return Decision(
        version, version.amendment, summary(comparison), moved, sum_moved, comparison.total.difference,
        lateness_of(version),
    )  # fmt: skip


def decision_and_obstacles(version):
    """The same with what stands in the way: of submission while it is written, of approval once it is submitted."""
    pair = pair_of(version)
    found = (obstacles if version.is_editable else obstacles_to_approval)(version, pair)
    return decision(version, pair.comparison), found


def steps_of(version, user):
    """The steps that the person may take now: confirming comes once, and approving after it (R07)."""
    passed = "confirm" if version.amendment.is_confirmed else "approve"
    return [step for step in AMENDMENT.available(version, user) if step.name != passed]
