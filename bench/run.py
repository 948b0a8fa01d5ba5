"""Time named pages against a local server and print each as a ratio to the plainest one (``/healthz``).

    python bench/run.py [--base http://127.0.0.1:8000] [--rounds 40]

Without ``--base`` it starts a server of its own on a free port, with the development settings and database. Milliseconds
differ between machines; the ratios hardly do, so those are what README.md keeps.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "var" / "bench.log"
TRIVIAL = "/healthz"
PAGES = {
    "ready": "/readyz",
    "home": "/en/",
    "sign-in": "/en/accounts/login/",
    "catalogue": "/en/projects/",
    "catalogue, a search": "/en/projects/?q=montenegro",
    "catalogue, in French": "/fr/projects/",
    "project": "/en/projects/PX.0009/",
}
WARM_UP = 3


def main():
    """Time every page; exit 1 if one does not answer 200."""
    options = _options()
    LOG.parent.mkdir(exist_ok=True)
    with _server(options.base) as base:
        trivial = _median(base, TRIVIAL, options.rounds)
        results = {name: _median(base, path, options.rounds) for name, path in PAGES.items()}
    print(f"{'page':<24}{'median':>10}{'ratio':>9}")
    print(f"{'trivial (' + TRIVIAL + ')':<24}{trivial.milliseconds:>7.1f} ms{1:>9.1f}")
    for name, timing in results.items():
        if timing.status == HTTPStatus.OK:
            print(f"{name:<24}{timing.milliseconds:>7.1f} ms{timing.milliseconds / trivial.milliseconds:>9.1f}")
        else:
            print(f"{name:<24}{'answers':>10}{timing.status:>9}")
    return 0 if all(timing.status == HTTPStatus.OK for timing in results.values()) else 1


class Timing:
    """Median of one page, and the last status it answered."""

    def __init__(self, milliseconds, status):
        self.milliseconds, self.status = milliseconds, status


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", help="address of a running server")
    parser.add_argument("--rounds", type=int, default=40, help="requests timed for each page")
    return parser.parse_args()


def _median(base, path, rounds):
    place = urlsplit(base)
    connection = HTTPConnection(place.hostname, place.port, timeout=30)
    times = []
    for turn in range(WARM_UP + rounds):
        started = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            break
        if turn >= WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
    connection.close()
    return Timing(statistics.median(times or [0]), answer.status)


@contextmanager
def _server(base):
    if base:
        yield base
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "iomfund.settings.development"}
    command = [sys.executable, "-m", "gunicorn", "iomfund.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--workers",
        "1",
        "--threads",
        "1",
        "--worker-class",
        "gthread",
        "--no-control-socket",
        "--log-level",
        "error",
    ]
    with LOG.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port, process, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"The server did not start, see {LOG}; run `make run` once, then try again.")


if __name__ == "__main__":
    sys.exit(main())
