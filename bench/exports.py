"""Time the files of a large catalogue on PostgreSQL against a bare server-side cursor that writes the same rows as CSV.

    DATABASE_URL=postgres://… python bench/exports.py [--projects 100000] [--kinds csv,json,geojson,atom,xlsx]

Give it an empty, migrated database: it fills it with invented projects. Each kind is written in a process of its own, and
how much that grows is printed beside its time; the wanted figures stand in bench/README.md.
"""

import argparse
import csv
import io
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.test")
BARE = "bare cursor"


def main():
    """Fill the tables if need be, then time each kind in a process of its own."""
    options = _options()
    if options.kind:
        return _work(options)
    _asked("fill", options)
    print(f"{'file':<14}{'time':>9}{'processor':>11}{'speed':>8}{'grows':>10}{'size':>11}")
    bare = None
    for kind in [BARE, *options.kinds.split(",")]:
        seconds, processor, megabytes, size = min(_asked(kind, options) for _turn in range(options.turns))
        bare = bare or seconds
        print(
            f"{kind:<14}{seconds:>7.2f} s{processor:>9.2f} s{bare / seconds:>8.0%}{megabytes:>7.0f} MB{size / 1e6:>8.1f} MB"
        )
    return 0


def _asked(kind, options):
    """What a process of its own measured; this one stays small, since a child begins with its parent's memory."""
    command = [sys.executable, __file__, "--kind", kind, "--projects", str(options.projects)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return tuple(map(float, done.stdout.split()))


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--kinds", default="csv,json,geojson,atom,xlsx")
    parser.add_argument("--turns", type=int, default=3, help="the quickest counts")
    parser.add_argument("--kind", help="write this one and print seconds, processor seconds, megabytes and bytes")
    return parser.parse_args()


def _fill(number):
    """Invented projects up to ``number``, with their records."""
    from demo.catalogue import ensure_projects
    from funding.models import Theme
    from funding.services import load_reference

    if not Theme.objects.exists():
        load_reference()
    for _count in ensure_projects(number):
        continue
    return 0


def _work(options):
    import django

    django.setup()
    if options.kind == "fill":
        return _fill(options.projects)
    if options.kind != BARE:
        _ours(options.kind, "q=nothing+of+the+kind")  # a server that runs has its addresses and modules loaded
    Path("/proc/self/clear_refs").write_text("5")  # forgets the largest memory so far: the index's, when it was read
    before = _memory("VmRSS")
    started, processor = time.perf_counter(), time.process_time()
    size = _bare() if options.kind == BARE else _ours(options.kind)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    print(seconds, processor, _memory("VmHWM") - before, size)
    return 0


def _memory(name):
    """Megabytes of this process: "VmRSS" now, "VmHWM" at most."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def _ours(kind, query=""):
    """How many bytes the file of a list has, made as the view makes it: with the selection."""
    from django.http import QueryDict
    from django.utils import timezone

    from projects.exports.files import About, answer
    from projects.selectors.catalogue import select

    about = About(query="", page_url="https://x/", feed_url="https://x/", chips=(), generated_at=timezone.now())
    response = answer(select(QueryDict(query)), kind, about)
    return sum(map(len, response)) if response.streaming else len(response.content)


SAME_ROWS = """
SELECT r.address, r.code, r.prima_id, r.title, r.title_language, r.state, {states},
  (SELECT string_agg(one.value, '; ') FROM jsonb_array_elements_text(r.country_codes) AS one(value)),
  (SELECT string_agg(c.name_en, '; ') FROM jsonb_array_elements_text(r.country_codes) AS one(value)
    JOIN funding_country c ON c.code = one.value),
  r.region_id, region.name_en, r.theme_id, theme.name_en, r.coverage, {coverages}, r.line_id, r.amount,
  r.funding_year, r.start_year, r.end_year, r.starts_on, r.ends_on,
  (SELECT string_agg(one.value, '; ') FROM jsonb_array_elements_text(r.goal_codes) AS one(value)), r.counterpart,
  coalesce(nullif(r.summary_en, ''), nullif(r.summary_fr, ''), r.summary_es),
  CASE WHEN r.summary_en > '' THEN 'en' WHEN r.summary_fr > '' THEN 'fr' WHEN r.summary_es > '' THEN 'es' END,
  CASE WHEN r.has_results THEN 'true' ELSE 'false' END, CASE WHEN r.has_evaluation THEN 'true' ELSE 'false' END,
  to_char(r.published_at AT TIME ZONE 'UTC', {time}), to_char(r.changed_at AT TIME ZONE 'UTC', {time}),
  'http://testserver/en/projects/' || r.address || '/', r.source_url, 'not confirmed'
FROM projects_publicrecord r LEFT JOIN funding_region region ON region.code = r.region_id
  LEFT JOIN funding_theme theme ON theme.code = r.theme_id
ORDER BY r.start_year DESC NULLS LAST, r.title, r.project_id
"""


def _cases(column, choices):
    whens = " ".join(f"WHEN '{code}' THEN '{label}'" for code, label in choices)
    return f"CASE {column} {whens} END"


def _bare():
    """The same rows, cell by cell, as the database itself makes them; written with the csv module as they come."""
    from django.db import connection, transaction

    from funding.models import Coverage
    from projects.models import State

    time_format = """'YYYY-MM-DD"T"HH24:MI:SS"Z"'"""
    sql = SAME_ROWS.format(
        states=_cases("r.state", State.choices), coverages=_cases("r.coverage", Coverage.choices), time=time_format
    )
    size, file = 0, io.StringIO()
    writer = csv.writer(file)
    with transaction.atomic():
        connection.ensure_connection()
        with connection.connection.cursor(name="bare") as cursor:
            cursor.itersize = 2000
            cursor.execute(sql)
            for number, row in enumerate(cursor, 1):
                writer.writerow(row)
                if number % 2000 == 0:
                    size += len(file.getvalue().encode())
                    file.seek(0)
                    file.truncate()
    return size + len(file.getvalue().encode())


if __name__ == "__main__":
    sys.exit(main())
