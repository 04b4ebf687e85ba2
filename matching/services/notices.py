"""What people are told when something in matching happens: rows in the outbox, in the caller's transaction."""

from collections.abc import Iterable

from django.utils import timezone

from matching.models import MatchRequest, Partnership, PartnershipMember, WaitlistEntry
from notifications.definitions import Due
from notifications.services import nudges
from people.models import Person
from program.enums import Role
from program.models import Enrollment


def matched(partnerships: Iterable[Partnership], members: Iterable[PartnershipMember]) -> None:
    """Tell every member of these partnerships that they are matched, sponsors included."""
    programs = {partnership.pk: partnership.cohort.program_id for partnership in partnerships}
    now = timezone.now()
    nudges.plan_all(
        "matched",
        [
            Due(member.person_id, member.partnership_id, "", now, None, programs[member.partnership_id])
            for member in members
        ],
    )


def ended(partnership: Partnership, members: Iterable[PartnershipMember], *, by: Person | None) -> None:
    """Tell the members, except whoever ended it, that the partnership is over. A sponsor is not a part of this."""
    for member in members:
        if member.person != by and member.role != Role.SPONSOR:
            nudges.plan(
                "partnership_ended",
                recipient=member.person,
                subject=partnership,
                program_id=partnership.cohort.program_id,
            )


def asked(request: MatchRequest) -> None:
    """Tell a mentor that somebody asks them."""
    nudges.plan(
        "match_request_asked",
        recipient=request.mentor.person,
        subject=request,
        occasion=request.asked_at.isoformat() if request.asked_at else "",
        expires_at=request.expires_at,
        program_id=request.mentor.cohort.program_id,
    )


def expired(request: MatchRequest) -> None:
    """Tell the mentee that a mentor did not answer in time."""
    _to_mentee("request_expired", request)


def declined(request: MatchRequest) -> None:
    """Tell the mentee, kindly, that a mentor said no."""
    _to_mentee("request_declined", request)


def mentor_unavailable(request: MatchRequest) -> None:
    """Tell the mentee that the mentor they asked does not take part for now."""
    _to_mentee("mentor_unavailable", request)


def mentor_full(mentor: Enrollment) -> None:
    """Tell those who asked this mentor that the last place has just gone, so that they can wait or ask the next."""
    waiting = MatchRequest.objects.pending().filter(mentor=mentor, asked_at__isnull=False)
    for request in waiting.select_related("mentee__person", "mentee__cohort"):
        _to_mentee("mentor_full", request)


def place_offered(entry: WaitlistEntry) -> None:
    """Tell a mentee that the place they waited for is theirs until the offer ends."""
    nudges.plan(
        "place_offered",
        recipient=entry.mentee.person,
        subject=entry,
        expires_at=entry.offer_ends_at,
        program_id=entry.mentee.cohort.program_id,
    )


def _to_mentee(kind: str, request: MatchRequest) -> None:
    nudges.plan(kind, recipient=request.mentee.person, subject=request, program_id=request.mentee.cohort.program_id)
