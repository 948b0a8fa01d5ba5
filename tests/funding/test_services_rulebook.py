from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from funding import services
from funding.models import Rule, RuleCase, RuleSet
from funding.selectors import rulebook_for, rules_of, seal
from tests.plugin import guards_lifted


@pytest.fixture
def current(reference):
    return RuleSet.objects.for_year(2026).first()


@pytest.fixture
def draft_set(current, administrator):
    return services.draft_rules(current, by=administrator, from_year=2027)


def change(rule_set, administrator, code="B02", **values):
    rule = rule_set.rules.get(code=code)
    for name, value in values.items():
        setattr(rule, name, value)
    return services.keep_rule(rule, by=administrator, changed=list(values))


def test_shipped_sets_are_published_and_sealed(reference):
    found = [(str(row), row.status, row.sha256 == seal(row)) for row in RuleSet.objects.order_by("from_year")]

    assert found == [(name, "PUBLISHED", True) for name in ("2020.1", "2021.1", "2022.1")]


@pytest.mark.parametrize(
    ("year", "name"), [(2019, "None"), (2020, "2020.1"), (2021, "2021.1"), (2022, "2022.1"), (2040, "2022.1")]
)
def test_a_year_has_the_set_that_began_last(reference, year, name):
    assert str(rulebook_for(year).rule_set) == name


def test_draft_copies_every_rule_and_case(draft_set, current):
    assert (str(draft_set), draft_set.status) == ("2027.1", "DRAFT")
    assert rules_of(draft_set).rules == rules_of(current).rules
    assert RuleCase.objects.filter(rule__rule_set=draft_set).count() == 252
    assert str(rulebook_for(2027).rule_set) == "2022.1"


def test_second_draft_for_a_year_is_refused(draft_set, current, administrator):
    with pytest.raises(DomainError):
        services.draft_rules(current, by=administrator, from_year=2027)


def test_draft_for_a_year_that_has_a_set_is_its_next_version(current, administrator):
    assert str(services.draft_rules(current, by=administrator, from_year=2022)) == "2022.2"


@pytest.mark.parametrize("name", ["officer", "approver", "applicant", "reviewer"])
def test_only_administrators_draft_and_change(request, current, draft_set, name):
    somebody = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        services.draft_rules(current, by=somebody, from_year=2030)
    with pytest.raises(NotAllowed):
        change(draft_set, somebody, severity="WARN")


def test_published_by_somebody_else_it_holds_for_its_year(draft_set, administrator, officer):
    change(draft_set, administrator, code="L01", source_en="Another page")

    published = services.publish_rules(draft_set, by=officer)

    assert (published.status, published.published_by, published.sha256) == ("PUBLISHED", officer, seal(published))
    assert [str(rulebook_for(year).rule_set) for year in (2026, 2027)] == ["2022.1", "2027.1"]
    event = AuditEvent.objects.about(published).get(action="rule_set.published")
    assert (event.actor, event.data["sha256"]) == (officer, published.sha256)


def test_who_changed_it_does_not_publish_it_even_after_somebody_else_changed_it(
    draft_set, administrator, administrator2, officer
):
    RuleSet.objects.filter(pk=draft_set.pk).update(changed_by=officer)

    for person in (administrator, officer):
        with pytest.raises(NotAllowed):
            services.publish_rules(draft_set, by=person)


@pytest.mark.parametrize("name", ["approver", "applicant", "reviewer", "endorser"])
def test_others_do_not_publish(request, draft_set, name):
    with pytest.raises(NotAllowed):
        services.publish_rules(draft_set, by=request.getfixturevalue(name))


def test_a_case_that_no_longer_comes_out_stops_the_publication(draft_set, administrator, officer):
    change(draft_set, administrator, parameters={"maximum_share": "0.25"})

    with pytest.raises(DomainError) as refusal:
        services.publish_rules(draft_set, by=officer)

    assert (
        "Case “exactly at the limit” of B02: limit is 0.25, not 0.3, state is NOT_MET, not MET."
        in refusal.value.sentences
    )
    assert RuleSet.objects.get(pk=draft_set.pk).status == "DRAFT"


