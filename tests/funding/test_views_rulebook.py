import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.panels import collect
from demo import proposals
from funding import services
from funding.models import RuleSet
from funding.selectors import seal


@pytest.fixture
def current(reference):
    return RuleSet.objects.for_year(2026).first()


@pytest.fixture
def draft_set(current, administrator):
    return services.draft_rules(current, by=administrator, from_year=current.from_year)


def change(rule_set, administrator, code="B02", **parameters):
    rule = rule_set.rules.get(code=code)
    rule.parameters |= parameters
    return services.keep_rule(rule, by=administrator, changed=["parameters"])


def at(name, **keys):
    return reverse(f"funding:{name}", kwargs=keys)


def publish(client, rule_set):
    """Press the button on the page as it stands; the answer."""
    return client.post(at("publish_rules", pk=rule_set.pk), {"read": seal(rule_set)})


def pages_of(rule_set):
    rule = rule_set.rules.get(code="B02")
    return [
        at("rulebook"), at("rule_set", pk=rule_set.pk), at("rules", pk=rule_set.pk), at("rule", pk=rule.pk),
        at("publish_rules", pk=rule_set.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("officer", [200, 200, 200, 200, 200]),
        ("administrator2", [200, 200, 200, 200, 200]),
        ("administrator", [200, 200, 200, 200, 302]),
        ("approver", [403, 404, 404, 404, 404]),
        ("auditor", [200, 200, 200, 200, 404]),
        ("endorser", [403, 404, 404, 404, 404]),
        ("reviewer", [403, 404, 404, 404, 404]),
        ("applicant", [403, 404, 404, 404, 404]),
    ],
)
def test_drafts_are_read_by_those_who_keep_publish_or_audit_rules(client_for, request, draft_set, name, statuses):
    client = client_for(request.getfixturevalue(name))

    assert [client.get(address).status_code for address in pages_of(draft_set)] == statuses


def test_auditors_find_nothing_to_change(client_for, auditor, draft_set):
    client = client_for(auditor)

    for address in pages_of(draft_set)[:-1]:
        page = client.get(address).content.decode()
        assert (page.count("/admin/funding/"), page.count("/publish/")) == (0, 0), address
        assert [form for form in re.findall(r'<form[^>]*action="([^"]*)"', page) if "rulebook" in form] == []


def test_visitors_are_asked_to_sign_in(visitor, draft_set):
    for address in pages_of(draft_set):
        assert visitor.get(address).url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", ["approver", "auditor", "applicant", "administrator"])
def test_others_do_not_publish_by_post(client_for, request, draft_set, name):
    publish(client_for(request.getfixturevalue(name)), draft_set)

    assert RuleSet.objects.get(pk=draft_set.pk).status == "DRAFT"


def test_a_second_person_publishes_once(client_for, draft_set, officer):
    client, address = client_for(officer), at("publish_rules", pk=draft_set.pk)

    first, second = publish(client, draft_set), publish(client, draft_set)

    draft_set.refresh_from_db()
    assert (draft_set.status, draft_set.published_by) == ("PUBLISHED", officer)
    assert first.url == at("rule_set", pk=draft_set.pk)
    assert second.context["form"].non_field_errors() == ["These rules are published already."]
    assert client.get(address).url == at("rule_set", pk=draft_set.pk)


def test_what_was_not_read_is_not_published(client_for, draft_set, administrator, officer):
    client, address = client_for(officer), at("publish_rules", pk=draft_set.pk)
    read = client.get(address).context["form"]["read"].value()
    change(draft_set, administrator, code="P06", warn_above_months="48")

    refused = client.post(address, {"read": read})

    assert refused.context["form"].non_field_errors() == [
        "The rules were changed while you read them. Go back and read them again."
    ]
    assert RuleSet.objects.get(pk=draft_set.pk).status == "DRAFT"


def test_page_to_publish_has_no_button_while_a_case_fails(client_for, draft_set, administrator, officer):
    client, address = client_for(officer), at("publish_rules", pk=draft_set.pk)
    before = client.get(address).content.decode()
    change(draft_set, administrator, maximum_share="0.25")

    after = client.get(address).content.decode()

    assert [page.count("btn btn-primary") for page in (before, after)] == [3, 2]  # the others are of every page


def test_who_changed_it_is_told_that_somebody_else_publishes(client_for, draft_set, administrator):
    client = client_for(administrator)
    page = client.get(at("rule_set", pk=draft_set.pk))

    refused = publish(client, draft_set)

    assert page.context["is_barred"] is True
    assert "Somebody else must publish" in page.content.decode()
    assert at("publish_rules", pk=draft_set.pk) not in page.content.decode()
    assert refused.context["form"].non_field_errors() == ["You changed these rules. Somebody else must publish them."]


