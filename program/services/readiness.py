"""Ready, or not any more: the state follows orientation and profile."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.transitions import move
from program.enums import EnrollmentState
from program.models import Enrollment, Program
from program.selectors.enrollments import getting_ready


def locked(enrollment: Enrollment) -> Enrollment:
    """The enrollment, brought up to date and locked until the caller's transaction ends."""
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related("cohort__program", "person")
    # Also the caller's own object: whoever goes on with it sees what the service did.
    vars(enrollment).update(vars(rows.get(pk=enrollment.pk)))
    return enrollment


def refresh(enrollment: Enrollment, *, by: Any) -> None:
    """Make a locked enrollment ready when nothing is missing, and no longer ready when something is."""
    if enrollment.state not in {EnrollmentState.ACCEPTED, EnrollmentState.READY}:
        return
    is_ready = not getting_ready(enrollment).missing
    if is_ready and enrollment.state == EnrollmentState.ACCEPTED:
        move(enrollment, EnrollmentState.READY, by=by, ready_at=timezone.now())
    elif not is_ready and enrollment.state == EnrollmentState.READY:
        move(enrollment, EnrollmentState.ACCEPTED, by=by, action="enrollment.unready")


@transaction.atomic
def refresh_program(program: Program, *, by: Any) -> None:
    """The same for everybody in a program, after what it asks for has changed."""
    states = (EnrollmentState.ACCEPTED, EnrollmentState.READY)
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related("cohort__program", "person")
    for enrollment in rows.filter(cohort__program=program, state__in=states).order_by("pk"):
        refresh(enrollment, by=by)
