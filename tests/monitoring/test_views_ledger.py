import csv
import io
from decimal import Decimal

import pytest
from django.utils import timezone

from monitoring import services
from monitoring.models import ProjectEntry
from monitoring.selectors.ledger import account_of

LEDGER = "/en/workspace/reports/money/PX.9001/"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("project_manager", 200), ("applicant", 200), ("endorser", 200), ("officer", 200), ("auditor", 200),
        ("approver", 200), ("reviewer", 404), ("stranger", 404),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["", "entries.csv", "entries.xlsx"])
def test_ledger_opens_for_those_who_work_on_the_project(client_for, running_project, request, name, status, path):
    assert client_for(request.getfixturevalue(name)).get(LEDGER + path).status_code == status


@pytest.mark.parametrize(("name", "status"), [("officer", 200), ("project_manager", 404), ("auditor", 404)])
def test_officers_book(client_for, running_project, request, name, status):
    client = client_for(request.getfixturevalue(name))

    assert client.get(LEDGER + "pay/").status_code == status
    assert ("Book a payment" in client.get(LEDGER).content.decode()) == (status == 200)


def test_a_payment_is_booked_once_and_reversed(client_for, running_project, officer):
    client = client_for(officer)
    after = client.get(LEDGER + "pay/").context["form"]["after"].value()
    data = {"on": timezone.localdate().isoformat(), "amount": "60,000", "note": "Transfer 17", "after": after}

    assert client.post(LEDGER + "pay/", data)["Location"] == LEDGER
    again = client.post(LEDGER + "pay/", data)

    assert "This was booked a moment ago." in again.content.decode()
    assert account_of(running_project).disbursed == Decimal(60000)
    entry = ProjectEntry.objects.get(kind="DISBURSEMENT")
    path = f"/en/workspace/reports/entries/{entry.pk}/reverse/"
    assert client.post(path, {"comment": ""}).status_code == 200
    assert client.post(path, {"comment": "Another project’s."})["Location"] == LEDGER
    assert account_of(running_project).disbursed == 0


@pytest.mark.parametrize("name", ["project_manager", "auditor", "stranger"])
def test_others_reverse_nothing(client_for, running_project, officer, request, name):
    facts = {"on": timezone.localdate(), "amount": Decimal(5)}
    entry = services.book_disbursement(running_project, by=officer, **facts)
    path = f"/en/workspace/reports/entries/{entry.pk}/reverse/"

    assert client_for(request.getfixturevalue(name)).post(path, {"comment": "No."}).status_code == 404
    assert account_of(running_project).disbursed == 5


def test_the_file_has_one_row_for_each_entry(client_for, running_project, officer):
    content = client_for(officer).get(LEDGER + "entries.csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["Budget line"]: row["Amount (USD)"] for row in rows} == {
        "Project officer": "10800.00", "Office rent and communication": "3600.00", "Workshops for officials": "24000.00",
        "Consultant who drafts the procedure": "9000.00",
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 25])
def test_number_of_queries(client_for, running_project, officer, count, django_assert_num_queries):
    for number in range(count):
        services.book_disbursement(running_project, by=officer, on=timezone.localdate(), amount=Decimal(1 + number))
    client = client_for(officer)

    with django_assert_num_queries(17):
        client.get(LEDGER)
