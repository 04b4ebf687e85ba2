"""Requests of mentees to mentors. One choice is asked at a time; a no, silence or a withdrawal asks the next."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move
from matching.enums import RequestState, WaitlistState
from matching.models import MatchRequest, Partnership, WaitlistEntry
from matching.permissions import may_accept, may_answer_request, may_request, may_withdraw, obstacle_between
from matching.services import notices, partnerships, places, queue, waitlist
from people.models import Person
from program.models import Enrollment


@transaction.atomic
def send(mentee: Enrollment, mentor: Enrollment, message: str, *, by: Person, rank: int | None = None) -> MatchRequest:
    """Add a choice at this rank (last without one). It is asked at once when no other is being asked.

    Raises Refusal when the person may not ask this mentor.
    """
    locked = places.lock([mentee, mentor])
    mentee, mentor = locked[mentee.pk], locked[mentor.pk]
    may_request.check(by, mentee, mentor)
    request = _insert(mentee, mentor, message, rank, by=by)
    queue.ask_next(mentee)
    request.refresh_from_db()
    return request


@transaction.atomic
def move_up(request: MatchRequest, *, by: Person) -> None:
    """Let a choice that was not asked yet come one place earlier. Never before the one being asked. Raises Refusal."""
    places.lock([request.mentee_id])
    request.refresh_from_db()
    may_withdraw.check(by, request)
    order = list(_open_requests(request.mentee))
    place = order.index(request)
    if request.asked_at or place == 0 or order[place - 1].asked_at:
        return
    order[place - 1], order[place] = order[place], order[place - 1]
    _number(order)
    audit.record("matchrequest.reorder", request, by=by, rank=place)


@transaction.atomic
def withdraw(request: MatchRequest, *, by: Person | None) -> None:
    """Take a request back; the next choice is asked. Raises Refusal when it was answered or is somebody else's."""
    mentee = places.lock([request.mentee_id])[request.mentee_id]
    request.refresh_from_db()
    may_withdraw.check(by, request)
    move(request, RequestState.WITHDRAWN, by=by, decided_at=timezone.now())
    queue.ask_next(mentee)


@transaction.atomic
def wait_instead(request: MatchRequest, *, by: Person) -> WaitlistEntry:
    """The mentor asked is full: wait in line for them, and have the next choice asked meanwhile. Raises Refusal."""
    locked = places.lock([request.mentee_id, request.mentor_id])
    request.refresh_from_db()
    may_withdraw.check(by, request)
    move(request, RequestState.WITHDRAWN, by=by, decided_at=timezone.now())
    entry = waitlist.join(locked[request.mentee_id], locked[request.mentor_id], by=by)
    queue.ask_next(locked[request.mentee_id])
    return entry


@transaction.atomic
def accept(request: MatchRequest, *, by: Person) -> Partnership:
    """Say yes: the partnership is formed. Raises NoPlaceLeft when the last place has just gone, else Refusal."""
    locked = places.lock([request.mentee_id, request.mentor_id])
    mentee, mentor = locked[request.mentee_id], locked[request.mentor_id]
    request.refresh_from_db()
    request.mentee, request.mentor = mentee, mentor
    may_accept.check(by, request)
    if len(places.free_slots(mentor)) <= waitlist.reserved_places(mentor, besides=mentee):
        raise places.NoPlaceLeft(mentor, _full_in_words(mentee))
    move(request, RequestState.ACCEPTED, by=by, decided_at=timezone.now())
    members = [(mentor, mentor.person, mentor.role), (mentee, mentee.person, mentee.role)]
    partnership = partnerships.form(mentor.cohort, members, by=by)
    request.partnership = partnership
    request.save(update_fields=["partnership"])
    return partnership


@transaction.atomic
def decline(request: MatchRequest, reason: str = "", *, by: Person | None) -> None:
    """Say no, with a kind word if the mentor likes; the mentee is told and the next choice asked. Raises Refusal."""
    mentee = places.lock([request.mentee_id])[request.mentee_id]
    request.refresh_from_db()
    if by is not None:
        may_answer_request.check(by, request)
    move(request, RequestState.DECLINED, by=by, decided_at=timezone.now(), decline_reason=reason)
    notices.declined(request)
    queue.ask_next(mentee)


