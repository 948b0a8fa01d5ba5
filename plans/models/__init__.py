"""What a project promises, one file for each noun."""

from .budget import BudgetLine, PhaseAmount
from .results import Activity, Indicator, Milestone, ResultNode, SplitTarget
from .risks import CrossCutting, Risk
from .versions import Plan, PlanVersion, Removal

__all__ = [
    "Activity",
    "BudgetLine",
    "CrossCutting",
    "Indicator",
    "Milestone",
    "PhaseAmount",
    "Plan",
    "PlanVersion",
    "Removal",
    "ResultNode",
    "Risk",
    "SplitTarget",
]
