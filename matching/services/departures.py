"""Somebody leaves a program or goes on leave: requests end or rest, partnerships end or pause, the others are told."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.transitions import move
from matching.enums import PartnershipState, RequestState
from matching.models import MatchRequest, Partnership, PartnershipMember, WaitlistEntry
from matching.services import notices, open_proposals, partnerships, places, queue, waitlist
from people.enums import EmploymentStatus
from people.models import Person
from program.models import Enrollment


@transaction.atomic
def enrollment_ended(enrollment: Enrollment, *, by: Person | None) -> None:
    """Somebody is out of a program: their partnerships in it end with no fault, their requests end or pass on."""
    current = Partnership.objects.current().filter(members__enrollment=enrollment)
    for partnership in current.select_related("cohort__program"):
        partnerships.end_early(partnership, by=by, because="left_program")
    queue.withdraw_all(enrollment, by=by)
    waitlist.leave_all(enrollment, by=by)
    open_proposals.end_with([enrollment], by=by)
    _pass_on(enrollment, by=by)
    for entry in WaitlistEntry.objects.filter(mentor=enrollment, state__in=waitlist.OPEN):
        move(entry, "lapsed", by=by)


@transaction.atomic
def employment_changed(person: Person, status: str) -> None:
    """Leave pauses partnerships and requests, coming back resumes them. Whoever left is taken out of each program."""
    if status == EmploymentStatus.LEAVE:
        _rest(person)
    elif status == EmploymentStatus.ACTIVE:
        _come_back(person)


def follow_breaks(now: datetime) -> None:
    """Requests do not wait on somebody on a break or gone: a mentee's rest, a mentor's pass on. For the sweep."""
    asked = MatchRequest.objects.pending().filter(asked_at__isnull=False, asked_at__lte=now)
    for pk in set(asked.filter(mentee__paused_at__isnull=False).values_list("mentee", flat=True)):
        with transaction.atomic():
            queue.rest(places.lock([pk])[pk])
    cannot_answer = Q(mentor__paused_at__isnull=False) | Q(mentor__ended_at__isnull=False)
    for mentor in Enrollment.objects.filter(pk__in=asked.filter(cannot_answer).values("mentor")):
        with transaction.atomic():
            _pass_on(mentor, by=None)
    open_proposals.end_those_resting()


def _rest(person: Person) -> None:
    own = PartnershipMember.objects.filter(person=person, enrollment__isnull=False, left_at=None)
    for partnership in Partnership.objects.filter(pk__in=own.values("partnership"), state=PartnershipState.ACTIVE):
        partnerships.pause(partnership, by=None, for_leave=True)
    for enrollment in Enrollment.objects.current().filter(person=person):
        queue.rest(enrollment)
        open_proposals.end_with([enrollment], by=None)
        _pass_on(enrollment, by=None)


def _come_back(person: Person) -> None:
    own = PartnershipMember.objects.filter(person=person, enrollment__isnull=False, left_at=None)
    resting = Partnership.objects.filter(pk__in=own.values("partnership"), is_paused_for_leave=True)
    for partnership in resting.select_related("cohort__program"):
        others = partnership.members.filter(enrollment__isnull=False).exclude(person=person)
        if not others.exclude(person__employment_status=EmploymentStatus.ACTIVE).exists():
            partnerships.resume(partnership, by=None)


def _pass_on(mentor: Enrollment, *, by: Person | None) -> None:
    """The mentor cannot answer any more: each mentee who asked them is told, and their next choice is asked.

    A mentee whose enrollment somebody holds just now is not waited for: the next sweep does the same again.
    """
    asked = MatchRequest.objects.pending().filter(mentor=mentor, asked_at__isnull=False)
    mentees = places.lock(asked.values_list("mentee", flat=True), skip_held=True)
    for request in asked.filter(mentee__in=mentees).select_related("mentor__person", "mentor__cohort__program"):
        request.mentee = mentees[request.mentee_id]
        move(request, RequestState.SUPERSEDED, by=by, decided_at=timezone.now())
        notices.mentor_unavailable(request)
        queue.ask_next(request.mentee)
