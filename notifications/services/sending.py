"""The sweep's second half: claim what is due, ask once more whether it is needed, send, record.

A killed worker leaves its rows leased; when the lease ends another one takes them. The only double that cannot be
excluded (the mail server took the message, then we were killed) carries the same Message-ID.
"""

import math
import random
import smtplib
import time
import uuid
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from core import context
from notifications import hours, mail
from notifications.definitions import find_kind
from notifications.enums import ALWAYS_ON, NudgeState
from notifications.models import Nudge, NudgePreference
from people.models import Organization

log = structlog.get_logger(__name__)

BATCH = 50
LEASE = timedelta(minutes=2)
DAILY_BUDGET = 2
GIVE_UP_AFTER = timedelta(hours=72)


class Later(Exception):
    """Not now: put the nudge back until this moment."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment


class Settled(Exception):
    """Not at all: the nudge ends in this state, for this reason."""

    def __init__(self, state: NudgeState, outcome: str) -> None:
        super().__init__(outcome)
        self.state = state
        self.outcome = outcome


def send_due(now: datetime | None = None, limit: int = 100_000, seconds: float = math.inf) -> int:
    """Send everything that is due and may be sent now. Answers how many were sent.

    After so many `seconds` it puts back what it has claimed and stops; whoever comes next goes on from there.
    """
    sent, end = 0, time.monotonic() + seconds
    with _Mailer() as mailer:
        while limit > 0 and (claimed := claim(now or timezone.now(), min(BATCH, limit))):
            limit -= len(claimed)
            with context.short_memory():
                for place, (pk, token) in enumerate(claimed):
                    if time.monotonic() >= end:
                        _give_back(claimed[place:])
                        return sent
                    sent += deliver(pk, token, now or timezone.now(), mailer)
    return sent


def _give_back(claimed: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    keys, token = [pk for pk, _token in claimed], claimed[0][1]
    held = Nudge.objects.filter(pk__in=keys, state=NudgeState.LEASED, lease_token=token)
    held.update(state=NudgeState.PLANNED, lease_token=None, lease_until=None)


@transaction.atomic
def claim(now: datetime, size: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Lease up to `size` due rows, the most urgent first. Rows that somebody else holds are skipped, not waited for."""
    is_waiting = Q(state=NudgeState.PLANNED, due_at__lte=now) & (
        Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    )
    was_dropped = Q(state=NudgeState.LEASED, lease_until__lt=now)
    rows = (
        Nudge.objects.select_for_update(skip_locked=True)
        .filter(is_waiting | was_dropped)
        .order_by("urgency", "due_at")
        .values_list("pk", flat=True)[:size]
    )
    keys = list(rows)
    token = uuid.uuid4()
    Nudge.objects.filter(pk__in=keys).update(state=NudgeState.LEASED, lease_token=token, lease_until=now + LEASE)
    return [(key, token) for key in keys]


@transaction.atomic
def deliver(pk: uuid.UUID, token: uuid.UUID, now: datetime, mailer: "_Mailer") -> bool:
    """Send one leased nudge. Answers whether it was sent.

    The row stays locked while the mail server is spoken to, so that a lease that runs out meanwhile is nobody else's.
    Another person's lease is left alone.
    """
    nudge = (
        Nudge.objects.select_for_update(of=("self",))
        .select_related("recipient")
        .filter(pk=pk, state=NudgeState.LEASED, lease_token=token)
        .first()
    )
    if nudge is None:
        return False
    try:
        with transaction.atomic():
            composed = _prepared(nudge, now, mailer)
        mailer.send(composed.message)
    except Later as later:
        _put_back(nudge, later.moment)
    except Settled as settled:
        _settle(nudge, settled.state, settled.outcome)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _text in refused.recipients.values()]
        _retry(nudge, now, "refused", is_final=bool(codes) and min(codes) >= 500)
    except (smtplib.SMTPException, OSError) as error:
        mailer.reset()
        _retry(nudge, now, type(error).__name__)
    except Exception:
        log.exception("nudge_failed", nudge=str(nudge.pk), kind=nudge.kind)
        _retry(nudge, now, "error")
    else:
        Nudge.objects.filter(pk=pk).update(
            state=NudgeState.SENT,
            sent_at=now,
            message_id=mail.message_id(nudge),
            title=composed.message.subject[:200],
            path=composed.path[:300],
            attempts=nudge.attempts + 1,
            lease_token=None,
            lease_until=None,
        )
        return True
    return False


