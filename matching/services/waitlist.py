"""Waiting for a place with a mentor who is full. A freed place is offered to the first in line, for some days."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move
from matching.enums import WaitlistState
from matching.models import WaitlistEntry
from matching.permissions import HAS_PARTNER, may_wait, obstacle_between, obstacle_to_offering
from matching.services import notices, places
from people.models import Person
from program.models import Enrollment

DAYS_TO_ANSWER = 3
OPEN = (WaitlistState.WAITING, WaitlistState.OFFERED)


def reserved_places(mentor: Enrollment, *, besides: Enrollment | None = None) -> int:
    """How many free places of a mentor are promised to people from the waitlist (other than `besides`)."""
    offers = WaitlistEntry.objects.filter(mentor=mentor, state=WaitlistState.OFFERED)
    return (offers.exclude(mentee=besides) if besides else offers).count()


@transaction.atomic
def join(mentee: Enrollment, mentor: Enrollment, *, by: Person) -> WaitlistEntry:
    """Wait for a place with a full mentor. Waiting already is no error. Raises Refusal."""
    locked = places.lock([mentee, mentor])
    mentee, mentor = locked[mentee.pk], locked[mentor.pk]
    standing = WaitlistEntry.objects.filter(mentee=mentee, mentor=mentor, state__in=OPEN).first()
    if standing:
        return standing
    may_wait.check(by, mentee, mentor)
    entry = WaitlistEntry.objects.create(mentee=mentee, mentor=mentor)
    audit.record("waitlistentry.join", entry, by=by)
    offer_free_places(mentor)
    return entry


@transaction.atomic
def leave(entry: WaitlistEntry, *, by: Person | None) -> None:
    """Wait no longer; a place that was offered goes to the next in line. Raises AlreadyChanged."""
    mentor = places.lock([entry.mentee_id, entry.mentor_id])[entry.mentor_id]
    move(entry, WaitlistState.LAPSED, by=by)
    offer_free_places(mentor)


def who_waits(enrollments: Iterable[Enrollment]) -> set[UUID]:
    """Which of these stand in some line, in one query."""
    seekers = [one.pk for one in enrollments if not one.is_guide]
    return set(WaitlistEntry.objects.filter(mentee__in=seekers, state__in=OPEN).values_list("mentee", flat=True))


def leave_all(mentee: Enrollment, *, by: Person | None) -> None:
    """Drop out of every line, for somebody who is matched or gone. The next sweep passes offered places on."""
    for entry in WaitlistEntry.objects.filter(mentee=mentee, state__in=OPEN):
        move(entry, WaitlistState.LAPSED, by=by)


def offer_free_places(mentor: Enrollment, *, now: datetime | None = None) -> None:
    """Offer each place of a locked mentor that is neither taken nor promised to the first who may still have it."""
    moment = now or timezone.now()
    if obstacle_to_offering(mentor):
        return
    free = len(places.free_slots(mentor)) - reserved_places(mentor)
    for entry in _waiting_for(mentor) if free > 0 else ():
        if free < 1 or obstacle_between(entry.mentee, mentor):
            continue
        free -= 1
        ends_at = moment + timedelta(days=DAYS_TO_ANSWER)
        move(entry, WaitlistState.OFFERED, by=None, offered_at=moment, offer_ends_at=ends_at)
        notices.place_offered(entry)


def lapse_due(now: datetime) -> int:
    """End offers nobody answered in time and offer what is free to those who wait; answers how many offers lapsed."""
    over = WaitlistEntry.objects.filter(state=WaitlistState.OFFERED, offer_ends_at__lte=now)
    lapsed = 0
    for entry in over.order_by("offer_ends_at", "pk"):
        lapsed += _lapse(entry.pk, now)
    for pk in WaitlistEntry.objects.filter(state=WaitlistState.WAITING).values_list("mentor", flat=True).distinct():
        with transaction.atomic():
            offer_free_places(places.lock([pk])[pk], now=now)
    return lapsed


@transaction.atomic
def _lapse(pk: UUID, now: datetime) -> int:
    entry = WaitlistEntry.objects.get(pk=pk)
    mentor = places.lock([entry.mentee_id, entry.mentor_id])[entry.mentor_id]
    entry.refresh_from_db()
    if entry.state != WaitlistState.OFFERED or entry.offer_ends_at is None or entry.offer_ends_at > now:
        return 0
    move(entry, WaitlistState.LAPSED, by=None, action="waitlistentry.offer_lapsed")
    offer_free_places(mentor, now=now)
    return 1


def _waiting_for(mentor: Enrollment) -> QuerySet[WaitlistEntry]:
    waiting = WaitlistEntry.objects.filter(mentor=mentor, state=WaitlistState.WAITING)
    return waiting.select_related("mentee__person", "mentee__cohort__program").order_by("created_at", "id")


def refuse_unless_offered(entry: WaitlistEntry, mentee: Enrollment, by: Person) -> None:
    """Raise Refusal unless this person holds an offer that can still be taken and has room for it."""
    if mentee.person_id != by.pk:
        raise Refusal(_("This place was offered to somebody else."))
    if entry.state != WaitlistState.OFFERED or entry.offer_ends_at is None or entry.offer_ends_at <= timezone.now():
        raise Refusal(_("This offer has ended. You can wait in line again."))
    if not places.free_slots(mentee):
        raise Refusal(HAS_PARTNER)
