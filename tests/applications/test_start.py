"""Starting a proposal: once for one form, with what is known already."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from applications import services
from applications.models import Application
from funding.models import Country, FundingLine
from tests.conftest import person
from tests.factories import OrganisationFactory

NEW = "/en/workspace/applications/new/"
ANSWERS = {"title": "A counter", "coverage": "NATIONAL", "countries": "ME", "line": "2", "language": "en"}


def token_of(client, address=NEW):
    return client.get(address).context["form"]["token"].value()


def test_double_click_starts_one_draft(client_for, applicant, reference):
    client = client_for(applicant)
    answers = ANSWERS | {"token": token_of(client)}

    first, second = client.post(NEW, answers), client.post(NEW, answers)

    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


def test_second_tab_with_the_same_answers_leads_to_the_same_draft(client_for, applicant, reference):
    client = client_for(applicant)
    here, there = token_of(client), token_of(client)

    first, second = (client.post(NEW, ANSWERS | {"token": token}) for token in (here, there))

    assert here == there
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


def test_second_tab_with_other_answers_starts_another_draft(client_for, applicant, reference):
    client = client_for(applicant)
    token = token_of(client)

    for title in ("A counter", "A helpline"):
        client.post(NEW, ANSWERS | {"token": token, "title": title})

    assert set(Application.objects.values_list("title", flat=True)) == {"A counter", "A helpline"}


def test_the_next_form_starts_another_draft(client_for, applicant, reference):
    client = client_for(applicant)

    for _turn in range(2):
        client.post(NEW, ANSWERS | {"token": token_of(client)})

    assert Application.objects.count() == 2


def test_a_refused_form_keeps_its_token(client_for, applicant, reference):
    client = client_for(applicant)
    token = token_of(client)

    page = client.post(NEW, ANSWERS | {"token": token, "countries": "HR"})

    assert page.context["form"]["token"].value() == token_of(client) == token


def test_token_of_somebody_else_leads_nowhere(client_for, applicant, stranger, reference):
    token = token_of(client_for(applicant))

    for user in (applicant, stranger):
        client_for(user).post(NEW, ANSWERS | {"token": token})

    assert set(Application.objects.values_list("owner", flat=True)) == {applicant.pk, stranger.pk}


def test_database_holds_one_draft_of_a_form(draft, applicant):
    Application.objects.filter(pk=draft.pk).update(start_key="k")
    plan = type(draft.plan).objects.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            owner=applicant, start_key="k", plan=plan, line=draft.line, region=draft.region, funding_year=2026
        )


def test_answers_of_the_checker_stand_in_the_form(client_for, applicant, reference):
    query = {"coverage": "REGIONAL", "line": "2", "country": ["ME", "AL"], "other_country": ["HR"], "theme": "PX"}

    form = client_for(applicant).get(NEW, query | {"amount": "250000.5"}).context["form"]

    assert [form[name].value() for name in ("coverage", "line", "countries", "other_countries", "theme", "amount")] == [
        "REGIONAL", "2", ["ME", "AL"], ["HR"], "PX", "250,000.50",
    ]  # fmt: skip


@pytest.mark.parametrize("amount", ["", "much", "NaN", "1e400000"])
def test_amounts_that_are_none_are_left_out_or_refused(client_for, applicant, reference, amount):
    assert client_for(applicant).get(NEW, {"amount": amount}).status_code == 200


def test_amount_in_mind_is_kept_beside_the_computed_budget(client_for, applicant, reference):
    client = client_for(applicant)

    client.post(NEW, ANSWERS | {"amount": "150,000.00", "theme": "PX"})

    application = Application.objects.get()
    assert (application.rough_amount, application.theme_id) == (Decimal("150000.00"), "PX")
    page = client.get(f"/en/workspace/applications/{application.key}/cover/").content.decode()
    assert "USD\u00a0150,000" in page


def test_a_government_is_filled_in_as_partner_and_focal_point(client_for, applicant, reference):
    applicant.job_title, applicant.phone = "Head of unit", "+382 20 000 000"
    applicant.save()

    client_for(applicant).post(NEW, ANSWERS)

    application, ministry = Application.objects.get(), applicant.organisation.name
    assert (application.government_partner, application.focal_point_ministry) == (ministry, ministry)
    assert (application.focal_point_name, application.focal_point_title) == ("Ana Applicant", "Head of unit")
    assert (application.contact_email, application.contact_phone) == (applicant.email, "+382 20 000 000")
    assert (application.executing_office, application.management_site) == ("", "")


def test_an_office_of_iom_is_filled_in_as_the_one_that_runs_the_project(client_for, reference):
    office = OrganisationFactory(name="IOM Podgorica", kind="COUNTRY_OFFICE")

    client_for(person("Olga Office", organisation=office)).post(NEW, ANSWERS)

    application = Application.objects.get()
    assert (application.executing_office, application.management_site) == ("IOM Podgorica", "IOM Podgorica")
    assert (application.government_partner, application.focal_point_name) == ("", "")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_start_one_draft(applicant, reference):
    """Without the lock on the person both would find no draft, and one would fail on the constraint."""
    line, countries = FundingLine.objects.get(number=2), list(Country.objects.filter(code="ME"))
    gate = Barrier(2)

    def send(_turn):
        try:
            gate.wait(10)
            return services.start(
                by=applicant, title="A", language="en", line=line, coverage="NATIONAL", countries=countries, token="t"
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = set(pool.map(send, range(2)))

    assert len(found) == Application.objects.count() == 1
