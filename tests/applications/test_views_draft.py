"""The page of a draft: what it costs, and that it never shows yesterday's rules."""

from datetime import date

import pytest
from django.utils import timezone

from applications.models import Application, EndorsementLetter, Partner, Presence
from applications.services.comments import comment_on
from applications.services.responsibilities import divide
from demo import proposals
from funding import services as rulebook
from funding.models import Call, CountryStatus, EligibilityList, RuleSet
from plans import services as plans
from tests.factories import UserFactory

from .asking import ask, row

FILE = {"file_name": "a.pdf", "file_path": "a", "content_type": "application/pdf", "size": 1}


@pytest.fixture
def grow(applicant):
    """``grow(application, 24)``: so many more letters, documents, comments, colleagues, partners, indicators and lines."""

    def more(application, number):
        version = application.plan.current
        indicator, line = version.nodes.get(level="OUTPUT").indicators.first(), version.lines.first()
        for place in range(number):
            kept = FILE | {"sha256": f"{application.documents.count():064}", "uploaded_by": applicant}
            application.documents.create(title="Study", kind_id="STUDY").versions.create(number=1, **kept)
            EndorsementLetter.objects.create(
                application=application,
                country_id="ME",
                signatory="A",
                ministry="B",
                dated_on=timezone.localdate(),
                **kept,
            )
            colleague = UserFactory()
            application.members.create(user=colleague, added_by=applicant)
            comment_on(application, "summary", by=colleague, text="Shorter")
            Presence.objects.create(application=application, key="summary", user=colleague, seen_at=timezone.now())
            application.partners.create(name=f"Partner {number} {place}", kind=Partner.Kind.OTHER, role="Advises")
            plans.duplicate(indicator, by=applicant)
            plans.duplicate(line, by=applicant)
            plans.add_risk(version, by=applicant, description=f"Risk {place}", likelihood=1, impact=1)
        divide(application, by=applicant, changes={"summary": (applicant, None)})

    return more


def numbers(application):
    """How many rows of each kind there are."""
    version, names = application.plan.current, ("letters", "documents", "threads", "members", "partners")
    rows = [getattr(application, name) for name in names] + [version.lines, version.risks]
    return [kind.count() for kind in rows]


@pytest.mark.parametrize(("who", "queries"), [("applicant", 13), ("colleague", 14)])
def test_page_costs_the_same_at_1_and_25_rows_of_each_kind(
    request, client_for, applicant, colleague, draft, grow, who, queries, django_assert_num_queries
):
    draft.members.create(user=colleague, added_by=applicant)
    grow(draft, 1)
    client, address = client_for(request.getfixturevalue(who)), draft.get_absolute_url()
    client.get(address)
    before = numbers(draft)
    with django_assert_num_queries(queries):
        client.get(address)
    grow(draft, 24)
    assert [after - one for after, one in zip(numbers(draft), before, strict=True)] == [24] * 7

    with django_assert_num_queries(queries):
        page = client.get(address)

    parts = {part["targets"][0]: part["detail"] for part in page.context["parts"]}
    assert "25 open comments" in parts["summary"]


def test_page_of_a_draft_whose_call_asks_questions_takes_one_query_more(
    client_for, applicant, officer, cast, django_assert_num_queries
):
    ask(Call.objects.get(), officer, *(row("YES_NO", f"Question {number}") for number in range(25)))
    address = proposals.start(applicant, title="Asked", country="ME").get_absolute_url()
    client = client_for(applicant)
    client.get(address)

    with django_assert_num_queries(14):
        page = client.get(address)

    assert len(page.context["ready"].questions.shown) == 25


def test_page_of_a_returned_proposal_costs_at_most_15(client_for, applicant, application_in, django_assert_num_queries):
    client, address = client_for(applicant), application_in("returned").get_absolute_url()
    client.get(address)

    with django_assert_num_queries(15):
        client.get(address)


@pytest.fixture
def states(client_for, applicant, draft):
    """``states("B02")``: what the page says of a rule now, in a browser that was there before."""
    client = client_for(applicant)

    def read(code):
        findings = client.get(draft.get_absolute_url()).context["ready"].findings
        return [finding.state for finding in findings if finding.code == code]

    return read


def test_rules_published_a_moment_ago_hold_on_the_page(states, draft, administrator, officer):
    before = states("B02")
    present = RuleSet.objects.for_year(draft.funding_year).first()
    to_come = rulebook.draft_rules(present, by=administrator, from_year=present.from_year)
    rule = to_come.rules.get(code="B02")
    rule.parameters |= {"maximum_share": "0.01"}
    rulebook.keep_rule(rule, by=administrator, changed=["parameters"])
    rule.cases.all().delete()  # they expect the old share
    assert states("B02") == before == ["MET"]  # a draft of rules says nothing

    rulebook.publish_rules(to_come, by=officer)

    assert states("B02") == ["NOT_MET"]


def test_what_is_recorded_of_a_country_a_moment_ago_holds_on_the_page(states, draft):
    before = states("E02")

    CountryStatus.objects.create(country_id="ME", kind=CountryStatus.Kind.EU, valid_from=date(2020, 1, 1))

    assert (before, states("E02")) == (["MET"], ["NOT_MET"])


def test_a_list_of_states_published_a_moment_ago_holds_on_the_page(states, draft):
    before = states("E08")

    EligibilityList.objects.create(
        line=draft.line, effective_from=timezone.localdate(), status=EligibilityList.Status.PUBLISHED, source="Site"
    )

    assert (before, states("E08")) == (["MET"], ["NOT_MET"])


def test_a_country_added_to_the_draft_is_named_on_the_page(client_for, applicant, draft):
    client, address = client_for(applicant), f"/fr{draft.get_absolute_url()[3:]}"
    client.get(address)

    Application.objects.get(pk=draft.pk).countries.add("AL")

    assert "Albanie,\n" in client.get(address).content.decode()
