"""An extension with a budget revision in French, by the keyboard: asked, returned, resubmitted, confirmed, approved."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from demo.proposals import LETTER

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


def choose(person, name):
    """Tick a box by its words with the space bar."""
    person.page.locator("main").get_by_label(name).focus()
    person.page.keyboard.press("Space")


def test_extension_by_the_keyboard_from_its_reason_to_its_approval(person, tmp_path):
    manager, region = person(language="fr"), person(language="fr", width=390)
    officer = person(language="fr", width=390)
    manager.sign_in("Petra Ilić").go(PROJECT)
    follow(manager, "Modifier le plan par avenant", "**/amend/")
    ask(manager)
    follow(manager, "Ouvrir l’avenant", "**/versions/")
    agree(manager, tmp_path / "accord.pdf")
    follow(manager, "Modifier le budget", "**/budget/")
    move_money(manager)
    follow(manager, re.compile("^Avenant"), "**/versions/")
    follow(manager, "Soumettre l’avenant", "**/submit/")
    follow(manager, "Soumettre l’avenant", "**/versions/")

    region.sign_in("Jonas Weber")
    follow(region, "Confirmer l’avenant de PX.9001", "**/versions/")
    follow(region, "Renvoyer pour modification", "**/return/")
    write(region, region.page.locator("main textarea"), "Précisez le choix des centres.")
    follow(region, "Renvoyer pour modification", "**/versions/")

    manager.page.reload()
    manager.sees("Précisez le choix des centres.")
    follow(manager, "Soumettre l’avenant", "**/submit/")
    follow(manager, "Soumettre l’avenant", "**/versions/")
    manager.leave()

    region.page.reload()
    follow(region, "Confirmer l’avenant", "**/confirm/")
    region.sees("Prolongement sans fonds supplémentaires").finds_no_barrier()
    follow(region, "Confirmer l’avenant", "**/versions/")
    region.leave()

    officer.sign_in("Sofia Marín")
    follow(officer, "Se prononcer sur l’avenant de PX.9001", "**/versions/")
    follow(officer, "Voir tous les changements", "**/compare/**")
    officer.sees("Budget déplacé sur 2 lignes, même total").finds_no_barrier()
    follow(officer, "Toutes les versions", "**/versions/")
    follow(officer, "Approuver l’avenant", "**/approve/")
    follow(officer, "Approuver l’avenant", "**/versions/")
    expect(officer.page.locator(".hash")).to_have_count(2)
    officer.go(PROJECT).sees("Rapport intérimaire 3")
    officer.leave()


def ask(manager):
    """Six months more and another budget, having seen which reports that brings."""
    choose(manager, "Prolongement sans fonds supplémentaires")
    choose(manager, "Révision du budget")
    write(manager, manager.page.locator("[name='duration_months']"), "24")
    write(manager, manager.page.locator("main textarea"), "La formation a lieu dans trois centres régionaux.")
    manager.page.get_by_role("button", name="Afficher la nouvelle fin et les rapports").focus()
    manager.page.keyboard.press("Enter")
    manager.sees("Rapports et évaluation avec la nouvelle fin").finds_no_barrier()


def agree(manager, letter):
    """The government's agreement with its letter."""
    letter.write_bytes(LETTER)
    follow(manager, "Ajouter l’accord", "**/government/")
    write(manager, manager.page.locator("[name='name']"), "Ana Nović")
    write(manager, manager.page.locator("[name='office']"), "Ministère de l’Intérieur")
    manager.page.locator("[name='agreed_on']").fill(timezone.localdate().isoformat())
    manager.page.locator("[name='file']").set_input_files(letter)
    follow(manager, "Enregistrer", "**/versions/")


def move_money(manager):
    """Six thousand dollars from the consultant to the workshops; in between the total is not the approved one."""
    page = manager.page
    lines = page.locator("#editor tr[id]")
    obstacle = page.locator("#checks").get_by_text("Un avenant conserve le total")
    write(manager, lines.nth(2).locator("[name='unit_cost']"), "13000\n")
    obstacle.wait_for()
    write(manager, lines.nth(3).locator("[name='unit_cost']"), "350\n")
    obstacle.wait_for(state="detached")
