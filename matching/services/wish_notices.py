"""What people are told about proposals and steps of an admin: rows in the outbox, in the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime

from matching.models import MatchRequest, Proposal
from notifications.services import nudges
from program.models import Enrollment


def passed_on(request: MatchRequest) -> None:
    """Tell the two of a request that somebody who runs the program has ended it, in neutral words."""
    program = request.mentee.cohort.program_id
    nudges.plan("request_passed_on", recipient=request.mentee.person, subject=request, program_id=program)
    if request.asked_at:
        nudges.plan("request_taken_off", recipient=request.mentor.person, subject=request, program_id=program)


def proposed(proposal: Proposal) -> None:
    """Tell a mentee that a mentor proposes themself."""
    _about("proposal_made", proposal, proposal.mentee, expires_at=proposal.expires_at)


def declined(proposal: Proposal) -> None:
    """Tell the mentor, kindly, that a mentee said no."""
    _about("proposal_declined", proposal, proposal.mentor)


def expired(proposal: Proposal) -> None:
    """Tell the mentor that a mentee did not answer in time."""
    _about("proposal_expired", proposal, proposal.mentor)


def over(proposal: Proposal, to: Enrollment) -> None:
    """Tell one of the two that a proposal is not needed any more."""
    _about("proposal_over", proposal, to)


def mentees_looking(mentors: Iterable[Enrollment], *, occasion: str) -> None:
    """Ask mentors to propose themselves."""
    for mentor in mentors:
        nudges.plan(
            "mentees_looking",
            recipient=mentor.person,
            subject=mentor,
            occasion=occasion,
            program_id=mentor.cohort.program_id,
        )


def _about(kind: str, proposal: Proposal, to: Enrollment, *, expires_at: datetime | None = None) -> None:
    program = proposal.mentor.cohort.program_id
    nudges.plan(kind, recipient=to.person, subject=proposal, expires_at=expires_at, program_id=program)
