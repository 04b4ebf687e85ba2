"""Nudges about mentors who propose themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.enums import ProposalState
from matching.models import Proposal
from matching.permissions_wishes import may_propose_at_all, open_mentees
from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family
from people.models import Person
from program.models import Enrollment
from program.permissions import MATCHING_PHASES


def find_waiting(now: datetime) -> Iterator[Due]:
    """One reminder for each of the program's reminder days after a mentor proposed themself."""
    waiting = Proposal.objects.pending().filter(expires_at__gt=now, mentee__paused_at__isnull=True)
    waiting = waiting.filter(mentee__cohort__program__state__in=MATCHING_PHASES)
    for proposal in waiting.select_related("mentee__cohort__program"):
        program = proposal.mentee.cohort.program
        for days in program.request_reminder_days:
            due_at = proposal.created_at + timedelta(days=days)
            if due_at <= now + timedelta(days=1) and due_at < proposal.expires_at:
                yield Due(proposal.mentee.person_id, proposal.pk, f"+{days}", due_at, proposal.expires_at, program.pk)


def still_waits(proposal: Proposal, recipient: Person, occasion: str, now: datetime) -> bool:
    """Not answered, not over, and the mentee is here."""
    is_open = proposal.state == ProposalState.PENDING and proposal.expires_at > now
    return is_open and proposal.mentee.person_id == recipient.pk and proposal.mentee.paused_at is None


def write_made(proposal: Proposal, recipient: Person) -> Letter:
    """A new proposal."""
    days = proposal.mentor.program.request_expiry_days
    return Letter(
        subject=_("%(name)s would like to be your mentor") % _names(proposal),
        lines=[
            _("They read your profile in %(program)s and wrote to you. You see why you may fit.") % _names(proposal),
            _("You say yes or no, as you like. Please answer within %(days)d days.") % {"days": days},
        ],
        label=_("Read and answer"),
        url=_page(proposal),
    )


def write_waiting(proposal: Proposal, recipient: Person) -> Letter:
    """Somebody waits for an answer."""
    return Letter(
        subject=_("%(name)s is waiting for your answer") % _names(proposal),
        lines=[
            _("%(name)s would like to be your mentor in %(program)s.") % _names(proposal),
            _("A short answer helps, also a no: then they can write to somebody else."),
        ],
        label=_("Read and answer"),
        url=_page(proposal),
    )


def was_declined(proposal: Proposal, recipient: Person, occasion: str, now: datetime) -> bool:
    """The mentor still takes part."""
    return proposal.state == ProposalState.DECLINED and proposal.mentor.ended_at is None


def write_declined(proposal: Proposal, recipient: Person) -> Letter:
    """A kind no."""
    return Letter(
        subject=_("%(mentee)s has answered your proposal with no") % _names(proposal),
        lines=[
            _("That happens often and says nothing about you: people know best what they need now."),
            _("Others in %(program)s may be glad to hear from you.") % _names(proposal),
        ],
        label=_("See your proposals"),
        url=reverse("request_list"),
    )


def ended_unanswered(proposal: Proposal, recipient: Person, occasion: str, now: datetime) -> bool:
    """The proposal ended without an answer and the mentor still takes part."""
    return proposal.state == ProposalState.EXPIRED and proposal.mentor.ended_at is None


def write_expired(proposal: Proposal, recipient: Person) -> Letter:
    """Nobody answered in time."""
    return Letter(
        subject=_("%(mentee)s has not answered in time") % _names(proposal),
        lines=[_("Your proposal has ended. Others in %(program)s may be glad to hear from you.") % _names(proposal)],
        label=_("See your proposals"),
        url=reverse("request_list"),
    )


def is_over(proposal: Proposal, recipient: Person, occasion: str, now: datetime) -> bool:
    """It ended without an answer, and whoever is told still takes part."""
    own = proposal.mentor if proposal.mentor.person_id == recipient.pk else proposal.mentee
    return proposal.state in {ProposalState.SUPERSEDED, ProposalState.WITHDRAWN} and own.ended_at is None


def write_over(proposal: Proposal, recipient: Person) -> Letter:
    """Neutral words for either side; the reason is nobody's business."""
    if proposal.mentor.person_id == recipient.pk:
        return Letter(
            subject=_("%(mentee)s is not looking for a mentor any more") % _names(proposal),
            lines=[_("Your proposal is not needed any more. Thank you for offering your time.")],
            label=_("See your proposals"),
            url=reverse("request_list"),
        )
    return Letter(
        subject=_("%(name)s cannot be your mentor for now") % _names(proposal),
        lines=[_("Their proposal has ended, and you need not answer. There are other mentors who fit.")],
        label=_("See mentors"),
        url=reverse("mentor_list", args=[proposal.mentee_id]),
    )


def are_needed(mentor: Enrollment, recipient: Person, occasion: str, now: datetime) -> bool:
    """The mentor may still propose themself, and somebody still looks."""
    return may_propose_at_all.allows(recipient, mentor) and open_mentees(mentor.program).exists()


def write_looking(mentor: Enrollment, recipient: Person) -> Letter:
    """Mentees look, and this mentor has room."""
    return Letter(
        subject=_("Mentees in %(program)s are looking for a mentor") % {"program": mentor.program},
        lines=[
            _("You have room, and some mentees would be glad if a mentor wrote to them."),
            _("You see who they are and why you may fit, and you choose whether to write."),
        ],
        label=_("See mentees"),
        url=reverse("mentee_list", args=[mentor.pk]),
    )


def _names(proposal: Proposal) -> dict[str, object]:
    return {
        "name": proposal.mentor.person.get_full_name(),
        "mentee": proposal.mentee.person.get_full_name(),
        "program": proposal.mentor.program,
    }


def _page(proposal: Proposal) -> str:
    return reverse("proposal_detail", args=[proposal.pk])


for _kind in (
    NudgeKind(
        "proposal_made", Family.MATCHING, gettext_lazy("A mentor proposes themself"), Proposal, still_waits, write_made
    ),
    NudgeKind(
        "proposal_waiting",
        Family.MATCHING,
        gettext_lazy("A proposal waits for an answer"),
        Proposal,
        still_waits,
        write_waiting,
        find=find_waiting,
    ),
    NudgeKind(
        "proposal_declined",
        Family.MATCHING,
        gettext_lazy("An answer to your proposal"),
        Proposal,
        was_declined,
        write_declined,
    ),
    NudgeKind(
        "proposal_expired",
        Family.MATCHING,
        gettext_lazy("A proposal was not answered"),
        Proposal,
        ended_unanswered,
        write_expired,
    ),
    NudgeKind(
        "proposal_over",
        Family.MATCHING,
        gettext_lazy("A proposal is not needed any more"),
        Proposal,
        is_over,
        write_over,
    ),
    NudgeKind(
        "mentees_looking", Family.MATCHING, gettext_lazy("Mentees are looking"), Enrollment, are_needed, write_looking
    ),
):
    register(_kind)
