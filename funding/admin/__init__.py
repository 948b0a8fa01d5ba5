"""The rulebook for administrators, one file for each noun."""

from . import lists, rulebook
from .reference import KeptAdmin

__all__ = ["KeptAdmin", "lists", "rulebook"]
