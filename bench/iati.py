"""How fast and in how much memory the IATI file of many projects is written. Run with ``python bench/iati.py``.

On PostgreSQL, in a database of its own: ``--fill`` migrates it and adds ``PROJECTS`` invented public projects, once. Then
a process each writes all activities to nowhere, through the portal as a server does and from a bare server-side cursor.
"""

import os
import resource
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")

PROJECTS, CHECKED, ROUNDS, CHUNK = 100_000, 1000, 3, 1000
ADDRESS = "/iati/activities.xml"


def main(words):
    """Fill the database, or print seconds, megabytes a second and peak memory of both ways; each is a process of its own."""
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False
    if words == ["--fill"]:
        return fill()
    if words:
        size, seconds = min((_once(words[0]) for _round in range(ROUNDS)), key=lambda one: one[1])
        print(size, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return None
    ways = {
        way: subprocess.check_output([sys.executable, __file__, way], text=True).split() for way in ("cursor", "portal")
    }
    for way, (size, seconds, memory) in ways.items():
        speed = int(size) / float(seconds) / 1e6
        print(
            f"{way:<8} {int(size) / 1e6:.0f} MB in {float(seconds):.2f} s, {speed:.0f} MB/s, at most {memory} MB of memory"
        )
    print(f"ratio    {float(ways['cursor'][1]) / float(ways['portal'][1]):.2f} of the speed of the bare cursor")
    return None


def _once(way):
    began, size = time.perf_counter(), 0
    with Path(os.devnull).open("wb") as nowhere:
        for part in {"portal": portal, "cursor": cursor}[way]():
            size += nowhere.write(part)
    return size, time.perf_counter() - began


def portal():
    """The answer of the portal, as a server would send it on."""
    from django.test import Client

    return Client().get(ADDRESS).streaming_content


def cursor():
    """The same rows from a server-side cursor, with nothing between it and the file."""
    from django.db import connection, transaction

    connection.ensure_connection()
    with transaction.atomic(), connection.connection.cursor(name="bare") as rows:
        rows.itersize = CHUNK
        rows.execute("SELECT xml FROM projects_iatiactivity WHERE is_exported ORDER BY record_id")
        for (xml,) in rows:
            yield f"  {xml}\n".encode()


def fill():
    """Add invented projects with their records and activities; those after the first ``CHECKED`` take over their XML."""
    from django.core.management import call_command
    from django.utils import timezone

    from funding.services import load_reference
    from projects.models import Catalogue, IatiActivity, Project, PublicRecord
    from projects.services import activities

    call_command("migrate", verbosity=0)
    load_reference()
    now, made = timezone.now(), []
    for start in range(0, PROJECTS, 5000):
        facts = [_facts(number, now) for number in range(start, start + 5000)]
        rows = Project.objects.bulk_create(Project(**one) for one in facts)
        pairs = zip(rows, facts, strict=True)
        records = [PublicRecord(project=row, **one, **_words(one, now)) for row, one in pairs]
        PublicRecord.objects.bulk_create(records)
        if not made:
            activities.keep(records[:CHECKED])
            made = list(IatiActivity.objects.order_by("pk"))
            records = records[CHECKED:]
        IatiActivity.objects.bulk_create(_copy(made[place % CHECKED], record) for place, record in enumerate(records))
        print(f"{start + 5000} projects")
    Catalogue.objects.update_or_create(pk=1, defaults={"revision": 1})


def _facts(number, now):
    return {
        "address": f"PX.{number:06d}",
        "code": f"PX.{number:06d}",
        "title": f"Strengthening the capacity of country {number} to manage migration",
        "title_language": "en",
        "region_id": "AFRICA",
        "theme_id": "PX",
        "coverage": "REGIONAL",
        "state": "COMPLETED",
        "amount": Decimal(100_000 + number % 200_000),
        "funding_year": 2001 + number % 25,
        "start_year": 2001 + number % 25,
        "end_year": 2002 + number % 25,
        "published_at": now,
    }


def _words(facts, now):
    text = f"{facts['title']}. " * 8
    return {
        "revision": 1,
        "changed_at": now,
        "country_codes": ["BJ", "SN", "TG"],
        **{f"summary_{code}": text for code in ("en", "fr", "es")},
    }


def _copy(activity, record):
    from projects.models import IatiActivity

    xml = activity.xml.replace(activity.code, record.code)
    return IatiActivity(
        record=record, code=record.code, xml=xml, findings=activity.findings, to_fix=activity.to_fix,
        to_better=activity.to_better, is_exported=True, exported_at=record.changed_at, changed_at=record.changed_at,
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
