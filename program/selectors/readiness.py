"""What a program needs before it opens, each thing with the way to it."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from program.enums import CURRENT_ENROLLMENT, GUIDE_ROLES, ROLES_OF, SEEKER_ROLES, ProgramKind, Role
from program.models import Cohort, Enrollment, OrientationStep, Program

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One thing that should be there before a program opens; it cannot open without those that are required."""

    key: str
    label: Words
    text: Words
    url: str
    is_done: bool
    is_required: bool


def readiness_of(program: Program) -> list[ReadinessItem]:
    """The list before opening, in the order of the set-up; three queries for any program."""
    people = _people(program)
    return [
        _purpose(program),
        _dates(program),
        *_orientation(program),
        _invited(program, GUIDE_ROLES, people["guides"]),
        _invited(program, SEEKER_ROLES, people["seekers"]),
        _places(program, people),
    ]


def missing(program: Program) -> list[ReadinessItem]:
    """What a program cannot open without and does not have yet."""
    return [item for item in readiness_of(program) if item.is_required and not item.is_done]


def wanting(program: Program) -> list[ReadinessItem]:
    """What is not there yet: first what the program cannot open without, then what it can."""
    return sorted((item for item in readiness_of(program) if not item.is_done), key=lambda item: not item.is_required)


def _purpose(program: Program) -> ReadinessItem:
    return ReadinessItem(
        "purpose",
        _("The purpose is written"),
        _("People read it in their invitation."),
        _section(program, "purpose"),
        is_done=bool(program.purpose.strip()),
        is_required=True,
    )


def _dates(program: Program) -> ReadinessItem:
    return ReadinessItem(
        "dates",
        _("A cohort has its dates"),
        _("At least one cohort ends after today."),
        f"{_section(program, 'who')}#cohorts",
        is_done=Cohort.objects.filter(program=program, ends_on__gt=timezone.localdate()).exists(),
        is_required=True,
    )


def _orientation(program: Program) -> list[ReadinessItem]:
    if not program.needs_orientation:
        return []
    written = set(OrientationStep.objects.filter(program=program).order_by().values_list("role", flat=True).distinct())
    return [
        ReadinessItem(
            "orientation",
            _("Every role has its orientation"),
            _("Orientation comes first in this program, so each role needs at least one page."),
            reverse("orientation_list", args=[program.pk]),
            is_done=set(ROLES_OF[ProgramKind(program.kind)]) <= written,
            is_required=True,
        )
    ]


def _people(program: Program) -> dict[str, int]:
    current = Enrollment.objects.filter(cohort__program=program, state__in=CURRENT_ENROLLMENT)
    guides = Q(role__in=GUIDE_ROLES)
    counts = current.aggregate(
        guides=Count("pk", filter=guides), seekers=Count("pk", filter=~guides), places=Sum("capacity", filter=guides)
    )
    return {name: count or 0 for name, count in counts.items()}


def _invited(program: Program, roles: tuple[Role, ...], count: int) -> ReadinessItem:
    role = next(role for role in ROLES_OF[ProgramKind(program.kind)] if role in roles)
    labels = {
        Role.MENTOR: _("Mentors are invited"),
        Role.MENTEE: _("Mentees are invited"),
        Role.COACH: _("Coaches are in the pool"),
        Role.CLIENT: _("Clients are on the list"),
    }
    text = ngettext("%(count)s person so far.", "%(count)s people so far.", count) % {"count": count}
    return ReadinessItem(
        f"invited_{role.value}",
        labels[role],
        text if count else _("Nobody so far. You can also invite people after opening."),
        f"{reverse('invitation_create', args=[program.pk])}?role={role.value}",
        is_done=count > 0,
        is_required=False,
    )


def _places(program: Program, people: dict[str, int]) -> ReadinessItem:
    words = _("%(places)s places for %(people)s people.") % {"places": people["places"], "people": people["seekers"]}
    if not people["seekers"]:
        words = _("As soon as people are on the list, it shows here.")
    return ReadinessItem(
        "places",
        _("There are enough places"),
        words,
        reverse("enrollment_list", args=[program.pk]),
        is_done=people["places"] >= people["seekers"] and people["seekers"] > 0,
        is_required=False,
    )


def _section(program: Program, section: str) -> str:
    return reverse("program_setup_section", args=[program.pk, section])
