"""Writing a section: nothing typed is lost, whatever happens to the line, the session, the server or a colleague."""

import re
import subprocess

import pytest

from .conftest import ROOT, manage

pytestmark = pytest.mark.e2e
SAVED = re.compile("^(Saved|Enregistré|Guardado) ")
JOIN = """
from accounts.models import User
from applications.models import Application, Member
application = Application.objects.get(title__contains="common counter for labour")
colleague = User.objects.get(email="lucia.fernandez@demo.example.org")
Member.objects.get_or_create(application=application, user=colleague, defaults={"added_by": application.owner})
print(application.key)
"""


@pytest.fixture(scope="session")
def draft(portal, environment):
    """Path of a demonstration draft that Milena and Lucía write together."""
    shell = manage("shell", "--no-imports", "-v", "0", "-c", JOIN)
    done = subprocess.run(shell, env=environment, check=True, cwd=ROOT, capture_output=True, text=True)
    return f"/workspace/applications/{done.stdout.split()[-1]}/"


def opens(writer, name, draft, section):
    writer.sign_in(name).go(f"{draft}sections/{section}/")
    writer.page.wait_for_load_state("networkidle")  # what the page asks by itself sets the session's cookie too
    return writer.page.locator("#id_text")


def sees_state(writer, words):
    writer.page.locator(".save-state[data-state]", has_text=words).wait_for()


def saved_text(writer, draft, section):
    """What the server holds, asked in a page of its own."""
    page = writer.context.new_page()
    page.goto(f"{writer.portal}/{writer.language}{draft}sections/{section}/")
    text = page.locator("#id_text").input_value()
    page.close()
    return text


def test_two_people_in_one_section(person, draft):
    first, second = person(), person(language="fr")
    one = opens(first, "Milena Kovač", draft, "rationale")
    one.fill("The ministry trains officers. It prints a manual.")
    sees_state(first, SAVED)
    two = opens(second, "Lucía Fernández", draft, "rationale")
    second.page.locator("[data-writers]", has_text="Milena Kovač").wait_for()

    one.fill("The ministry trains forty officers. It prints a manual.")
    sees_state(first, SAVED)
    first.page.wait_for_function("document.querySelector('#writing [name=revision]').value !== '1'")
    two.fill("The ministry trains officers. It prints a manual. Each year.")
    both = "The ministry trains forty officers. It prints a manual. Each year."
    second.page.wait_for_function("both => document.querySelector('#id_text').value === both", arg=both)

    one.fill("The ministry trains fifty officers. It prints a manual.")
    first.page.locator(".save-state", has_text="A colleague’s changes are in the text too").wait_for()
    assert one.input_value() == both.replace("forty", "fifty")
    two.fill(both.replace("forty", "sixty"))
    second.page.locator("#both-texts").wait_for()
    assert both.replace("forty", "fifty") in second.page.locator(".both-texts-theirs").inner_text()
    assert two.input_value() == both.replace("forty", "sixty")
    second.finds_no_barrier()
    second.page.locator("#both-texts [data-choice=mine]").click()
    sees_state(second, SAVED)
    assert saved_text(first, draft, "rationale") == both.replace("forty", "sixty")
    first.go(f"{draft}sections/rationale/history/").sees("Put aside").finds_no_barrier()
    assert "fifty" in first.page.inner_text("main")
    first.go(draft).sees("Lucía Fernández is writing here")
    second.page.close(run_before_unload=False)
    first.leave()
    second.leave()


def test_lost_connection_is_retried_and_the_page_does_not_close_unasked(person, draft):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "partnerships")
    writer.context.set_offline(True)
    area.fill("Typed without a line")
    sees_state(writer, "Not saved, retrying")
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    writer.page.close(run_before_unload=True)
    writer.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    writer.complaints.clear()

    writer.context.set_offline(False)

    sees_state(writer, SAVED)
    assert saved_text(writer, draft, "partnerships") == "Typed without a line"
    assert area.input_value() == "Typed without a line"
    writer.leave()


def test_session_that_ends_in_mid_sentence_costs_no_byte(person, draft):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "beneficiaries")
    typed = "Forty counsellors\u202f– «\u00a0half\u00a0» women 👩‍🌾,\n\n• ليس كل\n• and in mid-sent"
    writer.context.clear_cookies(name="session")
    area.fill(typed)
    sees_state(writer, "your session has ended")
    writer.finds_no_barrier()
    assert "/accounts/login/?next=" in writer.page.locator(".save-state a").get_attribute("href")

    again = writer.context.new_page()
    again.goto(f"{writer.portal}/en/accounts/demo/")
    again.get_by_role("button", name="Milena Kovač").click()
    again.wait_for_url("**/workspace/")

    sees_state(writer, SAVED)
    assert saved_text(writer, draft, "beneficiaries").encode() == typed.encode()
    writer.leave()


