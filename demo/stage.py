"""What the scripts of the demo share."""

import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from demo.cast import SEED, Pool
from demo.enrolling import FULLY, enrollment_of, invite, join
from demo.moments import at, workday
from demo.simulation import Script
from people.models import Person
from program.enums import SECTION_FIELDS
from program.models import Cohort, Program
from program.services import managers, profiles, programs

SENIOR, MIDDLE, JUNIOR = range(6, 10), range(4, 7), range(2, 4)


@dataclass(slots=True)
class Stage:
    """Now, who runs things, who is still free, and the dice."""

    now: datetime
    admin: Person
    manager: Person
    pool: Pool
    rng: random.Random

    @property
    def today(self) -> date:
        """The day on which the demo is loaded."""
        return self.now.date()

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def with_own_dice(self, name: str) -> "Stage":
        """The same stage for a story whose dice nobody else throws: it can change without changing the others."""
        return replace(self, rng=random.Random(f"{SEED} {name}"))  # noqa: S311 - the same dice every time

    def ending(self, cohort: Cohort, closing: int, closed: int) -> Script:
        """The admin brings the program to its end."""
        yield at(self.ago(closing), 9, self.admin)
        programs.begin_closing(Program.objects.get(pk=cohort.program_id), by=self.admin)
        yield at(self.ago(closed), 9, self.admin)
        programs.close(Program.objects.get(pk=cohort.program_id), by=self.admin)


def strangers(person: Person, people: list[Person]) -> list[Person]:
    """Those of another department."""
    return [other for other in people if other.department != person.department]


def nearest(stage: Stage, guides: list[Person], seekers: list[Person]) -> list[Person]:
    """The seekers in an order in which each meets a guide of another department, whose working day is close to theirs.

    Another department also means another reporting line. The rest follow.
    """

    def offset(person: Person) -> float:
        away = stage.now.astimezone(person.zone).utcoffset()
        return away.total_seconds() / 3600 if away else 0.0

    left, ordered = list(seekers), []
    for guide in guides:
        others = strangers(guide, left) or left
        closest = min(others, key=lambda seeker: abs(offset(seeker) - offset(guide)))
        left.remove(closest)
        ordered.append(closest)
    return [*ordered, *left]


def create(stage: Stage, key: str, name: str, starts: int, **settings: Any) -> Cohort:
    """A draft made from a template, whose first cohort starts so many days ago."""
    program = programs.create_from_template(key, by=stage.admin, name=name, starts_on=stage.ago(starts))
    for section, names in SECTION_FIELDS.items():
        values = {name: value for name, value in settings.items() if name in names}
        if values:
            programs.save_section(program, section, values, by=stage.admin)
    managers.add(program, stage.manager, by=stage.admin)
    return Cohort.objects.select_related("program").get(program=program)


def opening(stage: Stage, cohort: Cohort, opens: int, starts: int | None) -> Script:
    """The admin opens the program, an hour after the invitations of that day, and starts it on its day."""
    yield at(stage.ago(opens), 10, stage.admin)
    programs.open(Program.objects.get(pk=cohort.program_id), by=stage.admin)
    if starts is not None:
        yield at(stage.ago(starts), 8, stage.admin)
        programs.start(Program.objects.get(pk=cohort.program_id), by=stage.admin)


def enrol(
    stage: Stage,
    cohort: Cohort,
    role: str,
    people: list[Person],
    invited: int,
    until: dict[Person, str] | None = None,
    capacity: int | None = None,
    are_open: Collection[Person] = (),
) -> Iterable[Script]:
    """Invite people so many days ago and let each come as far as `until` says (`silent`: no answer yet).

    Mentors may propose themselves to those who `are_open`, and to whoever else likes it.
    """
    day = workday(stage.ago(invited))
    yield invite(cohort, role, people, day, stage.admin)
    for person in people:
        how_far = (until or {}).get(person, FULLY)
        if how_far != "silent":
            answered = day + timedelta(days=stage.rng.randint(2, 4))
            yield join(cohort, role, person, answered, stage.rng, how_far, person in are_open)
            if capacity:
                yield _set_capacity(stage, cohort, role, person, answered, capacity)


def _set_capacity(stage: Stage, cohort: Cohort, role: str, person: Person, day: date, capacity: int) -> Script:
    yield at(day + timedelta(days=1), 17, person)
    profiles.set_capacity(enrollment_of(cohort, role, person), capacity, by=stage.admin)
