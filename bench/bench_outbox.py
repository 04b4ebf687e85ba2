"""The outbox: sending against bare smtplib and against a task for each mail, claiming against one UPDATE.

All on private servers and into a local SMTP sink in a process of its own, which answers and keeps nothing.
Wall time, because everything here waits for a server.
"""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.frame import Figure, in_child
from bench.private import private_database

NAMES = ("outbox_vs_smtp", "outbox_vs_task_per_mail", "outbox_vs_update")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday: nobody's quiet hours in the one zone used here

_CHILD = """
from bench.bench_outbox import measured
result = measured({mails}, {rows})
"""
_SINK = """
import socketserver, sys
class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 sink\\r\\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\\r\\n")
                while self.rfile.readline() != b".\\r\\n":
                    pass
            self.wfile.write(b"221 bye\\r\\n" if verb == b"QUIT" else b"250 ok\\r\\n")
            if verb == b"QUIT":
                return
class Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
with Server(("127.0.0.1", int(sys.argv[1])), Session) as server:
    server.serve_forever()
"""


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """The three figures; each is a rate divided by the rate of its reference."""
    if only and not any(only in name for name in NAMES):
        return
    mails, rows = (50, 1_000) if quick else (500, 5_000)
    found = in_child(_CHILD.format(mails=mails, rows=rows))
    rates = {name: (mails if name in {"outbox", "smtp", "tasks"} else rows) / taken for name, taken in found.items()}
    whole = f"outbox {rates['outbox']:,.0f}/s"
    words = f"bare smtplib with one connection {rates['smtp']:,.0f} mails/s; {whole}"
    yield Figure(NAMES[0], rates["outbox"] / rates["smtp"], "x", 0.8, words, lower_is_better=False)
    words = f"one Celery task a mail {rates['tasks']:,.0f} mails/s; {whole}"
    yield Figure(NAMES[1], rates["outbox"] / rates["tasks"], "x", 5, words, lower_is_better=False)
    words = f"one UPDATE of {rows:,} rows {rates['update']:,.0f} rows/s; claimed and marked {rates['marked']:,.0f}/s"
    yield Figure(NAMES[2], rates["marked"] / rates["update"], "x", 0.12, words, lower_is_better=False)


def measured(mails: int, rows: int) -> dict[str, Any]:
    """Seconds for each way."""
    with private_database(), _sink() as port:
        from django.conf import settings

        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        people = _people(max(mails, rows))
        _send_all(_plan(people[:20]))  # warm, as a running worker is
        sample = _composed(_plan(people[:1])[0])
        return {
            "outbox": _timed(lambda keys: _send_all(keys), _plan(people[:mails])),
            "smtp": _timed(lambda _: _send_bare(sample, mails, port), None),
            "tasks": _tasks(_plan(people[:mails])),
            "marked": _timed(_claim_and_mark, _plan(people[:rows])),
            "update": _timed(_one_update, _plan(people[:rows])),
        }


@contextmanager
def _sink() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", _SINK, str(port)])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


def _timed(work: Callable[[Any], Any], given: Any) -> float:
    started = time.perf_counter()
    work(given)
    return time.perf_counter() - started


def _people(count: int) -> list[Any]:
    from people.models import Organization, Person

    Organization.objects.create(name="Northwind Works")
    return Person.objects.bulk_create(
        [
            Person(email=f"p{number}@bench.example", first_name="Ada", last_name=str(number), password="!")
            for number in range(count)
        ],
        batch_size=5000,
    )


def _plan(people: list[Any]) -> list[Any]:
    """One due nudge for each person, the only ones in the table; their keys."""
    from bench.outbox_worker import KIND
    from notifications.definitions import Due
    from notifications.models import Nudge
    from notifications.services.nudges import row_for

    Nudge.objects.all().delete()
    due_at = NOON - timedelta(minutes=1)
    rows = Nudge.objects.bulk_create([row_for(KIND, Due(one.pk, one.pk, "", due_at)) for one in people])
    return [row.pk for row in rows]


def _send_all(keys: list[Any]) -> None:
    from notifications.services import sending

    sent = sending.send_due(NOON)
    assert sent == len(keys), (sent, len(keys))


def _composed(key: Any) -> bytes:
    """The bytes of one mail as the outbox would send it."""
    from bench.outbox_worker import KIND
    from notifications import mail
    from notifications.models import Nudge

    nudge = Nudge.objects.select_related("recipient").get(pk=key)
    composed = mail.compose(nudge, KIND, nudge.recipient, nudge.recipient)
    return composed.message.message().as_bytes(linesep="\r\n")


def _send_bare(sample: bytes, mails: int, port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for _ in range(mails):
            server.sendmail("programs@bench.example", ["p@bench.example"], sample)


def _tasks(keys: list[Any]) -> float:
    """Claimed beforehand; from the first message to the last mail sent, by a worker that is warm."""
    from django.conf import settings

    from bench.outbox_worker import app, send_one
    from notifications.enums import NudgeState
    from notifications.models import Nudge
    from notifications.services import sending

    environment = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}"}
    command = [sys.executable, "-m", "celery", "-A", "bench.outbox_worker", "worker", "-P", "solo", "-l", "ERROR"]
    claimed = sending.claim(NOON, len(keys))
    held = Nudge.objects.filter(state=NudgeState.LEASED)
    worker = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        send_one.delay(*map(str, claimed[0]))
        _wait(lambda: held.count() < len(keys))
        return _timed(lambda rest: _send_by_task(send_one, rest, held), claimed[1:]) * len(keys) / (len(keys) - 1)
    finally:
        worker.terminate()
        worker.wait(20)
        app.close()


def _send_by_task(task: Any, claimed: list[tuple[Any, Any]], held: Any) -> None:
    for key, token in claimed:
        task.delay(str(key), str(token))
    _wait(lambda: not held.exists())


def _wait(is_over: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not is_over():
        if time.monotonic() > end:
            raise TimeoutError("The worker did not send the mails.")
        time.sleep(0.02)


def _claim_and_mark(keys: list[Any]) -> None:
    """What the outbox writes for each mail: the lease of its batch, then its own end in a transaction."""
    from django.db import transaction

    from notifications.enums import NudgeState
    from notifications.models import Nudge
    from notifications.services import sending

    while claimed := sending.claim(NOON, sending.BATCH):
        for key, token in claimed:
            with transaction.atomic():
                Nudge.objects.filter(pk=key, lease_token=token).update(
                    state=NudgeState.SENT, sent_at=NOON, lease_token=None, lease_until=None
                )


def _one_update(keys: list[Any]) -> None:
    from notifications.enums import NudgeState
    from notifications.models import Nudge

    assert Nudge.objects.filter(due_at__lte=NOON).update(state=NudgeState.SENT, sent_at=NOON) == len(keys)
