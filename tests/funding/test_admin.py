import pytest
from django.urls import reverse

from core.models import AuditEvent
from funding.models import EligibilityList, Rule

MODELS = ["region", "country", "focusarea", "theme", "fundingline", "eligibilitylist", "rule"]


@pytest.mark.parametrize("name", MODELS)
def test_administrator_opens_list_and_row(client_for, administrator, reference, name):
    client = client_for(administrator)
    rows = client.get(reverse(f"admin:funding_{name}_changelist"))

    first = rows.context["cl"].result_list[0]
    page = client.get(reverse(f"admin:funding_{name}_change", args=[first.pk]))

    assert page.context["original"] == first


@pytest.mark.parametrize("name", ["officer", "approver", "applicant"])
def test_others_do_not_open_the_rulebook(client_for, request, reference, name):
    user = request.getfixturevalue(name)
    user.is_staff = True
    user.save()

    response = client_for(user).get(reverse("admin:funding_rule_changelist"))

    assert response.status_code == 403
    assert "Staff and office" not in response.content.decode()


def form_data(page):
    form = page.context["adminform"].form
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


def test_changed_rule_leaves_an_audit_row_and_counts_at_once(client_for, administrator, reference):
    rule = Rule.objects.get(code="B02")
    client, address = client_for(administrator), reverse("admin:funding_rule_change", args=[rule.pk])
    data = form_data(client.get(address)) | {"parameters": '{"maximum_share": "0.25"}', "unconfirmed_parameters": "[]"}

    client.post(address, data)

    rule.refresh_from_db()
    assert rule.parameters == {"maximum_share": "0.25"}
    event = AuditEvent.objects.about(rule).get()
    assert (event.actor, event.action) == (administrator, "funding.changed")
    assert "parameters" in event.data["fields"]


def test_published_list_cannot_be_changed(client_for, administrator, reference):
    published = EligibilityList.objects.get()
    address = reverse("admin:funding_eligibilitylist_change", args=[published.pk])

    response = client_for(administrator).post(address, {"countries": ["DE"], "status": "DRAFT"})

    published.refresh_from_db()
    assert response.status_code == 403
    assert (published.status, published.countries.count()) == ("PUBLISHED", 104)
