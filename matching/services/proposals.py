"""Mentors propose themselves to mentees who are open to it. Nothing is settled before the mentee says yes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core import audit
from core.transitions import move
from matching.enums import ProposalState
from matching.models import Partnership, Proposal
from matching.permissions_wishes import (
    may_accept_proposal,
    may_answer_proposal,
    may_ask_for_proposals,
    may_propose,
    may_withdraw_proposal,
)
from matching.selectors.by_hand import guides_with_room
from matching.services import partnerships, places, waitlist, wish_notices
from people.models import Person
from program.models import Enrollment, Program


@transaction.atomic
def propose(mentor: Enrollment, mentee: Enrollment, message: str, *, by: Person) -> Proposal:
    """Write to a mentee. Raises Refusal when the mentor may not, or the mentee is not looking any more."""
    locked = places.lock([mentor, mentee])
    mentor, mentee = locked[mentor.pk], locked[mentee.pk]
    may_propose.check(by, mentor, mentee)
    expires_at = timezone.now() + timedelta(days=mentor.program.request_expiry_days)
    proposal = Proposal.objects.create(mentor=mentor, mentee=mentee, message=message, expires_at=expires_at)
    audit.record("proposal.send", proposal, by=by)
    wish_notices.proposed(proposal)
    return proposal


@transaction.atomic
def accept(proposal: Proposal, *, by: Person) -> Partnership:
    """The mentee says yes: the partnership is formed, and whatever else they have open ends.

    Raises NoPlaceLeft when the last place has just gone, else Refusal.
    """
    locked = places.lock([proposal.mentee_id, proposal.mentor_id])
    mentee, mentor = locked[proposal.mentee_id], locked[proposal.mentor_id]
    proposal.refresh_from_db()
    proposal.mentee, proposal.mentor = mentee, mentor
    may_accept_proposal.check(by, proposal)
    if len(places.free_slots(mentor)) <= waitlist.reserved_places(mentor, besides=mentee):
        raise places.NoPlaceLeft(mentor)
    move(proposal, ProposalState.ACCEPTED, by=by, decided_at=timezone.now())
    members = [(mentor, mentor.person, mentor.role), (mentee, mentee.person, mentee.role)]
    proposal.partnership = partnerships.form(mentor.cohort, members, by=by)
    proposal.save(update_fields=["partnership"])
    return proposal.partnership


@transaction.atomic
def decline(proposal: Proposal, reason: str = "", *, by: Person) -> None:
    """The mentee says no, with a kind word if they like; the mentor is told kindly. Raises Refusal."""
    _hold(proposal)
    may_answer_proposal.check(by, proposal)
    move(proposal, ProposalState.DECLINED, by=by, decided_at=timezone.now(), decline_reason=reason)
    wish_notices.declined(proposal)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Person) -> None:
    """The mentor takes it back, and the mentee is told. Raises Refusal."""
    _hold(proposal)
    may_withdraw_proposal.check(by, proposal)
    move(proposal, ProposalState.WITHDRAWN, by=by, decided_at=timezone.now())
    wish_notices.over(proposal, proposal.mentee)


def expire_due(now: datetime) -> int:
    """End proposals that nobody answered in time and tell the mentors; answers how many ended."""
    over = Proposal.objects.pending().filter(expires_at__lte=now).order_by("expires_at", "pk")
    return sum(_expire(pk, now) for pk in over.values_list("pk", flat=True))


@transaction.atomic
def ask_mentors(program: Program, *, by: Person) -> int:
    """Ask mentors with room to propose themselves, once a day; answers how many were asked. Raises Refusal."""
    may_ask_for_proposals.check(by, program)
    mentors = list(guides_with_room(program))
    wish_notices.mentees_looking(mentors, occasion=timezone.localdate().isoformat())
    audit.record("program.ask_for_proposals", program, by=by, mentors=len(mentors))
    return len(mentors)


@transaction.atomic
def _expire(pk: UUID, now: datetime) -> int:
    proposal = Proposal.objects.get(pk=pk)
    _hold(proposal)
    if proposal.state != ProposalState.PENDING or proposal.expires_at > now:
        return 0
    move(proposal, ProposalState.EXPIRED, by=None, decided_at=now)
    wish_notices.expired(proposal)
    return 1


def _hold(proposal: Proposal) -> None:
    """The proposal as it stands now, its two enrollments held in the same order as everywhere."""
    locked = places.lock([proposal.mentee_id, proposal.mentor_id])
    proposal.refresh_from_db()
    proposal.mentee, proposal.mentor = locked[proposal.mentee_id], locked[proposal.mentor_id]
