"""Offers that not everybody signed in time go back to being written, with the same words."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agreements.enums import VersionState, VoidReason
from agreements.models import AgreementVersion
from agreements.services import notices
from agreements.services.locking import fresh
from agreements.services.voiding import begin_again
from core import audit
from matching.enums import CURRENT_PARTNERSHIP
from matching.models import PartnershipMember

# Whoever comes back from a leave finds at least so long to sign.
LEFT_AFTER_LEAVE = timedelta(days=7)
# How far the end moves at a time, so that a leave of months takes an update a day and not one each minute.
STEP = timedelta(days=1)
log = structlog.get_logger(__name__)


def expire_due(now: datetime) -> int:
    """Void what was to be signed by now; answers how many offers ended. For the sweep.

    Each in a transaction of its own: two sweeps, or one that was killed, end each offer once and tell everybody once.
    One that cannot be ended (its text does not open) is logged and does not hold the others up.
    """
    _wait_for_those_away(now)
    due = _offers().filter(expires_at__lte=now).order_by("expires_at", "pk")
    ended = 0
    for pk in due.values_list("pk", flat=True):
        try:
            ended += _expire(pk, now)
        except Exception as problem:
            log.error("offer_not_ended", version=str(pk), error=type(problem).__name__)
    return ended


@transaction.atomic
def _expire(pk: UUID, now: datetime) -> int:
    version = fresh(AgreementVersion.objects.get(pk=pk))
    if version.state != VersionState.PROPOSED or version.expires_at is None or version.expires_at > now:
        return 0
    notices.expired(begin_again(version, VoidReason.EXPIRED, by=None))
    return 1


def _wait_for_those_away(now: datetime) -> None:
    """While one of them is on leave the end of the offer moves along. One that cannot be moved is logged."""
    away = PartnershipMember.objects.filter(
        partnership=OuterRef("agreement__partnership"), left_at=None, enrollment__paused_at__isnull=False
    )
    for pk in _offers().filter(Exists(away), expires_at__lte=now + LEFT_AFTER_LEAVE).values_list("pk", flat=True):
        try:
            _wait(pk, now)
        except Exception as problem:
            log.error("offer_not_moved", version=str(pk), error=type(problem).__name__)


@transaction.atomic
def _wait(pk: UUID, now: datetime) -> None:
    version = fresh(AgreementVersion.objects.get(pk=pk))
    if version.state == VersionState.PROPOSED:
        version.expires_at = now + LEFT_AFTER_LEAVE + STEP
        version.save(update_fields=["expires_at"])
        audit.record("agreementversion.wait_for_leave", version)


def _offers() -> QuerySet[AgreementVersion]:
    return AgreementVersion.objects.filter(
        state=VersionState.PROPOSED, agreement__partnership__state__in=CURRENT_PARTNERSHIP
    )
