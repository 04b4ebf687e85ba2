"""A mentoring program that matches a whole cohort at once, for tests."""

from collections.abc import Sequence
from typing import Any

from matching.enums import RunMethod, WorkState
from matching.models import AssignmentRun
from matching.services import bulk_runs, rankings, run_work
from people.models import Person
from program.enums import Role
from program.models import Cohort, Enrollment
from tests.factories.people import make_admin, make_person
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


def match_all(
    cohort: Cohort, method: str = RunMethod.STABLE, earlier: AssignmentRun | None = None, by: Person | None = None
) -> AssignmentRun:
    """A run for the whole cohort, worked out."""
    run = bulk_runs.order(cohort, method, by=by or make_admin(), earlier=earlier)
    run_work.work(run.pk)
    run.refresh_from_db()
    assert (run.work, run.failure) == (WorkState.DONE, "")
    return run


def work_again(run: AssignmentRun) -> None:
    """The same run with the people of now."""
    AssignmentRun.objects.filter(pk=run.pk).update(work=WorkState.QUEUED, attempts=0)
    run_work.work(run.pk)


def order_of(owner: Enrollment) -> Sequence[tuple[int, Enrollment]]:
    """Somebody's order as it is stored."""
    return [(row.rank, row.other) for row in owner.rankings.order_by("rank").select_related("other")]


def _of(cohort: Cohort, role: str) -> list[Enrollment]:
    rows = Enrollment.objects.filter(cohort=cohort, role=role).order_by("created_at", "pk")
    return list(rows.select_related("person", "cohort__program"))
