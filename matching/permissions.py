"""Who may ask, accept, wait and match, in words."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import Reason, Rule
from matching.bridge.pairs import broken_rules, in_words, why_never
from matching.bridge.profiles import room_left
from matching.engine import Rule as BrokenRules
from matching.enums import UNFINISHED_WORK, RequestState, RunMethod, RunState, WorkState
from matching.models import AssignmentRun, MatchRequest, PartnershipMember
from program.enums import GUIDE_ROLES, ProgramKind, Role
from program.models import Enrollment, Program
from program.permissions import MATCHING_PHASES, may_be_matched

NO_ROOM = gettext_lazy("There is no place left with this mentor just now. You can wait for one.")
HAS_PARTNER = gettext_lazy("You are matched already in this program.")
NO_RESULT = (WorkState.FAILED, WorkState.CANCELLED)


def has_free_place(enrollment: Enrollment) -> bool:
    """Whether the person takes on another partnership in this program."""
    held = PartnershipMember.objects.filter(enrollment=enrollment, slot__isnull=False).count()
    return held < enrollment.capacity


def obstacle_between(mentee: Enrollment, mentor: Enrollment) -> Reason | None:
    """What stands between two people of one cohort apart from room: roles, readiness of both, the hard rules."""
    if mentee.cohort_id != mentor.cohort_id or (mentee.role, mentor.role) != (Role.MENTEE, Role.MENTOR):
        return _("These two do not look for each other in this program.")
    return (
        may_be_matched.reason(mentee.person, mentee)
        or may_be_matched.reason(mentee.person, mentor)
        or why_never(mentee, mentor)
    )


def obstacle_to_asking(mentee: Enrollment, mentor: Enrollment) -> Reason | None:
    """Why the mentor cannot be asked for this mentee now, or None."""
    if not has_free_place(mentee):
        return HAS_PARTNER
    if room_left([mentor.pk]).get(mentor.pk, 0) < 1:
        return NO_ROOM
    return obstacle_between(mentee, mentor)


def obstacle_to_offering(mentor: Enrollment) -> Reason | None:
    """Why no place of this mentor can be offered to anybody now, or None."""
    return may_be_matched.reason(None, mentor)


def obstacle_to_accepting(person: Any, request: MatchRequest, broken: BrokenRules) -> Reason | None:
    """What stands in the way of a request besides room: readiness of both (orientation first) and the hard rules."""
    for enrollment in (request.mentor, request.mentee):
        reason = may_be_matched.reason(person, enrollment)
        if reason:
            return reason
    return in_words(broken)


def asking_is_closed(enrollment: Enrollment) -> Reason | None:
    """Where a whole cohort is matched at once nobody asks before its pairs are published; whoever is left then may."""
    if not enrollment.program.matches_in_bulk or is_published(enrollment.cohort_id):
        return None
    return _(
        "In this program everybody is matched at once, so nobody is asked now. Put the people you would like in your "
        "order instead: it counts when everybody is matched."
    )


def is_published(cohort: UUID) -> bool:
    """Whether pairs of this cohort were published."""
    return AssignmentRun.objects.filter(cohort=cohort, state=RunState.PUBLISHED).exists()


def obstacle_to_ranking(owner: Enrollment, other: Enrollment) -> Reason | None:
    """Why somebody cannot stand in this person's order, or None; room is not asked, it may change until the day."""
    guide, seeker = (owner, other) if owner.role in GUIDE_ROLES else (other, owner)
    if guide.cohort_id != seeker.cohort_id or (guide.role, seeker.role) != (Role.MENTOR, Role.MENTEE):
        return _("These two do not look for each other in this program.")
    return may_be_matched.reason(owner.person, other) or why_never(seeker, guide)


@Rule
def may_rank(person: Any, enrollment: Enrollment) -> Reason | None:
    """Whether somebody may change their order of the people they would like to work with."""
    if enrollment.person_id != person.pk:
        return _("This order is somebody else's.")
    if not enrollment.program.matches_in_bulk:
        return _("In this program people ask each other, so nobody is ranked.")
    reason = may_be_matched.reason(person, enrollment)
    if reason is None and not has_free_place(enrollment):
        return _("You have no place left.") if enrollment.role in GUIDE_ROLES else HAS_PARTNER
    return reason


@Rule
def may_invite_to_rank(person: Any, program: Program) -> Reason | None:
    """Whether people can be invited to rank now, and a whole cohort be matched at once."""
    if not program.matches_in_bulk:
        return _("In this program people ask each other. Whether all are matched at once is part of the set-up.")
    return may_match_by_hand.reason(person, program)


