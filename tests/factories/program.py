"""Programs and enrollments for tests."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from people.models import Person
from program.enums import EnrollmentState, ProgramKind, ProgramState, Role
from program.models import Cohort, Enrollment, EnrollmentSkill, OrientationStep, Program, ProgramManager
from tests.factories.people import make_person, make_skill

_numbers = count(1)


def make_program(kind: str = ProgramKind.MENTORING, state: str = ProgramState.RUNNING, **fields: Any) -> Program:
    """A running mentoring program without orientation."""
    fields.setdefault("name", f"Program {next(_numbers)}")
    fields.setdefault("needs_orientation", False)
    if kind == ProgramKind.COACHING:
        fields.setdefault("package_meetings", 6)
    return Program.objects.create(kind=kind, state=state, **fields)


def make_cohort(program: Program | None = None, **fields: Any) -> Cohort:
    """An intake that began 30 days ago and lasts a year."""
    today = timezone.localdate()
    fields.setdefault("name", f"Cohort {next(_numbers)}")
    fields.setdefault("starts_on", today - timedelta(days=30))
    fields.setdefault("ends_on", today + timedelta(days=335))
    return Cohort.objects.create(program=program or make_program(), **fields)


def make_enrollment(
    cohort: Cohort | None = None, role: str = Role.MENTEE, person: Person | None = None, **fields: Any
) -> Enrollment:
    """Somebody ready in a cohort. `wants` and `offers` are lists of skill names."""
    wants, offers = fields.pop("wants", ()), fields.pop("offers", ())
    fields.setdefault("state", EnrollmentState.READY)
    if fields["state"] == EnrollmentState.READY:
        fields.setdefault("ready_at", timezone.now())
    fields.setdefault("capacity", 2 if role in {Role.MENTOR, Role.COACH} else 1)
    enrollment = Enrollment.objects.create(
        cohort=cohort or make_cohort(), person=person or make_person(role.title()), role=role, **fields
    )
    for wish, names in (("wanted", wants), ("offered", offers)):
        for name in names:
            EnrollmentSkill.objects.create(enrollment=enrollment, skill=make_skill(name), wish=wish)
    return enrollment


def make_manager(program: Program, **fields: Any) -> Person:
    """Somebody who runs this program and is no organization admin."""
    person = make_person("Milan", "Manager", **fields)
    ProgramManager.objects.create(program=program, person=person)
    return person


def make_orientation(program: Program, role: str, pages: int = 2) -> list[OrientationStep]:
    """Short orientation pages for a role."""
    return [
        OrientationStep.objects.create(
            program=program, role=role, position=number, title=f"Page {number}", body=f"Text of page {number}"
        )
        for number in range(1, pages + 1)
    ]
