"""The Fund's rulebook and reference data, one file for each noun."""

from .calls import Call, CallDocument, CallExtension, CallFollower, Phase
from .countries import Country, CountryIncome, CountryStatus, IncomeGroup, Region
from .eligibility import EligibilityList, PublishedCount
from .lines import Coverage, FundingLine, LedgerEntry
from .measures import Axis, AxisValue, Goal, RatingScale, RatingStep
from .notices import Notice
from .rulebook import Rule, RuleCase, RuleSet, Severity
from .themes import FocusArea, Theme

__all__ = [
    "Axis",
    "AxisValue",
    "Call",
    "CallDocument",
    "CallExtension",
    "CallFollower",
    "Country",
    "CountryIncome",
    "CountryStatus",
    "Coverage",
    "EligibilityList",
    "FocusArea",
    "FundingLine",
    "Goal",
    "IncomeGroup",
    "LedgerEntry",
    "Notice",
    "Phase",
    "PublishedCount",
    "RatingScale",
    "RatingStep",
    "Region",
    "Rule",
    "RuleCase",
    "RuleSet",
    "Severity",
    "Theme",
]
