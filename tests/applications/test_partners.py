"""Contacts, partners and the rest of the cover, and how a submission keeps them."""

import json

import pytest

from accounts.services import describe_organisation
from applications import services
from applications.models import Application, Partner
from applications.selectors import changes_of, read, readiness
from core.errors import DomainError, NotAllowed, StateConflict
from core.panels import collect
from demo import proposals
from funding.evaluator import DECLARATIONS

BASE = "/en/workspace/applications/"
PARTNER = {"name": "Labour inspectorate", "kind": "GOVERNMENT", "role": "Keeps the register"}


@pytest.fixture
def partner(draft, applicant):
    return services.keep_partner(None, application=draft, by=applicant, **PARTNER)


def submit(application):
    application = Application.objects.get(pk=application.pk)
    return services.submit(application, by=application.owner, declarations=frozenset(DECLARATIONS))


def test_partner_is_added_changed_and_removed_by_its_pages(client_for, applicant, draft):
    client, base = client_for(applicant), f"{BASE}{draft.key}/"

    client.post(f"{base}partners/add/", PARTNER)
    row = draft.partners.get()
    client.post(f"{base}partners/{row.pk}/", PARTNER | {"role": "Trains its inspectors"})
    asked = client.get(f"{base}partners/{row.pk}/remove/").content.decode()
    row.refresh_from_db()
    client.post(f"{base}partners/{row.pk}/remove/")

    assert row.role == "Trains its inspectors"
    assert "This cannot be undone." in asked
    assert draft.partners.count() == 0


def test_a_partner_is_named_once(partner, draft, applicant):
    with pytest.raises(DomainError, match="in the list already"):
        services.keep_partner(None, application=draft, by=applicant, **PARTNER | {"name": "labour INSPECTORATE"})

    assert services.keep_partner(partner, by=applicant, **PARTNER | {"role": "Other"}).role == "Other"


def test_partners_are_at_most_forty(draft, applicant):
    Partner.objects.bulk_create(Partner(application=draft, name=str(n), kind="OTHER", role="-") for n in range(40))

    with pytest.raises(DomainError, match="at most 40"):
        services.keep_partner(None, application=draft, by=applicant, **PARTNER)


def test_partners_of_others_cannot_be_touched(partner, stranger, client_for, other_draft):
    with pytest.raises(NotAllowed):
        services.remove_partner(partner, by=stranger)
    mine = f"{BASE}{other_draft.key}/partners/{partner.pk}/"

    assert client_for(stranger).post(f"{mine}remove/").status_code == 404
    assert Partner.objects.count() == 1


@pytest.mark.parametrize("page", ["people/", "partners/add/"])
@pytest.mark.parametrize("name", ["stranger", "officer", "endorser"])
def test_pages_are_for_those_who_write(client_for, request, application_in, page, name):
    application = application_in("submitted")

    assert client_for(request.getfixturevalue(name)).get(f"{BASE}{application.key}/{page}").status_code == 404


def test_contacts_opened_before_another_save_are_refused(draft, applicant):
    services.change_contacts(draft, by=applicant, revision=draft.revision, contact_name="First")

    with pytest.raises(StateConflict):
        services.change_contacts(draft, by=applicant, revision=draft.revision, contact_name="Second")

    draft.refresh_from_db()
    assert draft.contact_name == "First"


def test_wrong_contacts_stay_in_the_form(client_for, applicant, draft):
    page = client_for(applicant).post(
        f"{BASE}{draft.key}/contacts/", {"contact_email": "nowhere", "contact_name": "x" * 151, "revision": "2"}
    )

    assert set(page.context["form"].errors) == {"contact_email", "contact_name"}
    assert 'value="nowhere"' in page.content.decode()


def test_secondary_theme_is_another_one(client_for, applicant, draft):
    answers = {
        "title": "T",
        "theme": "PX",
        "secondary_theme": "PX",
        "duration_months": "18",
        "revision": draft.revision,
    }

    page = client_for(applicant).post(f"{BASE}{draft.key}/cover/", answers)

    assert set(page.context["form"].errors) == {"secondary_theme"}


def test_estimated_budget_of_the_cover_is_that_of_the_plan(client_for, applicant, draft):
    page = client_for(applicant).get(f"{BASE}{draft.key}/cover/").content.decode()

    assert "USD\u00a0149,700" in page
    assert 'name="amount"' not in page


def test_submission_keeps_the_organisation_of_its_day(partner, draft, applicant, officer):
    describe_organisation(applicant.organisation, by=applicant, address="Old street 1", website="https://example.org")
    submission = submit(draft)
    describe_organisation(applicant.organisation, by=applicant, address="New street 2")

    reading = read(Application.objects.get(pk=draft.pk))

    assert reading.organisation["address"] == "Old street 1"
    assert reading.partners == [("Labour inspectorate", "Government body", "Keeps the register")]
    assert json.loads(submission.content)["contact_email"] == applicant.email


def test_submissions_from_before_are_still_read_and_compared(application_in, applicant, client_for, intruder, officer):
    application = application_in("returned")
    first = application.submissions.get()
    data = json.loads(first.content)
    new = {"partners", "organisation", "secondary_theme", "management_site", "direct_beneficiaries"}
    old = {
        name: value for name, value in data.items() if name not in new and not name.startswith(("contact_", "focal_"))
    }
    old["sections"] = [row for row in old["sections"] if row["key"] not in {"cofunding", "outreach", "earlier_support"}]
    with intruder():
        type(first).objects.filter(pk=first.pk).update(content=json.dumps(old))

    page = client_for(officer).get(application.get_absolute_url())
    services.keep_partner(None, application=application, by=applicant, **PARTNER)
    second = submit(application)

    assert page.status_code == 200
    changed = [change.name for change in changes_of(second).fields]
    assert changed[-1] == "partners"
    assert "contact_name" in changed


def test_new_sections_are_not_needed(draft):
    assert readiness(draft, declarations=DECLARATIONS).obstacles == []
    assert draft.sections.filter(key__in=["cofunding", "outreach", "earlier_support"]).count() == 0


def test_section_on_earlier_support_begins_with_the_catalogue(
    client_for, applicant, draft, running_project_of_a_neighbour
):
    address = f"{BASE}{draft.key}/sections/earlier_support/"
    page = client_for(applicant).get(address)

    assert page.context["form"]["text"].value().startswith("PX.9001 Somebody")
    assert draft.sections.filter(key="earlier_support").count() == 0  # looking writes nothing

    services.write_section(draft, "earlier_support", by=applicant, text="", revision=0)
    assert client_for(applicant).get(address).context["form"]["text"].value() == ""


@pytest.fixture
def running_project_of_a_neighbour(stranger, cast):
    """A published project for the same country."""
    other = proposals.start(stranger, title="Somebody else's project", country="ME")
    return proposals.carry_on(other, "running", cast).project


def test_other_sections_have_no_panel(draft):
    assert collect("section", draft, "summary") == []
