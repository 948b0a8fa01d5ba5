"""A whole proposal, from its start to the receipt: by keyboard in French, and without JavaScript on a telephone in Spanish."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from demo.proposals import LETTER

pytestmark = pytest.mark.e2e
START = {"title": "Un guichet commun", "coverage": "NATIONAL", "countries": "ME", "line": "2", "language": "fr"}
TEXTS = ["rationale", "beneficiaries", "partnerships", "sustainability", "evaluation", "summary"]
INDICATOR = {
    "title": "Agents formés", "unit": "agents", "baseline_value": "0", "baseline_year": "2025", "target_value": "40",
    "source_and_method": "Listes de présence",
}  # fmt: skip
ACTIVITY = {"title": "Former les agents", "responsible_party": "OIM", "start_month": "1", "end_month": "18"}
LINES = [
    {"part": "OPERATIONAL", "description": "Ateliers", "quantity": "6", "unit_cost": "16000"},
    {"part": "EVALUATION", "description": "Évaluation", "quantity": "1", "unit_cost": "5100"},
]
LINE = {"unit": "mois", "calculation_note": "Trois devis"}


@pytest.fixture
def letter(tmp_path):
    """A signed letter."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(LETTER)
    return path


def types_row(person, grid, **cells):
    """Fill the empty row of a grid by keyboard and send it; then it has one row more."""
    region = person.page.get_by_role("region", name=grid, exact=True)
    rows = region.locator("tbody tr[id]")
    count, row = rows.count(), region.locator("tr.grid-empty")
    for name, value in cells.items():
        cell = person.tabs_to(row.locator(f"[name='{name}']"))
        is_list = cell.evaluate("element => element.tagName") == "SELECT"
        person.arrows_to(cell, value) if is_list else person.page.keyboard.type(value)
    person.page.keyboard.press("Enter")
    rows.nth(count).wait_for()


def writes_the_plan_by_keyboard(applicant, home):
    page = applicant.page
    page.goto(home)
    applicant.follows("Résultats et activités")
    applicant.tabs_to(page.get_by_label("Énoncé"))
    page.keyboard.type("Les migrants sont bien conseillés")
    for link, statement in (("Ajouter un effet", "Le manuel sert"), ("Ajouter un produit", "Le manuel est connu")):
        applicant.tabs_to(page.get_by_role("link", name=re.compile(f"^{link}")).first)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        applicant.types(statement=statement).follows("Enregistrer", "button")
    for result in page.locator("[data-grid='indicator']").locator("..").all()[1:]:
        types_row(applicant, result.get_attribute("aria-label"), **INDICATOR)
    activities = page.locator("[data-grid='activity']").locator("..").get_attribute("aria-label")
    types_row(applicant, activities, **ACTIVITY)
    page.goto(home)
    applicant.follows("Budget")
    activity = page.locator("tr.grid-empty [name='activity'] option").nth(1).get_attribute("value")
    for line in LINES:
        cells = {name: value for name, value in (line | LINE).items() if name != "part"}
        types_row(applicant, "Lignes budgétaires", part=line["part"], activity=activity, **cells)


def test_a_whole_proposal_is_written_and_submitted_by_keyboard_in_french(person, letter):
    applicant = person(language="fr").sign_in("Milena Kovač")
    page = applicant.page
    applicant.go("/workspace/applications/").follows("Commencer une proposition")
    applicant.types(**START).follows("Vérifier et commencer", "button")
    applicant.sees("Parties de la proposition")
    home = page.url

    applicant.follows("Page de garde")
    applicant.types(theme="PX", focus_areas="", duration_months="18").follows("Enregistrer", "button")
    applicant.follows("Justification")
    for key in TEXTS:
        page.goto(f"{home}sections/{key}/")
        applicant.types(text=f"Tout ce qu’il faut dire de la partie {key}.")
        applicant.sees(re.compile("^Enregistré ")).follows("Enregistrer et revenir", "button")
    writes_the_plan_by_keyboard(applicant, home)
    page.goto(home)
    applicant.follows("Lettres").types(country="ME", signatory="M. Perić", ministry="Ministère de l’intérieur")
    applicant.types(language="fr", file=letter).tabs_to(page.locator("[name='dated_on']"))
    page.keyboard.type("01012026")  # the same day whichever order the browser keeps
    applicant.follows("Ajouter la lettre", "button").sees("letter.pdf")

    page.goto(home)
    applicant.follows("Vérifier et soumettre").sees("Prête à être soumise")
    for box in page.get_by_role("checkbox").all():
        applicant.tabs_to(box)
        page.keyboard.press("Space")
    applicant.follows("Soumettre la proposition", "button")
    expect(page).to_have_url(re.compile("/receipt/1/$"))
    applicant.leave()


def adds_row(page, kind, number=0, **cells):
    """Fill the empty row of the grid with that number among those of its kind, and send it with its button."""
    row = page.locator(f"[data-grid='{kind}']").nth(number).locator("tr.grid-empty")
    for name, value in cells.items():
        cell = row.locator(f"[name='{name}']")
        is_list = cell.evaluate("element => element.tagName") == "SELECT"
        cell.select_option(value) if is_list else cell.fill(value)
    row.locator("button[type='submit']").click()


def writes_the_plan_without_javascript(page, home):
    page.goto(home)
    page.locator("main a[href$='/results/']").first.click()
    page.locator("main textarea[name='statement']").first.fill("Los migrantes están bien asesorados")
    page.locator("form.node-texts button[type='submit']").first.click()
    for level in ("OUTCOME", "OUTPUT"):
        page.locator("a[href*='/result/'][href*='/add']").nth(0 if level == "OUTCOME" else 1).click()
        page.locator("[name='statement']").fill(f"El manual sirve ({level})")
        page.locator("main form button[type='submit']").first.click()
    for number in (1, 2):  # the objective needs none
        adds_row(page, "indicator", number, **INDICATOR)
    adds_row(page, "activity", **ACTIVITY)
    page.goto(home)
    page.locator("main a[href$='/budget/']").first.click()
    activity = page.locator("tr.grid-empty [name='activity'] option").nth(1).get_attribute("value")
    for line in LINES:
        adds_row(page, "line", activity=activity, **line, **LINE)


def test_a_whole_proposal_is_written_and_submitted_without_javascript(person, letter):
    applicant = person(language="es", width=390, java_script_enabled=False).sign_in("Lucía Fernández")
    page = applicant.page

    def send(**fields):
        applicant.fill(**fields)
        page.locator("main form button[type='submit'], main form button:not([type])").first.click()

    applicant.go("/workspace/applications/new/")
    send(**START | {"title": "Una ventanilla común", "countries": "CO", "language": "es"})
    applicant.sees("Partes de la propuesta")
    home = page.url
    page.goto(f"{home}cover/")
    page.locator("[name='focus_areas']").first.check()
    send(theme="PX", duration_months="18")
    for key in TEXTS:
        page.goto(f"{home}sections/{key}/")
        send(text=f"Todo lo que hay que decir de la parte {key}.")
    writes_the_plan_without_javascript(page, home)
    page.goto(f"{home}letters/")
    dated = date(2026, 1, 1).isoformat()
    send(country="CO", signatory="M. Pérez", ministry="Ministerio", dated_on=dated, language="es", file=letter)
    page.goto(f"{home}submit/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Presentar propuesta").click()

    expect(page).to_have_url(re.compile("/receipt/1/$"))
    applicant.leave()
