"""What senior leaders read: how the programs do, in numbers of people large enough to point at nobody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.enums import GoalState
from agreements.models import Goal
from matching.models import Partnership
from people.models import Organization
from program.enums import EnrollmentState, ProgramState
from program.models import Enrollment, Program
from program.models.program import SMALLEST_GROUP
from sessions.enums import MeetingState
from sessions.models import Meeting

Words = str | Promise
SHOWN_STATES = (ProgramState.OPEN, ProgramState.RUNNING, ProgramState.CLOSING, ProgramState.CLOSED)


@dataclass(frozen=True, slots=True)
class ProgramResults:
    """One program's figures. A value of None stands for fewer people than may be shown."""

    program: Program
    figures: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Results:
    """All programs together, then one by one."""

    organization: str
    smallest_group: int
    together: list[dict[str, Any]]
    programs: list[ProgramResults]


def results() -> Results:
    """The figures of every program past its draft; seven queries for any number of programs."""
    programs = list(Program.objects.filter(state__in=SHOWN_STATES).order_by("-created_at"))
    took_part = Enrollment.objects.exclude(answered_at=None).exclude(state=EnrollmentState.WITHDRAWN)
    signed = Partnership.objects.filter(activated_at__isnull=False)
    tables = {
        "people": _people("cohort__program", took_part, "person"),
        # A sponsor signs too, but does not take part.
        "active": _people("cohort__program", signed, "members__enrollment__person"),
        "meetings": _rows("partnership__cohort__program", Meeting.objects.filter(state=MeetingState.HELD)),
        "met": _people(
            "partnership__cohort__program", Meeting.objects.filter(state=MeetingState.HELD), "attendees__person"
        ),
        "goals": _rows("partnership__cohort__program", Goal.objects.exclude(state=GoalState.DRAFT)),
        "goal_owners": _people("partnership__cohort__program", Goal.objects.exclude(state=GoalState.DRAFT), "owner"),
        "reached": _rows("partnership__cohort__program", Goal.objects.filter(state=GoalState.REACHED)),
    }
    smallest = max([SMALLEST_GROUP, *(program.smallest_group for program in programs)])
    each = [ProgramResults(program, _figures(_of(tables, program.pk), program.smallest_group)) for program in programs]
    together = _figures(_together(tables, programs, smallest), smallest)
    return Results(Organization.get().name, smallest, together, each)


# Whose number decides whether a figure is shown.
BEHIND = {"people": "people", "active": "active", "meetings": "met", "goals": "goal_owners", "reached": "goal_owners"}


def _together(tables: dict[str, dict[Any, int]], programs: list[Program], smallest: int) -> dict[str, int]:
    """The counts of all programs, such that no program's hidden count is the rest of a subtraction.

    Programs whose figure is hidden are counted in only when there are several of them and enough people stand behind
    them together.
    """
    whole = {}
    for name, behind in {**BEHIND, **{people: people for people in BEHIND.values()}}.items():
        people = {program.pk: tables[behind].get(program.pk, 0) for program in programs}
        hidden = [program.pk for program in programs if people[program.pk] < program.smallest_group]
        left_out = set(hidden) if len(hidden) < 2 or sum(people[key] for key in hidden) < smallest else set()
        whole[name] = sum(n for key, n in tables[name].items() if key in people and key not in left_out)
    return whole


def _figures(counts: dict[str, int], smallest: int) -> list[dict[str, Any]]:
    """Each figure only when enough people stand behind it."""

    def shown(name: str) -> int | None:
        return counts[name] if counts[BEHIND[name]] >= smallest else None

    goals = shown("goals")
    share = round(100 * counts["reached"] / goals) if goals else 0
    return [
        {"label": _("People taking part"), "value": shown("people")},
        {"label": _("People with a signed agreement"), "value": shown("active")},
        {"label": _("Meetings held"), "value": shown("meetings")},
        {
            "label": _("Agreed goals"),
            "value": goals,
            "hint": _("%(share)d %% reached so far") % {"share": share} if goals is not None else "",
        },
    ]


def _of(tables: dict[str, dict[Any, int]], program_id: Any) -> dict[str, int]:
    return {name: table.get(program_id, 0) for name, table in tables.items()}


def _people(program: str, rows: Any, person: str) -> dict[Any, int]:
    """How many different people, by program."""
    grouped = rows.order_by().values_list(program)
    return dict(grouped.annotate(n=Count(person, distinct=True, filter=Q(**{f"{person}__isnull": False}))))


def _rows(program: str, rows: Any) -> dict[Any, int]:
    """How many rows, by program."""
    return dict(rows.order_by().values_list(program).annotate(n=Count("pk")))
