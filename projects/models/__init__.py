"""Funded projects, and what the public may read of them, one file for each noun."""

from .activities import IatiActivity, IatiIdentifier
from .amendments import Amendment, GovernmentAgreement
from .changes import RecordChange
from .followers import LONGEST_QUERY, Follower, Frequency
from .projects import CODE_PATTERN, IN_PUBLIC, PRIMA_PATTERN, PUBLIC_STATES, Project, State
from .publications import Publication, Redaction
from .records import Catalogue, PublicRecord
from .search import SearchText, Synonyms
from .stories import Story
from .subjects import ArticleSubjects

__all__ = [
    "CODE_PATTERN",
    "IN_PUBLIC",
    "LONGEST_QUERY",
    "PRIMA_PATTERN",
    "PUBLIC_STATES",
    "Amendment",
    "ArticleSubjects",
    "Catalogue",
    "Follower",
    "Frequency",
    "GovernmentAgreement",
    "IatiActivity",
    "IatiIdentifier",
    "Project",
    "PublicRecord",
    "Publication",
    "RecordChange",
    "Redaction",
    "SearchText",
    "State",
    "Story",
    "Synonyms",
]
