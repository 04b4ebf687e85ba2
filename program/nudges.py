"""Mails about getting into a program."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from notifications.definitions import Due, Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from notifications.models import Nudge
from people.models import Person
from program.enums import EnrollmentState, Role
from program.models import Enrollment
from program.permissions import MATCHING_PHASES
from program.services.enrollments import INVITATION

ORIENTATION_DUE = "orientation_due"
DAYS_TO_GET_READY = 7


def find_invitations(now: datetime) -> Iterable[Due]:
    """Everybody invited to a program that is open; the invitation itself planned this already, unless it was lost."""
    rows = _not_planned(INVITATION).filter(state=EnrollmentState.INVITED)
    for enrollment in rows.select_related("cohort").iterator():
        program_id = enrollment.cohort.program_id
        yield Due(enrollment.person_id, enrollment.pk, "", enrollment.created_at, program_id=program_id)


def invitation_stands(enrollment: Enrollment, recipient: Person, occasion: str, now: datetime) -> bool:
    """Not answered yet, the program takes people in, and the person is at work."""
    is_open = enrollment.program.state in MATCHING_PHASES
    return is_open and enrollment.state == EnrollmentState.INVITED and recipient.is_working


def write_invitation(enrollment: Enrollment, recipient: Person) -> Letter:
    """The invitation: which program, in which role, and the page where it is answered."""
    program = enrollment.program
    asked = {
        Role.MENTOR: _("You are invited to share your experience as a mentor."),
        Role.MENTEE: _("You are invited to find a mentor and to learn from each other."),
        Role.COACH: _("You are invited to be a coach."),
        Role.CLIENT: _("You are invited to work with a coach."),
    }
    return Letter(
        subject=_("You are invited: %(program)s") % {"program": program.name},
        lines=[
            asked[Role(enrollment.role)],
            _(
                "The page behind this link says what it is about and what is expected. "
                "There you can say yes or no; both are fine."
            ),
        ],
        label=_("Read the invitation"),
        url=reverse("enrollment_detail", args=[enrollment.pk]),
    )


def find_not_ready(now: datetime) -> Iterable[Due]:
    """Everybody who accepted and is not ready after a week."""
    due_soon = now + timedelta(days=1) - timedelta(days=DAYS_TO_GET_READY)
    rows = _not_planned(ORIENTATION_DUE).filter(
        state=EnrollmentState.ACCEPTED, paused_at__isnull=True, answered_at__lte=due_soon
    )
    for enrollment in rows.select_related("cohort").iterator():
        if enrollment.answered_at:
            due_at = enrollment.answered_at + timedelta(days=DAYS_TO_GET_READY)
            yield Due(enrollment.person_id, enrollment.pk, "", due_at, program_id=enrollment.cohort.program_id)


def still_getting_ready(enrollment: Enrollment, recipient: Person, occasion: str, now: datetime) -> bool:
    """Accepted, not ready, not paused, at work."""
    is_waiting = enrollment.state == EnrollmentState.ACCEPTED and not enrollment.is_paused
    return is_waiting and enrollment.program.state in MATCHING_PHASES and recipient.is_working


def write_getting_ready(enrollment: Enrollment, recipient: Person) -> Letter:
    """A friendly word: what is left takes a few minutes."""
    program = enrollment.program
    return Letter(
        subject=_("A few minutes to get ready: %(program)s") % {"program": program.name},
        lines=[
            _("You said yes to %(program)s. A few things are left before it can begin for you.")
            % {"program": program.name},
            _("They take about ten minutes, and you can stop and go on at any time."),
        ],
        label=pgettext("button in a mail", "Go on"),
        url=reverse("enrollment_detail", args=[enrollment.pk]),
    )


def _not_planned(kind: str) -> QuerySet[Enrollment]:
    """People at work in open programs for whom this mail is not in the outbox yet."""
    planned = Nudge.objects.filter(kind=kind, subject_id=OuterRef("pk"), occasion="")
    rows = Enrollment.objects.filter(cohort__program__state__in=MATCHING_PHASES, person__employment_status="active")
    return rows.exclude(Exists(planned))


register(
    NudgeKind(
        kind=INVITATION,
        family=Family.PROGRAM,
        urgency=Urgency.NOW,
        label=gettext_lazy("An invitation to a program"),
        subject=Enrollment,
        find=find_invitations,
        is_needed=invitation_stands,
        write=write_invitation,
    )
)
register(
    NudgeKind(
        kind=ORIENTATION_DUE,
        family=Family.PROGRAM,
        urgency=Urgency.SOON,
        label=gettext_lazy("Orientation or profile is not finished"),
        subject=Enrollment,
        find=find_not_ready,
        is_needed=still_getting_ready,
        write=write_getting_ready,
    )
)
