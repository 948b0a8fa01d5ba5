"""Answers to a call's questions save themselves: two tabs in two languages, a question that comes and goes, an ended session."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from .conftest import ROOT, manage

pytestmark = pytest.mark.e2e
KEY = """
from applications.models import Application
print(Application.objects.get(title__contains="one training for the border posts").key)
"""
SAVED = re.compile("^(Saved|Enregistré) ")


@pytest.fixture(scope="session")
def questions(portal, environment):
    """Path of the questions of the demonstration's regional draft."""
    shell = manage("shell", "--no-imports", "-v", "0", "-c", KEY)
    done = subprocess.run(shell, env=environment, check=True, cwd=ROOT, capture_output=True, text=True)
    return f"/workspace/applications/{done.stdout.split()[-1]}/questions/"


def opens(writer, questions):
    writer.sign_in("Milena Kovač").go(questions)
    writer.page.wait_for_load_state("networkidle")
    return writer.page.locator("textarea[name='q-what_came_of_it']")


def sees(writer, state):
    writer.page.locator(f".save-state[data-state='{state}']").first.wait_for()


def test_answers_save_themselves_and_two_tabs_are_joined(person, questions):
    first, second = person(language="fr", width=390), person()
    one, two = opens(first, questions), opens(second, questions)
    text = two.input_value()

    one.fill(text.replace("twice", "four times"))
    sees(first, "saved")
    two.fill(f"{text} They go on.")
    sees(second, "joined")
    assert two.input_value() == f"{text.replace('twice', 'four times')} They go on."
    one.fill(text.replace("twice", "ten times"))
    sees(first, "joined")
    two.fill(two.input_value().replace("four times", "never"))
    second.page.locator(".both-texts").wait_for()
    second.finds_no_barrier().press("Edit both in the field")
    sees(second, "saved")
    assert [word in two.input_value() for word in ("ten times", "never")] == [True, True]

    second.fill(**{"q-have_these_countries_worked": "false"})
    expect(two).to_have_count(0)
    second.fill(**{"q-have_these_countries_worked": "true"})
    sees(second, "raised")
    assert "ten times" in two.input_value()

    first.leave()
    second.context.clear_cookies()
    two.fill("Typed after the session ended.")
    sees(second, "signedOut")
    again = second.context.new_page()
    again.goto(f"{second.portal}/en/accounts/demo/")
    again.get_by_role("button", name="Milena Kovač").click()
    again.wait_for_url("**/workspace/")
    expect(second.page.locator("#ask-what_came_of_it .save-state")).to_have_text(SAVED, timeout=20_000)
    second.page.reload()
    assert two.input_value() == "Typed after the session ended."
