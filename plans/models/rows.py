"""What all rows of a version share: identity, place, revision, and that they freeze with it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes

FROZEN = "(SELECT status FROM plans_planversion WHERE id = {version}) IN ('APPROVED', 'SUPERSEDED')"
OF_VERSION = "{row}.version_id"
OF_NODE = "(SELECT version_id FROM plans_resultnode WHERE id = {row}.%s)"
OF_INDICATOR = (
    "(SELECT n.version_id FROM plans_indicator i JOIN plans_resultnode n ON n.id = i.node_id"
    " WHERE i.id = {row}.indicator_id)"
)
OF_LINE = "(SELECT version_id FROM plans_budgetline WHERE id = {row}.line_id)"


def freeze_with_version(model, version=OF_VERSION):
    """Have the database refuse every change to rows of an approved version; ``version``: SQL for a row's version."""
    when = FROZEN.replace("{version}", version)
    forbid_changes(model, (INSERT, UPDATE, DELETE), when=when, name="frozen_with_version")


class PlanRow(models.Model):
    """What every row of a version has: its identity through time, its place, and a revision against lost updates."""

    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """Left to the database: it is asked once, when the row is saved, after the service computed the row's figures."""