def test_published_rules_do_not_change(current, administrator, officer):
    with pytest.raises(StateConflict):
        change(current, administrator, severity="WARN")
    with pytest.raises(StateConflict):
        services.publish_rules(current, by=officer)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE funding_ruleset SET from_year = 2025",
        "DELETE FROM funding_ruleset",
        "UPDATE funding_rule SET severity = 'NOTE'",
        "DELETE FROM funding_rulecase",
    ],
)
def test_database_refuses_to_change_published_rules(current, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_rows_of_one_rule_do_not_overlap(draft_set, administrator):
    rule = draft_set.rules.get(code="B02")
    change(draft_set, administrator, valid_to="2027-07-01")
    rule.pk, rule._state.adding = None, True

    rule.valid_from, rule.valid_to = "2027-06-30", None
    with pytest.raises(ValidationError) as refusal:
        services.keep_rule(rule, by=administrator, changed=["valid_from"])
    assert list(refusal.value.message_dict) == ["valid_from"]

    rule.valid_from = "2027-07-01"
    services.keep_rule(rule, by=administrator, changed=["valid_from"])
    assert Rule.objects.filter(rule_set=draft_set, code="B02").count() == 2


def test_check_rules_runs_the_cases_of_all_sets(current):
    out = StringIO()

    call_command("check_rules", stdout=out)

    assert out.getvalue().splitlines() == [
        f"{name} PUBLISHED: 252 of 252 cases as expected" for name in ("2020.1", "2021.1", "2022.1")
    ]


def test_check_rules_fails_for_a_case_that_does_not_come_out_and_for_a_set_that_was_changed(current):
    with guards_lifted():
        Rule.objects.filter(rule_set=current, code="E02").update(severity="WARN")

    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_rules", stdout=out)

    assert "  E02 Croatia on the day of accession: severity is WARN, not BLOCK" in out.getvalue().splitlines()
    assert "  the rules are not those that were published" in out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("code", "parameters", "sentence"),
    [
        ("B02", {"maximum_share": "1.30"}, "Greatest share of the budget: A percentage lies between 0 and 100."),
        ("P05", {"summary": "none"}, "Words in “Summary”: This value cannot be read."),
        (
            "A02",
            {"national_maximum": "-1", "regional_maximum": "1"},
            "National, at most: Ensure this value is greater than or equal to 0.",
        ),
    ],
)
def test_parameters_that_cannot_be_are_refused(draft_set, administrator, code, parameters, sentence):
    with pytest.raises(ValidationError) as refusal:
        change(draft_set, administrator, code=code, parameters=parameters)

    assert refusal.value.message_dict == {"parameters": [sentence]}


def test_cases_that_cannot_be_read_are_refused(draft_set, administrator):
    case = draft_set.rules.get(code="B02").cases.first()
    case.facts |= {"colour": "red"}
    case.expected = {"state": "FINE"}

    with pytest.raises(ValidationError) as refusal:
        services.keep_rule(case, by=administrator, changed=["facts"])

    assert refusal.value.message_dict == {
        "facts": ["This cannot be read: ProposalFacts: unknown colour."],
        "expected": ["“state” is one of MET, NOT_MET, NOT_APPLICABLE, TO_CHECK."],
    }


def test_name_and_note_of_a_draft_are_kept_with_an_audit_row(draft_set, administrator):
    draft_set.name = "Rules for 2027"

    services.keep_rule_set(draft_set, by=administrator, changed=["name"])

    assert RuleSet.objects.get(pk=draft_set.pk).name == "Rules for 2027"
    event = AuditEvent.objects.about(draft_set).get(action="rule_set.changed")
    assert (event.actor, event.data) == (administrator, {"fields": ["name"]})


def test_name_of_a_published_set_stays_and_strangers_change_none(draft_set, current, administrator, officer):
    with pytest.raises(StateConflict):
        services.keep_rule_set(current, by=administrator, changed=["name"])
    with pytest.raises(NotAllowed):
        services.keep_rule_set(draft_set, by=officer, changed=["name"])


def test_who_changed_only_the_name_does_not_publish(draft_set, administrator, administrator2):
    services.keep_rule_set(draft_set, by=administrator2, changed=["name"])

    with pytest.raises(NotAllowed):
        services.publish_rules(draft_set, by=administrator2)


def test_an_earlier_editor_does_not_publish_while_somebody_else_can(draft_set, administrator, administrator2, officer):
    change(draft_set, administrator2, title_en="Other")

    with pytest.raises(NotAllowed):
        services.publish_rules(draft_set, by=administrator)

    assert services.barred_from(draft_set) == {administrator.pk, administrator2.pk}
    assert services.publish_rules(draft_set, by=officer).published_by == officer


def test_where_everybody_changed_the_draft_all_but_the_last_may_publish(draft_set, administrator, administrator2):
    change(draft_set, administrator2, title_en="Other")
    draft_set.refresh_from_db()

    assert services.barred_from(draft_set) == {administrator2.pk}
    assert [services.awaiting(person) for person in (administrator, administrator2)] == [[draft_set], []]
    with pytest.raises(NotAllowed):
        services.publish_rules(draft_set, by=administrator2)
    assert services.publish_rules(draft_set, by=administrator).published_by == administrator


