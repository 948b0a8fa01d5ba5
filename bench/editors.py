"""How long the editors take for a plan of 12 outputs, 40 indicators and 120 lines. Run with ``python bench/editors.py``.

It enlarges a demonstration draft inside a transaction that is rolled back; ``make run`` must have made the demonstration.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")

OUTPUTS, INDICATORS, LINES, ROUNDS = 12, 40, 120, 20
PAGES = ("results", "budget", "risks", "workplan")


def main():
    """Print the median and the slowest of ``ROUNDS`` answers of each page, in milliseconds of the server."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    with transaction.atomic():
        version = enlarged()
        client = Client()
        client.force_login(version.plan.application.owner, backend=settings.AUTHENTICATION_BACKENDS[0])
        print(f"{connection.vendor}: {OUTPUTS} outputs, {INDICATORS} indicators, {LINES} lines")
        for page in PAGES:
            times = [_timed(client, f"/en/workspace/plans/{version.pk}/{page}/") for _round in range(ROUNDS + 1)][1:]
            print(f"{page:<10} median {statistics.median(times):>6.0f} ms, slowest {max(times):>6.0f} ms")
        transaction.set_rollback(True)


def enlarged():
    """The open version of a demonstration proposal that was returned, grown to the size wanted."""
    from applications.models import Application, State
    from plans import services
    from plans.models import BudgetLine, Indicator
    from plans.services.copying import copied

    application = Application.objects.filter(state=State.RETURNED).first() or sys.exit(
        "no proposal: run `make run` once"
    )
    version, owner = application.plan.current, application.owner
    output = version.nodes.filter(level="OUTPUT").first()
    for _turn in range(OUTPUTS - 1):
        services.duplicate(output, by=owner)
    for kind, size in ((Indicator.objects.filter(node__version=version), INDICATORS), (version.lines, LINES)):
        last = kind.order_by("pk").last()
        model = Indicator if isinstance(last, Indicator) else BudgetLine
        model.objects.bulk_create(copied(last, fresh=True, position=place) for place in range(kind.count(), size))
    return version


def _timed(client, address):
    started = time.perf_counter()
    answer = client.get(address)
    spent = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return spent


if __name__ == "__main__":
    main()
