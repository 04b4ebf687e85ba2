"""Who plays which part in the demo organization. Chosen by employee number, so that every load has the same people."""

import random
from dataclasses import dataclass

from people.enums import EmploymentStatus
from people.models import Person

PASSWORD = "welcome-to-the-demo"  # noqa: S105 - printed for everybody who starts the demo
SEED = 2026

ADMIN = "E10006"
MANAGER = "E10040"
LEADER = "E10001"
# Coaches from outside, who work for another company; they play nothing else.
EXTERNAL_COACHES = ("X90001", "X90002", "X90003")


@dataclass(slots=True)
class Pool:
    """People by what they can be, each handed out once, in an order that is always the same."""

    people: list[Person]
    rng: random.Random

    @classmethod
    def of_everybody(cls) -> "Pool":
        """Everybody at work who speaks English, the named parts left out."""
        named = {ADMIN, MANAGER, LEADER, *EXTERNAL_COACHES}
        people = Person.objects.filter(employment_status=EmploymentStatus.ACTIVE, languages__contains=["en"])
        ordered = [person for person in people.order_by("employee_id") if person.employee_id not in named]
        rng = random.Random(SEED)  # noqa: S311 - a demo wants the same dice every time
        rng.shuffle(ordered)
        return cls(ordered, rng)

    def take(
        self,
        count: int,
        grades: range,
        departments: tuple[str, ...] = (),
        not_in: tuple[str, ...] = (),
        needs_manager: bool = False,
    ) -> list[Person]:
        """Hand out people of these grades (and departments). Raises LookupError when there are too few."""
        fitting = [
            person
            for person in self.people
            if person.grade in grades
            and (not departments or person.department in departments)
            and person.department not in not_in
            and (not needs_manager or person.manager_id)
        ][:count]
        if len(fitting) < count:
            raise LookupError(f"The demo needs {count} people here and found {len(fitting)}.")
        self.people = [person for person in self.people if person not in fitting]
        return fitting


def part(employee_id: str) -> Person:
    """A named part."""
    return Person.objects.get(employee_id=employee_id)


def external_coaches() -> list[Person]:
    """The coaches from outside."""
    return [part(employee_id) for employee_id in EXTERNAL_COACHES]
