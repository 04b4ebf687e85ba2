"""One ring of the doorbell: chores, planning, sending, heartbeat."""

import math
from datetime import datetime

import structlog
from django.db import connection
from django.utils import timezone

from notifications.definitions import chores
from notifications.models import Heartbeat
from notifications.services import planning, sending

log = structlog.get_logger(__name__)
_SWEEP_LOCK = 7_316_001


def run(now: datetime | None = None, seconds: float = math.inf) -> int:
    """Do what is due now; answers how many mails were sent. A missed or doubled ring changes nothing.

    Chores and planning are done by one sweep at a time; sending may go on beside it, and stops after `seconds`.
    """
    moment = now or timezone.now()
    if _take_lock():
        try:
            _do_chores(moment)
            planning.plan_due(moment)
        finally:
            _release_lock()
    sent = sending.send_due(now, seconds=seconds)
    beat("sweep", moment)
    return sent


def beat(name: str, moment: datetime | None = None) -> None:
    """Note that this part of the path is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": moment or timezone.now()})


def _do_chores(now: datetime) -> None:
    for name, chore in chores():
        try:
            chore(now)
        except Exception:
            log.exception("chore_failed", chore=name)


def _take_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_SWEEP_LOCK])
        return bool(cursor.fetchone()[0])


def _release_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_SWEEP_LOCK])
