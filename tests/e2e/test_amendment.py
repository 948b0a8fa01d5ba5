"""An amendment of a running project's plan in French, by the keyboard alone: opened, returned, resubmitted, approved."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e
PROJECT = "/workspace/projects/PX.9001/"


def follow(person, name, address):
    """Go to a link or button by its words and press Enter; then the page at ``address`` is there."""
    page = person.page
    control = (
        page.locator("main").get_by_role("link", name=name).or_(page.locator("main").get_by_role("button", name=name))
    )
    control.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def write(person, cell, text):
    """Type over what a field says; a line break is Enter."""
    cell.focus()
    person.page.keyboard.press("Control+a")
    person.page.keyboard.type(text)


def test_amendment_by_the_keyboard_from_its_reason_to_its_approval(person):
    manager, officer = person(language="fr"), person(language="fr", width=390)
    manager.sign_in("Petra Ilić").go(PROJECT)
    follow(manager, "Modifier le plan par avenant", "**/amend/")
    write(manager, manager.page.locator("main textarea"), "La formation a lieu dans trois centres régionaux.")
    follow(manager, "Ouvrir l’avenant", "**/versions/")
    follow(manager, "Modifier le budget", "**/budget/")
    move_money(manager)
    follow(manager, re.compile("^Avenant"), "**/versions/")
    follow(manager, "Soumettre l’avenant", "**/submit/")
    follow(manager, "Soumettre l’avenant", "**/versions/")

    officer.sign_in("Sofia Marín")
    follow(officer, "Se prononcer sur l’avenant de PX.9001", "**/versions/")
    follow(officer, "Renvoyer pour modification", "**/return/")
    write(officer, officer.page.locator("main textarea"), "Précisez le choix des centres.")
    follow(officer, "Renvoyer pour modification", "**/versions/")

    manager.page.reload()
    manager.sees("Précisez le choix des centres.")
    follow(manager, "Soumettre l’avenant", "**/submit/")
    follow(manager, "Soumettre l’avenant", "**/versions/")
    manager.leave()

    follow(officer, "Voir tous les changements", "**/compare/**")
    officer.sees("Budget déplacé sur 2 lignes, même total").finds_no_barrier()
    follow(officer, "Toutes les versions", "**/versions/")
    follow(officer, "Approuver l’avenant", "**/approve/")
    follow(officer, "Approuver l’avenant", "**/versions/")
    expect(officer.page.locator(".hash")).to_have_count(2)
    officer.leave()


def move_money(manager):
    """Six thousand dollars from the consultant to the workshops; in between the total is not the approved one."""
    page = manager.page
    lines = page.locator("#editor tr[id]")
    obstacle = page.locator("#checks").get_by_text("Un avenant conserve le total")
    write(manager, lines.nth(2).locator("[name='unit_cost']"), "13000\n")
    obstacle.wait_for()
    write(manager, lines.nth(3).locator("[name='unit_cost']"), "350\n")
    obstacle.wait_for(state="detached")
