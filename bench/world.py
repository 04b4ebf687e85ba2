"""One demo organization for all benchmarks that need a living one: loaded once, measured in a process of its own."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from statistics import median
from typing import Any

from bench.frame import in_child
from bench.private import private_database

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
MENTORS = 50_000

_CHILD = """
from bench.world import _measured
result = _measured({quick}, {pages})
"""


@cache
def measured(quick: bool, pages: bool) -> dict[str, Any]:
    """CPU seconds of loading (`load`) and importing (`people`), a row a page, and the crowded list of mentors."""
    return in_child(_CHILD.format(quick=quick, pages=pages))


def _measured(quick: bool, pages: bool) -> dict[str, Any]:
    with private_database(debug=False):
        from django.conf import settings
        from django.utils import timezone

        settings.ROOT_URLCONF = "bench.plain"
        from agreements.sealing import make_key
        from demo.load import load

        make_key(settings.SEAL_KEYS_DIR, "Northwind Works", now=NOW - timedelta(days=365))

        imported, started = _import_alone(), time.process_time()
        load(NOW)
        loaded = time.process_time() - started
        if not pages:
            return {"people": imported, "load": loaded}
        timezone.now = lambda: NOW  # the pages are looked at on the day that the demo was made for
        from bench import visits

        found = [visits.visit(page, 5 if quick else 15) for page in visits.pages()]
        crowd = visits.crowded_mentor_list(MENTORS // 100 if quick else MENTORS, 5 if quick else 31)
        return {"people": imported, "load": loaded, "pages": found, "crowd": crowd}


def _import_alone() -> float:
    """CPU seconds for bringing the demo's people in, as the demo does; undone afterwards."""
    from django.db import transaction

    from demo import load

    started = time.process_time()
    with transaction.atomic():
        load._import_people()
        taken = time.process_time() - started
        transaction.set_rollback(True)
    return taken


def alternately(one: Callable[[], Any], other: Callable[[], Any], times: int) -> tuple[float, float]:
    """Median CPU seconds of this process for each of the two, called in turn so that both see the same machine."""
    one_taken, other_taken = [], []
    for work in (one, other):
        work()
    for _ in range(times):
        for work, taken in ((one, one_taken), (other, other_taken)):
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
    return median(one_taken), median(other_taken)
