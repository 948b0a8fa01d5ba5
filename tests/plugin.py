"""What the suite needs from its surroundings: which services answer, what is skipped and why, one run of everything.

As a pytest plugin (named in ``tests/conftest.py``) it

* says in the header what it found, skips tests marked ``postgresql``, ``redis`` or ``e2e`` whose service is missing,
  and closes with the block "What was not run, and why";
* lets ``django_db(transaction=True)`` and ``live_server`` tests empty the tables although the database refuses DELETE
  on frozen rows: the triggers are lifted around Django's flush and made again afterwards.

As a program (``python -m tests.plugin``, what ``make test`` calls) it runs the suite on SQLite, on PostgreSQL where one
answers, then the browser tests on one of them, and sums up. Its last line is "N passed, N failed". Where both databases
are there, tests of pages and tests marked ``once`` run on SQLite, all others on PostgreSQL, those marked ``both`` on both.

Environment: ``DATABASE_URL_POSTGRESQL`` (a server where databases may be created), ``REDIS_URL_TEST``, ``CHROMIUM``.
"""

import gc
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

POSTGRESQL = os.environ.get("DATABASE_URL_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("REDIS_URL_TEST", "redis://127.0.0.1:6379/15")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REPORT = "TEST_REPORT_FILE"  # where a run of ``main`` wants its figures
NOTHING_COLLECTED = 5
ASKS_DATABASE = {"db", "transactional_db", "live_server"}
BOTH = ("test_catalogue", "test_selectors", "test_migrations")  # modules that are about what databases do differently
PAGES = ("test_views", "test_admin", "test_forms", "test_panels")  # how modules are called whose tests are of pages


@cache
def postgresql_missing():
    """Why PostgreSQL cannot be used, or an empty string."""
    import psycopg2

    try:
        psycopg2.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg2.Error as error:
        return (
            f"no PostgreSQL at {_place(POSTGRESQL)} ({str(error).strip().splitlines()[0]}); set DATABASE_URL_POSTGRESQL"
        )
    return ""


@cache
def redis_missing():
    """Why Redis cannot be used, or an empty string."""
    try:
        with socket.create_connection((urlsplit(REDIS).hostname, urlsplit(REDIS).port or 6379), timeout=2) as link:
            link.sendall(b"PING\r\n")
            answered = link.recv(16)
    except OSError as error:
        return f"no Redis at {_place(REDIS)} ({error}); set REDIS_URL_TEST"
    return "" if answered.startswith((b"+PONG", b"-NOAUTH")) else f"what answers at {_place(REDIS)} is no Redis"


@cache
def browser():
    """Path of a Chromium, or None."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def browser_missing():
    """Why no browser test can run, or an empty string."""
    if browser():
        return ""
    if named := os.environ.get("CHROMIUM"):
        return f"CHROMIUM names {named}, which is no program here"
    return f"no Chromium found ({', '.join(BROWSERS)}); install one or set CHROMIUM"


def _place(url):
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or {'redis': 6379}.get(parts.scheme, 5432)}"


def _database_is_postgresql():
    from django.conf import settings

    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def _postgresql_unused():
    return "" if _database_is_postgresql() else "needs PostgreSQL, and this run is on SQLite"


NEEDS = {"postgresql": _postgresql_unused, "redis": redis_missing, "e2e": browser_missing}


def pytest_report_header():
    """The database of this run, and the services found."""
    found = {
        "database": "PostgreSQL" if _database_is_postgresql() else "SQLite",
        "redis": redis_missing() or _place(REDIS),
        "browser": browser() or browser_missing(),
    }
    return [f"{name}: {what}" for name, what in found.items()]


@pytest.hookimpl(tryfirst=True)  # before pytest selects by marks
def pytest_collection_modifyitems(items):
    """Skip what this machine cannot run; mark ``once`` what never asks the database, ``page`` what tests a page, and ``both``."""
    for item in items:
        if not item.get_closest_marker("django_db") and not ASKS_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.once)
        if item.path.stem.startswith(PAGES) and not item.get_closest_marker("once"):
            item.add_marker(pytest.mark.page)
        if item.path.parent.name == "core" or item.path.stem.startswith(BOTH) or "intruder" in item.fixturenames:
            item.add_marker(pytest.mark.both)
        for marker, missing in NEEDS.items():
            if item.get_closest_marker(marker) and (reason := missing()):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish(session):
    """Have Python look for garbage less often, and never among what is loaded: it took a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_configure(config):
    """Collect outcomes in the process that has them all; let flushes pass the triggers; ask for no collected files."""
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True
    _lift_guards_around_flush()
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Outcomes(), "outcomes")


