"""When people of the demo like to meet, and whom they would like. Many say nothing: a profile asks, it does not demand.

Each person has dice of their own, so that what one of them says never depends on what happens to the others.
"""

import random
from dataclasses import dataclass

from demo.cast import SEED
from people.models import Person
from program.enums import GUIDE_ROLES, HalfDay, Preference

SAY_WHEN, SAY_WHOM, ARE_OPEN = 0.7, 0.35, 0.4
# How often each wish is heard. Most people look beyond their own department.
COMMON = {
    Preference.OTHER_DEPARTMENT: 5,
    Preference.SAME_LOCATION: 3,
    Preference.OTHER_LOCATION: 1,
    Preference.SAME_DEPARTMENT: 1,
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """Good times to meet, whom somebody would like, and whether mentors may propose themselves."""

    availability: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    is_open_to_proposals: bool = False


def wishes_of(person: Person, role: str) -> Wishes:
    """The same wishes in every load."""
    rng = own_dice(person)
    half_days = rng.sample(HalfDay.values, rng.randint(3, 6))
    wish = rng.choices(list(COMMON), list(COMMON.values()))[0]
    says_when, says_whom, is_open = (rng.random() < share for share in (SAY_WHEN, SAY_WHOM, ARE_OPEN))
    return Wishes(
        availability=tuple(half_days) if says_when else (),
        preferences=(wish.value,) if says_whom else (),
        is_open_to_proposals=is_open and role not in GUIDE_ROLES,
    )


def own_dice(person: Person) -> random.Random:
    """Dice that only this person throws."""
    return random.Random(f"{SEED} {person.employee_id}")  # noqa: S311 - a demo wants the same dice every time
