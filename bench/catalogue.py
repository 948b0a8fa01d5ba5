"""Time the pages of a large catalogue on PostgreSQL, served by gunicorn, beside a page of the same size that does nothing.

    DATABASE_URL=postgres://… python bench/catalogue.py [--projects 100000] [--rounds 60]

Give it a migrated database of its own: it fills it with invented projects. Each page is asked over one connection, after a few
requests that are not counted; "ratio" is to the plain page of as many bytes on the same gunicorn. A search that was asked before
is answered from memory until something changes, so one is new each time. The wanted figures stand in bench/README.md.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")
SERVER = ["--workers", "1", "--threads", "4", "--no-control-socket", "--log-level", "error"]
WARM_UP = 5
PAGES = {
    "list": "/en/projects/",
    "list, page 4,000": "/en/projects/?page=4000",
    "three facets": "/en/projects/?region=AFRICA&region=EUROPE&theme=LM&theme=IB&status=COMPLETED",
    "search, a rare word": "/en/projects/?q=montenegro",
    "search, a common word": "/en/projects/?q=migration",
    "search, never asked yet": "/en/projects/?q=migration+-never{turn}",
    "search, a phrase": "/en/projects/?q=%22labour+migration%22",
    "search, with facets": "/fr/projects/?q=traite&region=AFRICA&status=ACTIVE",
    "home": "/en/",
    "facts and figures": "/en/facts-and-figures/",
}


def main():
    """Fill the tables if need be, then time each page and the answer 304."""
    options = _options()
    subprocess.run(
        [sys.executable, "bench/exports.py", "--kind", "fill", "--projects", str(options.projects)],
        check=True,
        cwd=ROOT,
    )
    with _server() as port:
        print(f"{'page':<24}{'bytes':>8}{'median':>10}{'p95':>10}{'plain':>10}{'ratio':>8}")
        for name, path in PAGES.items():
            times, size, _mark = _asked(port, path, options.rounds)
            plain, _size, _mark = _asked(port, f"/plain?{size}", options.rounds)
            _print(name, times, size, plain)
        again, _size, _mark = _asked(
            port, PAGES["list"], options.rounds, {"If-None-Match": _asked(port, PAGES["list"], 1)[2]}
        )
        _print("list, not changed (304)", again, 0, _asked(port, "/plain?0", options.rounds)[0])


def _print(name, times, size, plain):
    middle, last = statistics.median(times), sorted(times)[int(len(times) * 0.95) - 1]
    idle = statistics.median(plain)
    print(f"{name:<24}{size:>8}{middle:>7.1f} ms{last:>7.1f} ms{idle:>7.2f} ms{middle / idle:>8.0f}")


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60, help="requests timed for each page")
    return parser.parse_args()


def _asked(port, path, rounds, headers=None):
    """(milliseconds of each request, bytes of the last answer, its ETag)."""
    connection, times = HTTPConnection("127.0.0.1", port, timeout=120), []
    for turn in range(WARM_UP + rounds):
        started = time.perf_counter()
        connection.request("GET", path.format(turn=turn), headers=headers or {})
        answer = connection.getresponse()
        body = answer.read()
        if turn >= WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
        if answer.status not in {200, 304}:
            raise SystemExit(f"{path}: {answer.status}")
    return times, len(body), answer.headers["ETag"] or ""


@contextmanager
def _server():
    """Gunicorn with the portal and the plain page; yields its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "catalogue:application", "--bind", f"127.0.0.1:{port}", *SERVER]
    process = subprocess.Popen([*command, "--pythonpath", f"{ROOT / 'bench'},{ROOT}"], cwd=ROOT)
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


def _application():
    """The portal, and at /plain?N a page of N bytes that costs nothing."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    portal = get_wsgi_application()
    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False

    def answer(environment, start_response):
        if environment["PATH_INFO"] != "/plain":
            return portal(environment, start_response)
        body = b"x" * int(environment["QUERY_STRING"])
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


if __name__ == "__main__":
    main()
else:
    application = _application()
