"""Forms of a plan's rows, one file for each kind."""

from .indicators import IndicatorForm
from .lines import LineForm, PhasesForm
from .rows import ActivityForm, MarkerForm, ResultForm, RiskForm

__all__ = ["ActivityForm", "IndicatorForm", "LineForm", "MarkerForm", "PhasesForm", "ResultForm", "RiskForm"]