@transaction.atomic
def take_offer(entry: WaitlistEntry, message: str, *, by: Person) -> MatchRequest:
    """Take a place that was offered: it becomes the first choice and the mentor is asked at once.

    A request that another mentor is being asked is withdrawn, because one is asked at a time.
    Raises Refusal when the offer has ended or something stands in the way.
    """
    locked = places.lock([entry.mentee_id, entry.mentor_id])
    mentee, mentor = locked[entry.mentee_id], locked[entry.mentor_id]
    entry.refresh_from_db()
    waitlist.refuse_unless_offered(entry, mentee, by)
    obstacle = obstacle_between(mentee, mentor)
    if obstacle:
        raise Refusal(obstacle)
    for asked in _open_requests(mentee).filter(asked_at__isnull=False):
        move(asked, RequestState.WITHDRAWN, by=by, decided_at=timezone.now())
    for same in _open_requests(mentee).filter(mentor=mentor):
        move(same, RequestState.SUPERSEDED, by=by, decided_at=timezone.now())
    move(entry, WaitlistState.TAKEN, by=by)
    request = _insert(mentee, mentor, message, 1, by=by)
    queue.ask(request)
    return request


def expire_due(now: datetime) -> int:
    """End requests nobody answered in time and ask whoever comes next; answers how many ended.

    Also asks for mentees whose choices all had to wait (a mentor without room, a break) and whose turn has come.
    """
    over = MatchRequest.objects.pending().filter(expires_at__lte=now).order_by("expires_at", "pk")
    ended = sum(_expire(pk, now) for pk in over.values_list("pk", flat=True))
    stalled = MatchRequest.objects.pending().order_by("mentee").values_list("mentee", flat=True).distinct()
    for pk in stalled.exclude(mentee__requests_sent__in=MatchRequest.objects.pending().filter(asked_at__isnull=False)):
        with transaction.atomic():
            queue.ask_next(places.lock([pk])[pk], now=now)
    return ended


def _full_in_words(mentee: Enrollment) -> str:
    """For the mentor whose last place has just gone."""
    return _(
        "You have no place left just now. %(name)s is told and can wait for one or ask their next choice. "
        "If you have time for more people, give yourself more places."
    ) % {"name": mentee.person.get_short_name()}


@transaction.atomic
def _expire(pk: UUID, now: datetime) -> int:
    request = MatchRequest.objects.select_related("mentee").get(pk=pk)
    mentee = places.lock([request.mentee_id])[request.mentee_id]
    request.refresh_from_db()
    if request.state != RequestState.PENDING or request.expires_at is None or request.expires_at > now:
        return 0
    move(request, RequestState.EXPIRED, by=None, decided_at=now)
    notices.expired(request)
    queue.ask_next(mentee, now=now)
    return 1


def _insert(mentee: Enrollment, mentor: Enrollment, message: str, rank: int | None, *, by: Person) -> MatchRequest:
    """A new open request at its place in the order; the one being asked stays first."""
    order = list(_open_requests(mentee))
    place = len(order) if rank is None else min(max(rank - 1, 0), len(order))
    if place == 0 and order and order[0].asked_at:
        place = 1
    last = max((other.rank for other in order), default=0)
    request = MatchRequest.objects.create(mentee=mentee, mentor=mentor, message=message, rank=last + 1)
    audit.record("matchrequest.send", request, by=by)
    order.insert(place, request)
    _number(order)
    return request


def _number(order: list[MatchRequest]) -> None:
    """Ranks from 1 in this order. First moved out of the way: no two open ones may share a rank, even briefly."""
    changed = [request for rank, request in enumerate(order, start=1) if request.rank != rank]
    MatchRequest.objects.filter(pk__in=[request.pk for request in changed]).update(rank=F("rank") + 1000)
    for rank, request in enumerate(order, start=1):
        if request.rank != rank:
            MatchRequest.objects.filter(pk=request.pk).update(rank=rank)
            request.rank = rank


def _open_requests(mentee: Enrollment) -> QuerySet[MatchRequest]:
    return MatchRequest.objects.pending().filter(mentee=mentee).order_by("rank")
