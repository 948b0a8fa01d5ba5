"""All that those who submit, confirm and decide must see of an amendment, read once."""

from dataclasses import dataclass
from decimal import Decimal

from plans.comparison import summary
from plans.selectors import names_of_codes
from plans.snapshot import as_data

from .amendments import lateness_of, obstacles, obstacles_to_approval
from .revisions import comparison_of, moves, spent_by_line, transfers_of


@dataclass(frozen=True)
class Decision:
    """What an amendment asks and changes. ``moved``: the ``Transfer`` of each line whose amount changes.

    ``sum_moved``: what these lines gain and others give, in USD; ``late``: the finding of R08, None for one that asks for
    neither time nor money; ``obstacles``: to its submission while it is written, then to its approval.
    """

    version: object
    amendment: object
    summary: list
    moved: list
    sum_moved: Decimal
    total_change: Decimal
    late: object
    obstacles: list


def decision(version):
    """The ``Decision`` on an amendment. A constant number of queries."""
    data = as_data(version)
    compared = comparison_of(version, data, names_of_codes())
    moved, sum_moved = moves(transfers_of(compared, spent_by_line(version.plan.project)))
    found = []
    if version.is_editable:
        found = obstacles(version, data)
    elif version.status == version.Status.SUBMITTED:
        found = obstacles_to_approval(version, data)
    return Decision(
        version, version.amendment, summary(compared), moved, sum_moved, compared.total.difference, lateness_of(version),
        found,
    )  # fmt: skip
