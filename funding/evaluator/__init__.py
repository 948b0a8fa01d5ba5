"""The Fund's rules, evaluated. Pure: frozen facts and rules in, findings out; no database, no clock, no request.

Every check of the portal asks here: the checker, the editors, the submission, screening, decisions, reports. The words and the
parameters of a rule are rows kept by staff (``funding.models.Rule``); only the way to compute it is code.
"""

from . import budget, eligibility, project, proposal
from .facts import (
    BudgetFacts,
    CountryFacts,
    Done,
    FactsError,
    Income,
    LetterFacts,
    LineFacts,
    Listing,
    ProjectFacts,
    ProposalFacts,
    SectionFacts,
    Status,
    as_data,
    from_data,
)
from .findings import BLOCK, MET, NOT_APPLICABLE, NOT_MET, NOTE, TASK, TO_CHECK, WARN, Figure, Finding, RuleFacts
from .proposal import range_for

__all__ = [
    "ALWAYS",
    "BLOCK",
    "BUDGET",
    "CHECKS",
    "DECLARATIONS",
    "ELIGIBILITY",
    "MET",
    "NOTE",
    "NOT_APPLICABLE",
    "NOT_COMPUTED",
    "NOT_MET",
    "TASK",
    "TO_CHECK",
    "WARN",
    "BudgetFacts",
    "CountryFacts",
    "Done",
    "FactsError",
    "Figure",
    "Finding",
    "Income",
    "LetterFacts",
    "LineFacts",
    "Listing",
    "ProjectFacts",
    "ProposalFacts",
    "RuleFacts",
    "SectionFacts",
    "Status",
    "as_data",
    "evaluate",
    "from_data",
    "range_for",
]

CHECKS = {**eligibility.CHECKS, **proposal.CHECKS, **budget.CHECKS, **project.CHECKS}
ELIGIBILITY = tuple(eligibility.CHECKS)
BUDGET = tuple(budget.CHECKS)
DECLARATIONS = ("S05", "S06", "S07", "B03")
# The reporting schedule of every project is made from these, on whatever day it starts.
ALWAYS = ("R01", "R02", "R03")
# Rules without a computation of their own: where each of them is held instead.
NOT_COMPUTED = {
    "A04": "the ranges that A01, A03 and A06 read",
    "A05": "multi-regional and global coverage count as regional wherever a range is read",
    "B08": "people judge prices; the calculation note of B09 is where they look",
    "R06": "PRIMA is another system",
    "R09": "the form itself",
}


def evaluate(facts, rules, codes=None):
    """Findings of ``rules`` (RuleFacts of one set) that hold on the day of ``facts``, in the order of their codes.

    With ``codes`` only those rules are held against the facts; the others stay known to rules that read them.
    """
    in_force = {rule.code: rule for rule in rules if rule.holds(facts.on)}
    asked = sorted(code for code in in_force if code in CHECKS and (codes is None or code in codes))
    return [finding for code in asked for finding in CHECKS[code](in_force[code], facts, in_force)]
