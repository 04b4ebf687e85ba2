"""What an import would change, and the receipt: the good rows against everybody known."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from people.enums import EmploymentStatus
from people.importing.check import Checked
from people.importing.directory import Directory
from people.importing.rows import Row

_NOT_A_FIELD = frozenset({"skills", "left_on", "employment_status"})


@dataclass(slots=True)
class EmploymentChange:
    """A known person who leaves, goes on leave or comes back."""

    person_id: UUID
    before: EmploymentStatus
    after: EmploymentStatus
    left_on: dt.date | None


@dataclass(slots=True)
class Plan:
    """Everything to be stored. Skills go by (person, name) when added, by (person, lower-case name) when taken away."""

    created: list[Row] = field(default_factory=list)
    # id -> only the values that differ
    changed: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    employment: list[EmploymentChange] = field(default_factory=list)
    skills_added: list[tuple[UUID, str]] = field(default_factory=list)
    skills_dropped: list[tuple[UUID, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def make(checked: Checked, directory: Directory, today: dt.date) -> Plan:
    """Compare. Nothing that is already so is planned again, so the same file twice changes nothing."""
    plan = Plan()
    tally: Counter[str] = Counter()
    for row in checked.good:
        person_id = cast(UUID, row.person_id)
        if not row.is_known:
            plan.created.append(row)
            plan.skills_added += [(person_id, name) for name in row.values.get("skills", ())]
            continue
        known = directory.people[person_id]
        has_changed = _plan_fields(plan, person_id, row, known, today, tally)
        has_changed |= _plan_skills(plan, person_id, row, directory)
        tally["changed" if has_changed else "unchanged"] += 1
    in_file = sum(1 for row in checked.good if row.is_known)
    plan.counts = {
        "rows": checked.rows,
        "created": len(plan.created),
        **{key: tally[key] for key in ("changed", "unchanged")},
        "refused": checked.refused,
        **{key: tally[key] for key in ("left", "on_leave", "returned", "moved", "promoted", "renamed")},
        "not_in_file": len(directory.people) - in_file,
        "problems": len(checked.problems),
    }
    return plan


def _plan_fields(
    plan: Plan, person_id: UUID, row: Row, known: dict[str, Any], today: dt.date, tally: Counter[str]
) -> bool:
    values = row.values
    after = {key: value for key, value in values.items() if key not in _NOT_A_FIELD and known[key] != value}
    before, now = EmploymentStatus(known["employment_status"]), values.get("employment_status")
    has_moved_on = now is not None and now != before
    if now is not None and has_moved_on:
        left_on = (values.get("left_on") or today) if now == EmploymentStatus.TERMINATED else None
        plan.employment.append(EmploymentChange(person_id, before, now, left_on))
        tally[_KIND_OF_CHANGE[now]] += 1
    elif before == EmploymentStatus.TERMINATED and values.get("left_on") not in (None, known["left_on"]):
        after["left_on"] = values["left_on"]
    if after:
        plan.changed[person_id] = after
    tally["moved"] += "manager_id" in after
    tally["renamed"] += "first_name" in after or "last_name" in after
    tally["promoted"] += _is_promoted(known, after)
    return bool(after) or has_moved_on


_KIND_OF_CHANGE = {
    EmploymentStatus.TERMINATED: "left",
    EmploymentStatus.LEAVE: "on_leave",
    EmploymentStatus.ACTIVE: "returned",
}


def _is_promoted(known: dict[str, Any], after: dict[str, Any]) -> bool:
    for key in ("grade", "last_promotion_date"):
        if after.get(key) is not None and known[key] is not None and after[key] > known[key]:
            return True
    return False


def _plan_skills(plan: Plan, person_id: UUID, row: Row, directory: Directory) -> bool:
    if "skills" not in row.values:
        return False
    imported = directory.imported_skills.get(person_id, set())
    own = directory.own_skills.get(person_id, set())
    wanted = {name.lower(): name for name in row.values["skills"]}
    added = [(person_id, name) for key, name in wanted.items() if key not in imported and key not in own]
    dropped = [(person_id, key) for key in sorted(imported - wanted.keys())]
    plan.skills_added += added
    plan.skills_dropped += dropped
    return bool(added or dropped)
