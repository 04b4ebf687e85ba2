"""How the reminders themselves are doing, for organization admins: facts about the machine, never a mail's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from notifications.enums import NudgeState
from notifications.models import Heartbeat, Nudge

LOOKS_BACK = timedelta(days=30)
MOST_SHOWN = 50
# A sweep is silent for too long after this many beats were missed.
MISSED_BEATS = 4
# A mail that was due longer ago than this, and could have gone, is late.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class MachineStatus:
    """When the machine was last alive, and what it has before it. `late` is what should have gone by now."""

    rang_at: datetime | None
    swept_at: datetime | None
    is_alive: bool
    waiting: int
    late: int
    oldest_due_at: datetime | None
    sent_today: int
    failed: int


def machine_status(now: datetime) -> MachineStatus:
    """The figures at this moment, in two queries."""
    beats = dict(Heartbeat.objects.values_list("name", "beat_at"))
    swept_at = beats.get("sweep")
    open_ = Q(state__in=[NudgeState.PLANNED, NudgeState.LEASED])
    due = open_ & Q(due_at__lte=now - PATIENCE) & (Q(next_attempt_at=None) | Q(next_attempt_at__lte=now - PATIENCE))
    figures = Nudge.objects.aggregate(
        waiting=Count("pk", filter=open_),
        late=Count("pk", filter=due),
        oldest_due_at=Min("due_at", filter=due),
        sent_today=Count("pk", filter=Q(state=NudgeState.SENT, sent_at__gt=now - timedelta(days=1))),
        failed=Count("pk", filter=_failed(now)),
    )
    limit = timedelta(seconds=settings.HEARTBEAT_SECONDS * MISSED_BEATS)
    is_alive = swept_at is not None and now - swept_at < limit
    return MachineStatus(beats.get("ring"), swept_at, is_alive, **figures)


def troubled(now: datetime) -> QuerySet[Nudge]:
    """Mails that could not be delivered lately, or are being tried again; the latest first, with their recipients."""
    is_tried_again = Q(state__in=[NudgeState.PLANNED, NudgeState.LEASED], attempts__gt=0)
    rows = Nudge.objects.filter(_failed(now) | is_tried_again).select_related("recipient")
    return rows.order_by("-due_at", "pk")[:MOST_SHOWN]


def _failed(now: datetime) -> Q:
    return Q(state=NudgeState.FAILED, due_at__gt=now - LOOKS_BACK)
