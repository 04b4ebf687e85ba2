"""What people do to get ready: read the orientation, write their profile, say how many people they have time for."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from people.services import skills
from program.enums import CURRENT_ENROLLMENT, EnrollmentState, HalfDay, Preference
from program.models import Enrollment, EnrollmentSkill, OrientationCompletion, OrientationStep
from program.selectors.enrollments import wish_of
from program.services.readiness import locked, refresh

MOST_PLACES = 50
TAKING_PART = (EnrollmentState.ACCEPTED, EnrollmentState.READY)
WRITTEN = ("headline", "hopes", "experience", "availability", "preferences", "is_accepting", "is_open_to_proposals")


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody says about themself in a program; `skills` are names, new ones join the vocabulary."""

    headline: str = ""
    hopes: str = ""
    experience: str = ""
    skills: tuple[str, ...] = ()
    is_accepting: bool = True
    availability: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    is_open_to_proposals: bool = False


@transaction.atomic
def complete_step(enrollment: Enrollment, step: OrientationStep, *, by: Any) -> None:
    """Note that a page was read; a second time changes nothing. Raises Refusal before the invitation is accepted."""
    enrollment = locked(enrollment)
    _check_takes_part(enrollment)
    if step.program_id != enrollment.cohort.program_id or step.role != enrollment.role:
        raise Refusal(_("This page belongs to another orientation."))
    _completion, is_new = OrientationCompletion.objects.get_or_create(enrollment=enrollment, step=step)
    if is_new:
        audit.record("enrollment.read_page", enrollment, by=by, position=step.position)
    refresh(enrollment, by=by)


@transaction.atomic
def set_profile(enrollment: Enrollment, profile: Profile, *, by: Any) -> None:
    """Write the profile and its skills; being ready follows. Raises Refusal before the invitation is accepted."""
    enrollment = locked(enrollment)
    _check_takes_part(enrollment)
    enrollment.headline, enrollment.hopes, enrollment.experience = profile.headline, profile.hopes, profile.experience
    enrollment.availability = [code for code in HalfDay.values if code in profile.availability]
    enrollment.preferences = [code for code in Preference.values if code in profile.preferences]
    enrollment.is_accepting = profile.is_accepting or not enrollment.is_guide
    enrollment.is_open_to_proposals = profile.is_open_to_proposals and not enrollment.is_guide
    enrollment.save(update_fields=WRITTEN)
    wish = wish_of(enrollment.role)
    wanted = skills.named(profile.skills)
    EnrollmentSkill.objects.filter(enrollment=enrollment, wish=wish).exclude(skill__in=wanted).delete()
    EnrollmentSkill.objects.bulk_create(
        [EnrollmentSkill(enrollment=enrollment, skill=skill, wish=wish) for skill in wanted], ignore_conflicts=True
    )
    audit.record("enrollment.set_profile", enrollment, by=by, is_accepting=enrollment.is_accepting)
    refresh(enrollment, by=by)


@transaction.atomic
def set_capacity(enrollment: Enrollment, capacity: int, *, by: Any) -> None:
    """Set how many partnerships a guide takes on (1 to 50). Fewer than they have now ends none; no new one begins.

    Raises Refusal for somebody who is not a mentor or coach, and for numbers out of range.
    """
    enrollment = locked(enrollment)
    if not enrollment.is_guide:
        raise Refusal(_("Only mentors and coaches have places."))
    if not 1 <= capacity <= MOST_PLACES:
        raise Refusal(_("Choose a number between 1 and %(most)s.") % {"most": MOST_PLACES})
    if enrollment.state not in CURRENT_ENROLLMENT:
        raise Refusal(_("This person is no longer in the program."))
    before = enrollment.capacity
    if before == capacity:
        return
    enrollment.capacity = capacity
    enrollment.save(update_fields=["capacity"])
    audit.record("enrollment.set_capacity", enrollment, by=by, before=before, after=capacity)


@transaction.atomic
def set_accepting(enrollment: Enrollment, is_accepting: bool, *, by: Any) -> None:
    """Let a guide take new people, or take a break from them; partnerships go on. Raises Refusal for everybody else."""
    enrollment = locked(enrollment)
    if not enrollment.is_guide:
        raise Refusal(_("Only mentors and coaches have places."))
    if enrollment.is_accepting == is_accepting:
        return
    enrollment.is_accepting = is_accepting
    enrollment.save(update_fields=["is_accepting"])
    audit.record("enrollment.set_accepting", enrollment, by=by, is_accepting=is_accepting)


def _check_takes_part(enrollment: Enrollment) -> None:
    if enrollment.state not in TAKING_PART:
        raise Refusal(_("Please accept the invitation first."))
