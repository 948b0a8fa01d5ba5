"""A project from its start to the archive, over more than two years, by the people who run, read and close it."""

import re
import subprocess
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format

from demo.proposals import LETTER

from .conftest import ROOT, Person, Server, manage

pytestmark = pytest.mark.e2e
CODE = "PX.0555"
PROJECT = f"/workspace/projects/{CODE}/"
TEXT = "Two of six workshops were held."
SHELL = f"""
from datetime import date
from demo import endings, proposals, reports
from monitoring import services as monitoring
from monitoring.models import Duty, ProjectEntry, Report
from monitoring.selectors.ledger import account_of
from projects import services as projects
from projects.models import Project
cast = proposals.casts()["EUROPE"]
project = Project.objects.filter(code="{CODE}").first()
"""
AWARD = """
owner = proposals.person("milena.kovac")
application = proposals.start(owner, title="One procedure from its start to its end", country="ME")
print(proposals.carry_on(application, "approved", cast).reference)
"""
PUBLISH = """
projects.publish(projects.prepare(project, by=cast.officer), by=cast.second_officer)
monitoring.settle(project.duties.get(kind="FRAMEWORK"), by=cast.officer, on=project.starts_on)
"""
WRITE_WORDS = """
from monitoring.sections import sections_of
report = Report.objects.get(duty__project=project, state="DRAFT")
for key in sections_of(report.duty.kind):
    if key != "progress":
        monitoring.write_text(report, key, by=cast.manager, text=reports.TEXTS.get(key, "The press came."), revision=0)
"""
REPORT = """
duty = project.duties.get(kind={kind!r}, sequence={sequence})
report = monitoring.open_report(duty, by=cast.manager)
reports.write_report(report, cast.manager, reached=(60, 35), part={part})
reports.hand_on(report, cast)
"""
EVALUATE = """
endings.evaluate(project, cast, until="responded")
from monitoring.questions import QUESTIONS
answers = {question.key: "As the final report says." for question in QUESTIONS}
monitoring.fill_in_form(project, by=cast.manager, revision=0, answers=answers, is_handed_in=True)
"""
ACCOUNT = """
account = account_of(project)
booked = sum(ProjectEntry.objects.filter(project=project, kind="EXPENDITURE").values_list("amount", flat=True))
said = sum(
    amount
    for report in Report.objects.filter(duty__project=project, state="ACCEPTED")
    for amount in report.expenditures.values_list("amount", flat=True)
)
print(project.state, said, booked, account.spent, account.returned, account.amount - said, account.unspent)
"""


class Years:
    """A portal of its own, whose clock is set on."""

    def __init__(self, chrome, server):
        self.chrome, self.server = chrome, server
        self.starts_on = timezone.localdate().replace(day=1)

    def pass_until(self, day):
        """It is the morning of ``day`` now."""
        if self.server.on:
            self.server.stop()
        self.server.on = datetime.combine(day, time(9), ZoneInfo("UTC"))
        self.server.start()

    def after(self, *, months, days=0):
        """So long after the project's start."""
        return self.starts_on + relativedelta(months=months, days=days)

    def person(self, name, **options):
        """A demo person who has just signed in."""
        return Person(self.chrome, self.server.address, **options).sign_in(name)

    def clerk(self, code, **facts):
        """What others do meanwhile by the services; returns what ``code`` prints."""
        code = SHELL + (code.format(**facts) if facts else code)
        shell = manage("shell", "--no-imports", "-v", "0", "-c", code, on=self.server.on)
        done = subprocess.run(shell, env=self.server.environment, cwd=ROOT, check=False, capture_output=True, text=True)
        assert not done.returncode, done.stderr
        return done.stdout.split()


@pytest.fixture
def years(chrome, environment, second_database_url, tmp_path):
    """A portal of its own: what happens in it is not on the calendar of the other tests."""
    years = Years(chrome, Server(environment | {"DATABASE_URL": second_database_url}, tmp_path / "server.log"))
    years.pass_until(timezone.localdate())
    yield years
    years.server.stop()


