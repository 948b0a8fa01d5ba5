"""Funded projects, and what the public may read of them, one file for each noun."""

from .activities import IatiActivity
from .projects import CODE_PATTERN, PRIMA_PATTERN, Project, State
from .publications import Publication, Redaction
from .records import Catalogue, PublicRecord
from .stories import Story

__all__ = [
    "CODE_PATTERN",
    "PRIMA_PATTERN",
    "Catalogue",
    "IatiActivity",
    "Project",
    "PublicRecord",
    "Publication",
    "Redaction",
    "State",
    "Story",
]
