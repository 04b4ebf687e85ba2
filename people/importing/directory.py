"""The people already known, as the checks need them; whoever calls fills it in from the database."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

KEPT = (
    *("employee_id", "email", "first_name", "last_name", "job_title", "department", "location", "grade", "manager_id"),
    *("hire_date", "last_promotion_date", "time_zone", "languages", "employment_status", "left_on"),
)
"""The stored values that a file can change, skills apart."""


@dataclass(slots=True)
class Directory:
    """Everybody known, by id, and the ways to find one. Skills by their name in lower case."""

    people: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    by_employee_id: dict[str, UUID] = field(default_factory=dict)
    by_email: dict[str, UUID] = field(default_factory=dict)
    imported_skills: dict[UUID, set[str]] = field(default_factory=dict)
    own_skills: dict[UUID, set[str]] = field(default_factory=dict)

    def add(self, person_id: UUID, values: dict[str, Any]) -> None:
        """One person with the values named in KEPT."""
        self.people[person_id] = values
        if values["employee_id"]:
            self.by_employee_id[values["employee_id"]] = person_id
        self.by_email[values["email"].lower()] = person_id

    def find(self, reference: str) -> UUID | None:
        """Somebody by e-mail address (any case) or employee number."""
        if "@" in reference:
            return self.by_email.get(reference.lower())
        return self.by_employee_id.get(reference)
