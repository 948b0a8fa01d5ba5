"""Data that migrations write for what was there before."""

from importlib import import_module

import pytest
from django.apps import apps

from projects.models import Amendment, GovernmentAgreement

amendments = import_module("projects.migrations.0009_amendments")


@pytest.mark.parametrize(("status", "was_sent"), [("DRAFT", False), ("SUBMITTED", True), ("RETURNED", True)])
def test_amendments_from_before_say_that_plan_and_budget_change(amendment_in, running_project, status, was_sent):
    version = amendment_in(status)
    GovernmentAgreement.objects.all().delete()
    Amendment.objects.all().delete()

    amendments.describe(apps, None)

    found = Amendment.objects.get()
    assert (found.version, [kind.value for kind in found.kinds]) == (version, ["BUDGET", "FRAMEWORK"])
    assert (found.agreed_ends_on, found.new_ends_on) == (running_project.ends_on, None)
    assert (found.requested_on is not None, found.is_late, found.is_confirmed) == (was_sent, False, False)
