"""The Fund's main job from end to end, by the people who do it, in a real browser (issue 2, steps 1–5)."""

import re

import pytest

from demo.proposals import LETTER

pytestmark = pytest.mark.e2e
ADDRESS, PASSWORD = "nadia.benali@example.org", "correct horse battery staple"
TITLE = "Safe return counselling in Montenegro"
SECTIONS = {
    "rationale": "Returnees arrive without advice.",
    "beneficiaries": "Forty counsellors, half of them women.",
    "partnerships": "The Ministry of Interior leads.",
    "sustainability": "The academy repeats the course.",
    "evaluation": "An external evaluator looks at relevance.",
    "summary": "Counsellors are trained and a manual is written.",
}
REPORTED = [
    "The first workshops were held.",
    "A new law entered into force.",
    "Two of six workshops were held.",
    "One workshop was moved.",
    "The Ministry lent its centre.",
    "Half of the trainees were women.",
    "The Ministry pays the next course.",
    "The press came to the first workshop.",
    "Four workshops.",
]  # one for each section, in their order


def test_proposal_becomes_a_published_project(person, tmp_path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(LETTER)

    visitor_finds_px_0009(person())
    visitor_finds_px_0009(person(language="fr", width=390), word="traite")
    reference = applicant_signs_up_and_submits(person(), letter)
    endorser_endorses(person(), reference)
    officer_screens_and_assigns(person(), reference)
    reviewer_scores(person(), "Ingrid Solberg", reference)
    reviewer_scores(person(language="fr"), "Hélène Rousseau", reference)
    officer_recommends(person(), reference)
    approver_approves(person(), reference)
    letters_go_out(person(), reference)
    officer_starts_and_publishes(person(), reference)
    manager_reports(person())
    certifier_certifies(person())
    endorser_endorses_the_report(person())
    officer_accepts(person())
    visitor_sees_progress(person(language="es", width=390))


def visitor_finds_px_0009(visitor, word="montenegro"):
    visitor.go("/").finds_no_barrier()
    visitor.page.locator("main input[name='q']").first.fill(word)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/projects/?q=*")
    visitor.finds_no_barrier()
    visitor.page.get_by_role("link", name=re.compile("Enhancing Counter Smuggling")).first.click()
    for text in [
        "PX.0009",
        "ME10P0003",
        "Enhancing Counter Smuggling and Trafficking Capacities of National Institutions",
    ]:
        visitor.sees(text)
    amount = {"en": "USD 100,000", "fr": "100\u202f000"}[visitor.language]
    for text in [amount, {"en": "Montenegro", "fr": "Monténégro"}[visitor.language], "2018", "2019"]:
        visitor.sees(text)
    visitor.finds_no_barrier().leave()


def applicant_signs_up_and_submits(applicant, letter):
    sign_up(applicant)
    page = applicant.page
    applicant.go("/workspace/applications/").finds_no_barrier().press("Start a proposal")
    applicant.fill(title=TITLE, coverage="NATIONAL", countries="HR", line="2").finds_no_barrier().press(
        "Check and start"
    )
    applicant.sees("Croatia: a member of the European Union.").finds_no_barrier()
    applicant.fill(countries="ME").press("Check and start")
    applicant.sees("Parts of the proposal").finds_no_barrier()
    home = page.url
    page.goto(f"{home}cover/")
    applicant.fill(
        theme="PX", duration_months="18", executing_office="IOM Podgorica", government_partner="Ministry of Interior"
    )
    page.locator("[name='focus_areas']").first.check()
    applicant.finds_no_barrier().press("Save")
    page.wait_for_url(home)
    for key, text in SECTIONS.items():
        page.goto(f"{home}sections/{key}/")
        applicant.fill(text="word " * 351 if key == "summary" else text).press("Save and return")
        page.wait_for_url(home)
    applicant.press("Check and submit").sees("Shorten it by 1 word.").finds_no_barrier()
    page.goto(f"{home}sections/summary/")
    applicant.fill(text=SECTIONS["summary"]).finds_no_barrier().press("Save and return")
    page.wait_for_url(home)
    write_results(applicant, home)
    write_budget(applicant, home)
    page.goto(f"{home}letters/")
    applicant.fill(
        country="ME",
        signatory="M. Perić",
        ministry="Ministry of Interior",
        dated_on="2026-01-15",
        language="en",
        file=letter,
    )
    applicant.finds_no_barrier().press("Add letter").sees("letter.pdf")
    page.goto(f"{home}submit/")
    applicant.sees("Ready to submit").finds_no_barrier()
    for box in page.locator("form input[type=checkbox]").all():
        box.check()
    applicant.press("Submit proposal").sees("Your proposal is submitted").finds_no_barrier()
    reference = re.search(r"IDF-\d{4}-\d{4}", page.inner_text("main")).group()
    applicant.go("/workspace/mailbox/").sees(f"{reference} is submitted")
    applicant.leave()
    return reference


def sign_up(applicant):
    page = applicant.page
    applicant.go("/accounts/signup/").finds_no_barrier()
    applicant.fill(
        name="Nadia Benali",
        email=ADDRESS,
        password1=PASSWORD,
        organisation_name="Ministry of Human Rights",
        organisation_kind="GOVERNMENT",
    )
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.wait_for_url("**/confirm-email/")
    applicant.go("/workspace/mailbox/")
    page.get_by_role("link", name=re.compile("[Cc]onfirm")).first.click()
    page.locator("main a[href*='confirm-email']").first.click()
    applicant.finds_no_barrier()
    page.locator("main form button").first.click()
    if "login" in page.url:
        applicant.fill(login=ADDRESS, password=PASSWORD)
        page.locator("main form button").last.click()
    applicant.go("/workspace/").finds_no_barrier()


def write_results(applicant, home):
    page = applicant.page
    page.goto(home)
    applicant.press("Results and activities").finds_no_barrier()
    page.get_by_label("Statement").fill("Returnees are advised well")
    applicant.sees_saved()
    page.get_by_role("link", name=re.compile("^Add an outcome")).click()
    applicant.fill(statement="Counsellors use the manual", assumptions="Staff stay").finds_no_barrier().press("Save")
    page.get_by_role("link", name=re.compile("^Add an output")).click()
    applicant.fill(statement="Counsellors know the manual").press("Save")
    numbers = {"baseline_value": "0", "baseline_year": "2025", "target_value": "40"}
    for result in ("Outcome 1", "Output 1.1"):
        row = {
            "title": f"Counsellors of {result}",
            "unit": "people",
            **numbers,
            "source_and_method": "Attendance lists",
        }
        applicant.adds_row(f"Indicators of {result}", **row)
    row = {"title": "Train counsellors", "responsible_party": "IOM", "start_month": "1", "end_month": "18"}
    applicant.adds_row("Activities of Output 1.1", **row).finds_no_barrier()
    page.get_by_role("row", name=re.compile("^1.1.1 ")).wait_for()


def write_budget(applicant, home):
    page = applicant.page
    lines = [
        ("STAFF", "Project officer", "18", "2 000,00"),
        ("OPERATIONAL", "Workshops", "6", "12,000.00"),
        ("EVALUATION", "Evaluation", "1", "5,000.00"),
    ]
    page.goto(home)
    applicant.press("Budget")
    for part, description, quantity, cost in lines:
        activity = {} if part == "STAFF" else {"activity": "1.1.1 Train counsellors"}
        row = {"part": part, **activity, "description": description, "unit": "month", "quantity": quantity}
        applicant.adds_row("Budget lines", **row, unit_cost=cost, calculation_note="Three quotations")
    applicant.sees("USD 113,000").sees("Staff and office cost 31.9% of the total").sees("Add USD ").finds_no_barrier()
    for place, cost in [(0, "1800"), (2, "5,700.00")]:
        page.locator("#editor tr[id] [name='unit_cost']").nth(place).fill(cost)
        applicant.sees_saved()
    applicant.sees("USD 110,100")


def endorser_endorses(endorser, reference):
    endorser.sign_in("Jonas Weber").finds_no_barrier()
    endorser.press(f"Endorse {reference}", exact=False).sees(SECTIONS["rationale"]).finds_no_barrier()
    endorser.press("Endorse").fill(comment="Agreed with the office.").finds_no_barrier().press("Endorse")
    endorser.leave()


def officer_screens_and_assigns(officer, reference):
    page = officer.sign_in("Sofia Marín").finds_no_barrier().page
    officer.press(f"Review {reference}", exact=False).finds_no_barrier().press("Screen")
    for name in ("is_eligible", "fits_focus_areas", "letters_are_right", "is_complete"):
        officer.fill(**{name: "True"})
    officer.finds_no_barrier().press("Record the screening").sees("Passed")
    for reviewer in ("Ingrid Solberg", "Hélène Rousseau"):
        officer.press("Assign reviewer")
        choice = page.locator("[name='reviewer'] option", has_text=reviewer)
        page.locator("[name='reviewer']").select_option(choice.get_attribute("value"))
        officer.finds_no_barrier().press("Assign reviewer").sees(reviewer)
    officer.leave()


def reviewer_scores(reviewer, name, reference):
    french = reviewer.language == "fr"
    page = reviewer.sign_in(name).page
    page.get_by_role("link", name=re.compile(reference)).first.click()
    assert SECTIONS["rationale"] not in page.inner_text("body")
    reviewer.fill(has_conflict="False").finds_no_barrier()
    page.locator("main form button.btn-primary").click()
    reviewer.sees(SECTIONS["rationale"])
    for group in page.locator("main form fieldset").all():
        group.locator("input[value='4']").check()
    reviewer.finds_no_barrier()
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_url("**/hand-in/")
    reviewer.finds_no_barrier()
    page.locator("main form button.btn-primary").last.click()
    reviewer.sees("Merci" if french else "Thank you").leave()


def officer_recommends(officer, reference):
    officer.sign_in("Sofia Marín").press(f"Review {reference}", exact=False).press("Recommend")
    officer.fill(outcome="APPROVE", memo="Two reviews agree.").finds_no_barrier().press("Recommend")
    officer.leave()


def approver_approves(approver, reference):
    approver.sign_in("Claire Fontaine").finds_no_barrier().press(f"Decide on {reference}", exact=False).press("Decide")
    approver.fill(has_conflict="False").finds_no_barrier().press("Declare")
    approver.sees("Two reviews agree.").fill(outcome="APPROVE")
    approver.finds_no_barrier().press("Decide").sees("Decided, not made known yet")
    approver.leave()


def letters_go_out(staff, reference):
    """Written by the officer, sent by the approver."""
    staff.sign_in("Sofia Marín").go("/workspace/reviews/releases/").finds_no_barrier().press("Write the letters")
    staff.sees("Dear ").finds_no_barrier()
    staff.sign_in("Claire Fontaine").press("Read and send the letters", exact=False).finds_no_barrier()
    staff.press("Make known and send").sees("The decisions are made known")
    staff.go("/workspace/mailbox/").sees(f"{reference} is approved")
    staff.leave()


def officer_starts_and_publishes(officer, reference):
    page = officer.sign_in("Sofia Marín").page
    page.get_by_role("link", name=re.compile(f"Start the project {reference}")).click()
    officer.press("Start project").fill(code="PX.0777", starts_on="2026-01-01")
    page.locator("[name='manager']").select_option(label="Petra Ilić")
    officer.fill(
        focal_point_name="A. Popović",
        focal_point_title="Head",
        focal_point_ministry="MoI",
        focal_point_email="a@example.org",
    )
    officer.finds_no_barrier().press("Start project").sees("PX.0777").finds_no_barrier()
    for due in ("1 February 2026", "11 August 2026", "30 September 2027"):
        officer.sees(due)
    officer.press("Publish in the catalogue").fill(note="Nothing to withhold.").finds_no_barrier()
    officer.press("Hand to a second person").sees("The publication is prepared.").finds_no_barrier()
    officer.sign_in("David Okello").press("Check and publish PX.0777", exact=False).finds_no_barrier().press("Publish")
    officer.press("Publish in the catalogue").sees("The project is in the public catalogue.").finds_no_barrier()
    officer.leave()


def manager_reports(manager):
    page = manager.sign_in("Petra Ilić").finds_no_barrier().page
    manager.go("/workspace/projects/PX.0777/").press("People")
    manager.fill(email="milena.kovac@demo.example.org", part="CERTIFIER").finds_no_barrier().press("Name").sees(
        "Milena Kovač"
    )
    manager.go("/workspace/")
    manager.press("Interim report 1 of PX.0777", exact=False).press("Start the report").finds_no_barrier()
    home = page.url
    manager.press("Summary")
    for text in REPORTED:
        manager.fill(text=text).finds_no_barrier()
        with page.expect_navigation():
            manager.press("Save and continue")
    page.goto(f"{home}results/")
    for field in page.get_by_label("Value in this period").all():
        field.fill("10")
    manager.finds_no_barrier().press("Save and return").sees("Saved.")
    page.goto(f"{home}activities/")
    for field in page.locator("select[name$='-status']").all():
        field.select_option("ONGOING")
    manager.finds_no_barrier().press("Save and return").sees("Saved.")
    page.goto(f"{home}rating/")
    manager.fill(**{"rating-rating": "ON_TRACK", "rating-rating_reason": "The first workshops were held in time."})
    manager.finds_no_barrier().press("Save and return").sees("Saved.")
    manager_reports_the_money(manager, home)
    page.goto(home)
    manager.sees("Nothing stands in the way: the report can be submitted.").finds_no_barrier()
    manager.press("Submit report").finds_no_barrier().press("Submit report").sees("Waits for certification")
    manager.leave()


def manager_reports_the_money(manager, home):
    manager.page.goto(f"{home}money/")
    for field in manager.page.locator("[name^='line-'][name$='-amount']").all():
        field.fill("1,000.00")
    manager.fill(ledger_on="2026-06-30").finds_no_barrier().press("Save").sees("Saved")
    manager.press("Go on to the checklist")
    for answer in manager.page.locator("main [name$='-answer'][value='YES']").all():
        answer.check()
    for comment in manager.page.locator("main form textarea").all():
        comment.fill("As agreed with the finance officer.")
    manager.finds_no_barrier().press("Save").sees("Saved")


def certifier_certifies(certifier):
    certifier.sign_in("Milena Kovač").press("Certify the report PX.0777", exact=False).finds_no_barrier()
    certifier.press("Certify report").finds_no_barrier().press("Certify report").sees("With the Regional Office")
    certifier.leave()


def endorser_endorses_the_report(endorser):
    endorser.sign_in("Jonas Weber").press("Endorse the report PX.0777", exact=False).finds_no_barrier()
    endorser.press("Endorse report").finds_no_barrier().press("Endorse report").sees("With the Fund")
    endorser.leave()


def officer_accepts(officer):
    officer.sign_in("Sofia Marín").press("Read the report PX.0777", exact=False)
    officer.sees("The first workshops were held.").finds_no_barrier().press("Accept report").press("Accept report")
    officer.sees("Accepted").leave()


def visitor_sees_progress(visitor):
    visitor.go("/projects/?q=PX.0777")
    visitor.sees(TITLE).sees("25").finds_no_barrier()
    visitor.leave()
