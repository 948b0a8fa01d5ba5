"""A plan written without touching the mouse, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def budget_of_draft(writer):
    """Open the budget of the demonstration draft that was returned to Aminata."""
    writer.sign_in("Aminata Diallo").go("/workspace/applications/")
    writer.page.locator("main a", has_text=re.compile("profil migratoire du Togo")).first.click()
    writer.page.locator("main a[href*='/budget/']").first.click()
    writer.page.wait_for_load_state()
    return writer.page.locator("#editor tr[id]")


def focused(page, expression):
    return page.evaluate(f"document.activeElement.{expression}")


def test_budget_is_written_with_the_keyboard_alone(person):
    writer = person()
    rows, page = budget_of_draft(writer), writer.page
    count, keys = rows.count(), page.keyboard
    rows.first.locator("[name='description']").focus()

    keys.press("ArrowDown")  # the same column, one row below
    assert focused(page, "closest('tr').rowIndex") > 1
    keys.press("Alt+d")
    rows.nth(count).wait_for()
    keys.press("Control+a")
    keys.type("Rent of the second office")
    writer.sees_saved()
    keys.press("Alt+ArrowDown")
    page.locator("#editor tr:focus-within > th", has_text=re.compile(r"^\s*4\s*$")).wait_for()
    keys.press("Alt+Delete")
    page.get_by_role("button", name=re.compile("^Undo.*Rent of the second office")).focus()
    expect(rows).to_have_count(count)
    keys.press("Enter")
    rows.nth(count).wait_for()
    writer.finds_no_barrier()
    page.reload()
    assert rows.nth(3).locator("[name='description']").input_value() == "Rent of the second office"
    rows.nth(3).locator("[name='description']").focus()
    keys.press("Alt+Delete")
    rows.nth(count).wait_for(state="detached")
    writer.leave()


def test_wrong_number_is_said_beside_its_row_and_kept(person):
    writer = person(language="fr")
    rows, page = budget_of_draft(writer), writer.page
    cell = rows.first.locator("[name='quantity']")
    before = cell.input_value()

    cell.fill("beaucoup")
    page.locator(".grid-problems li").first.wait_for()
    assert cell.get_attribute("aria-invalid") == "true"
    assert cell.input_value() == "beaucoup"
    writer.finds_no_barrier()
    cell.fill(before)
    writer.sees_saved()
    assert cell.get_attribute("aria-invalid") is None
    writer.leave()


def test_lost_connection_is_retried_until_saved(person):
    writer = person()
    rows, page = budget_of_draft(writer), writer.page
    cell = rows.first.locator("[name='calculation_note']")
    writer.context.set_offline(True)
    cell.fill("Scale of the duty station")
    page.get_by_text("Not saved, retrying").first.wait_for()
    writer.complaints.clear()

    writer.context.set_offline(False)
    writer.sees_saved()

    page.reload()
    assert cell.input_value() == "Scale of the duty station"
    writer.leave()


def test_budget_is_written_without_scripts(person):
    writer = person(language="fr", width=390, java_script_enabled=False)
    rows = budget_of_draft(writer)
    count = rows.count()
    row = rows.first

    row.locator("[name='unit_cost']").fill("1.900,50")
    row.get_by_role("button", name=re.compile("^(Save|Enregistrer)$")).click()
    assert rows.first.locator("[name='unit_cost']").input_value() == "1\u202f900,50"
    rows.first.get_by_role("button", name=re.compile("^(Duplicate|Dupliquer)")).click()
    expect(rows).to_have_count(count + 1)
    rows.nth(1).get_by_role("button", name=re.compile("^(Remove|Supprimer)")).click()
    expect(rows).to_have_count(count)
    writer.leave()
