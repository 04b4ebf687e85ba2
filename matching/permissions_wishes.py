"""Who may propose themselves, answer a proposal, ask others to propose, and step in, in words."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import Reason, Rule
from matching.bridge.pairs import why_never
from matching.bridge.profiles import room_left
from matching.enums import ProposalState, RequestState
from matching.models import MatchRequest, PartnershipMember, Proposal
from matching.permissions import HAS_PARTNER, asking_is_closed, has_free_place, may_match_by_hand
from program.enums import Role
from program.models import Enrollment, Program
from program.permissions import may_be_matched

MOST_PROPOSALS = 3
NOT_ONES_OWN = gettext_lazy("This is somebody else's place in the program.")
# One sentence for whatever stands between the two: who found somebody, is away or said 'not for me' stays private.
NOT_LOOKING = gettext_lazy("This mentee is not looking for a mentor any more.")
NO_ROOM_FOR_YOU = gettext_lazy("There is no place left with this mentor just now.")


@Rule
def may_ask_anybody(person: Any, mentee: Enrollment) -> Reason | None:
    """Whether this person may ask one more mentor, whoever it is; the same queries for any number of mentors."""
    if mentee.person_id != person.pk:
        return NOT_ONES_OWN
    if not has_free_place(mentee):
        return HAS_PARTNER
    closed = asking_is_closed(mentee)
    if closed:
        return closed
    limit = mentee.program.open_requests_limit
    if MatchRequest.objects.pending().filter(mentee=mentee).count() >= limit:
        return _("You have %(limit)d open requests, which is the most. Withdraw one to ask somebody else.") % {
            "limit": limit
        }
    return may_be_matched.reason(person, mentee)


@Rule
def may_step_in(person: Any, request: MatchRequest) -> Reason | None:
    """Whether somebody who runs the program can still end a request or give it more time."""
    if request.state != RequestState.PENDING:
        return _("This request was answered or ended in the meantime. Here is how it stands now.")
    return may_match_by_hand.reason(person, request.mentee.program)


def open_mentees(program: Program) -> QuerySet[Enrollment]:
    """Mentees who are open to proposals, have nobody, and ask nobody at the moment."""
    held = PartnershipMember.objects.filter(slot__isnull=False).values("enrollment")
    asking = MatchRequest.objects.pending().values("mentee")
    rows = Enrollment.objects.available().filter(cohort__program=program, role=Role.MENTEE, is_open_to_proposals=True)
    return rows.exclude(Q(pk__in=held) | Q(pk__in=asking)).select_related("person", "cohort__program")


@Rule
def may_propose_at_all(person: Any, mentor: Enrollment) -> Reason | None:
    """Whether this mentor may write to one more mentee: a program that has it, room, and not too many open ones."""
    if mentor.person_id != person.pk:
        return NOT_ONES_OWN
    if not mentor.program.allows_proposals:
        return _("In this program mentees ask mentors. Mentors do not propose themselves.")
    reason = asking_is_closed(mentor) or may_be_matched.reason(person, mentor)
    if reason:
        return reason
    room = room_left([mentor.pk]).get(mentor.pk, 0)
    if room < 1:
        return _("You have no place left. Give yourself more places first.")
    if Proposal.objects.pending().filter(mentor=mentor).count() >= min(room, MOST_PROPOSALS):
        return _(
            "You can have as many open proposals as free places, at most three. Wait for an answer, or withdraw one."
        )
    return None


@Rule
def may_propose(person: Any, mentor: Enrollment, mentee: Enrollment) -> Reason | None:
    """Whether this mentor may write to this mentee now."""
    reason = may_propose_at_all.reason(person, mentor)
    if reason:
        return reason
    between = Proposal.objects.filter(mentor=mentor, mentee=mentee)
    if between.pending().exists():
        return _("You have proposed yourself already. Here is how it stands.")
    if between.filter(state=ProposalState.DECLINED).exists():
        return _("This mentee has answered you already.")
    is_looking = open_mentees(mentor.program).filter(pk=mentee.pk, cohort=mentor.cohort_id).exists()
    return None if is_looking and why_never(mentee, mentor) is None else NOT_LOOKING


@Rule
def may_answer_proposal(person: Any, proposal: Proposal) -> Reason | None:
    """Whether this person is the mentee whose answer the proposal waits for."""
    if proposal.mentee.person_id != person.pk:
        return NOT_ONES_OWN
    if proposal.state != ProposalState.PENDING:
        return _("This proposal was answered, withdrawn or ended in the meantime. Here is how it stands now.")
    return None


@Rule
def may_accept_proposal(person: Any, proposal: Proposal) -> Reason | None:
    """Whether the mentee may say yes: it waits for them, both are ready, there is room, no hard rule stands between."""
    reason = may_answer_proposal.reason(person, proposal)
    if reason:
        return reason
    if not has_free_place(proposal.mentee):
        return HAS_PARTNER
    return (
        may_be_matched.reason(person, proposal.mentee)
        or may_be_matched.reason(person, proposal.mentor)
        or why_never(proposal.mentee, proposal.mentor)
    )


@Rule
def may_withdraw_proposal(person: Any, proposal: Proposal) -> Reason | None:
    """Whether the mentor may take it back."""
    if proposal.mentor.person_id != person.pk:
        return NOT_ONES_OWN
    if proposal.state != ProposalState.PENDING:
        return _("This proposal was answered or ended in the meantime. Here is how it stands now.")
    return None


@Rule
def may_ask_for_proposals(person: Any, program: Program) -> Reason | None:
    """Whether somebody who runs the program can ask mentors to propose themselves."""
    if not program.allows_proposals:
        return _("Mentors may not propose themselves in this program. You can change that in its set-up.")
    if not open_mentees(program).exists():
        return _("No mentee who is open to it is looking for a mentor just now.")
    return may_match_by_hand.reason(person, program)