def test_session_that_ends_costs_no_byte_without_scripts_either(person, draft):
    writer = person(java_script_enabled=False, width=390)
    area = opens(writer, "Milena Kovač", draft, "sustainability")
    typed = "The academy\u00a0: «\u202fchaque année\u202f» 😀\n\nand in mid-sent"
    area.fill(typed)
    writer.context.clear_cookies(name="session")

    writer.press("Save and return")
    assert "/accounts/login/" in writer.page.url
    writer.sign_in("Milena Kovač").go(f"{draft}sections/sustainability/").sees("It is not saved yet: save it now.")
    assert area.input_value().encode() == typed.encode()
    writer.press("Save and return").sees("Saved.")

    assert saved_text(writer, draft, "sustainability").encode() == typed.encode()
    writer.leave()


def test_server_killed_while_typing_loses_nothing(person, draft, second_server):
    writer = person()
    writer.portal = second_server.address
    area = opens(writer, "Milena Kovač", draft, "evaluation")
    area.fill("An external evaluator looks at relevance")
    sees_state(writer, SAVED)
    area.press("End")
    area.press_sequentially(", then at", delay=20)
    second_server.kill()
    area.press_sequentially(" the last results.", delay=20)
    sees_state(writer, "Not saved, retrying")
    writer.complaints.clear()

    second_server.start()

    sees_state(writer, SAVED)
    assert (
        saved_text(writer, draft, "evaluation") == "An external evaluator looks at relevance, then at the last results."
    )
    writer.complaints.clear()  # what the browser said about the server that was gone
    writer.leave()


def test_button_without_a_line_waits_on_the_page_and_goes_on_when_it_is_back(person, draft):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "partnerships")
    writer.context.set_offline(True)
    area.fill("Typed, then the button, then the line")
    writer.press("Save and return")
    sees_state(writer, "Not saved, retrying")
    writer.complaints.clear()

    writer.context.set_offline(False)

    writer.sees("Parts of the proposal")
    assert saved_text(writer, draft, "partnerships") == "Typed, then the button, then the line"
    writer.leave()


def test_text_that_is_far_too_long_stays_on_the_page_with_a_sentence(person, draft):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "partnerships")
    area.evaluate(
        "area => { area.value = 'a'.repeat(5_000_000); area.dispatchEvent(new Event('input', { bubbles: true })); }"
    )

    sees_state(writer, "Not saved: 5000000 characters, at most 60000 fit.")

    assert area.evaluate("area => area.value.length") == 5_000_000
    area.fill("Shortened")
    sees_state(writer, SAVED)
    writer.leave()


def test_back_button_shows_what_was_saved_last(person, draft):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "summary")
    area.fill("First")
    sees_state(writer, SAVED)
    writer.press("Save and return")
    writer.page.wait_for_load_state()

    writer.page.go_back()

    writer.page.wait_for_function("document.querySelector('#id_text')?.value === 'First'")
    area.fill("First and second")
    sees_state(writer, SAVED)
    assert saved_text(writer, draft, "summary") == "First and second"
    writer.leave()


def test_session_warning_is_answered_with_the_keyboard(person, draft):
    writer = person()
    page = writer.page
    page.clock.install()
    opens(writer, "Milena Kovač", draft, "summary")
    page.route("**/session/left/", lambda route: route.fulfill(json={"left": 290, "person": 0, "token": ""}))
    page.clock.fast_forward(6901 * 1000)
    dialog = page.get_by_role("dialog", name="Are you still there?")
    dialog.wait_for()
    dialog.get_by_text("You will be signed out in 5 min.").wait_for()
    writer.finds_no_barrier()
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"

    with page.expect_response("**/accounts/session/") as renewed:
        page.keyboard.press("Enter")

    assert renewed.value.json()["left"] == 7200
    dialog.wait_for(state="hidden")
    writer.leave()


def test_cover_saves_each_field_by_itself(person, draft):
    writer, other = person(language="fr", width=390), person()
    writer.sign_in("Milena Kovač").go(f"{draft}cover/").finds_no_barrier()
    other.sign_in("Lucía Fernández").go(f"{draft}cover/")
    writer.page.locator("[name=executing_office]").fill("OIM Podgorica")
    sees_state(writer, SAVED)
    other.page.locator("[name=government_partner]").fill("Ministry of Labour")
    sees_state(other, SAVED)
    other.page.locator("[name=executing_office]").fill("IOM Bar")
    other.page.locator(".both-texts", has_text="OIM Podgorica").wait_for()
    other.finds_no_barrier()
    with other.page.expect_response("**/cover/") as kept:
        other.page.locator("[data-choice=mine]").click()
    assert kept.value.json()["state"] == "saved"

    writer.page.reload()

    assert writer.page.locator("[name=executing_office]").input_value() == "IOM Bar"
    assert writer.page.locator("[name=government_partner]").input_value() == "Ministry of Labour"
    writer.leave()
    other.leave()


def test_formatted_paste_keeps_paragraphs_and_says_so_once(person, draft):
    writer = person()
    area = opens(writer, "Milena Kovač", draft, "summary")
    area.fill("")
    html = "<p class=MsoNormal><b>Goal</b></p><ul><li>one</li><li>two</li></ul>"
    area.evaluate(
        """(area, html) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            area.focus();
            area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        html,
    )

    assert area.input_value() == "Goal\n\n• one\n• two"
    writer.sees("We removed formatting.")
    sees_state(writer, SAVED)
    assert saved_text(writer, draft, "summary") == "Goal\n\n• one\n• two"
    writer.leave()
