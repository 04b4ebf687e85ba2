"""People in programs: asked, taking part, away for a while, gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.text import single_line
from core.transitions import AlreadyChanged, move
from notifications.enums import NudgeState
from notifications.models import Nudge
from notifications.services import nudges
from people.enums import EmploymentStatus
from people.models import Person
from program.enums import CURRENT_ENROLLMENT, GUIDE_ROLES, ROLES_OF, EnrollmentState, ProgramState
from program.models import Cohort, Enrollment
from program.permissions import may_answer, may_invite
from program.services.profiles import Profile, complete_step, set_capacity, set_profile
from program.services.readiness import locked, refresh
from program.signals import enrollment_ended

__all__ = [
    "InvitationReceipt",
    "Profile",
    "accept",
    "complete_step",
    "decline",
    "finish",
    "follow_employment",
    "invite",
    "pause",
    "plan_invitation",
    "resend",
    "resume",
    "set_capacity",
    "set_profile",
    "withdraw",
]

INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class InvitationReceipt:
    """Who was invited just now, who was in already, and who is away or gone and was left out."""

    invited: list[Enrollment] = field(default_factory=list)
    already: list[Person] = field(default_factory=list)
    away: list[Person] = field(default_factory=list)


@transaction.atomic
def invite(cohort: Cohort, role: str, people: Iterable[Person], *, by: Any) -> InvitationReceipt:
    """Invite people to a role in a cohort; whoever is in it already stays as they are, so twice is as good as once.

    Mails go out at once when the program is open, else when it opens. Raises Refusal when the program takes nobody in,
    or when the role does not belong to its kind.
    """
    # The lock makes two admins inviting the same person at once take turns.
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("program").get(pk=cohort.pk)
    program = cohort.program
    may_invite.check(by, program)
    if role not in ROLES_OF[program.kind]:  # type: ignore[index]
        raise Refusal(_("This role does not exist in this kind of program."))
    asked = list(Person.objects.filter(pk__in=[person.pk for person in people]))
    current = Enrollment.objects.current().filter(cohort=cohort, role=role, person__in=asked)
    enrolled = set(current.values_list("person_id", flat=True))
    receipt = InvitationReceipt(
        already=[person for person in asked if person.pk in enrolled],
        away=[person for person in asked if person.pk not in enrolled and not person.is_working],
    )
    capacity = program.guide_capacity if role in GUIDE_ROLES else 1
    for person in asked:
        if person.is_working and person.pk not in enrolled:
            state = EnrollmentState.INVITED
            receipt.invited.append(Enrollment(cohort=cohort, person=person, role=role, state=state, capacity=capacity))
    Enrollment.objects.bulk_create(receipt.invited)
    audit.record_all("enrollment.invite", [(enrollment, {"role": role}) for enrollment in receipt.invited], by=by)
    for enrollment in receipt.invited:
        if program.state != ProgramState.DRAFT:
            plan_invitation(enrollment)
    return receipt


def plan_invitation(enrollment: Enrollment, occasion: str = "") -> None:
    """Plan the invitation's mail in the caller's transaction; the same occasion twice is one mail."""
    program_id = enrollment.cohort.program_id
    nudges.plan(INVITATION, recipient=enrollment.person, subject=enrollment, occasion=occasion, program_id=program_id)


@transaction.atomic
def resend(enrollment: Enrollment, *, by: Any, occasion: str = "") -> None:
    """Send the invitation again. `occasion` names this sending: the same one twice is one mail; empty means the next.

    Raises Refusal when the invitation was answered or the program does not enrol.
    """
    enrollment, occasion = locked(enrollment), single_line(occasion)
    may_answer.check(by, enrollment)
    sendings = Nudge.objects.filter(kind=INVITATION, subject_id=enrollment.pk)
    if occasion and sendings.filter(occasion=occasion).exists():
        return
    plan_invitation(enrollment, occasion or str(sendings.count() + 1))
    audit.record("enrollment.resend", enrollment, by=by)


@transaction.atomic
def accept(enrollment: Enrollment, *, by: Any) -> None:
    """Accept an invitation. Raises Refusal when it was answered before or the program takes nobody in any more."""
    enrollment = locked(enrollment)
    may_answer.check(by, enrollment)
    move(enrollment, EnrollmentState.ACCEPTED, by=by, answered_at=timezone.now())
    refresh(enrollment, by=by)


@transaction.atomic
def decline(enrollment: Enrollment, *, by: Any) -> None:
    """Say no to an invitation. Raises Refusal when it was answered before."""
    enrollment = locked(enrollment)
    may_answer.check(by, enrollment)
    _end(enrollment, EnrollmentState.WITHDRAWN, by=by, action="enrollment.decline", answered_at=timezone.now())


@transaction.atomic
def withdraw(enrollment: Enrollment, *, by: Any) -> None:
    """Take somebody out of a program. Raises AlreadyChanged when they are out already."""
    _end(locked(enrollment), EnrollmentState.WITHDRAWN, by=by)


@transaction.atomic
def finish(enrollment: Enrollment, *, by: Any) -> None:
    """Their time in the program is over as planned. Raises AlreadyChanged when it is over, or never began."""
    _end(locked(enrollment), EnrollmentState.FINISHED, by=by)


@transaction.atomic
def pause(enrollment: Enrollment, *, by: Any, for_leave: bool = False) -> None:
    """Stop the clocks of this enrollment; twice is as good as once. Raises AlreadyChanged when it is over."""
    enrollment = locked(enrollment)
    if enrollment.state not in CURRENT_ENROLLMENT:
        raise AlreadyChanged
    if enrollment.is_paused:
        return
    enrollment.paused_at, enrollment.is_on_leave = timezone.now(), for_leave
    enrollment.save(update_fields=["paused_at", "is_on_leave"])
    audit.record("enrollment.pause", enrollment, by=by, for_leave=for_leave)


@transaction.atomic
def resume(enrollment: Enrollment, *, by: Any) -> None:
    """Let the clocks run again. Twice is as good as once. Raises Refusal while the person is on leave."""
    enrollment = locked(enrollment)
    if enrollment.state not in CURRENT_ENROLLMENT:
        raise AlreadyChanged
    if not enrollment.is_paused:
        return
    if enrollment.is_on_leave and not enrollment.person.is_working:
        raise Refusal(_("This goes on by itself when the leave is over."))
    enrollment.paused_at, enrollment.is_on_leave = None, False
    enrollment.save(update_fields=["paused_at", "is_on_leave"])
    audit.record("enrollment.resume", enrollment, by=by)


@transaction.atomic
def follow_employment(person: Person, status: str) -> None:
    """Leave pauses every enrollment, coming back resumes what the leave paused, leaving the organization withdraws."""
    for enrollment in Enrollment.objects.current().filter(person=person).order_by("pk"):
        if status == EmploymentStatus.TERMINATED:
            withdraw(enrollment, by=None)
        elif status == EmploymentStatus.LEAVE:
            pause(enrollment, by=None, for_leave=True)
        elif enrollment.is_on_leave:
            resume(enrollment, by=None)
            _invite_after_leave(enrollment)


def _invite_after_leave(enrollment: Enrollment) -> None:
    """An invitation whose mail was held back during the leave goes out now."""
    if not may_answer.allows(None, enrollment):
        return
    sendings = Nudge.objects.filter(kind=INVITATION, subject_id=enrollment.pk)
    if not sendings.exclude(state__in=(NudgeState.SKIPPED, NudgeState.EXPIRED)).exists():
        plan_invitation(enrollment, str(sendings.count() + 1))


def _end(enrollment: Enrollment, state: str, *, by: Any, action: str = "", **fields: Any) -> None:
    cleared = {"paused_at": None, "is_on_leave": False, "ended_at": timezone.now()}
    move(enrollment, state, by=by, action=action, **cleared, **fields)
    enrollment_ended.send(sender=Enrollment, enrollment=enrollment, by=by)
