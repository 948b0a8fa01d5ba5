"""The Fund's rulebook and reference data, one file for each noun."""

from .calls import Call, CallDocument, CallExtension, CallFollower
from .countries import Country, CountryIncome, CountryStatus, IncomeGroup, Region
from .eligibility import EligibilityList, PublishedCount
from .lines import Coverage, FundingLine, LedgerEntry
from .rulebook import Rule, RuleCase, RuleSet, Severity
from .themes import FocusArea, Theme

__all__ = [
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
    "IncomeGroup",
    "LedgerEntry",
    "PublishedCount",
    "Region",
    "Rule",
    "RuleCase",
    "RuleSet",
    "Severity",
    "Theme",
]
