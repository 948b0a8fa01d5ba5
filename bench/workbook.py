"""How long a plan of 12 outputs, 40 indicators and 120 lines takes as a workbook. Run with ``python bench/workbook.py``.

It enlarges a demonstration draft as ``bench/editors.py`` does, inside a transaction that is rolled back.
"""

import io
import statistics
import time

from editors import INDICATORS, LINES, OUTPUTS, enlarged

ROUNDS = 10


def main():
    """Print the median and the slowest of ``ROUNDS`` turns of each step, in milliseconds, and its number of queries."""
    import django

    django.setup()
    from django.db import connection, transaction

    from plans.workbook import shown
    from plans.workbook.writing import write

    with transaction.atomic():
        version = enlarged()
        print(f"{connection.vendor}: {OUTPUTS} outputs, {INDICATORS} indicators, {LINES} lines")
        content = write(version)
        changed = _with_every_line_changed(content)
        _report("write", lambda: write(version))
        _report("read, nothing changed", lambda: shown.of_upload(_upload(content), version))
        _report("read, each line changed", lambda: shown.of_upload(_upload(changed), version))
        _report("apply, each line changed", lambda: _apply(version, changed))
        transaction.set_rollback(True)


def _with_every_line_changed(content):
    from openpyxl import load_workbook

    from plans.workbook.writing import FIRST

    book = load_workbook(io.BytesIO(content))
    page = book["Budget"]
    for row in range(FIRST, FIRST + LINES):
        page.cell(row, 5).value = f"Changed {row}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _upload(content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("plan.xlsx", content)


def _apply(version, content):
    """Confirm what an upload shows; rolled back, so that each turn finds the same plan."""
    from django.db import transaction

    from plans import services
    from plans.workbook import shown

    owner = version.plan.application.owner
    with transaction.atomic():
        found = shown.of_upload(_upload(content), version)
        services.apply_differences(version, found.differences.changes(()), by=owner, seen=found.seen)
        transaction.set_rollback(True)


def _report(name, step):
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        step()
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        step()
        times.append((time.perf_counter() - started) * 1000)
    figures = f"median {statistics.median(times):>6.0f} ms, slowest {max(times):>6.0f} ms, {len(queries)} queries"
    print(f"{name:<26} {figures}")


if __name__ == "__main__":
    main()
