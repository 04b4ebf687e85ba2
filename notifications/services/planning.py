"""The sweep's first half: what do the current facts call for?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

import structlog

from notifications.definitions import Due, kinds
from notifications.models import Nudge
from notifications.services.nudges import row_for

log = structlog.get_logger(__name__)
BATCH = 1000


def plan_due(now: datetime) -> int:
    """Ask every definition what is due and add the rows that do not exist yet. Answers how many facts were found.

    What was planned before is left alone by the unique constraint, so a doubled sweep changes nothing. A definition
    that fails is reported and does not stop the others.
    """
    found = 0
    for kind in kinds():
        if kind.find is None:
            continue
        try:
            for batch in _batches(due for due in kind.find(now) if due.expires_at is None or due.expires_at > now):
                Nudge.objects.bulk_create([row_for(kind, due) for due in batch], ignore_conflicts=True)
                found += len(batch)
        except Exception:
            log.exception("nudge_planning_failed", kind=kind.kind)
    return found


def _batches(items: Iterable[Due]) -> Iterator[list[Due]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
