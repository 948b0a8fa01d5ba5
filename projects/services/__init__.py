"""Writing funded projects and the amendments of their plans, one file for each noun."""

from .amendments import amend, approve_amendment, return_amendment, submit_amendment, withdraw_amendment
from .projects import ImportReport, activate, award, import_projects, publish, unpublish

__all__ = [
    "ImportReport",
    "activate",
    "amend",
    "approve_amendment",
    "award",
    "import_projects",
    "publish",
    "return_amendment",
    "submit_amendment",
    "unpublish",
    "withdraw_amendment",
]