def test_a_failing_case_is_named_and_stops_the_publication(client_for, draft_set, administrator, officer):
    change(draft_set, administrator, maximum_share="0.25")
    client = client_for(officer)

    page = client.get(at("rule_set", pk=draft_set.pk)).content.decode()
    refused = publish(client, draft_set)

    assert (
        "<strong>B02</strong> exactly at the limit: <code>limit is 0.25, not 0.3, state is NOT_MET, not MET</code>"
        in page
    )
    assert at("publish_rules", pk=draft_set.pk) not in page
    assert (
        "Case “exactly at the limit” of B02: limit is 0.25, not 0.3, state is NOT_MET, not MET."
        in refused.context["form"].non_field_errors()
    )
    assert RuleSet.objects.get(pk=draft_set.pk).status == "DRAFT"


def test_page_of_a_draft_shows_differences_and_effects(client_for, draft, draft_set, administrator, officer):
    change(draft_set, administrator, code="P06", usual_months="1", warn_above_months="2")

    page = client_for(officer).get(at("rule_set", pk=draft_set.pk))

    [difference] = page.context["differences"]
    assert [(str(line.label), line.old, line.new) for line in difference.lines] == [
        ("Usual duration in months", "24 (not confirmed)", "1 (not confirmed)"),
        ("Warns above this number of months", "36 (not confirmed)", "2 (not confirmed)"),
    ]
    assert "1 draft would change from “met” to “not met, warns”" in page.content.decode()
    assert draft.title not in page.content.decode()


def test_effects_of_published_rules_are_not_computed(client_for, draft, current, officer):
    page = client_for(officer).get(at("rule_set", pk=current.pk))

    assert page.context["effects"] == []
    assert "Effect on open drafts" not in page.content.decode()


def test_page_of_a_rule_shows_its_parameters_and_cases(client_for, draft_set, administrator, officer):
    change(draft_set, administrator, maximum_share="0.25")
    rule = draft_set.rules.get(code="B02")

    page = client_for(officer).get(at("rule", pk=rule.pk))

    assert [(str(label), value) for label, value in page.context["parameters"]] == [
        ("Greatest share of the budget", "25%")
    ]
    assert len(page.context["answers"]) == rule.cases.count()
    assert "limit is 0.25, not 0.3, state is NOT_MET, not MET" in page.content.decode()


def test_only_administrators_are_led_to_the_administration(client_for, draft_set, officer, administrator):
    rule = draft_set.rules.get(code="B02")
    link = reverse("admin:funding_rule_change", args=[rule.pk])

    pages = [client_for(person).get(at("rule", pk=rule.pk)).content.decode() for person in (officer, administrator)]

    assert [link in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("name", "titles"),
    [("officer", ["Check and publish “Rules to come”"]), ("administrator", []), ("approver", []), ("applicant", [])],
)
def test_drafts_wait_in_the_to_do_list_of_a_second_person(request, draft_set, administrator, name, titles):
    draft_set.name = "Rules to come"
    services.keep_rule_set(draft_set, by=administrator, changed=["name"])

    found = [task.title for task in collect("tasks", request.getfixturevalue(name))]

    assert [title for title in found if "publish" in title] == titles


@pytest.mark.parametrize(
    ("name", "shown"), [("officer", True), ("administrator", True), ("auditor", True), ("applicant", False)]
)
def test_the_menu_leads_those_to_the_rulebook_who_may_open_it(request, reference, name, shown):
    items = [item.url_name for item in collect("navigation", request.getfixturevalue(name))]

    assert ("funding:rulebook" in items) is shown


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_list_takes_as_many_queries_for_25_sets_as_for_1(client_for, current, officer):
    client, address = client_for(officer), at("rulebook")
    client.get(address)
    few = queries_of(client, address)
    for number in range(25):
        RuleSet.objects.create(from_year=2030 + number, name=f"Rules {number}")

    page = client.get(address)

    assert (len(page.context["rows"]), page.context["page"].paginator.num_pages) == (25, 2)
    assert (few, queries_of(client, address)) == (7, 7)


def test_rules_take_as_many_queries_for_25_rules_as_for_1(client_for, draft_set, officer):
    client, address = client_for(officer), at("rules", pk=draft_set.pk)
    client.get(address)
    many = queries_of(client, address)
    draft_set.rules.exclude(code="B02").delete()

    assert (many, queries_of(client, address)) == (7, 7)


def test_page_of_a_draft_takes_as_many_queries_for_25_drafts_as_for_1(
    client_for, draft, applicant, draft_set, administrator, officer
):
    change(draft_set, administrator, code="P06", usual_months="1", warn_above_months="2")
    client, address = client_for(officer), at("rule_set", pk=draft_set.pk)
    client.get(address)
    few = queries_of(client, address)
    for number in range(24):
        application = proposals.start(applicant, title=f"Plan {number}", country="ME")
        application.plan.versions.update(duration_months=12)

    assert "25 drafts would change" in client.get(address).content.decode()
    assert (few, queries_of(client, address)) == (29, 29)