def test_project_from_its_start_to_the_archive(years, tmp_path):
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(LETTER)
    (reference,) = years.clerk(AWARD)
    officer_starts(years, reference)
    manager_names_the_certifier_and_files_the_agreement(years, signed)
    years.clerk(PUBLISH)

    years.pass_until(years.after(months=6, days=10))
    manager_writes_the_first_report(years)
    certifier_certifies(years, "1,000.00")
    endorser_endorses(years)
    officer_accepts(years)
    visitor_sees(years, "40", "corrected on", is_there=False)

    manager_corrects(years)
    certifier_certifies(years, "1,200.00", language="fr", width=390)
    endorser_endorses(years)
    officer_accepts(years)
    visitor_sees(years, "46", "ont été corrigés", language="fr", width=390)

    years.pass_until(years.after(months=12, days=10))
    years.clerk(REPORT, kind="INTERIM", sequence=2, part=6)
    manager_asks_for_an_extension(years, signed)
    endorser_confirms(years)
    officer_approves_and_the_schedule_moves(years)

    years.pass_until(years.after(months=24, days=40))
    years.clerk(REPORT, kind="INTERIM", sequence=3, part=6)
    years.clerk(REPORT, kind="FINAL", sequence=1, part=3)
    officer_completes(years)

    years.pass_until(years.after(months=31))
    years.clerk(EVALUATE)
    officer_accepts_the_evaluation(years)
    officer_closes(years)
    state, said, booked, spent, returned, left, unspent = years.clerk(ACCOUNT)
    assert (state, booked, spent, returned, unspent) == ("CLOSED", said, said, left, "0.00")


def officer_starts(years, reference):
    officer = years.person("Sofia Marín")
    officer.press(f"Start the project {reference}", exact=False).press("Start project")
    officer.fill(code=CODE, starts_on=years.starts_on.isoformat())
    officer.page.locator("[name='manager']").select_option(label="Petra Ilić")
    officer.fill(
        focal_point_name="Ana Nović",
        focal_point_title="Head of department",
        focal_point_ministry="Ministry of Interior",
        focal_point_email="focal.point@example.org",
    )
    officer.finds_no_barrier().press("Start project").sees(CODE).sees("Signed copy of the agreement")
    officer.finds_no_barrier().leave()


def manager_names_the_certifier_and_files_the_agreement(years, signed):
    manager = years.person("Petra Ilić").go(PROJECT)
    manager.press("Second person named who certifies reports")
    manager.fill(email="milena.kovac@demo.example.org", part="CERTIFIER").press("Name").sees("Milena Kovač")
    manager.finds_no_barrier().go(PROJECT)
    with manager.page.expect_download() as download:
        manager.page.get_by_role("link", name="PDF", exact=True).first.click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    manager.press("Signed copy of the agreement").fill(file=signed, title="Award agreement, signed").press("Add")
    manager.sees("The file is added.").finds_no_barrier().leave()


def manager_writes_the_first_report(years):
    manager = years.person("Petra Ilić")
    manager.press(f"Interim report 1 of {CODE}", exact=False).press("Start the report")
    page, home = manager.page, opened(manager)
    years.clerk(WRITE_WORDS)
    page.goto(f"{home}texts/progress/")
    manager.fill(text=TEXT).press("Save and return").sees("Saved.")
    write_results(manager, home)
    page.goto(f"{home}activities/")
    for field in page.locator("select[name$='-status']").all():
        field.select_option("ONGOING")
    manager.press("Save and return").sees("Saved.")
    page.goto(f"{home}risks/add/")
    manager.fill(description="Trained officials are moved", likelihood="3", impact="3", response="Train two of each.")
    page.locator("main form button.btn-primary").click()
    manager.sees("Trained officials are moved")
    page.goto(f"{home}rating/")
    manager.fill(**{"rating-rating": "ON_TRACK", "rating-rating_reason": "The workshops are held in time."})
    manager.press("Save and return").sees("Saved.")
    write_money(manager, home, years)
    page.goto(home)
    manager.sees("Nothing stands in the way: the report can be submitted.").finds_no_barrier()
    manager.press("Submit report").press("Submit report").sees("Waits for certification").leave()


def opened(manager):
    """The address of the report that was just opened to write in it."""
    manager.sees("Read the whole report")
    return manager.page.url


def write_results(manager, home):
    """Forty cases; forty officials, 22 women and 18 men."""
    page = manager.page
    page.goto(f"{home}results/")
    for field in page.get_by_label("Value in this period").all():
        field.fill("40")
    page.get_by_label("Women and girls").fill("22")
    page.get_by_label("Men and boys").fill("18")
    for field in page.get_by_label("Comment").all():
        field.fill("Counted from the lists.")
    manager.finds_no_barrier().press("Save and return").sees("Saved.")


def write_money(manager, home, years):
    """A thousand dollars on each line but the evaluation's, of the end of the period; the checklist."""
    page = manager.page
    page.goto(f"{home}money/")
    for field in page.locator("[name^='line-'][name$='-amount']").all():
        field.fill("1,000.00")
    page.locator("[name^='line-'][name$='-amount']").last.fill("0")
    manager.fill(ledger_on=(years.after(months=6) - timedelta(days=1)).isoformat())
    manager.finds_no_barrier().press("Save").sees("Saved")
    manager.press("Go on to the checklist")
    for answer in page.locator("main [name$='-answer'][value='YES']").all():
        answer.check()
    for field in page.locator("main textarea").all():
        field.fill("The share of the whole budget stays below the limit.")
    manager.finds_no_barrier().press("Save").sees("Saved")


