"""Sealing agreements: one with a warm worker, a thousand in a row, the memory of the whole worker, the size of a file.

The reference is the renderer on its own with a plain page of the same words: no tags of ours, no evidence, no seal.
Wall time of a process that has everything loaded which a worker has; processor time where many are compared with few.
"""

import hashlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.frame import Figure, in_child

NAMES = ("seal_one", "seal_1000_vs_100", "seal_memory", "seal_size", "examine_one")
SENTENCE = "We meet as often as we agreed, prepare for it, and say early when something keeps us from coming. "
PLAIN = '#set text(font: "Source Sans 3")\n#sys.inputs.words'

_CHILD = """
from bench.bench_sealing import measured
result = measured({few}, {many})
"""


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """All figures, from one process."""
    if only and not any(only in name for name in NAMES):
        return
    few, many = (10, 50) if quick else (100, 1000)
    found = in_child(_CHILD.format(few=few, many=many))
    plain = f"plain page drawn in {found['plain'] * 1e3:.1f} ms"
    yield Figure(
        NAMES[0], found["one"], "s p50", 1.5, f"{plain}; drawn {found['drawn'] * 1e3:.1f} ms, rest is the seal"
    )
    told = f"{few}: {found['few'] * 1e3:.1f} ms each, {many:,}: {found['many'] * 1e3:.1f} ms each"
    yield Figure(NAMES[1], found["many"] / found["few"], "x", 1.2, told)
    yield Figure(NAMES[2], found["peak_mib"], "MiB", 250, f"peak of a whole worker after {few + many:,} seals")
    yield Figure(NAMES[3], found["bytes"] / 1000, "kB", 300, f"{found['pages']} pages, fonts included")
    told = f"SHA-256 of the file {found['sha'] * 1e6:.0f} µs; examined in {found['examined'] * 1e3:.2f} ms"
    yield Figure(NAMES[4], found["examined"], "s", 0.1, told)


def measured(few: int, many: int) -> dict[str, Any]:
    """Seconds for each step, in a process set up like a worker: Django and Celery, but no server."""
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        from agreements.sealing import certificates, examine, make_key, render, sealed, signing_key

        now = datetime.now(UTC)
        make_key(Path(folder), "Northwind Works", now=now - timedelta(days=1))
        key = signing_key(Path(folder), now)
        known = certificates(Path(folder))
        content = sealed(document(0), key, now)  # warm
        one = [_timed(lambda number=number: sealed(document(number), key, now)) for number in range(1, 41)]
        found = {
            "one": statistics.median(one),
            "drawn": statistics.median(_timed(lambda n=n: render(document(n), key.id)) for n in range(50, 90)),
            "plain": _plain(),
            "bytes": len(content),
            "pages": content.count(b"/Type/Page/"),
            "sha": statistics.median(_timed(lambda: hashlib.sha256(content).digest()) for _ in range(200)),
            "examined": statistics.median(_timed(lambda: examine(BytesIO(content), known)) for _ in range(100)),
        }
        for name, count, first in (("few", few, 1_000), ("many", many, 10_000)):
            began = time.process_time()
            for number in range(first, first + count):
                sealed(document(number), key, now)
            found[name] = (time.process_time() - began) / count
        return found


def document(number: int) -> Any:
    """An agreement of two people with twelve sections, no two alike."""
    from agreements.catalogue.sealed import words
    from agreements.sealing import Document, Event, Goal, Party, Section, Signature

    mark = hashlib.sha256(str(number).encode()).hexdigest()
    names = (("Ada Lovelace", "Mentee"), ("Łukasz Żółć", "Mentor"))
    signatures = tuple(
        Signature(
            typed_name=name,
            name=name,
            email="a.person@northwind.example",
            role=role,
            signed_at="21 November 2026, 15:02:11 UTC",
            signed_local="21 November 2026, 16:02:11 (Europe/Warsaw)",
            address="203.0.113.7",
            browser="Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0",
            sign_in="with a password, 14:58 UTC",
            statements=("I have read this agreement.", "I agree to sign it electronically."),
            statements_version="1",
            language="English",
            content_hash=mark,
        )
        for name, role in names
    )
    return Document(
        agreement=f"bench-{number}",
        version=1,
        title="Mentoring agreement",
        program=f"Northwind mentoring {number}",
        organization="Northwind Works",
        language="en",
        colour="#0f6b5c",
        parties=tuple(Party(name, role) for name, role in names),
        sections=tuple(
            Section(f"Section {place} of {number}", (f"{number}. " + SENTENCE * 5,), goals=(Goal(f"Goal {number}"),))
            for place in range(12)
        ),
        in_force_since="21 November 2026",
        fingerprint=mark,
        signatures=signatures,
        events=tuple(Event("2026-11-21 15:02:11", "Ada Lovelace", "viewed the text", mark) for _ in range(12)),
        words=words("en"),
        verify_at="https://mentoring.northwind.example/verify/",
        made_at=datetime(2026, 11, 21, 15, 40, tzinfo=UTC),
    )


def _plain() -> float:
    """The renderer with the same words on plain pages, warm."""
    import typst

    from agreements.sealing import fonts

    shapes = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in fonts.folders()]
    )
    with tempfile.NamedTemporaryFile("w", suffix=".typ") as page:
        page.write(PLAIN)
        page.flush()
        compiler = typst.Compiler(page.name, font_paths=shapes)
        texts = [json.dumps([f"{number}. " + SENTENCE * 60]) for number in range(20)]
        return statistics.median(
            _timed(lambda text=text: compiler.compile(sys_inputs={"words": text})) for text in texts
        )


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _set_up(folder: Path) -> None:
    from launcher.environment import development

    os.environ.update(development(folder, {}))
    os.environ.update(DATABASE_URL="postgresql:///nowhere", REDIS_URL="redis://127.0.0.1:1/0")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from config.celery import app

    app.loader.import_default_modules()
