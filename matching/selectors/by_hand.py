"""Who can be matched by hand."""

from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from matching.bridge.coaches import credential_gaps
from matching.models import PartnershipMember
from program.enums import GUIDE_ROLES, SEEKER_ROLES, Role
from program.models import Enrollment, Program


def without_credentials(program: Program) -> dict[UUID, str]:
    """Coaches who lack what the program asks for, by enrollment, with the reason in words for an admin."""
    if not program.required_credentials:
        return {}
    coaches = Enrollment.objects.available().filter(cohort__program=program, role=Role.COACH)
    return credential_gaps(coaches.select_related("cohort__program"))


def left_out(program: Program) -> list[tuple[Enrollment, str]]:
    """The same coaches by name, each with the reason."""
    gaps = without_credentials(program)
    rows = Enrollment.objects.filter(pk__in=gaps).select_related("person").order_by("person__last_name", "pk")
    return [(coach, gaps[coach.pk]) for coach in rows] if gaps else []


def guides_with_room(program: Program) -> QuerySet[Enrollment]:
    """Mentors or coaches who are ready and have a place nobody holds."""
    guides = Enrollment.objects.available().filter(cohort__program=program, role__in=GUIDE_ROLES, is_accepting=True)
    taken = Count("memberships", filter=Q(memberships__slot__isnull=False))
    free = guides.annotate(taken=taken).filter(taken__lt=F("capacity")).exclude(pk__in=without_credentials(program))
    return free.select_related("person", "cohort__program").order_by("person__last_name", "person__first_name", "pk")


def seekers_without(program: Program) -> QuerySet[Enrollment]:
    """Mentees or clients who are ready and have nobody."""
    held = PartnershipMember.objects.filter(slot__isnull=False).values("enrollment")
    seekers = Enrollment.objects.available().filter(cohort__program=program, role__in=SEEKER_ROLES)
    free = seekers.exclude(pk__in=held).select_related("person__manager", "cohort__program")
    return free.order_by("person__last_name", "person__first_name", "pk")
