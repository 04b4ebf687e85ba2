"""Who may do what in a program, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.rules import Reason, Rule
from program.enums import EnrollmentState, ProgramState
from program.models import Enrollment, Program

MATCHING_PHASES = (ProgramState.OPEN, ProgramState.RUNNING)
ENROLLING_PHASES = (ProgramState.DRAFT, ProgramState.OPEN, ProgramState.RUNNING)


@Rule
def may_be_matched(person: Any, enrollment: Enrollment) -> Reason | None:
    """Whether this enrollment can send, accept or be given a match now (orientation first; places are not asked)."""
    is_own = person is not None and enrollment.person_id == person.pk
    if enrollment.program.state not in MATCHING_PHASES:
        return _("This program does not make new matches at the moment.")
    if enrollment.state == EnrollmentState.ACCEPTED:
        if is_own:
            return _("Please finish your orientation and your profile first. Then you can go on here.")
        return _("This person is still getting ready: orientation and profile come first.")
    if enrollment.state != EnrollmentState.READY:
        return _("You are not taking part in this program.") if is_own else _("This person is not taking part.")
    if enrollment.is_paused or not enrollment.person.is_working:
        return (
            _("You are on a break. Come back first, then you can go on here.") if is_own else _("This person is away.")
        )
    if enrollment.is_guide and not enrollment.is_accepting:
        if is_own:
            return _("You are taking a break from new people. You can change that in your profile.")
        return _("This person takes no new people at the moment.")
    return None


@Rule
def may_create_programs(person: Any) -> Reason | None:
    """Programs come from organization admins (and from commands, which have no person)."""
    if person is None or person.is_organization_admin:
        return None
    return _("Only an organization admin can make a new program.")


@Rule
def may_change_program(person: Any, program: Program) -> Reason | None:
    """Whether the set-up can still change."""
    if program.state in {ProgramState.CLOSED, ProgramState.ARCHIVED}:
        return _("This program is over, so its set-up stays as it is.")
    return None


@Rule
def may_invite(person: Any, program: Program) -> Reason | None:
    """Whether people can still be invited."""
    if program.state not in ENROLLING_PHASES:
        return _("This program takes nobody in any more.")
    return None


@Rule
def may_name_managers(person: Any, program: Program) -> Reason | None:
    """Only an organization admin says who runs a program."""
    if person is None or person.is_organization_admin:
        return None
    return _("Only an organization admin can say who runs a program.")


@Rule
def may_answer(person: Any, enrollment: Enrollment) -> Reason | None:
    """Whether the invitation still waits for this person's answer."""
    if enrollment.state != EnrollmentState.INVITED:
        return _("This invitation was answered already, or taken back. Here is how it stands now.")
    if enrollment.program.state not in MATCHING_PHASES:
        return _("This program takes nobody in any more.")
    return None
