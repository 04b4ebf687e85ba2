"""A mentee's ranked choices: one is asked at a time, the next in its turn. Callers hold the mentee's lock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from core import audit
from core.transitions import move
from matching.enums import RequestState
from matching.models import MatchRequest
from matching.permissions import obstacle_to_asking
from matching.services import notices
from people.models import Person
from program.models import Enrollment


def ask_next(mentee: Enrollment, *, now: datetime | None = None) -> MatchRequest | None:
    """Ask the best-ranked open choice that can be asked, unless one is being asked; answers which, or None.

    A mentor without room, or one who rests, keeps their place in the order and is asked when that changes.
    """

    open_requests = MatchRequest.objects.pending().filter(mentee=mentee).order_by("rank")
    waiting = list(open_requests.select_related("mentor__person", "mentor__cohort__program", "mentee__person"))
    if any(request.asked_at for request in waiting):
        return None
    for request in waiting:
        if obstacle_to_asking(mentee, request.mentor) is None:
            ask(request, now=now)
            return request
    return None


def ask(request: MatchRequest, *, now: datetime | None = None) -> None:
    """Put a pending request before its mentor and start its clock."""
    moment = now or timezone.now()
    request.asked_at = moment
    request.expires_at = moment + timedelta(days=request.mentor.cohort.program.request_expiry_days)
    request.save(update_fields=["asked_at", "expires_at"])
    audit.record("matchrequest.ask", request, by=None)
    notices.asked(request)


def who_asks(enrollments: Iterable[Enrollment]) -> set[UUID]:
    """Which of these have open requests, in one query."""
    seekers = [one.pk for one in enrollments if not one.is_guide]
    return set(MatchRequest.objects.pending().filter(mentee__in=seekers).values_list("mentee", flat=True))


def who_is_asked(enrollments: Iterable[Enrollment]) -> set[UUID]:
    """Which of these are being asked just now, in one query."""
    guides = [one.pk for one in enrollments if one.is_guide]
    asked = MatchRequest.objects.pending().filter(mentor__in=guides, asked_at__isnull=False)
    return set(asked.values_list("mentor", flat=True))


def supersede_all(mentee: Enrollment, *, by: Person | None) -> None:
    """End every open request of a mentee who found somebody."""
    for request in MatchRequest.objects.pending().filter(mentee=mentee):
        move(request, RequestState.SUPERSEDED, by=by, decided_at=timezone.now())


def withdraw_all(mentee: Enrollment, *, by: Person | None) -> None:
    """End every open request of a mentee who does not take part any more."""
    for request in MatchRequest.objects.pending().filter(mentee=mentee):
        move(request, RequestState.WITHDRAWN, by=by, decided_at=timezone.now())


def rest(mentee: Enrollment) -> None:
    """Take back the question, not the wish: the mentee is away, and the choice is asked anew when they are back."""
    asked = MatchRequest.objects.pending().filter(mentee=mentee, asked_at__isnull=False)
    for request in asked:
        request.asked_at = request.expires_at = None
        request.save(update_fields=["asked_at", "expires_at"])
        audit.record("matchrequest.rest", request, by=None)
