"""Programs as the pages show them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from program.enums import CURRENT_ENROLLMENT, ROLES_OF, EnrollmentState, ProgramKind, ProgramState
from program.models import Enrollment, Program
from program.selectors import phases
from program.selectors.readiness import readiness_of
from program.selectors.tabs import register_tab, tabs_for

__all__ = ["Numbers", "board", "numbers_of", "overview", "own_enrollments", "register_tab", "tabs_for"]

ANSWERED = (EnrollmentState.ACCEPTED, EnrollmentState.READY, EnrollmentState.FINISHED)
PHASES = (ProgramState.OPEN, ProgramState.RUNNING, ProgramState.CLOSING, ProgramState.DRAFT, ProgramState.CLOSED)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many people a program has asked, how many of them take part, are ready, said no or left."""

    invited: int = 0
    taking_part: int = 0
    ready: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One program on the board."""

    program: Program
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The programs of one phase."""

    state: str
    label: str
    cards: list[BoardCard]


def numbers_of(programs: Iterable[Program]) -> dict[UUID, Numbers]:
    """The numbers of each program, in one query."""
    was_ready = Q(state__in=(EnrollmentState.READY, EnrollmentState.FINISHED), ready_at__isnull=False)
    rows = (
        Enrollment.objects.filter(cohort__program__in=[program.pk for program in programs])
        .values_list("cohort__program")
        .order_by()
        .annotate(
            Count("pk"),
            taking_part=Count("pk", filter=Q(state__in=ANSWERED)),
            ready=Count("pk", filter=was_ready),
            gone=Count("pk", filter=Q(state=EnrollmentState.WITHDRAWN)),
        )
    )
    return {program: Numbers(*counts) for program, *counts in rows}


def board(person: Any, *, with_archived: bool = False) -> list[BoardColumn]:
    """The programs that the person runs, by phase; phases without a program are left out."""
    programs = list(Program.objects.managed_by(person).order_by("name"))
    numbers = numbers_of(programs)
    phases = (*PHASES, ProgramState.ARCHIVED) if with_archived else PHASES
    columns = [
        BoardColumn(
            state.value,
            str(state.label),
            [BoardCard(each, numbers.get(each.pk, Numbers())) for each in programs if each.state == state],
        )
        for state in phases
    ]
    return [column for column in columns if column.cards]


def own_enrollments(person: Any) -> list[Enrollment]:
    """The person's own places in programs, the current ones first."""
    own = Enrollment.objects.own(person).select_related("cohort__program").order_by("-created_at")
    return sorted(own, key=lambda enrollment: enrollment.ended_at is not None)


def overview(program: Program) -> dict[str, Any]:
    """What the overview shows: phase, numbers by role, what waits, who runs it; never who said what."""
    readiness = readiness_of(program) if program.state == ProgramState.DRAFT else []
    steps = phases.possible(program)
    ahead = [step for step in steps if step.verb not in {"archive", "delete"}]
    return {
        "phase_items": [{"key": state.value, "label": state.label} for state in phases.LINE],
        "phase_current": ProgramState.CLOSED.value if program.state == ProgramState.ARCHIVED else program.state,
        "numbers": numbers_of([program]).get(program.pk, Numbers()),
        "roles": _by_role(program),
        "cohorts": list(program.cohorts.annotate(people=Count("enrollments", filter=_is_in())).order_by("starts_on")),
        "managers": [manager.person for manager in program.managers.select_related("person")],
        "readiness": readiness,
        "readiness_done": sum(item.is_done for item in readiness),
        "next_phase": ahead[0] if ahead else None,
        "other_steps": [step for step in steps if step not in ahead],
        "lacks": [item for item in readiness if item.is_required and not item.is_done],
    }


def _is_in() -> Q:
    return Q(enrollments__state__in=CURRENT_ENROLLMENT)


def _by_role(program: Program) -> list[dict[str, Any]]:
    """For each role: how many are asked, getting ready, ready, away, gone."""
    paused = Count("pk", filter=Q(paused_at__isnull=False))
    rows = Enrollment.objects.filter(cohort__program=program).order_by().values_list("role", "state")
    found: dict[str, Counter[str]] = {}
    for role, state, count, away in rows.annotate(people=Count("pk"), paused=paused):
        counts = found.setdefault(role, Counter())
        counts[state] += count
        counts["paused"] += away
    roles = ROLES_OF[ProgramKind(program.kind)]
    return [{"role": role.value, "label": role.label, "counts": found.get(role.value, Counter())} for role in roles]
