"""What a draft of rules would do to proposals that are still written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import panels
from applications.models import Application, Section
from applications.panels import rule_effects
from applications.selectors import facts_of_drafts, readiness
from core.panels import collect
from demo import proposals
from funding import services
from funding.models import RuleSet


@pytest.fixture
def rules_to_come(reference, administrator):
    """A draft of the next version of the rules that the proposals follow."""
    current = RuleSet.objects.for_year(2026).first()
    return services.draft_rules(current, by=administrator, from_year=current.from_year)


@pytest.fixture
def keep(rules_to_come, administrator):
    """``keep("B02", maximum_share="0.10")``: change parameters of a rule of the draft."""

    def change(code, **parameters):
        rule = rules_to_come.rules.get(code=code)
        rule.parameters |= parameters
        services.keep_rule(rule, by=administrator, changed=["parameters"])

    return change


def effects_for(rule_set, user):
    [found] = rule_effects(rule_set, user)
    return found


def told(found):
    return [(effect.code, effect.sentence, effect.is_worse) for effect in found.effects]


def test_a_copy_changes_nothing(draft, other_draft, rules_to_come, officer):
    found = effects_for(rules_to_come, officer)

    assert (found.drafts, found.judged, found.changed, found.effects) == (2, 2, 0, [])


def test_drafts_that_come_off_worse_are_counted_by_rule(draft, other_draft, rules_to_come, keep, officer):
    keep("B02", maximum_share="0.10")
    keep("P06", usual_months="1", warn_above_months="2")
    Application.objects.get(pk=other_draft.pk).plan.versions.update(duration_months=2)

    found = effects_for(rules_to_come, officer)

    assert told(found) == [
        ("B02", "2 drafts would change from “met” to “not met, blocks submission”", True),
        ("P06", "1 draft would change from “met” to “not met, warns”", True),
    ]
    assert (found.judged, found.changed) == (2, 2)


def test_drafts_that_come_off_better_are_counted_too(draft, rules_to_come, keep, officer):
    keep("P05", summary="400")
    Section.objects.filter(application=draft, key="summary").update(text="word " * 380)

    assert told(effects_for(rules_to_come, officer)) == [
        ("P05", "1 draft would change from “not met, blocks submission” to “met”", False)
    ]


def test_a_rule_that_stops_blocking_is_an_effect(draft, rules_to_come, administrator, officer):
    Section.objects.filter(application=draft, key="summary").update(text="")
    rule = rules_to_come.rules.get(code="P05")
    rule.severity = "WARN"
    services.keep_rule(rule, by=administrator, changed=["severity"])

    assert told(effects_for(rules_to_come, officer)) == [
        ("P05", "1 draft would change from “not met, blocks submission” to “not met, warns”", False)
    ]


def test_a_rule_that_no_longer_holds_is_an_effect(draft, rules_to_come, administrator, officer):
    rule = rules_to_come.rules.get(code="B02")
    rule.valid_to = "2023-01-01"
    services.keep_rule(rule, by=administrator, changed=["valid_to"])

    assert told(effects_for(rules_to_come, officer)) == [
        ("B02", "1 draft would change from “met” to “not applicable”", False)
    ]


@pytest.mark.parametrize(("code", "codes"), [("E01", ["E01"]), ("E05", ["E05"]), ("A04", ["A06"])])
def test_rules_that_others_read_may_end(draft, rules_to_come, administrator, officer, code, codes):
    rule = rules_to_come.rules.get(code=code)
    rule.valid_to = "2023-01-01"
    services.keep_rule(rule, by=administrator, changed=["valid_to"])

    effects = effects_for(rules_to_come, officer).effects
    assert [(effect.code, effect.after) for effect in effects] == [(one, ("NOT_APPLICABLE", False)) for one in codes]


def test_drafts_are_judged_as_their_own_page_judges_them(draft, rules_to_come):
    [(_application, facts)] = facts_of_drafts(Application.objects.filter(pk=draft.pk))

    assert facts == readiness(Application.objects.get(pk=draft.pk)).facts


def test_the_rulebook_asks_the_applications(draft, rules_to_come, keep, officer):
    keep("B02", maximum_share="0.10")

    assert [found.changed for found in collect("rule_effects", rules_to_come, officer)] == [1]


def test_submitted_proposals_are_left_out(application_in, other_draft, rules_to_come, keep, officer):
    application_in("submitted")
    keep("B02", maximum_share="0.10")

    found = effects_for(rules_to_come, officer)

    assert (found.drafts, found.changed) == (1, 1)


@pytest.mark.parametrize(("year", "judged"), [(2021, 0), (2022, 1), (2024, 1), (2025, 0)])
def test_only_funding_years_of_the_draft_count(draft, rules_to_come, administrator, officer, year, judged):
    later = services.draft_rules(rules_to_come, by=administrator, from_year=2025)
    services.publish_rules(later, by=officer)
    Application.objects.filter(pk=draft.pk).update(funding_year=year)

    assert effects_for(rules_to_come, officer).judged == judged


def test_a_version_overtaken_by_a_newer_one_has_no_effect(draft, rules_to_come, keep, administrator, officer):
    keep("B02", maximum_share="0.10")
    RuleSet.objects.filter(pk=rules_to_come.pk).update(version=1_000)
    newer = services.draft_rules(rules_to_come, by=administrator, from_year=2023)
    RuleSet.objects.filter(pk=newer.pk).update(from_year=rules_to_come.from_year, version=1_001)
    newer.rules.filter(code="B02").update(parameters={"maximum_share": "0.30"})
    services.publish_rules(newer, by=officer)

    assert effects_for(rules_to_come, officer).drafts == 0


def test_who_may_not_open_a_draft_learns_only_their_number(application_in, other_draft, rules_to_come, keep, request):
    returned = application_in("returned")
    keep("B02", maximum_share="0.10")

    seen = {name: effects_for(rules_to_come, request.getfixturevalue(name)) for name in ("officer", "administrator")}

    [effect] = seen["officer"].effects
    assert (effect.drafts, effect.named, effect.unnamed) == (2, [returned], 1)
    [effect] = seen["administrator"].effects
    assert (effect.drafts, effect.named, effect.unnamed) == (2, [], 2)


def test_of_too_many_drafts_those_begun_last_are_judged(draft, other_draft, stranger, rules_to_come, keep, monkeypatch):
    monkeypatch.setattr(panels, "MOST_JUDGED", 1)
    keep("B02", maximum_share="0.10")

    found = effects_for(rules_to_come, stranger)

    assert (found.drafts, found.judged, found.changed) == (2, 1, 1)
    assert found.effects[0].named == [other_draft]


def queries_of(rule_set, user):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        effects_for(rule_set, user)
    return len(queries)


def test_effects_take_as_many_queries_for_25_drafts_as_for_1(draft, applicant, rules_to_come, keep, officer):
    keep("B02", maximum_share="0.10")
    queries_of(rules_to_come, officer)  # the officer's roles are read once
    assert queries_of(rules_to_come, officer) == 11

    for number in range(24):
        proposals.start(applicant, title=f"Plan {number}", country="ME")

    assert effects_for(rules_to_come, officer).changed == 25
    assert queries_of(rules_to_come, officer) == 11


def test_drafts_to_finish_say_the_language_of_their_title(draft):
    Application.objects.filter(pk=draft.pk).update(title="Más <salud>", language="es")

    [task] = panels.tasks(draft.owner)

    assert task.title == 'Finish “<span lang="es">Más &lt;salud&gt;</span>”'
