from decimal import Decimal

import pytest

from core.audit import history
from monitoring.models import ChecklistItem, Threshold

ADDRESS = "/admin/monitoring/threshold/overspend_percent/change/"
NAMES = {"name_en": "Overspent", "name_fr": "Dépassement", "name_es": "Exceso"}


def test_administrators_change_thresholds_with_a_trace(client_for, reference, administrator):
    response = client_for(administrator).post(
        ADDRESS, {**NAMES, "value": "12.5", "is_confirmed": "on", "position": "1"}
    )

    row = Threshold.objects.get(pk="overspend_percent")
    assert (response.status_code, row.value, row.is_confirmed) == (302, Decimal("12.50"), True)
    assert [event.actor for event in history(row)] == [administrator]


@pytest.mark.parametrize("value", ["-1", "1001", "x"])
def test_a_threshold_that_cannot_be_is_refused(client_for, reference, administrator, value):
    response = client_for(administrator).post(ADDRESS, {**NAMES, "value": value, "position": "1"})

    assert response.status_code == 200
    assert Threshold.objects.get(pk="overspend_percent").value == 10


@pytest.mark.parametrize("name", ["officer", "auditor", "project_manager"])
def test_others_change_nothing(client_for, reference, request, name):
    response = client_for(request.getfixturevalue(name)).post(ADDRESS, {**NAMES, "value": "90", "position": "1"})

    assert response.status_code in {302, 403, 404}
    assert Threshold.objects.get(pk="overspend_percent").value == 10


def test_administrators_add_items_of_the_checklist(client_for, reference, administrator):
    data = {**NAMES, "code": "new", "computed": "", "position": "11", "is_asked": "on"}

    client_for(administrator).post("/admin/monitoring/checklistitem/add/", data)

    assert ChecklistItem.objects.get(pk="new").name_fr == "Dépassement"
