"""Importing people: the whole of it (read, check, compare, store, receipt) against a bare COPY of the same rows.

The reference is the least a database can do with these rows: text into a staging table without a key, unchecked, on the
same server in the same run. Wall time, because both wait for the server.
"""

import csv
import io
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.frame import Figure, in_child

DATA = Path(__file__).parent.parent / "demo" / "data" / "people.csv"
NAMES = ("import_people_rows", "import_large_vs_copy", "import_again_vs_copy", "import_memory")
LARGE = 20_000

_CHILD = """
from bench.bench_import import measured
result = measured({rows})
"""


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """Rows a second for the demo's 420 people, and ratios where the fixed costs no longer count."""
    if not only or only in NAMES[0]:
        small = in_child(_CHILD.format(rows=420))
        reference = f"bare COPY: {420 / small['copy']:,.0f} rows/s; the import takes {small['first'] * 1000:.0f} ms"
        yield Figure(NAMES[0], 420 / small["first"], "rows/s", 840, reference, lower_is_better=False)
    if only and not any(only in name for name in NAMES[1:]):
        return
    rows = LARGE // 10 if quick else LARGE
    large = in_child(_CHILD.format(rows=rows))
    words = f"bare COPY: {rows / large['copy']:,.0f} rows/s; "
    yield Figure(
        NAMES[1], large["first"] / large["copy"], "x", 40, f"{words}import {rows / large['first']:,.0f} rows/s"
    )
    yield Figure(NAMES[2], large["again"] / large["copy"], "x", 25, f"{words}again {rows / large['again']:,.0f} rows/s")
    yield Figure(NAMES[3], large["peak_mib"], "MiB", 1024, f"peak of the process that imports {rows:,} rows")


def measured(rows: int) -> dict[str, Any]:
    """Seconds for the import, the same import again, and the bare COPY; on a private server that goes afterwards."""
    from launcher.pytest_plugin import TestServers

    pair = TestServers()
    try:
        pair.start()
        import os

        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from django.core.management import call_command

        from launcher.postgres import create_database

        create_database(os.environ["DATABASE_URL"])
        call_command("migrate", verbosity=0)
        return _measured(rows)
    finally:
        pair.stop()


def _measured(rows: int) -> dict[str, Any]:
    from django.db import connection

    content = people(rows)
    _import(people(40, "W"))  # warm, as a running server is
    copy = statistics.median(_timed(lambda: _bare_copy(content)) for _ in range(5))
    first = _timed(lambda: _import(content))
    again = _timed(lambda: _import(content + b"\r\n"))
    connection.close()
    return {"first": first, "again": again, "copy": copy}


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def people(rows: int, prefix: str = "E") -> bytes:
    """The demo's people, repeated under other numbers, names and addresses until there are so many."""
    source = list(csv.reader(io.StringIO(DATA.read_text(encoding="utf-8-sig"))))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(source[0])
    for number in range(rows):
        row = list(source[1 + number % (len(source) - 1)])
        copy = number // (len(source) - 1)
        row[0], row[3] = f"{prefix}{copy}-{row[0]}", f"{prefix}{copy}.{row[3]}"
        row[8] = row[8] and f"{prefix}{copy}-{row[8]}"
        row[2] = f"{row[2]}{copy or ''}"
        writer.writerow(row)
    return out.getvalue().encode()


def _import(content: bytes) -> None:
    """Carry an import out as the browser and the command do, after its check."""
    from people.models import PersonImport
    from people.services import import_runs, imports

    one = imports.upload(content, file_name="people.csv", by=None)
    imports.choose_columns(one, one.mapping, by=None)
    PersonImport.objects.filter(pk=one.pk).update(state="running")
    import_runs.work(one.pk)
    one.refresh_from_db()
    assert one.state == "done", (one.state, one.failure, one.problems[:3])


def _bare_copy(content: bytes) -> None:
    from django.db import connection, transaction

    header = content.split(b"\r\n", 1)[0].decode().split(",")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_staging")
        cursor.execute(f"CREATE TABLE bench_staging ({', '.join(f'{name} text' for name in header)})")
        cursor.copy_expert("COPY bench_staging FROM STDIN WITH (FORMAT csv, HEADER)", io.StringIO(content.decode()))
