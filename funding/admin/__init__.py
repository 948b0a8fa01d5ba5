"""The rulebook for administrators, one file for each noun."""

from . import lists, reference

__all__ = ["lists", "reference"]
