"""Roles and what they let a person do. A role is given for a time and a scope by a ``RoleGrant`` row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What the Fund's people are. Applicants and project managers need no role: they have what is theirs."""

    ENDORSER = "ENDORSER", _("Regional Office endorser")
    REVIEWER = "REVIEWER", _("Reviewer")
    OFFICER = "OFFICER", _("Fund officer")
    APPROVER = "APPROVER", _("Approver")
    AUDITOR = "AUDITOR", _("Auditor")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


CAPABILITIES = {
    Role.ENDORSER: {"endorse"},
    Role.REVIEWER: {"review"},
    Role.OFFICER: {
        *("see_all", "screen", "assign", "recommend", "activate", "publish", "accept_reports", "approve_plans"),
        *("keep_calls", "book_funds", "publish_rulebook", "keep_pages", "answer_enquiries"),
    },
    Role.APPROVER: {"see_all", "decide"},
    Role.AUDITOR: {"see_all", "see_audit", "see_rulebook"},
    Role.ADMINISTRATOR: {"keep_rulebook", "publish_rulebook", "see_audit", "manage_people", "keep_pages"},
}
REGIONAL = {Role.ENDORSER}
DESCRIPTIONS = {
    Role.ENDORSER: _("Reads the proposals of a region and endorses them, or returns them with a comment."),
    Role.REVIEWER: _(
        "Assesses the proposals assigned to them, after declaring that they have no conflict of interest."
    ),
    Role.OFFICER: _(
        "Screens proposals, assigns reviewers, recommends, starts projects, accepts their reports and approves amendments."
    ),
    Role.APPROVER: _("Decides on recommended proposals."),
    Role.AUDITOR: _("Reads everything, the audit trail included, and changes nothing."),
    Role.ADMINISTRATOR: _(
        "Gives and ends roles, keeps the rulebook, looks after accounts and mail. Opens no proposal, review or decision."
    ),
}
# Titles that FUND_APPROVER_TITLE may name, here so that the catalogues have them: the sources disagree on who approves.
APPROVER_TITLES = (_("Deputy Director General"), _("Director General"))


def approver_title():
    """The title of who decides (FUND_APPROVER_TITLE), in the active language."""
    return gettext(settings.FUND_APPROVER_TITLE)
