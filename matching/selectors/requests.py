"""Requests as each side sees them: the mentee's own in order, the mentor's that wait, an admin's facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.rules import Reason
from matching import engine
from matching.bridge.profiles import Profiles, room_left, rules_of, weights_of
from matching.bridge.reasons import Fit, Speaker, View
from matching.enums import RequestState, WaitlistState
from matching.models import MatchRequest, WaitlistEntry
from matching.permissions import has_free_place, obstacle_to_accepting
from people.languages import names_of
from people.models import Person
from program.enums import Role
from program.models import Enrollment, Program

NO_PLACE = _("You have no place left. Give yourself more places above, or decline so that they can ask the next.")


@dataclass(slots=True)
class AskedRequest:
    """A request that waits for a mentor, with the same reasons from their side."""

    request: MatchRequest
    fit: Fit
    wants: Sequence[str]
    languages: Sequence[str]
    refusal: Reason | None


@dataclass(slots=True)
class MentorDesk:
    """One program in which somebody is a mentor: their room, and who asks."""

    enrollment: Enrollment
    taken: int
    promised: int
    requests: list[AskedRequest]

    @property
    def free(self) -> int:
        """Places neither taken nor promised."""
        return max(0, self.enrollment.capacity - self.taken - self.promised)


def desks_of(person: Person) -> list[MentorDesk]:
    """Every program in which the person is a mentor, with who asks; the same queries for any number of requests."""
    mine = Enrollment.objects.own(person).current().filter(role=Role.MENTOR, state__in=["accepted", "ready"])
    taken = Count("memberships", filter=Q(memberships__slot__isnull=False), distinct=True)
    promised = Count("waitlist", filter=Q(waitlist__state=WaitlistState.OFFERED), distinct=True)
    rows = list(
        mine.select_related("person", "cohort__program")
        .annotate(taken=taken, promised=promised)
        .order_by("cohort__starts_on", "pk")
    )
    asked = MatchRequest.objects.asked_of(person).pending().filter(mentor__in=rows).order_by("asked_at", "pk")
    waiting = list(asked.select_related("mentee__person", "mentee__cohort__program"))
    by_key = {row.pk: row for row in rows}
    for request in waiting:
        request.mentor = by_key[request.mentor_id]
    shown = _with_reasons(waiting)
    return [
        MentorDesk(row, row.taken, row.promised, [one for one in shown if one.request.mentor_id == row.pk])
        for row in rows
    ]


def _with_reasons(waiting: list[MatchRequest]) -> list[AskedRequest]:
    if not waiting:
        return []
    people = [request.mentee for request in waiting] + [request.mentor for request in waiting]
    profiles = Profiles(people, reader=waiting[0].mentor.person_id)
    room = room_left({request.mentor_id for request in waiting})
    offered = set(
        WaitlistEntry.objects.filter(
            mentor__in=room, state=WaitlistState.OFFERED, mentee__in=[request.mentee_id for request in waiting]
        ).values_list("mentee", flat=True)
    )
    speaker = Speaker(View.GUIDE, profiles.skill_names)
    found = []
    for request in waiting:
        seeker, guide = profiles.seeker(request.mentee), profiles.guide(request.mentor)
        factors = engine.factors(seeker, guide, weights_of(request.mentor.program))
        broken = rules_of(request.mentor.program, full=False).excluded(seeker, guide) & ~engine.Rule.NOT_READY
        refusal = obstacle_to_accepting(request.mentor.person, request, broken)
        if refusal is None and room[request.mentor_id] < 1 and request.mentee_id not in offered:
            refusal = NO_PLACE
        found.append(
            AskedRequest(
                request,
                speaker.fit(factors),
                profiles.wanted_names(request.mentee),
                names_of(request.mentee.person.languages),
                refusal,
            )
        )
    return found


@dataclass(slots=True)
class OwnRequest:
    """One open choice of a mentee."""

    request: MatchRequest
    is_full: bool
    can_move_up: bool


@dataclass(slots=True)
class OwnRequests:
    """All of a mentee's choices in one program, and whom they wait for."""

    open: list[OwnRequest]
    past: list[MatchRequest]
    offers: list[WaitlistEntry]
    waiting: list[WaitlistEntry]
    is_matched: bool
    limit: int

    @property
    def asked(self) -> OwnRequest | None:
        """The choice being asked now."""
        return next((one for one in self.open if one.request.asked_at), None)

    @property
    def left(self) -> int:
        """How many more mentors can be named."""
        return max(0, self.limit - len(self.open))


def own_requests(mentee: Enrollment) -> OwnRequests:
    """A mentee's requests: open ones in order, offers and waiting lines, then what is over (the latest first)."""
    requests = MatchRequest.objects.filter(mentee=mentee).select_related("mentor__person", "partnership")
    pending = list(requests.pending().order_by("rank"))
    room = room_left([request.mentor_id for request in pending])
    entries = WaitlistEntry.objects.filter(mentee=mentee).select_related("mentor__person")
    return OwnRequests(
        open=[
            OwnRequest(
                request,
                is_full=room[request.mentor_id] < 1,
                can_move_up=place > 0 and request.asked_at is None and pending[place - 1].asked_at is None,
            )
            for place, request in enumerate(pending)
        ],
        past=list(requests.exclude(state=RequestState.PENDING).order_by("-decided_at", "pk")),
        offers=list(entries.filter(state=WaitlistState.OFFERED).order_by("offer_ends_at")),
        waiting=list(entries.filter(state=WaitlistState.WAITING).order_by("created_at")),
        is_matched=not has_free_place(mentee),
        limit=mentee.program.open_requests_limit,
    )


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How many requests of a program stand how."""

    asked: int
    queued: int
    accepted: int
    declined: int
    expired: int
    waiting_for_place: int


def counts_of(program: Program) -> RequestCounts:
    """The numbers of a program's requests, in two queries."""
    asked = Q(state=RequestState.PENDING, asked_at__isnull=False)
    queued = Q(state=RequestState.PENDING, asked_at__isnull=True)
    numbers = MatchRequest.objects.filter(mentee__cohort__program=program).aggregate(
        asked=Count("pk", filter=asked),
        queued=Count("pk", filter=queued),
        accepted=Count("pk", filter=Q(state=RequestState.ACCEPTED)),
        declined=Count("pk", filter=Q(state=RequestState.DECLINED)),
        expired=Count("pk", filter=Q(state=RequestState.EXPIRED)),
    )
    entries = WaitlistEntry.objects.filter(mentee__cohort__program=program)
    open_entries = entries.filter(state__in=[WaitlistState.WAITING, WaitlistState.OFFERED])
    return RequestCounts(**numbers, waiting_for_place=open_entries.count())


def facts_of(program: Program) -> QuerySet[MatchRequest]:
    """A program's requests for those who run it: who, whom, state and times. The words are not even read."""
    rows = MatchRequest.objects.filter(mentee__cohort__program=program).defer("message", "decline_reason")
    return rows.select_related("mentee__person", "mentor__person", "stepped_in_by").order_by("-created_at", "pk")
