"""How long the portfolio of 2,000 running projects takes. Run with ``python bench/portfolio.py``.

It adds invented projects inside a transaction that is rolled back; ``make run`` must have made the demonstration.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")

PROJECTS, ROUNDS = 2000, 20
ADDRESS = "/en/workspace/reports/portfolio"
PAGES = {
    "worst first": "/",
    "page 40": "/?page=40",
    "filtered and sorted": "/?region=AFRICA&line=2&only=attention&sort=under",
    "words": "/?q=visa",
    "French": "/",
    "CSV, all rows": ".csv",
    "Excel, all rows": ".xlsx",
}


def main():
    """Print median, fastest and slowest of ``ROUNDS`` answers of each page and its processor time (ms), and its queries."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client

    from accounts.models import User
    from demo.running import ensure_running
    from monitoring.services import renew_standing, renew_standings
    from projects.models import Project

    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
    with transaction.atomic():
        officer = User.objects.filter(role_grants__role="OFFICER").first() or sys.exit(
            "no officer: run `make run` once"
        )
        print(f"{connection.vendor}: {PROJECTS} running projects")
        _say("made", *_clocked(lambda: list(ensure_running(PROJECTS))))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _say("all standings renewed", *_clocked(renew_standings))
        one = Project.objects.filter(code__startswith="YY.").first()
        _say("one standing renewed", *_clocked(lambda: renew_standing(one)))
        client = Client()
        client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
        for name, path in {**PAGES, "cockpit": None, "to-do list": None}.items():
            _time_page(client, name, _address(name, path, one), connection)
        transaction.set_rollback(True)


def _address(name, path, project):
    if name == "cockpit":
        return f"/en/workspace/projects/{project.address}/"
    if name == "to-do list":
        return "/en/workspace/"
    return f"{ADDRESS}{path}".replace("/en/", "/fr/" if name == "French" else "/en/")


class Count:
    """Counts the queries of one answer."""

    number = 0

    def __call__(self, execute, *facts):
        self.number += 1
        return execute(*facts)


def _time_page(client, name, address, connection):
    count, rounds = Count(), 3 if name.endswith("all rows") else ROUNDS
    with connection.execute_wrapper(count):
        _timed(client, address)
    worked = time.process_time()
    times = [_timed(client, address) for _round in range(rounds)]
    worked = (time.process_time() - worked) * 1000 / rounds
    fastest, median, slowest = min(times), statistics.median(times), max(times)
    figures = f"median {median:>5.0f}, fastest {fastest:>5.0f}, slowest {slowest:>5.0f}, processor {worked:>4.0f} ms"
    print(f"{name:<22} {figures}, {count.number} queries")


def _timed(client, address):
    started = time.perf_counter()
    answer = client.get(address)
    spent = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return spent


def _clocked(act):
    started = time.perf_counter()
    result = act()
    return result, time.perf_counter() - started


def _say(what, _result, seconds):
    print(f"{what:<22} {seconds:.2f} s")


if __name__ == "__main__":
    main()
