"""A full round by the people who hold it: two proposals, a conflict of interest, a ranking, one approved and one kept."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from .conftest import ROOT, manage

pytestmark = pytest.mark.e2e
FIRST, SECOND = "A common desk for labour migrants in Kotor", "A common desk for migrants in Lomé"
PREPARE = f"""
from demo import proposals
from demo.proposals import Cast, ENDORSERS, person
for name, title, country, region in (("milena.kovac", "{FIRST}", "ME", "EUROPE"), ("aminata.diallo", "{SECOND}", "TG", "AFRICA")):
    names = ("claire.fontaine", "petra.ilic", "david.okello")
    cast = Cast(person(ENDORSERS[region]), person("sofia.marin"), (), *map(person, names))
    application = proposals.start(person(name), title=title, country=country, theme="LM", line=1)
    proposals.carry_on(application, "endorsed", cast)
    application.refresh_from_db()
    print("REFERENCE", application.reference)
"""


@pytest.fixture
def references(portal, environment):
    """References of two endorsed proposals, one of Montenegro and one of Togo."""
    made = subprocess.run(
        manage("shell", "--command", PREPARE), env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return re.findall(r"REFERENCE (\S+)", made.stdout)


def test_round_with_a_conflict_ends_in_an_approval_and_a_reserve(person, references, environment):
    officer_screens_and_asks(person(), references)
    reviewer_scores(person(), "Ingrid Solberg", references[0], mark=4)
    reviewer_scores(person(), "Ingrid Solberg", references[1], mark=3)
    reviewer_scores(person(language="fr", width=390), "Hélène Rousseau", references[0], mark=4)
    reviewer_declares_a_conflict(person(language="fr", width=390), references[1])
    officer_opens_the_board(person(language="es"))
    officer_recommends(person(), references)
    approver_decides(person(), references)
    letters_go_out(person(), references)
    teams_read_their_letters(person(), person(language="fr", width=390))
    reserve_is_kept(person(), references[1])

    record = subprocess.run(
        manage("verify_decision", "--all"), env=environment, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (record.returncode, record.stderr) == (0, "")


def officer_screens_and_asks(officer, references):
    page = officer.sign_in("Sofia Marín").page
    for reference in references:
        officer.go("/workspace/").press(f"Review {reference}", exact=False).press("Screen")
        officer.fill(is_eligible="True", fits_focus_areas="True", letters_are_right="True", is_complete="True")
        officer.press("Record the screening").sees("Passed")
    officer.go("/workspace/reviews/ask/").finds_no_barrier()
    for words in (*references, "Ingrid Solberg", "Hélène Rousseau"):
        page.get_by_role("checkbox", name=re.compile(words)).check()
    officer.press("Check").finds_no_barrier()
    page.locator("main form button.btn-primary").click()
    officer.go("/workspace/reviews/?state=FUND_REVIEW").leave()


def reviewer_scores(reviewer, name, reference, *, mark):
    page = reviewer.sign_in(name).page
    page.get_by_role("link", name=re.compile(reference)).first.click()
    reviewer.fill(has_conflict="False")
    page.locator("main form button.btn-primary").click()
    page.locator(".marks").first.wait_for()
    groups = page.locator("main form fieldset")
    for number in range(groups.count()):
        groups.nth(number).locator(f"input[value='{mark}']").check()
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_url("**/hand-in/")
    page.locator("main form button.btn-primary").last.click()
    reviewer.sees("Merci" if reviewer.language == "fr" else "Thank you").leave()


def reviewer_declares_a_conflict(reviewer, reference):
    page = reviewer.sign_in("Hélène Rousseau").page
    page.get_by_role("link", name=re.compile(reference)).first.click()
    address = page.url
    reviewer.fill(has_conflict="True", conflict="J’ai conseillé ce ministère l’an dernier.").finds_no_barrier()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/reviews/mine/")
    page.goto(address)
    expect(page).not_to_have_url(address)
    reviewer.leave()


def officer_opens_the_board(officer):
    page = officer.sign_in("Sofia Marín").go("/workspace/reviews/boards/new/").finds_no_barrier().page
    officer.fill(title="Línea 1", line="1").page.locator("main form button.btn-primary").click()
    titles = page.locator(".ranking .ranking-title")
    expect(titles).to_have_text([FIRST, SECOND])  # 4 and 3, the review with the conflict left out
    officer.finds_no_barrier().leave()


def officer_recommends(officer, references):
    officer.sign_in("Sofia Marín").go("/workspace/reviews/conflicts/").sees("J’ai conseillé ce ministère l’an dernier.")
    for reference, outcome in zip(references, ("APPROVE", "RETAIN"), strict=True):
        officer.go("/workspace/").press(f"Review {reference}", exact=False).press("Recommend")
        officer.fill(outcome=outcome, memo="By score, as far as the money goes.").press("Recommend")
    officer.leave()


def approver_decides(approver, references):
    approver.sign_in("Claire Fontaine")
    for reference, outcome in zip(references, ("APPROVE", "RETAIN"), strict=True):
        approver.go("/workspace/").press(f"Decide on {reference}", exact=False).press("Decide")
        approver.fill(has_conflict="False").press("Declare").fill(outcome=outcome)
        if outcome == "RETAIN":
            approver.press("Decide").sees("the applicant reads it in the letter").finds_no_barrier()
            approver.fill(outcome=outcome, reason="The money of this year is spent.")
        approver.press("Decide").sees("Decided, not made known yet")
    approver.leave()


def letters_go_out(staff, references):
    page = staff.sign_in("Sofia Marín").go("/workspace/reviews/releases/").finds_no_barrier().page
    for reference in references:
        expect(page.get_by_role("checkbox", name=re.compile(reference))).to_be_checked()
    staff.press("Write the letters").sees("À l’attention d").sees("Dear ")
    staff.sign_in("Claire Fontaine").press("Read and send the letters", exact=False)
    staff.press("Make known and send").sees("The decisions are made known").leave()


def teams_read_their_letters(first, second):
    first.sign_in("Milena Kovač").go("/workspace/applications/").press(FIRST, exact=False)
    first.sees("Approved").finds_no_barrier().leave()
    second.sign_in("Aminata Diallo").go("/workspace/applications/").press(SECOND, exact=False)
    second.sees("The money of this year is spent.").finds_no_barrier().leave()


def reserve_is_kept(officer, reference):
    officer.sign_in("Sofia Marín").go("/workspace/reviews/reserve/").sees(reference).finds_no_barrier().leave()
