"""Rules are drafted by one person and published by another, after both saw what they change."""

import pytest

pytestmark = pytest.mark.e2e


def test_a_rule_is_changed_by_one_person_and_published_by_another(person):
    administrator = person().sign_in("Yuki Tanaka")
    form = administrator.page.locator
    administrator.go("/workspace/rulebook/").finds_no_barrier().press("Current rules 2022.1")
    administrator.press("Draft a new version")
    form("[name=from_year]").fill("2040")
    administrator.press("Draft a new version").sees("The draft is a copy of all rules.").press("P06")
    form("[name=parameter_warn_above_months]").fill("130")
    administrator.press("Save and continue editing").sees("Ensure this value is less than or equal to 120.")
    form("[name=parameter_warn_above_months]").fill("48")
    administrator.press("Save and continue editing").sees("Comes out otherwise")
    administrator.press("Compare and publish").sees("These rules cannot be published yet").finds_no_barrier()

    administrator.press("Change the rules").press("P06")
    form("[name=cases-0-expected_limit]").fill("48")
    facts = form("[name=cases-1-facts]")
    facts.fill(facts.input_value().replace("37", "49"))
    administrator.press("Save").leave()

    officer = person(language="fr", width=390).sign_in("David Okello")
    officer.press("Vérifier et publier « Règles en vigueur »", exact=False)
    officer.sees("Les 252 cas d’exemple").finds_no_barrier()
    officer.press("Lire les règles").finds_no_barrier().page.go_back()
    officer.press("Publier").finds_no_barrier().press("Publier").sees("Les règles sont publiées.").leave()
