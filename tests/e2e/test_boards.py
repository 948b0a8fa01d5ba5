"""An officer tries other terms, moves a proposal, writes the minutes and closes the board; the approver reads it in French."""

import pytest

pytestmark = pytest.mark.e2e


def test_board_is_tried_moved_minuted_closed_and_read(person):
    address = officer_closes_a_board(person())
    approver_reads_it(person(language="fr", width=390), address)


def officer_closes_a_board(officer):
    page = officer.sign_in("Sofia Marín").go("/workspace/reviews/boards/").finds_no_barrier().page
    officer.press("Demonstration:", exact=False).sees("Where the money goes").finds_no_barrier()
    address = page.url.partition("/en")[2]
    officer.press("What if").finds_no_barrier().fill(money="150000", regions="off").press("Show what would change")
    officer.sees("Drops out").finds_no_barrier().fill(name="Little money").press("Keep").sees("kept by Sofia Marín")
    officer.finds_no_barrier().go(address)
    with page.expect_navigation():
        page.locator(".ranking-move").last.click()
    officer.finds_no_barrier().fill(place="1", comment="Newer facts").press("Move")
    officer.sees("Moved here by Sofia Marín: Newer facts").finds_no_barrier()
    officer.press("Meeting").press("Write agenda and minutes").finds_no_barrier()
    officer.fill(minutes="We agreed.").press("Save").sees("Agenda and minutes are saved.").finds_no_barrier()
    with page.expect_navigation():
        page.get_by_role("link", name="Change Claire Fontaine").click()
    page.locator("[name='was_present']").check()
    officer.finds_no_barrier().press("Save").sees("Saved.").press("Ranking").press("Close the board")
    page.locator("[name='confirm']").check()
    officer.finds_no_barrier().press("Close the board").sees("The board is closed.").finds_no_barrier().leave()
    return address


def approver_reads_it(approver, address):
    page = approver.sign_in("Claire Fontaine").go(address).sees("Clos le").finds_no_barrier().page
    assert page.locator(".ranking-move").count() == 0
    with page.expect_download() as download:
        approver.press("Réunion").press("Procès-verbal en PDF")
    assert download.value.suggested_filename.startswith("minutes-")
    approver.leave()
