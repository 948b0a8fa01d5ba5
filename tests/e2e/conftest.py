"""A portal of its own for the browser tests: a real server on a fresh database, with demo people and the real catalogue."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

from tests.plugin import POSTGRESQL

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
DATABASE = f"portal_e2e_{os.getpid()}"
TRAVELLING = """
import sys
from datetime import datetime
import time_machine
from django.core.management import execute_from_command_line
time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True).start()
execute_from_command_line(["manage.py", *sys.argv[2:]])
"""


def on_postgresql():
    """Whether this run is on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _free_port():
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def fresh_database(folder, name=DATABASE, template="template1"):
    """The address of a fresh database of the kind that this run is on; PostgreSQL's is dropped afterwards."""
    if not on_postgresql():
        yield f"sqlite:///{folder / 'portal.sqlite3'}"
        return
    import psycopg2

    parts = urlsplit(POSTGRESQL)
    with closing(psycopg2.connect(POSTGRESQL)) as link:
        link.autocommit = True
        link.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield parts._replace(path=f"/{name}").geturl()
        link.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory):
    """The database that most browser tests share."""
    with fresh_database(tmp_path_factory.mktemp("portal")) as address:
        yield address


@pytest.fixture(scope="session")
def prepared(environment):
    """The address of that database, filled for the demonstration."""
    for command in (["migrate", "--verbosity", "0"], ["prepare_demo"]):
        subprocess.run(manage(*command), env=environment, check=True, cwd=ROOT)
    return environment["DATABASE_URL"]


@pytest.fixture(scope="session")
def second_database_url(prepared, tmp_path_factory):
    """A copy of it, made before anybody has used it: for a test whose clock is not that of the others."""
    folder = tmp_path_factory.mktemp("second")
    with fresh_database(folder, f"{DATABASE}_second", template=DATABASE) as address:
        if not on_postgresql():
            paths = (one.removeprefix("sqlite:///") for one in (prepared, address))
            source, copy = map(sqlite3.connect, paths)
            with closing(source), closing(copy):
                source.backup(copy)
        yield address


class Server:
    """A running portal that can be killed and started again; its database stays."""

    on = None  # the moment from which its clock goes on; None for the real one

    def __init__(self, environment, log):
        self.port, self.log = _free_port(), log
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = environment | {"SITE_URL": self.address, "PORT": str(self.port)}

    def start(self):
        """Start it and wait until it answers."""
        command = manage("runserver", f"127.0.0.1:{self.port}", "--noreload", on=self.on)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        _wait_for(f"{self.address}/healthz", self.process)

    def kill(self):
        """End it at once, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait(60)

    def stop(self):
        """End it in an orderly way."""
        self.process.terminate()
        self.process.wait(60)


def manage(*words, on=None):
    """The command line of a management command; ``on``: the moment from which its clock goes on, if not the real one."""
    start = ["-c", TRAVELLING, on.isoformat()] if on else [str(ROOT / "manage.py")]
    return [sys.executable, *start, *words]


@pytest.fixture(scope="session")
def environment(database_url, tmp_path_factory):
    """The variables with which a portal in demonstration mode runs."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "iomfund.settings.development",
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
    }


@pytest.fixture(scope="session")
def portal(environment, second_database_url, tmp_path_factory):
    """Address of a running portal in demonstration mode."""
    server = Server(environment, tmp_path_factory.mktemp("log") / "server.log")
    server.start()
    try:
        yield server.address
    finally:
        server.stop()


@pytest.fixture
def second_server(portal, environment, tmp_path):
    """A second server of the same portal, for tests that end it."""
    server = Server(environment, tmp_path / "server.log")
    server.start()
    yield server
    server.stop()