@Rule
def may_request(person: Any, mentee: Enrollment, mentor: Enrollment) -> Reason | None:
    """Whether this person may ask this mentor: their own enrollment, room on both sides, within the limit."""
    if mentee.person_id != person.pk:
        return _("You can only ask for yourself.")
    pending = MatchRequest.objects.pending().filter(mentee=mentee)
    if pending.filter(mentor=mentor).exists():
        return _("You have asked this mentor already. Here is how it stands.")
    closed = asking_is_closed(mentee)
    if closed:
        return closed
    limit = mentee.program.open_requests_limit
    if pending.count() >= limit:
        return _("You have %(limit)d open requests, which is the most. Withdraw one to ask somebody else.") % {
            "limit": limit
        }
    return obstacle_to_asking(mentee, mentor)


@Rule
def may_wait(person: Any, mentee: Enrollment, mentor: Enrollment) -> Reason | None:
    """Whether this person may join the waitlist of this mentor: only when there is no room to ask for."""
    if mentee.person_id != person.pk:
        return _("You can only wait for yourself.")
    closed = asking_is_closed(mentee)
    if closed:
        return closed
    if not has_free_place(mentee):
        return HAS_PARTNER
    if room_left([mentor.pk]).get(mentor.pk, 0) > 0:
        return _("There is room: you can ask this mentor at once.")
    return obstacle_between(mentee, mentor)


@Rule
def may_answer_request(person: Any, request: MatchRequest) -> Reason | None:
    """Whether this person is the mentor whose answer the request waits for."""
    if request.mentor.person_id != person.pk or request.asked_at is None:
        return _("This request is not for you.")
    if request.state != RequestState.PENDING:
        return _("This request was answered, withdrawn or ended in the meantime. Here is how it stands now.")
    return None


@Rule
def may_accept(person: Any, request: MatchRequest) -> Reason | None:
    """Whether the mentor may accept: it waits for them, they and the mentee are ready, no hard rule stands between."""
    return may_answer_request.reason(person, request) or obstacle_to_accepting(
        person, request, broken_rules(request.mentee, request.mentor)
    )


@Rule
def may_withdraw(person: Any, request: MatchRequest) -> Reason | None:
    """Whether the mentee may take the request back."""
    if person is not None and request.mentee.person_id != person.pk:
        return _("This request is not yours.")
    if request.state != RequestState.PENDING:
        return _("This request was answered or ended in the meantime. Here is how it stands now.")
    return None


@Rule
def may_assign(person: Any, program: Program) -> Reason | None:
    """Whether coaches can be assigned in this program, or a whole cohort matched at once."""
    if program.kind != ProgramKind.COACHING and not program.matches_in_bulk:
        return _("In a mentoring program people choose each other. Nobody is assigned.")
    return may_match_by_hand.reason(person, program)


@Rule
def may_match_by_hand(person: Any, program: Program) -> Reason | None:
    """Whether an admin can match people in this program now."""
    if program.state not in MATCHING_PHASES:
        return _("This program does not make new matches at the moment.")
    return None


@Rule
def may_change_run(person: Any, run: AssignmentRun) -> Reason | None:
    """Whether an assignment run can still be changed."""
    if run.state == RunState.PUBLISHED:
        return _("This assignment is published and stays as it is.")
    if run.state == RunState.DISCARDED:
        return _("This assignment was discarded.")
    if run.work in UNFINISHED_WORK:
        return _("This assignment is still being worked out. Wait until it is done, or cancel it.")
    return None


@Rule
def may_exchange(person: Any, run: AssignmentRun) -> Reason | None:
    """Whether two clients of a run can exchange their coaches: there is a result, not of two sides' orders."""
    if run.method != RunMethod.ASSIGNMENT:
        return _("Lock a pair or keep two apart, then run it again: it counts their orders, an exchange does not.")
    if run.work in NO_RESULT:
        return _("There is no result to look at. Run it again.")
    return may_change_run.reason(person, run)


@Rule
def may_review(person: Any, run: AssignmentRun) -> Reason | None:
    """Whether there is a result that somebody can have looked at."""
    if run.work in NO_RESULT:
        return _("There is no result to look at. Run it again.")
    return may_change_run.reason(person, run)


@Rule
def may_publish(person: Any, run: AssignmentRun) -> Reason | None:
    """Whether a run can be published: somebody has reviewed it and the program makes matches."""
    if run.state == RunState.DRAFT:
        return _("Please review the result first.")
    return may_change_run.reason(person, run) or may_assign.reason(person, run.cohort.program)