def _prepared(nudge: Nudge, now: datetime, mailer: "_Mailer") -> mail.Composed:
    """Every check, in the order of what is cheapest to know; then the mail. Raises Later or Settled."""
    recipient = nudge.recipient
    kind = find_kind(nudge.kind)
    if nudge.expires_at is not None and nudge.expires_at <= now:
        raise Settled(NudgeState.EXPIRED, "too_late")
    if kind is None:
        raise Settled(NudgeState.SKIPPED, "kind_is_gone")
    if not recipient.is_active:
        raise Settled(NudgeState.SKIPPED, "left")
    if kind.family not in ALWAYS_ON and _has_opted_out(nudge):
        raise Settled(NudgeState.SKIPPED, "opted_out")
    _wait_for_hours_and_budget(nudge, now)
    subject = kind.subject._default_manager.filter(pk=nudge.subject_id).first()
    if subject is None or not kind.is_needed(subject, recipient, nudge.occasion, now):
        raise Settled(NudgeState.SKIPPED, "done")
    return mail.compose(nudge, kind, subject, recipient, mailer.connection)


def _has_opted_out(nudge: Nudge) -> bool:
    return NudgePreference.objects.filter(person=nudge.recipient_id, family=nudge.family, is_on=False).exists()


def _wait_for_hours_and_budget(nudge: Nudge, now: datetime) -> None:
    zone = hours.zone_of(nudge.recipient.time_zone)
    working_days = Organization.get().working_days
    opens = hours.next_open(now, zone, working_days)
    if opens > now:
        raise Later(opens)
    # One sender at a time for one person, or two could each see the last place in the budget.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 42))", [str(nudge.recipient_id)])
    begins, ends = hours.day_bounds(now, zone)
    sent_today = Nudge.objects.filter(recipient=nudge.recipient_id, sent_at__gte=begins, sent_at__lt=ends).count()
    if sent_today >= DAILY_BUDGET:
        raise Later(hours.next_day(now, zone, working_days))


def _put_back(nudge: Nudge, moment: datetime) -> None:
    if nudge.expires_at is not None and moment >= nudge.expires_at:
        _settle(nudge, NudgeState.EXPIRED, "no_time_left")
        return
    Nudge.objects.filter(pk=nudge.pk).update(
        state=NudgeState.PLANNED, next_attempt_at=moment, lease_token=None, lease_until=None
    )


def _settle(nudge: Nudge, state: NudgeState, outcome: str) -> None:
    Nudge.objects.filter(pk=nudge.pk).update(state=state, outcome=outcome, lease_token=None, lease_until=None)


def _retry(nudge: Nudge, now: datetime, outcome: str, *, is_final: bool = False) -> None:
    """Back off with jitter (1, 2, 4 … minutes, at most 6 hours) until the nudge expires or 72 hours have passed."""
    attempts = nudge.attempts + 1
    wait = timedelta(minutes=min(2 ** min(attempts - 1, 9), 360)) * random.uniform(0.8, 1.2)  # noqa: S311
    if is_final or now + wait > nudge.due_at + GIVE_UP_AFTER:
        _settle(nudge, NudgeState.FAILED, outcome)
        Nudge.objects.filter(pk=nudge.pk).update(attempts=attempts)
        return
    Nudge.objects.filter(pk=nudge.pk).update(attempts=attempts, outcome=outcome)
    _put_back(nudge, now + wait)


class _Mailer:
    """One connection to the mail server for a whole batch, opened on first need and again after a fault."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend = get_connection(fail_silently=False)
        self._is_open = False

    def __enter__(self) -> "_Mailer":
        return self

    def __exit__(self, *_: object) -> None:
        self.reset()

    def send(self, message: EmailMultiAlternatives) -> None:
        """Hand one message to the server. Raises what smtplib raises."""
        if not self._is_open:
            self.connection.open()
            self._is_open = True
        self.connection.send_messages([message])

    def reset(self) -> None:
        """Close the connection; a broken one counts as closed."""
        if self._is_open:
            self._is_open = False
            try:
                self.connection.close()
            except (smtplib.SMTPException, OSError):
                self.connection = get_connection(fail_silently=False)
