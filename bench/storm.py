"""The last minute before a deadline: many applicants hand in at once, each three times. Run with ``python bench/storm.py``.

In a PostgreSQL database of its own, made anew and dropped afterwards, each applicant has a finished draft and its page "Check
and submit" open. Many connections send every page to gunicorn, set up as in production, three times: twice the same form, as a
double click or a lost answer does, and once from a second tab. Then it is counted: every proposal has one submission, one
reference without gaps, one receipt in the audit trail that holds, and no answer was an error page.

``--unlocked`` takes the row locks away first and runs the same: it must fail, or the harness would prove nothing.

Environment: ``DATABASE_URL_POSTGRESQL`` (a server where databases may be created).
"""

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
POSTGRESQL = os.environ.get("DATABASE_URL_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres")
NAME = "portal_storm"
SERVER = ("--workers", "3", "--threads", "4", "--timeout", "30", "--log-level", "warning", "--no-control-socket")
HIDDEN = re.compile(r'<input type="hidden" name="(form_key|read|csrfmiddlewaretoken)" value="([^"]*)"')


def main():
    """Prepare, send, count; exit 1 if anything was lost, doubled or answered with an error."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--applicants", type=int, default=500)
    options.add_argument("--threads", type=int, default=48, help="connections at once")
    options.add_argument("--unlocked", action="store_true", help="without row locks: must fail")
    options = options.parse_args()
    _recreate_database()
    try:
        problems = _storm(options)
    finally:
        _drop_database()
    print("\n".join(problems) or "nothing lost, nothing double, no error")
    sys.exit(1 if problems else 0)


def _storm(options):
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    call_command("prepare_demo", verbosity=0)
    started = time.monotonic()
    drafts = _drafts(options.applicants)
    with ThreadPoolExecutor(options.threads) as pool:
        pages = [sending for two in pool.map(_opened, drafts) for sending in two]
        print(f"{len(drafts)} drafts, their pages open twice, after {time.monotonic() - started:.0f} s")
        with _server("storm_unlocked" if options.unlocked else "iomfund.wsgi") as port:
            started = time.monotonic()
            answers = list(pool.map(lambda page: _sent(port, *page), pages))
            spent = time.monotonic() - started
    times = sorted(taken for _status, taken in answers)
    print(
        f"{len(answers)} posts over {options.threads} connections in {spent:.1f} s, {len(answers) / spent:.0f} a second; "
        f"median {statistics.median(times) * 1000:.0f} ms, 99th of a hundred {times[len(times) * 99 // 100] * 1000:.0f} ms"
    )
    return _problems(drafts, answers)


def _drafts(number):
    """(application, its owner) of finished drafts, each of an applicant of their own."""
    from accounts.models import User
    from demo import proposals

    found = []
    for count in range(number):
        owner = User.objects.create_user(f"storm{count}@example.org", name=f"Applicant {count}", language="en")
        found.append((proposals.start(owner, title=f"Storm {count}", country="ME"), owner))
    return found


def _opened(draft):
    """The three sendings of an applicant: the form of one tab twice, and that of another."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from funding.evaluator import DECLARATIONS

    application, owner = draft
    client = Client()
    client.force_login(owner, backend=settings.AUTHENTICATION_BACKENDS[0])
    address = f"/en/workspace/applications/{application.key}/submit/"
    forms = [dict(HIDDEN.findall(client.get(address).content.decode())) for _tab in range(2)]
    connection.close()
    first, second = (form | dict.fromkeys(DECLARATIONS, "on") for form in forms)
    return [(client.cookies, address, form) for form in (first, first, second)]


@contextmanager
def _server(module):
    """Gunicorn with ``module``'s application; yields its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gunicorn = [sys.executable, "-m", "gunicorn", f"{module}:application", "--bind", f"127.0.0.1:{port}", *SERVER]
    process = subprocess.Popen([*gunicorn, "--pythonpath", str(Path(__file__).parent)])
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield port
    finally:
        process.terminate()
        process.wait()


def _sent(port, cookies, address, form):
    """(status, seconds) of one post."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items()),
    }
    started = time.monotonic()
    connection.request("POST", address, urlencode(form), headers)
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - started


def _problems(drafts, answers):
    """Sentences for everything that went wrong."""
    from applications.models import Application, Submission
    from applications.selectors.submissions import proofs_of

    keys = [application.pk for application, _owner in drafts]
    found = Submission.objects.filter(application__in=keys).values_list("application", "sha256")
    handed_in = [pk for pk, _sha256 in found]
    numbers = sorted(
        int(reference.rsplit("-", 1)[1])
        for reference in Application.objects.filter(pk__in=keys, reference__isnull=False).values_list(
            "reference", flat=True
        )
    )
    errors = [status for status, _taken in answers if status >= 400]
    wrong = {
        "answers that were an error page": len(errors),
        "proposals without a submission": len(set(keys) - set(handed_in)),
        "submissions too many": len(handed_in) - len(set(handed_in)),
        "references missing or double": len(keys) - len(set(numbers)),
        "gaps between references": (numbers[-1] - numbers[0] + 1 - len(numbers)) if numbers else 0,
        "receipts that the audit trail does not prove": sum(
            not any(proof.holds for proof in proofs_of(sha256)) for _pk, sha256 in found
        ),
    }
    return [f"{count} {what}" for what, count in wrong.items() if count]


def _recreate_database():
    _drop_database()
    _execute(f'CREATE DATABASE "{NAME}"')
    os.environ["DATABASE_URL"] = POSTGRESQL.rsplit("/", 1)[0] + f"/{NAME}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "iomfund.settings.development"


def _drop_database():
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()
    _execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


def _execute(statement):
    import psycopg2

    connection = psycopg2.connect(POSTGRESQL)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


if __name__ == "__main__":
    main()
