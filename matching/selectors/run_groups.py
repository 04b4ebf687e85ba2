"""How a run serves the groups of an organization; small groups are never shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.engine.fairness import ByGroup, by_group
from matching.models import AssignmentRun
from program.models import Enrollment

GROUPS = {
    "department": gettext_lazy("Department"),
    "location": gettext_lazy("Location"),
    "grade": gettext_lazy("Seniority"),
}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair as the engine counts it."""

    seeker: str
    score: int


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One table; only one is shown at a time, because two laid side by side could point at somebody."""

    by: str
    label: Any
    choices: list[tuple[str, Any]]
    rows: list[list[Any]]
    note: str


def groups_of(run: AssignmentRun, by: str, rows: Sequence[tuple[UUID, int, int | None]]) -> GroupTable:
    """Coverage, mean points and first choices by department, location or grade of the clients, in one query.

    `rows` are (client, points, place in the client's own order) of every pair.
    """
    by = by if by in GROUPS else "department"
    pairs = [_Pair(str(seeker), score) for seeker, score, _rank in rows]
    places = {str(seeker): rank or 0 for seeker, _score, rank in rows}
    everyone = [pair.seeker for pair in pairs] + [entry["client"] for entry in run.unmatched]
    facts = Enrollment.objects.filter(pk__in=[UUID(key) for key in everyone]).values_list("pk", f"person__{by}")
    group_of = {str(pk): "" if value is None else str(value) for pk, value in facts}
    found = by_group(
        everyone,
        pairs,
        group_of,
        place_of=lambda pair: places[pair.seeker],
        smallest=run.cohort.program.smallest_group,
    )
    return GroupTable(by, GROUPS[by], list(GROUPS.items()), [_row(one) for one in found.groups], _note(found, run))


def _row(group: Any) -> list[Any]:
    def share(value: float | None) -> str:
        return "—" if value is None else _("%(share)d %%") % {"share": round(value * 100)}

    return [
        group.name or _("not said"),
        group.people,
        share(group.coverage),
        "—" if group.mean is None else round(group.mean),
        share(group.first_choice),
    ]


def _note(found: ByGroup, run: AssignmentRun) -> str:
    if not found.hidden_groups:
        return ""
    return ngettext(
        "%(count)d group is not shown, so that nobody can be found in it: groups need %(least)d people.",
        "%(count)d groups are not shown, so that nobody can be found in them: groups need %(least)d people.",
        found.hidden_groups,
    ) % {"count": found.hidden_groups, "least": run.cohort.program.smallest_group}
