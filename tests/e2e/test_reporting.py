"""Writing a report: part by part, alone and together; what does not add up is said at once and stops only the submission."""

import re
import subprocess

import pytest

from .conftest import ROOT, manage

pytestmark = pytest.mark.e2e
SAVED = re.compile("^(Saved|Enregistré|Guardado) ")
PAGES = [
    *("", "texts/progress/", "texts/summary/history/", "results/", "activities/"),
    *("risks/", "risks/add/", "rating/", "evidence/"),
]
TEAM = """
from accounts.models import User
from monitoring import services
from monitoring.models import Report, TeamMember
report = Report.objects.get(duty__project__code="PX.9001", state="DRAFT")
colleague = User.objects.get(email="lucia.fernandez@demo.example.org")
services.name_member(report.duty.project, by=report.duty.project.manager, user=colleague, part=TeamMember.Part.WRITER)
print(report.key)
"""


@pytest.fixture(scope="module")
def report(portal, environment):
    """Path of the demonstration's half-written report, which Petra and Lucía write together."""
    shell = manage("shell", "--no-imports", "-v", "0", "-c", TEAM)
    done = subprocess.run(shell, env=environment, check=True, cwd=ROOT, capture_output=True, text=True)
    return f"/workspace/reports/{done.stdout.split()[-1]}/"


def sees_state(writer, words):
    writer.page.locator(".save-state[data-state]", has_text=words).first.wait_for()


def test_the_figures_follow_what_is_typed(person, report):
    manager = person().sign_in("Petra Ilić").go(report).finds_no_barrier()
    manager.press("Results").finds_no_barrier()
    page = manager.page

    page.get_by_label("Value in this period").nth(1).fill("62")
    page.get_by_label("Women and girls").fill("30")
    page.get_by_label("Men and boys").fill("20")
    manager.sees("Women and girls 30 + Men and boys 20 = 50, but the total is 62: 12 missing.").finds_no_barrier()
    page.get_by_label("Not stated").fill("12 %")
    sees_state(manager, "without the percent sign")
    page.get_by_label("Not stated").fill("12")
    sees_state(manager, SAVED)
    page.get_by_text("12 missing").wait_for(state="detached")

    manager.press("Save and return").sees("Saved.")
    page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Results", exact=True)).get_by_text(
        "Complete"
    ).wait_for()
    manager.leave()


def test_button_pressed_while_a_save_is_on_its_way_meets_no_conflict_with_oneself(person, report):
    manager = person().sign_in("Petra Ilić").go(f"{report}results/")
    page, held = manager.page, []

    def hold(route):
        """The first save that the page sends by itself waits until the button is pressed."""
        if "x-autosave" in route.request.headers and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/results/", hold)
    with page.expect_request("**/results/"):
        page.get_by_label("Value in this period").first.fill("61")
    page.get_by_label("Comment").first.fill("The register counts every case, old ones too.")
    manager.press("Save and return")
    held[0].continue_()

    manager.sees("Saved.")
    assert page.url.endswith(report)
    page.unroute_all()
    manager.leave()


def test_two_people_write_one_section_and_nothing_is_lost(person, report):
    first, second = person(), person(language="fr")
    one = first.sign_in("Petra Ilić").go(f"{report}texts/partners/").page.locator("#id_text")
    one.fill("The Ministry lends its centre. The police send trainers.")
    sees_state(first, SAVED)
    two = second.sign_in("Lucía Fernández").go(f"{report}texts/partners/").page.locator("#id_text")
    second.page.locator("[data-writers]", has_text="Petra Ilić").wait_for()

    one.fill("The Ministry lends its centre for free. The police send trainers.")
    sees_state(first, SAVED)
    first.page.wait_for_function("document.querySelector('#writing [name=revision]').value !== '1'")
    two.fill("The Ministry lends its centre. The police send four trainers.")
    sees_state(second, SAVED)

    second.page.wait_for_function("document.querySelector('#id_text').value.includes('for free')")
    assert two.input_value() == "The Ministry lends its centre for free. The police send four trainers."
    first.leave()
    second.leave()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_the_editor_has_a_barrier(person, report, language, width, address):
    writer = person(language=language, width=width).sign_in("Petra Ilić").go(f"{report}{address}")

    writer.finds_no_barrier().leave()


def test_the_rest_is_written_with_the_buttons_alone(person, report):
    """Without JavaScript each page is a form with a button."""
    manager = person(java_script_enabled=False).sign_in("Petra Ilić").go(f"{report}activities/")
    manager.page.locator("select[name$='-status']").last.select_option("DELAYED")
    manager.press("Save and return").sees("is delayed or cancelled: say why in its comment.")
    manager.go(f"{report}risks/").press("Save and return").sees("Saved.")
    manager.go(f"{report}rating/").fill(
        **{"rating-rating": "ON_TRACK", "rating-rating_reason": "The procedure is in use."}
    )
    manager.press("Save and return").sees("Saved.")
    manager.go(f"{report}texts/next_steps/").press("Start from this", exact=False)
    manager.press("Save and return").sees("Saved.")
    manager.leave()