def test_a_publisher_who_left_does_not_count_as_somebody_else(draft_set, administrator, administrator2, officer):
    change(draft_set, administrator2, title_en="Other")
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    draft_set.refresh_from_db()

    assert services.barred_from(draft_set) == {administrator2.pk}


def test_a_double_publication_is_refused_in_words(draft_set, administrator2):
    services.publish_rules(draft_set, by=administrator2)

    with pytest.raises(StateConflict):
        services.publish_rules(draft_set, by=administrator2)


def test_revision_counts_every_change_of_a_rule_and_of_its_cases(draft_set, administrator):
    rule = change(draft_set, administrator, title_en="Other")
    services.keep_rule(rule.cases.first(), by=administrator, changed=["case.name"])

    rule.refresh_from_db()
    assert rule.revision == 3
    with pytest.raises(StateConflict, match="changed elsewhere"):
        services.hold(rule, revision="2")
    services.hold(rule, revision="3")


def test_database_refuses_that_who_changed_last_publishes(draft_set, administrator):
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.filter(pk=draft_set.pk).update(status="PUBLISHED", published_by=administrator)


def test_a_split_rule_holds_as_two_rows_without_overlap(draft_set, administrator, officer):
    rule = draft_set.rules.get(code="B02")
    later = services.split_rule(rule, by=administrator, on=date(2027, 7, 1))
    later.parameters = {"maximum_share": "0.25"}
    services.keep_rule(later, by=administrator, changed=["parameters"])
    services.publish_rules(draft_set, by=officer)

    shares = [
        rulebook_for(2027).on(day)["B02"].parameters["maximum_share"] for day in (date(2027, 6, 30), date(2027, 7, 1))
    ]
    assert shares == ["0.30", "0.25"]


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(2026, 12, 31), date(2028, 1, 1)])
def test_a_rule_is_split_only_between_its_days(draft_set, administrator, on):
    rule = change(draft_set, administrator, valid_from=date(2027, 1, 1), valid_to=date(2028, 1, 1))

    with pytest.raises(DomainError):
        services.split_rule(rule, by=administrator, on=on)
    assert Rule.objects.filter(rule_set=draft_set, code="B02").count() == 1


def test_rules_are_split_by_who_keeps_them_and_in_drafts(draft_set, current, administrator, officer):
    with pytest.raises(NotAllowed):
        services.split_rule(draft_set.rules.get(code="B02"), by=officer, on=date(2027, 7, 1))
    with pytest.raises(StateConflict):
        services.split_rule(current.rules.get(code="B02"), by=administrator, on=date(2027, 7, 1))


def test_drafts_await_whoever_did_not_touch_them(draft_set, current, administrator, administrator2, officer):
    other = services.draft_rules(current, by=administrator2, from_year=2030)
    services.keep_rule_set(other, by=administrator, changed=["name"])

    found = [services.awaiting(person) for person in (administrator, administrator2, officer)]

    assert found == [[], [draft_set], [other, draft_set]]


def test_whichever_case_fails_it_is_named_and_nothing_is_published(draft_set, administrator, officer):
    firsts = {case.rule.code: case for case in RuleCase.objects.filter(rule__rule_set=draft_set).select_related("rule")}
    assert len(firsts) == 54

    for code, case in firsts.items():
        right, wrong = case.expected, "MET" if case.expected["state"] != "MET" else "NOT_MET"
        case.expected = right | {"state": wrong}
        services.keep_rule(case, by=administrator, changed=["expected"])

        with pytest.raises(DomainError) as refusal:
            services.publish_rules(draft_set, by=officer)
        assert refusal.value.sentences == [f"Case “{case.name}” of {code}: state is {right['state']}, not {wrong}."]

        case.expected = right
        services.keep_rule(case, by=administrator, changed=["expected"])
    assert services.publish_rules(draft_set, by=officer).status == "PUBLISHED"


@pytest.mark.parametrize(("code", "is_refused"), [("R02", True), ("E03", False)])
def test_what_the_schedule_is_made_from_holds_on_every_day(draft_set, administrator, officer, code, is_refused):
    later = services.split_rule(draft_set.rules.get(code=code), by=administrator, on=date(2030, 1, 1))
    later.valid_from = date(2030, 1, 2)
    services.keep_rule(later, by=administrator, changed=["valid_from"])

    if is_refused:
        with pytest.raises(DomainError) as refusal:
            services.publish_rules(draft_set, by=officer)
        assert refusal.value.sentences == [f"{code} must hold on every day: the reporting schedule is made from it."]
        later.valid_from = date(2030, 1, 1)
        services.keep_rule(later, by=administrator, changed=["valid_from"])
    assert services.publish_rules(draft_set, by=officer).status == "PUBLISHED"
