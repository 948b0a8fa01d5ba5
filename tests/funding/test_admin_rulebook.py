from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEvent
from funding import services
from funding.models import Rule, RuleCase, RuleSet


@pytest.fixture
def current(reference):
    return RuleSet.objects.for_year(2026).first()


@pytest.fixture
def draft_set(current, administrator):
    return services.draft_rules(current, by=administrator, from_year=2027)


def address_of(rule):
    return reverse("admin:funding_rule_change", args=[rule.pk])


def typed_into(page):
    """What a browser would send of the form as it stands, worked cases included."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            if (value := field.value()) not in (None, False):
                data[field.html_name] = "on" if value is True else value
    return data


def save(client, rule, **changes):
    address = address_of(rule)
    return client.post(address, typed_into(client.get(address)) | changes)


@pytest.fixture
def rule(draft_set):
    return draft_set.rules.get(code="B02")


@pytest.fixture
def client(client_for, administrator):
    return client_for(administrator)


def test_parameters_have_fields_of_their_own(client, rule):
    form = client.get(address_of(rule)).context["adminform"].form

    assert "parameters" not in form.fields
    assert (form["parameter_maximum_share"].value(), form["confirmed_maximum_share"].value()) == ("30", True)


def test_a_typed_percentage_is_kept_as_share(client, rule, administrator):
    save(client, rule, parameter_maximum_share="25")

    rule.refresh_from_db()
    assert rule.parameters == {"maximum_share": "0.25"}
    event = AuditEvent.objects.about(rule.rule_set).get(action="rule_set.rule_changed")
    assert (event.actor, event.data) == (administrator, {"rule": "B02", "fields": ["parameter_maximum_share"]})


def test_saving_without_a_change_leaves_no_trace(client, rule):
    response = save(client, rule)

    assert response.status_code == 302
    assert AuditEvent.objects.filter(action="rule_set.rule_changed").count() == 0


def test_a_parameter_marked_unconfirmed_only_warns(client, rule):
    data = typed_into(client.get(address_of(rule)))
    del data["confirmed_maximum_share"]

    client.post(address_of(rule), data)

    rule.refresh_from_db()
    assert (rule.parameters, rule.unconfirmed_parameters) == ({"maximum_share": "0.30"}, ["maximum_share"])


def test_130_percent_is_refused_beside_the_field(client, rule):
    response = save(client, rule, parameter_maximum_share="130")

    form = response.context["adminform"].form
    assert form.errors == {"parameter_maximum_share": ["A percentage lies between 0 and 100."]}
    assert form["parameter_maximum_share"].value() == "130"
    rule.refresh_from_db()
    assert rule.parameters == {"maximum_share": "0.30"}


def test_a_maximum_below_its_minimum_is_refused_beside_the_maximum(client, draft_set):
    rule = draft_set.rules.get(code="A01")

    response = save(client, rule, parameter_national_maximum="40000")

    assert response.context["adminform"].form.errors == {
        "parameter_national_maximum": ["This must not be below “National, at least”."]
    }


def test_overlapping_days_are_refused_beside_the_field(client, rule, administrator):
    later = services.split_rule(rule, by=administrator, on=date(2027, 7, 1))

    response = save(client, later, valid_from="2027-06-30")

    assert response.context["adminform"].form.errors == {
        "valid_from": ["Another row of this rule holds on some of these days."]
    }
    later.refresh_from_db()
    assert str(later.valid_from) == "2027-07-01"


def test_days_in_the_wrong_order_are_refused(client, rule):
    response = save(client, rule, valid_from="2027-07-01", valid_to="2027-07-01")

    assert response.context["adminform"].form.non_field_errors() == ["The last day must be after the first."]


def test_cases_are_changed_and_added(client, rule):
    first, total = rule.cases.first(), rule.cases.count()
    facts = {"on": "2027-01-01", "funding_year": 2027}

    response = save(
        client, rule, **{
            "cases-0-name": "renamed",
            f"cases-{total}-name": "without a budget",
            f"cases-{total}-facts": "on: 2027-01-01\n\nfunding_year : 2027\n",
            f"cases-{total}-expected_state": "NOT_APPLICABLE",
        }
    )  # fmt: skip

    assert response.status_code == 302
    assert RuleCase.objects.get(pk=first.pk).name == "renamed"
    added = RuleCase.objects.get(rule=rule, name="without a budget")
    assert (added.facts, added.expected) == (facts, {"state": "NOT_APPLICABLE"})
    changed = [event.data["fields"] for event in AuditEvent.objects.filter(action="rule_set.rule_changed")]
    assert sorted(changed) == [["case"], ["case.name"]]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("facts", "on: 2027-01-01\nfunding_year: 2027\nletters.1.lacks: []", "missing: letters.1.country"),
        ("facts", "on 2027", "“on 2027”: write the fact, a colon and its value"),
        ("facts", "on: 2027-13-01\nfunding_year: 2027", "on: “2027-13-01” is no day; write it like 2027-01-31"),
        ("facts", "", "missing: on, funding_year"),
        ("expected_state", "GOOD", "Select a valid choice. GOOD is not one of the available choices."),
        ("expected_severity", "BAD", "Select a valid choice. BAD is not one of the available choices."),
    ],
)
def test_a_case_that_cannot_be_read_is_refused_with_its_name_and_field(client, rule, field, text, sentence):
    response = save(client, rule, **{f"cases-0-{field}": text})

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    name, label = rule.cases.first().name, form.fields[field].label
    assert form.errors == {field: [f"Case “{name}”, {label}: {sentence}"]}
    assert form[field].value() == text


def test_each_case_shows_what_is_expected_and_what_the_rule_answers(client, rule):
    save(client, rule, parameter_maximum_share="25")

    page = client.get(address_of(rule)).content.decode()

    assert (page.count("Comes out otherwise"), page.count("As expected")) == (3, 4)
    rows = " ".join(page.split())
    assert '<th scope="row">state</th> <td>met</td> <td><strong>not met</strong></td>' in rows
    assert '<th scope="row">limit</th> <td>0.3</td> <td><strong>0.25</strong></td>' in rows


def test_the_second_of_two_savings_is_refused_and_keeps_what_was_typed(client, client_for, administrator2, rule):
    late = typed_into(client.get(address_of(rule)))
    save(client_for(administrator2), rule, title_en="First")

    response = client.post(address_of(rule), late | {"title_en": "Second", "cases-0-name": "my name"})

    form = response.context["adminform"].form
    assert form.non_field_errors() == [
        "This was changed elsewhere while you had it open. Your entries are still below; open it again to see what it says now."
    ]
    assert (form["title_en"].value(), rule.cases.filter(name="my name").count()) == ("Second", 0)
    assert "my name" in response.content.decode()
    rule.refresh_from_db()
    assert rule.title_en == "First"


def test_a_changed_case_makes_what_others_have_open_stale(client, client_for, administrator2, rule):
    late = typed_into(client.get(address_of(rule)))
    save(client_for(administrator2), rule, **{"cases-0-name": "First"})

    response = client.post(address_of(rule), late | {"cases-0-name": "Second"})

    assert len(response.context["adminform"].form.non_field_errors()) == 1
    assert rule.cases.first().name == "First"


@pytest.mark.parametrize("revision", ["", "0", "99", "one", "1" * 5000, "\x00"])
def test_a_revision_that_was_tampered_with_is_refused(client, rule, revision):
    response = save(client, rule, title_en="Other", opened_revision=revision)

    assert len(response.context["adminform"].form.errors) >= 1
    rule.refresh_from_db()
    assert rule.title_en != "Other"


def test_name_changed_by_two_people_is_kept_once(client, client_for, administrator2, draft_set):
    address = reverse("admin:funding_ruleset_change", args=[draft_set.pk])
    late = {"opened_revision": "1"} | {f"name_{code}": f"late {code}" for code in ("en", "fr", "es")}
    client_for(administrator2).post(address, late | {"name_en": "First"})

    response = client.post(address, late)

    assert response.context["adminform"].form["name_en"].value() == "late en"
    draft_set.refresh_from_db()
    assert (draft_set.name_en, draft_set.revision) == ("First", 2)


def test_what_was_typed_for_a_set_published_meanwhile_is_refused_and_kept(client, administrator2, rule, draft_set):
    late = typed_into(client.get(address_of(rule)))
    services.publish_rules(draft_set, by=administrator2)

    response = client.post(address_of(rule), late | {"title_en": "Late", "cases-0-name": "my name"})

    form = response.context["adminform"].form
    assert (response.status_code, form["title_en"].value()) == (200, "Late")
    assert form.non_field_errors() == ["These rules are published and do not change. Draft a new version."]
    rule.refresh_from_db()
    assert rule.title_en != "Late"


def test_a_name_typed_for_a_set_published_meanwhile_is_refused(client, administrator2, draft_set):
    services.publish_rules(draft_set, by=administrator2)
    address = reverse("admin:funding_ruleset_change", args=[draft_set.pk])

    response = client.post(address, {"opened_revision": "1", "name_en": "Late", "name_fr": "Late", "name_es": "Late"})

    assert response.context["adminform"].form.non_field_errors() == [
        "These rules are published and do not change. Draft a new version."
    ]
    draft_set.refresh_from_db()
    assert draft_set.name_en != "Late"


def test_a_published_rule_is_shown_with_readable_parameters_and_cannot_be_changed(client, current):
    published = current.rules.get(code="B02")
    page = client.get(address_of(published))

    assert "<div>Greatest share of the budget: <strong>30%</strong></div>" in page.content.decode()
    assert 'name="severity"' not in page.content.decode()
    refused = client.post(address_of(published), {"severity": "WARN"}).context["adminform"].form
    assert "These rules are published and do not change. Draft a new version." in refused.non_field_errors()
    published.refresh_from_db()
    assert published.severity == "BLOCK"


def test_rules_are_neither_added_nor_deleted(client, rule):
    assert client.get(reverse("admin:funding_rule_add")).status_code == 403
    assert client.post(reverse("admin:funding_rule_delete", args=[rule.pk]), {"post": "yes"}).status_code == 403
    assert Rule.objects.filter(pk=rule.pk).exists()


def draft_address(rule_set):
    return reverse("admin:funding_ruleset_draft", args=[rule_set.pk])


def test_a_new_version_is_drafted_for_a_year(client, current, administrator):
    response = client.post(draft_address(current), {"from_year": "2028"})

    draft = RuleSet.objects.get(from_year=2028)
    assert (draft.status, draft.changed_by, draft.rules.count()) == ("DRAFT", administrator, current.rules.count())
    assert response.url == f"{reverse('admin:funding_rule_changelist')}?rule_set__id__exact={draft.pk}"


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("2027", "There is a draft for this year already. Change or publish it first."),
        ("27", "Ensure this value is greater than or equal to 2000."),
        ("", "This field is required."),
        ("next", "Enter a whole number."),
    ],
)
def test_a_year_that_cannot_be_is_refused(client, current, draft_set, year, sentence):
    response = client.post(draft_address(current), {"from_year": year})

    errors = [error for errors in response.context["form"].errors.values() for error in errors]
    assert errors == [sentence]
    assert RuleSet.objects.filter(status="DRAFT").count() == 1


def test_a_double_click_drafts_once(client, current):
    for _turn in range(2):
        client.post(draft_address(current), {"from_year": "2028"})

    assert RuleSet.objects.filter(from_year=2028).count() == 1


def split_address(rule):
    return reverse("admin:funding_rule_split", args=[rule.pk])


def test_a_rule_is_split_at_a_day(client, rule):
    response = client.post(split_address(rule), {"on": "2027-07-01"})

    first, second = Rule.objects.filter(rule_set=rule.rule_set, code="B02").order_by("valid_from")
    days = {(str(row.valid_from), str(row.valid_to)) for row in (first, second)}
    assert days == {("None", "2027-07-01"), ("2027-07-01", "None")}
    assert response.url == address_of(Rule.objects.get(rule_set=rule.rule_set, code="B02", valid_from="2027-07-01"))


def test_a_published_rule_is_not_split(client, current):
    rule = current.rules.get(code="B02")

    assert client.post(split_address(rule), {"on": "2027-07-01"}).status_code == 404
    assert current.rules.filter(code="B02").count() == 1


def test_name_of_a_draft_is_changed_through_the_service(client, draft_set, administrator2, client_for):
    address = reverse("admin:funding_ruleset_change", args=[draft_set.pk])

    client_for(administrator2).post(
        address, {"opened_revision": "1"} | {f"name_{code}": f"2027 {code}" for code in ("en", "fr", "es")}
    )

    draft_set.refresh_from_db()
    assert (draft_set.name_fr, draft_set.changed_by) == ("2027 fr", administrator2)
    assert services.editors_of(draft_set) == {administrator2.pk, draft_set_author(draft_set)}


def draft_set_author(draft_set):
    return AuditEvent.objects.about(draft_set).get(action="rule_set.drafted").actor_id


@pytest.mark.parametrize("name", ["officer", "approver", "auditor", "endorser", "reviewer", "applicant"])
def test_others_neither_see_nor_change_nor_draft(client_for, request, rule, current, name):
    user = request.getfixturevalue(name)
    user.is_staff = True
    user.save()
    client = client_for(user)

    assert client.get(address_of(rule)).status_code == 403
    assert client.post(address_of(rule), {"severity": "WARN"}).status_code == 403
    assert client.post(draft_address(current), {"from_year": "2028"}).status_code == 404
    assert client.post(split_address(rule), {"on": "2027-07-01"}).status_code == 404
    rule.refresh_from_db()
    assert (rule.severity, RuleSet.objects.filter(from_year=2028).count()) == ("BLOCK", 0)


def test_page_of_a_rule_takes_as_many_queries_for_25_cases_as_for_1(client, draft_set, administrator):
    rule = draft_set.rules.filter(cases__isnull=False).first()
    rule.cases.exclude(pk=rule.cases.first().pk).delete()
    client.get(address_of(rule))
    counts = []
    for names in ([], [f"case {number}" for number in range(24)]):
        example = rule.cases.first()
        RuleCase.objects.bulk_create(
            RuleCase(rule=rule, name=name, facts=example.facts, expected=example.expected) for name in names
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(address_of(rule))
        counts.append(len(queries))

    assert (rule.cases.count(), counts) == (25, [7, 7])


def test_the_top_of_a_long_page_leads_to_every_refused_case(client, rule):
    page = save(client, rule, **{"cases-1-facts": "on: soon"}).content.decode()

    assert (
        f'<li><a href="#id_cases-1-facts">Case “{list(rule.cases.all())[1].name}”, Facts: missing: funding_year' in page
    )
