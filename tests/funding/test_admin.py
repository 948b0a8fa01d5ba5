import pytest
from django.urls import reverse

from core.models import AuditEvent
from funding.models import EligibilityList, FundingLine

MODELS = ["region", "country", "focusarea", "theme", "fundingline", "eligibilitylist"]


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

    response = client_for(user).get(reverse("admin:funding_country_changelist"))

    assert response.status_code == 403
    assert "Montenegro" not in response.content.decode()


def form_data(page):
    form = page.context["adminform"].form
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


def test_changed_row_leaves_an_audit_row(client_for, administrator, reference):
    line = FundingLine.objects.get(number=1)
    client, address = client_for(administrator), reverse("admin:funding_fundingline_change", args=[line.pk])
    data = form_data(client.get(address)) | {"description_en": "Open to all."}

    client.post(address, data)

    line.refresh_from_db()
    assert line.description_en == "Open to all."
    event = AuditEvent.objects.about(line).get(action="funding.changed")
    assert event.actor == administrator
    assert "description_en" in event.data["fields"]


def test_published_list_cannot_be_changed(client_for, administrator, reference):
    published = EligibilityList.objects.get()
    address = reverse("admin:funding_eligibilitylist_change", args=[published.pk])

    response = client_for(administrator).post(address, {"countries": ["DE"], "status": "DRAFT"})

    published.refresh_from_db()
    assert response.status_code == 403
    assert (published.status, published.countries.count()) == ("PUBLISHED", 104)
