from decimal import Decimal

import pytest

from core.audit import history
from core.errors import NotAllowed
from monitoring import services
from monitoring.models import ChecklistItem, Threshold
from monitoring.selectors.thresholds import thresholds, unconfirmed
from monitoring.services.reference import keep

SHIPPED = {
    "overspend_percent": Decimal(10),
    "burn_amber_points": Decimal(15),
    "burn_red_points": Decimal(30),
    "achievement_green_percent": Decimal(85),
    "achievement_amber_percent": Decimal(60),
    "achievement_above_percent": Decimal(115),
    "deviation_percent": Decimal(15),
}


def test_shipped_rows_are_created_once(reference):
    assert services.load_monitoring_reference() == 0
    assert (Threshold.objects.count(), ChecklistItem.objects.count()) == (7, 10)
    assert thresholds() == SHIPPED


def test_thresholds_are_known_before_they_are_loaded(db):
    Threshold.objects.all().delete()

    assert thresholds() == SHIPPED
    assert unconfirmed() == set(SHIPPED)


def test_a_kept_threshold_counts_and_leaves_a_trace(reference, administrator):
    row = Threshold.objects.get(pk="overspend_percent")
    row.value, row.is_confirmed = Decimal("12.50"), True

    keep(row, by=administrator, changed=["value", "is_confirmed"])

    assert thresholds()["overspend_percent"] == Decimal("12.50")
    assert unconfirmed() == set(SHIPPED) - {"overspend_percent"}
    assert [(event.action, event.data) for event in history(row)] == [
        ("monitoring.changed", {"fields": ["is_confirmed", "value"]})
    ]


@pytest.mark.parametrize("name", ["officer", "auditor", "applicant"])
def test_others_keep_no_thresholds(reference, request, name):
    row = Threshold.objects.get(pk="overspend_percent")
    row.value = Decimal(90)

    with pytest.raises(NotAllowed):
        keep(row, by=request.getfixturevalue(name), changed=["value"])

    assert thresholds() == SHIPPED


def test_every_shipped_row_has_three_languages(reference):
    rows = [*Threshold.objects.all(), *ChecklistItem.objects.all()]

    assert [row.pk for row in rows if not (row.name_en and row.name_fr and row.name_es)] == []
