"""Writing the rulebook, one file for each noun."""

from .reference import keep, load_reference

__all__ = ["keep", "load_reference"]