def _wait_for(address, server):
    for _turn in range(100):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (URLError, OSError):
            if server.poll() is not None:
                raise
            time.sleep(0.2)  # a process that starts tells nobody; there is no event to wait for
        else:
            return
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def chrome(request):
    """A headless Chromium."""
    from tests.plugin import browser

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(
            executable_path=browser(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield instance
        instance.close()


class Person:
    """Somebody at the portal, in a browser of their own, who notices what is wrong with every page they see."""

    def __init__(self, chrome, portal, language="en", width=1280, **options):
        self.portal, self.language = portal, language
        self.context = chrome.new_context(viewport={"width": width, "height": 900}, locale=language, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints = []
        self.page.on("console", self._listen)
        self.page.on("response", self._answer)

    def _listen(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _answer(self, response):
        if response.status >= 500:
            self.complaints.append(f"{response.url}: {response.status}")

    def go(self, path):
        """Open a page of the portal in one's language."""
        self.page.goto(f"{self.portal}/{self.language}{path}")
        return self

    def sign_in(self, name):
        """One-click sign-in of a demo person, sent as the browser would, and the page that follows."""
        address, requests = f"{self.portal}/{self.language}/accounts/demo/", self.context.request
        page = requests.get(address).text()
        forms = [dict(HIDDEN.findall(form)) for form in page.split("<form")[1:] if name in form]
        answer = requests.post(address, form=forms[0], headers={"Referer": address}, max_redirects=0)
        assert answer.headers["location"] == f"/{self.language}/workspace/"
        return self.go("/workspace/")

    def press(self, name, **options):
        """Press a button or follow a link by its words."""
        options = {"exact": True} | options
        control = self.page.get_by_role("button", name=name, **options).or_(
            self.page.get_by_role("link", name=name, **options)
        )
        control.first.click()
        return self

    def fill(self, **fields):
        """Fill fields by their HTML name."""
        for name, value in fields.items():
            control = self.page.locator(f"main [name='{name}']").first
            kind = control.get_attribute("type")
            if kind in {"radio", "checkbox"}:
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif kind == "file":
                control.set_input_files(value)
            elif control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(str(value))
        return self

    def tabs_to(self, element):
        """Press the tabulator until an element has the focus."""
        element.wait_for()
        for _turn in range(250):
            if element.evaluate("element => element === document.activeElement"):
                return element
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by keyboard: {element}")

    def follows(self, name, role="link"):
        """Go to a link or button by keyboard, press it, and wait for the page that follows."""
        self.tabs_to(self.page.get_by_role(role, name=name, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def types(self, **fields):
        """Fill fields by their HTML name with the keyboard alone; only a file is handed to the browser, as its dialog would."""
        for name, value in fields.items():
            control = self.page.locator(f"main [name='{name}']").first
            kind = control.get_attribute("type")
            if kind == "radio":
                self._choose(name, value)
                continue
            self.tabs_to(control)
            if kind == "checkbox":
                self.page.keyboard.press("Space")
            elif kind == "file":
                control.set_input_files(value)
            elif control.evaluate("element => element.tagName") == "SELECT":
                self.arrows_to(control, value)
            else:
                self.page.keyboard.press("Control+a")
                self.page.keyboard.type(value)
        return self

    def arrows_to(self, control, value):
        """Choose an option of the list that has the focus with the arrow keys."""
        self.page.keyboard.press("Home")
        for _turn in range(control.locator("option").count()):
            if control.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not in the list: {value}")

    def _choose(self, name, value):
        radios = self.page.locator(f"main [name='{name}']")
        checked = radios.and_(self.page.locator(":checked"))
        self.tabs_to(checked.first if checked.count() else radios.first)
        self.page.keyboard.press("Space")
        for _turn in range(radios.count()):
            if self.page.locator(f"main [name='{name}'][value='{value}']").is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def adds_row(self, grid, **cells):
        """Fill the empty row of a grid and send it; then it has one row more."""
        self.page.wait_for_load_state()
        region = self.page.get_by_role("region", name=grid, exact=True)
        rows = region.locator("tbody tr[id]")
        count, row = rows.count(), region.locator("tr.grid-empty")
        for name, value in cells.items():
            cell = row.locator(f"[name='{name}']")
            if cell.evaluate("element => element.tagName") == "SELECT":
                cell.select_option(value)
            else:
                cell.fill(value)
        self.page.keyboard.press("Enter")
        rows.nth(count).wait_for()
        return self

    def sees_saved(self):
        """What was typed in a grid is saved."""
        self.page.get_by_role("status").filter(has_text=re.compile("^(Saved|Enregistré|Guardado)")).wait_for()
        return self

    def sees(self, text):
        """The page shows a text; that a drawing has it for those who point at it does not count."""
        self.page.get_by_text(text).filter(visible=True).first.wait_for()
        return self

    def finds_no_barrier(self):
        """Run the accessibility rules on the page, and see that nothing runs out of it sideways."""
        for violation in self._barriers():
            targets = [node["target"] for node in violation["nodes"]]
            self.complaints.append(f"{self.page.url}: {violation['id']}: {violation['help']}: {targets}")
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.complaints.append(f"{self.page.url}: wider than the window")
        return self

    def _barriers(self):
        """What axe finds on the page; where a page was just leaving, on the one that follows."""
        try:
            self.page.wait_for_load_state()
            return Axe().run(self.page).response["violations"]
        except Error:
            self.page.wait_for_load_state()
            return Axe().run(self.page).response["violations"]

    def leave(self):
        """Close the browser; nothing may have gone wrong on the way."""
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)


@pytest.fixture
def person(chrome, portal):
    """``person(language="fr")``: somebody new at the portal."""
    return lambda **options: Person(chrome, portal, **options)


FINISHED = """
import django; django.setup()
from applications.services import submit
from demo.proposals import person, start
from funding.evaluator import DECLARATIONS
owner = person({name!r})
application = start(owner, title={title!r}, country={country!r})
if {submitted!r}:
    submit(application, by=owner, declarations=frozenset(DECLARATIONS))
print(application.key)
"""


@pytest.fixture
def finished_draft(portal, environment):
    """``finished_draft("milena.kovac", "ME", submitted=True)``: the key of a new proposal, written by the demo's services."""

    def make(name, country, *, submitted=False):
        code = FINISHED.format(name=name, title=f"Proposal of {name}", country=country, submitted=submitted)
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout.split()[-1]

    return make
