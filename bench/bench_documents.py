"""Sealed documents from the row that waits to the row that is stored, against drawing and sealing the same in memory.

What lies between is the database: the text opened, signatures and events read, the file encrypted and stored with its
event under the agreement's lock. A warm worker, one document after the other.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.frame import Figure, in_child

NAMES = ("seal_document", "seal_documents_200_vs_40")

_CHILD = """
from bench.bench_documents import measured
result = measured({few}, {many})
"""


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """Both figures, from one process and one private server."""
    if only and not any(only in name for name in NAMES):
        return
    few, many = (4, 12) if quick else (40, 200)
    found = in_child(_CHILD.format(few=few, many=many))
    alone = f"drawn and sealed in memory: {found['alone'] * 1e3:.0f} ms"
    yield Figure(NAMES[0], found["one"], "s p50", 1.5, f"{alone}; through the database: {found['one'] * 1e3:.0f} ms")
    told = f"{few}: {found['few'] * 1e3:.0f} ms each, {many}: {found['many'] * 1e3:.0f} ms each"
    yield Figure(NAMES[1], found["many"] / found["few"], "x", 1.25, told)


def measured(few: int, many: int) -> dict[str, Any]:
    """Seconds for one document, and for each of few and of many; on a private server that goes afterwards."""
    from bench.private import private_database

    with tempfile.TemporaryDirectory() as folder, private_database():
        from django.conf import settings

        from agreements.sealing import make_key

        settings.SEAL_KEYS_DIR, settings.TSA_URL = Path(folder), ""
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        make_key(Path(folder), "Northwind Works")
        return _measured(few, many)


def _measured(few: int, many: int) -> dict[str, Any]:
    _wait_for(1)
    _seconds_each(1)  # warm: fonts, libraries, connections
    _wait_for(few)
    each_of_few = _seconds_each(few)
    _wait_for(many)
    each_of_many = _seconds_each(many)
    return {
        "one": statistics.median(each_of_few + each_of_many),
        "few": statistics.fmean(each_of_few),
        "many": statistics.fmean(each_of_many),
        "alone": _alone(),
    }


def _wait_for(count: int) -> None:
    """So many agreements that everybody has signed, and whose documents wait."""
    from tests.factories.agreements import sign_by_all
    from tests.factories.matching import make_partnership

    for _ in range(count):
        sign_by_all(make_partnership())


def _seconds_each(count: int) -> list[float]:
    """Seconds for each document that waits."""
    from django.utils import timezone

    from agreements.selectors.documents import due
    from agreements.services import documents

    took = []
    for document_id in due(timezone.now()).values_list("pk", flat=True):
        began = time.perf_counter()
        assert documents.work(document_id)
        took.append(time.perf_counter() - began)
    assert len(took) == count
    return took


def _alone() -> float:
    """Seconds for drawing and sealing one of them, everything at hand."""
    from django.conf import settings
    from django.utils import timezone

    from agreements.models import SealedDocument
    from agreements.sealing import sealed, signing_key
    from agreements.selectors.printed import printed

    now = timezone.now()
    shown = printed(SealedDocument.objects.select_related("version__agreement").first(), made_at=now)
    key = signing_key(settings.SEAL_KEYS_DIR, now)
    took = []
    for _ in range(15):
        began = time.perf_counter()
        sealed(shown, key, now)
        took.append(time.perf_counter() - began)
    return statistics.median(took)
