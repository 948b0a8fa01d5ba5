"""Time the public catalogue on a large database: server time of pages, and their ratio to a plain view of the same bytes.

    DATABASE_URL=postgres://… python bench/catalogue.py [--rounds 60] [--workers 2]

Give it a PostgreSQL database with many records: `manage.py migrate`, `load_reference`, `load_synonyms`, then
`seed_demo --projects 100000`. Each page is asked over one connection to gunicorn; of a search each round has other words,
so that none is answered from what the process remembers. Milliseconds differ between machines; ratios hardly do.
"""

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "var" / "bench.log"
WARM_UP = 6
COMMON = ["migration", "management", "labour", "border", "policy", "capacity", "data", "return", "regional", "national"]
COMMON += ["development", "travel", "training", "region", "government", "project", "fund", "years", "theme", "states"]
PAGES = {
    "home": "/en/",
    "facts and figures": "/en/facts-and-figures/",
    "list": "/en/projects/",
    "list, page 400": "/en/projects/?page=400",
    "three facets, all counts": "/en/projects/?region=AFRICA&region=EUROPE&theme=LM&theme=IB&status=ACTIVE",
    "six facets, all counts": (
        "/en/projects/?region=AFRICA&country=KE&country=ML&coverage=NATIONAL&status=COMPLETED&line=2&amount=200000-300000"
    ),
    "by amount": "/en/projects/?sort=amount_high",
    "search with two facets, in French": "/fr/projects/?q=migration&region=AFRICA&status=COMPLETED",
    "part for htmx": "/en/projects/?region=AFRICA",
}
WANTED = {"list": 60, "three facets, all counts": 120, "search, rare word": 100, "search, common word": 100}


def main():
    """Print median, 95th percentile and ratio of each page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60, help="requests timed for each page")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    LOG.parent.mkdir(exist_ok=True)
    with _server(options.workers) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for _turn in range(WARM_UP * options.workers):
            _ask(connection, "/en/projects/")
        print(f"{'page':<36}{'median':>9}{'p95':>9}{'plain':>9}{'ratio':>8}{'bytes':>10}  wanted p95")
        for name, paths, headers in _pages(options.rounds):
            _report(connection, name, paths, headers)
        connection.close()


def _pages(rounds):
    """(name, the address of each round, headers)"""
    for name, path in PAGES.items():
        yield name, [path] * rounds, {"HX-Request": "true"} if "htmx" in name else {}
    dice = random.Random(7)
    words = _rare_words()
    yield "search, rare word", [f"/en/projects/?q={dice.choice(words)}" for _turn in range(rounds)], {}
    pairs = [f"/en/projects/?q={'+'.join(dice.sample(COMMON, 2))}" for _turn in range(rounds)]
    yield "search, common words", pairs, {}
    yield "search, common word", [f"/en/projects/?q={word}" for word in COMMON], {}
    yield "search, phrase", [f"/en/projects/?q=%22{a}+{b}%22" for a, b in pairwise(COMMON)], {}
    yield "not changed (304)", ["/en/projects/"] * rounds, {"If-None-Match": None}


def _rare_words():
    """Words of titles that few records have."""
    code = (
        "import django; django.setup()\n"
        "from collections import Counter\n"
        "from projects.catalogue import memory\n"
        "words = memory.current().vocabulary\n"
        "print(*sorted(word for word, number in words.items() if 2 <= number <= 2000)[:4000])"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "iomfund.settings.development"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def _report(connection, name, paths, headers):
    if "If-None-Match" in headers:
        headers = {"If-None-Match": _ask(connection, paths[0])[2]}
    times, sizes = [], []
    for path in paths:
        started = time.perf_counter()
        size, status, _tag = _ask(connection, path, headers)
        times.append((time.perf_counter() - started) * 1000)
        sizes.append(size)
        if status not in {200, 304}:
            raise SystemExit(f"{path} answers {status}")
    size = int(statistics.median(sizes))
    plain = []
    for _turn in paths:
        started = time.perf_counter()
        _ask(connection, f"/plain/{size}")
        plain.append((time.perf_counter() - started) * 1000)
    middle, bare = statistics.median(times), statistics.median(plain)
    wanted = f"{WANTED[name]} ms" if name in WANTED else ""
    high = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    print(f"{name:<36}{middle:>6.1f} ms{high:>6.1f} ms{bare:>6.1f} ms{middle / bare:>8.1f}{size:>10}  {wanted}")


def _ask(connection, path, headers=None):
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    return len(answer.read()), answer.status, answer.getheader("ETag", "")


@contextmanager
def _server(workers):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "catalogue_served:application", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--chdir",
        str(ROOT / "bench"),
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--worker-class",
        "gthread",
    ]
    command += ["--no-control-socket", "--timeout", "60", "--keep-alive", "60", "--log-level", "error"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with LOG.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
