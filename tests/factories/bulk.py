"""A mentoring program that matches a whole cohort at once, for tests."""

from collections.abc import Sequence
from typing import Any

from matching.services import rankings
from program.enums import Role
from program.models import Cohort, Enrollment
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

WANTS = ["Negotiation", "Python", "Strategy", "Public speaking"]


def make_bulk(mentees: int = 6, mentors: int = 3, capacity: int = 2, **program: Any) -> Cohort:
    """A cohort of such a program: mentees who want different things, mentors who offer one each, all of them ready."""
    cohort = make_cohort(make_program(matches_in_bulk=True, **program))
    for number in range(mentees):
        wants = [WANTS[number % 4], WANTS[(number + 1) % 4]]
        make_enrollment(cohort, Role.MENTEE, make_person(f"Mentee{number}", grade=number % 4), wants=wants)
    for number in range(mentors):
        person = make_person(f"Mentor{number}", grade=number % 4 + 3)
        make_enrollment(cohort, Role.MENTOR, person, capacity=capacity, offers=[WANTS[number % 4]])
    return cohort


def mentees_of(cohort: Cohort) -> list[Enrollment]:
    """In the order in which they came."""
    return _of(cohort, Role.MENTEE)


def mentors_of(cohort: Cohort) -> list[Enrollment]:
    """In the order in which they came."""
    return _of(cohort, Role.MENTOR)


def rank(owner: Enrollment, *others: Enrollment) -> None:
    """Put these in somebody's order, first place first."""
    for other in others:
        rankings.add(owner, other, by=owner.person)


def order_of(owner: Enrollment) -> Sequence[tuple[int, Enrollment]]:
    """Somebody's order as it is stored."""
    return [(row.rank, row.other) for row in owner.rankings.order_by("rank").select_related("other")]


def _of(cohort: Cohort, role: str) -> list[Enrollment]:
    rows = Enrollment.objects.filter(cohort=cohort, role=role).order_by("created_at", "pk")
    return list(rows.select_related("person", "cohort__program"))