class Outcomes:
    """Counts of one run, and which tests were skipped for which reason."""

    def __init__(self):
        self.counts, self.skipped, self.ran = Counter(), {}, set()

    def pytest_runtest_logreport(self, report):
        """Take note of one phase of one test."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped[report.nodeid] = report.longrepr[2].removeprefix("Skipped: ")
        elif report.failed:
            self.counts["failed"] += 1
        elif report.when == "call":
            self.counts["passed"] += 1
        if report.when == "call":
            self.ran.add(report.nodeid)

    def pytest_collectreport(self, report):
        """A file that cannot be read is a failure."""
        self.counts["failed"] += report.failed

    def pytest_terminal_summary(self, terminalreporter):
        """The block, unless ``main`` writes one for all runs."""
        if path := os.environ.get(REPORT):
            facts = {"counts": self.counts, "skipped": self.skipped, "ran": sorted(self.ran)}
            Path(path).write_text(json.dumps(facts), encoding="utf-8")
        else:
            terminalreporter.write_line("")
            for line in _block(Counter(self.skipped.values())):
                terminalreporter.write_line(line)


def _block(reasons):
    if not reasons:
        return ["Everything was run."]
    return ["What was not run, and why", *(f"  {_tests(count)}: {reason}" for reason, count in reasons.items())]


def _tests(count):
    return f"{count} test{'' if count == 1 else 's'}" if count else "all tests"


@contextmanager
def guards_lifted(using="default"):
    """Within it, frozen rows can be changed and deleted: for flushing, and for tests that play the intruder."""
    from django.db import connections

    from core import immutability

    immutability.lift(using)
    connection = connections[using]
    if connection.vendor == "postgresql":
        _lift_on_postgresql(connection)
    try:
        yield
    finally:
        immutability.install(using)


def _lift_on_postgresql(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        for name, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}" ON {table}')


def _lift_guards_around_flush():
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush
    if getattr(flush, "lifts_guards", False):
        return

    def execute_sql_flush(self, sql_list):
        with guards_lifted(self.connection.alias):
            return flush(self, sql_list)

    execute_sql_flush.lifts_guards = True
    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush


@pytest.fixture(autouse=True)
def clean_context():
    """Each test starts in English with no request's traces: a request before it may have left its language and id."""
    from django.utils import translation
    from structlog.contextvars import clear_contextvars

    clear_contextvars()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def forgotten_catalogue():
    """What the process knows of the catalogue is of the test before: its numbers may come again with other records."""
    from projects.catalogue import memory

    memory.forget()


@pytest.fixture(autouse=True)
def no_notices(monkeypatch):
    """The process has just read that there is no notice, and asks no more: pages ask what they ask, whatever runs first."""
    from funding.selectors import notices

    monkeypatch.setattr(notices, "KEPT_FOR", float("inf"))
    notices.know([])


@pytest.fixture
def intruder(db):
    """Lifts the triggers: ``with intruder(): …`` tampers like somebody who has the database password."""
    return guards_lifted


@pytest.fixture
def redis_url():
    """Address of the Redis database that tests may empty."""
    return REDIS


@pytest.fixture
def chromium():
    """Path of the browser for Playwright's ``executable_path``."""
    return browser()


def main():
    """Run every part that this machine allows; exit 1 if anything failed."""
    counts, skipped, ran, absent, times = Counter(), {}, {}, {}, []
    for name, missing, options, environment in _parts():
        if missing:
            absent[f"{name}: {missing}"] = 0
            continue
        _say("", f"=== {name} ===")
        started = time.monotonic()
        facts = _run(options, environment)
        times.append(f"{name} {time.monotonic() - started:.0f} s")
        if facts is None:
            absent[f"{name}: there are none yet"] = 0
            continue
        counts.update(facts["counts"])
        skipped |= facts["skipped"]
        ran[name] = set(facts["ran"])
    everywhere = set().union(*ran.values())
    _say("", *_places(ran))
    _sum_up(counts, absent, Counter(reason for test, reason in skipped.items() if test not in everywhere), times)
    return 1 if counts["failed"] else 0


def _places(ran):
    """How many tests ran where, and how many of them on more than one database."""
    lines = [f"  {_tests(len(tests))}: {name}" for name, tests in ran.items() if tests]
    twice = sum(count > 1 for count in Counter(test for tests in ran.values() for test in tests).values())
    return ["What was run where", *lines, f"  {_tests(twice)} of them on both databases"] if twice else lines


def _parts():
    # what stands below the pages is proved on PostgreSQL; the pages themselves, which the browser walks there, on SQLite
    on_sqlite = "not e2e" if postgresql_missing() else "not e2e and not postgresql and (page or once or both)"
    # tables made from the models: test_upgrade proves the migrations on SQLite, the next part on PostgreSQL
    pages = ["-n", "auto", "--nomigrations", "-m", on_sqlite]
    below_pages = ["-n", "auto", "-m", "not e2e and not once and (postgresql or not page)"]
    browser_tests = ["-n", "auto", "--dist", "worksteal", "-m", "e2e"]
    sqlite, postgresql = {"DATABASE_URL": None, "REDIS_URL": None}, {"DATABASE_URL": POSTGRESQL, "REDIS_URL": None}
    yield "Suite on SQLite", "", pages, sqlite
    yield "Suite on PostgreSQL", postgresql_missing(), below_pages, postgresql
    # one database will do for the browser: what depends on it is proved below the pages
    where, database = ("SQLite", sqlite) if postgresql_missing() else ("PostgreSQL", postgresql)
    yield f"Browser tests on {where}", browser_missing(), browser_tests, database


def _run(options, environment):
    """Figures of one pytest run; None when it had no tests. A run that broke down counts as one failure."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        wanted = {**os.environ, **environment, REPORT: str(report)}
        variables = {name: value for name, value in wanted.items() if value is not None}
        command = [sys.executable, "-m", "pytest", *options, *sys.argv[1:]]
        code = subprocess.run(command, env=variables, check=False).returncode
        if code == NOTHING_COLLECTED:
            return None
        facts = json.loads(report.read_text()) if report.exists() else {"counts": {}, "skipped": {}, "ran": []}
        if code and not facts["counts"].get("failed"):
            facts["counts"]["failed"] = 1
        return facts


def _sum_up(counts, absent, reasons, times):
    lines = [f"  {what}" for what in absent] + [f"  {_tests(count)}: {reason}" for reason, count in reasons.items()]
    _say("", *(["What was not run, and why", *lines] if lines else ["Everything was run."]))
    _say("", f"Time: {', '.join(times)}", f"{counts['passed']} passed, {counts['failed']} failed")


def _say(*lines):
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