def certifier_certifies(years, amount, *, language="en", width=1280):
    words = {"en": ("Certify the report", "Certify report"), "fr": ("Certifier le rapport", "Certifier le rapport")}
    task, step = words[language]
    certifier = years.person("Milena Kovač", language=language, width=width)
    certifier.press(f"{task} {CODE}", exact=False).press(step)
    certifier.sees(amount if language == "en" else "1\u202f200,00").finds_no_barrier()
    certifier.page.locator("main form button.btn-primary").click()
    certifier.page.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/$"))
    certifier.leave()


def endorser_endorses(years):
    endorser = years.person("Jonas Weber").press(f"Endorse the report {CODE}", exact=False).press("Endorse report")
    endorser.press("Endorse report").sees("With the Fund").leave()


def officer_accepts(years):
    officer = years.person("Sofia Marín").press(f"Read the report {CODE}", exact=False).sees(TEXT).finds_no_barrier()
    officer.press("Accept report").press("Accept report").sees("The report says what was accepted.").leave()


def visitor_sees(years, value, correction, *, is_there=True, **options):
    """The value that the accepted report gives, and whether it was corrected."""
    visitor = Person(years.chrome, years.server.address, **options).go(f"/projects/{CODE}/").finds_no_barrier()
    tree = visitor.page.locator("section[aria-labelledby='results-tree']").inner_text()
    assert re.search(rf"\b{value}\b", tree)
    assert (correction in tree) == is_there
    visitor.leave()


def manager_corrects(years):
    manager = years.person("Petra Ilić").go(PROJECT).press("Interim report 1").press("Correct the report")
    manager.fill(comment="Six cases and two hundred dollars were left out.").press("Start the correction")
    page, home = manager.page, opened(manager)
    page.goto(f"{home}results/")
    page.get_by_label("Value in this period").first.fill("46")
    manager.press("Save and return").sees("Saved.")
    page.goto(f"{home}money/")
    page.locator("[name^='line-'][name$='-amount']").first.fill("1,200.00")
    manager.press("Save").sees("Saved")
    page.goto(home)
    manager.press("Submit report").press("Submit report").sees("Waits for certification").leave()


def manager_asks_for_an_extension(years, letter):
    manager = years.person("Petra Ilić").go(PROJECT).press("Amend the plan")
    manager.fill(kinds="EXTENSION", duration_months="24", comment="The adoption of the law takes half a year longer.")
    manager.press("Show the new end and the reports").sees("Reports and evaluation with the new end").finds_no_barrier()
    manager.press("Start the amendment").press("Add the agreement")
    agreed_on = years.after(months=12, days=8).isoformat()
    manager.fill(name="Ana Nović", office="Ministry of Interior", agreed_on=agreed_on, file=letter).press("Save")
    manager.press("Submit amendment").press("Submit amendment").sees("Waits for the Regional Office").leave()


def endorser_confirms(years):
    endorser = years.person("Jonas Weber").press(f"Confirm the amendment of {CODE}", exact=False)
    endorser.press("Confirm amendment").press("Confirm amendment").sees("Waits for the Fund").leave()


def officer_approves_and_the_schedule_moves(years):
    officer = years.person("Sofia Marín").press(f"Decide on the amendment of {CODE}", exact=False)
    officer.press("Approve amendment").press("Approve amendment").go(PROJECT).sees("Interim report 3")
    new_end = years.after(months=24) - timedelta(days=1)
    officer.sees(date_format(new_end, "j F Y")).finds_no_barrier().leave()


def officer_completes(years):
    officer = years.person("Sofia Marín").go(PROJECT).press("Complete project").finds_no_barrier()
    officer.page.get_by_label("I have read what follows from this step").check()
    officer.press("Complete project").sees("Done: Complete project.").sees("Completed").leave()


def officer_accepts_the_evaluation(years):
    officer = years.person("David Okello").press(f"Read the evaluation of {CODE}", exact=False).finds_no_barrier()
    officer.press("Accept the evaluation").press("Accept the evaluation").sees("Accepted").leave()


def officer_closes(years):
    officer = years.person("Sofia Marín").go(f"/workspace/evaluations/projects/{CODE}/closing/").finds_no_barrier()
    officer.press("Return the unspent money").press("Return the unspent money")
    officer.sees("The unspent money is returned to its line.")
    for _item in range(2):
        officer.press("Confirm", exact=False).fill(note="None.").press("Confirm").sees("Saved.")
    officer.press("Close project").sees("The project goes to the archive.").finds_no_barrier()
    officer.page.get_by_label("I have read what follows from this step").check()
    officer.press("Close project").sees("Done: Close project.").finds_no_barrier().leave()
