"""A portal that is closed while people write: nothing typed is lost, and everybody is told the same in three languages."""

import subprocess

import pytest

from .conftest import ROOT, manage
from .test_writing import SAVED, draft, opens, saved_text, sees_state

__all__ = ["draft"]
pytestmark = pytest.mark.e2e


@pytest.fixture
def switch(environment):
    """``switch("on", …)``: the command that closes and opens the portal; open again afterwards."""

    def run(*words):
        done = subprocess.run(
            manage("maintenance", *words), env=environment, check=True, cwd=ROOT, capture_output=True, text=True
        )
        return done.stdout

    yield run
    run("off")


def test_what_is_typed_meanwhile_waits_on_the_page_and_is_sent_afterwards(person, draft, switch):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "beneficiaries")
    area.fill("Typed before.")
    sees_state(writer, SAVED)
    switch("on", "--until", "2099-01-09 09:00")
    area.fill("Typed before. And meanwhile, «\u00a0à moitié\u00a0».")
    sees_state(writer, "the portal is closed for maintenance. Leave this page open")
    writer.page.locator(".save-state", has_text="Expected back at ").wait_for()
    leaves = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert not writer.page.evaluate(leaves)  # the browser would ask first

    writer.page.get_by_role("button", name="Save and return").click()
    assert "Typed before. And meanwhile" in area.input_value()  # the button waits on the page as well
    switch("off")
    # who comes back to the window does not wait for the next try; the page that asks for it leaves at once
    writer.page.evaluate("() => { setTimeout(() => window.dispatchEvent(new Event('focus'))); }")

    writer.page.wait_for_url(f"**{draft}")
    assert saved_text(writer, draft, "beneficiaries") == "Typed before. And meanwhile, «\u00a0à moitié\u00a0»."
    writer.complaints.clear()  # the browser's own lines about the 503s that this test is about
    writer.leave()


def test_the_button_of_a_page_without_scripts_gives_the_text_back(person, draft, switch):
    writer = person(java_script_enabled=False, width=390, language="fr")
    area = opens(writer, "Milena Kovač", draft, "sustainability")
    area.fill("Chaque année,\nl’académie <forme>.")
    switch("on")
    writer.page.locator("#writing button[type=submit]").first.click()

    assert "maintenance" in writer.page.title()
    assert writer.page.locator("textarea").first.input_value() == "Chaque année,\nl’académie <forme>."
    assert [one.get_attribute("lang") for one in writer.page.locator("section").all()] == ["fr", "en", "es"]
    assert writer.page.evaluate("document.documentElement.scrollWidth") <= 390
    writer.complaints.clear()
    writer.leave()


def test_staff_pass_with_the_address_that_the_command_prints(person, portal, switch):
    printed = switch("on").split()[-1]
    visitor, staff = person(), person()

    staff.page.goto(f"{portal}/{printed.split('/', 3)[3]}")
    staff.sees("How it works")
    visitor.go("/")
    assert visitor.page.locator("h1").first.inner_text() == "The portal is closed for maintenance"
    visitor.finds_no_barrier()
    visitor.complaints.clear()
    visitor.leave()
    staff.leave()
