"""What a second submission says otherwise than the first."""

import pytest

from applications import services
from funding.evaluator import DECLARATIONS
from plans import services as plans
from plans.models import Indicator


@pytest.fixture
def twice_submitted(application_in, applicant):
    """A proposal returned and submitted again with another summary and another target."""
    application = application_in("returned")
    section = application.sections.get(key="summary")
    text = f"{section.text} Partners agreed."
    services.write_section(application, "summary", by=applicant, text=text, revision=section.revision)
    indicator = Indicator.objects.get(node__version=application.plan.current, counts_people=True)
    plans.change(indicator, by=applicant, revision=indicator.revision, target_value=90)
    services.submit(application, by=applicant, declarations=frozenset(DECLARATIONS))
    application.refresh_from_db()
    return application


def address_of(application, number=2):
    return f"/en/workspace/applications/{application.key}/changes/{number}/"


@pytest.mark.parametrize("name", ["applicant", "endorser", "officer"])
def test_those_who_read_the_proposal_read_what_changed(client_for, request, twice_submitted, name):
    client = client_for(request.getfixturevalue(name))

    page = client.get(address_of(twice_submitted))

    assert address_of(twice_submitted) in client.get(twice_submitted.get_absolute_url()).content.decode()
    assert [(change.name, change.pieces[-1].text) for change in page.context["changes"].fields] == [
        ("summary", "Partners agreed.")
    ]
    assert page.context["summary"] == ["1 target changed"]


@pytest.mark.parametrize("name", ["stranger", "colleague", "reviewer", "project_manager"])
def test_others_do_not(client_for, request, twice_submitted, name):
    assert client_for(request.getfixturevalue(name)).get(address_of(twice_submitted)).status_code == 404


@pytest.mark.parametrize("number", [0, 1, 3])
def test_there_is_nothing_to_compare_a_first_submission_with(client_for, applicant, twice_submitted, number):
    assert client_for(applicant).get(address_of(twice_submitted, number)).status_code == 404


def test_page_of_a_first_submission_offers_no_comparison(client_for, applicant, application_in):
    application = application_in("submitted")

    assert "/changes/" not in client_for(applicant).get(application.get_absolute_url()).content.decode()
