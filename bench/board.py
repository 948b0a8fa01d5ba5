"""How long a ranking board of 500 proposals with 5 reviews each takes. Run with ``python bench/board.py``.

It adds invented proposals inside a transaction that is rolled back; ``make run`` must have made the demonstration.
"""

import os
import random
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")

PROPOSALS, REVIEWS, REVIEWERS, ROUNDS = 500, 5, 40, 20
COUNTRIES = ["SN", "BJ", "TG", "ME", "AL", "HN", "CO", "EC", "NP", "WS"]
PAGES = {
    "ranking, 100 rows": "",
    "ranking, all rows": "?all=1",
    "what-if": "what-if/?weight_FIT=3&floor_LDC=40&cut_off=2.5",
    "meeting": "meeting/",
    "CSV": "ranking.csv",
}


def main():
    """Print median, fastest and slowest of ``ROUNDS`` answers of each page and its processor time (ms), and its queries."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client

    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
    with transaction.atomic():
        board, officer = filled()
        client = Client()
        client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
        print(f"{connection.vendor}: {PROPOSALS} proposals, {REVIEWS} reviews each")
        for name, path in PAGES.items():
            address = f"/en/workspace/reviews/boards/{board.pk}/{path}"
            count = Count()
            with connection.execute_wrapper(count):
                _timed(client, address)
            worked = time.process_time()
            times = [_timed(client, address) for _round in range(ROUNDS)]
            worked = (time.process_time() - worked) * 1000 / ROUNDS
            fastest, median, slowest = min(times), statistics.median(times), max(times)
            figures = (
                f"median {median:>5.0f}, fastest {fastest:>5.0f}, slowest {slowest:>5.0f}, processor {worked:>4.0f} ms"
            )
            print(f"{name:<20} {figures}, {count.number} queries")
        transaction.set_rollback(True)


class Count:
    """Counts the queries of one answer."""

    number = 0

    def __call__(self, execute, *facts):
        self.number += 1
        return execute(*facts)


def filled():
    """A board of 500 proposals with random marks, and the officer who looks at it."""
    from accounts.models import User
    from funding.models import FundingLine
    from reviews.models import Board, Criterion, Rubric, ShareFloor
    from tests.reviews.crowd import crowd

    chance = random.Random(6)
    officer = User.objects.filter(role_grants__role="OFFICER").first() or sys.exit("no officer: run `make run` once")
    owner = User.objects.create(email="crowd@example.org", name="Crowd")
    people = User.objects.bulk_create(User(email=f"r{n}@example.org", name=f"Reviewer {n}") for n in range(REVIEWERS))
    codes = list(Criterion.objects.filter(rubric__state="PUBLISHED").values_list("code", flat=True))
    crowd(
        PROPOSALS,
        owner=owner,
        officer=officer,
        reviewers=lambda _place: chance.sample(people, REVIEWS),
        marks=lambda _place, _turn: {code: chance.randint(1, 5) for code in codes},
        countries=COUNTRIES,
        amount=lambda place: Decimal(50000 + 1000 * (place % 150)),
        year=2099,
    )
    line = FundingLine.objects.get(pk=2)
    board = Board.objects.create(
        title="Bench", line=line, funding_year=2099, rubric=Rubric.objects.in_force().get(), opened_by=officer
    )
    board.members.create(user=people[0], part="CHAIR")
    ShareFloor.objects.create(board=board, group="LDC", percent=20)
    return board, officer


def _timed(client, address):
    started = time.perf_counter()
    answer = client.get(address)
    spent = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return spent


if __name__ == "__main__":
    main()
