"""How people of the demo come into a program."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from demo import words
from demo.moments import at
from demo.simulation import Script
from demo.wishes import wishes_of
from people.models import Person
from program.enums import GUIDE_ROLES
from program.models import Cohort, Enrollment, OrientationStep
from program.services import enrollments, profiles

FULLY = "fully"
SKILLS_WANTED = (
    *("Public speaking", "Giving feedback", "Leading people", "Stakeholder management", "Prioritization"),
    *("Influencing without authority", "Storytelling", "Career planning", "Delegation", "Conflict resolution"),
)


def invite(cohort: Cohort, role: str, people: Iterable[Person], day: date, by: Person) -> Script:
    """The admin invites these people on that day."""
    yield at(day, 9, by)
    enrollments.invite(cohort, role, list(people), by=by)


def join(
    cohort: Cohort,
    role: str,
    person: Person,
    day: date,
    rng: random.Random,
    until: str = FULLY,
    is_open: bool = False,
) -> Script:
    """Somebody answers their invitation; `until` says how far they come: declined, accepted, oriented or fully.

    `is_open` lets mentors propose themselves, whatever the dice say.
    """
    yield at(day, rng.randint(9, 16), person)
    enrollment = enrollment_of(cohort, role, person)
    if until == "declined":
        enrollments.decline(enrollment, by=person)
        return
    enrollments.accept(enrollment, by=person)
    if until == "accepted":
        return
    yield at(day + timedelta(days=1), rng.randint(9, 16), person)
    for step in OrientationStep.objects.filter(program=cohort.program_id, role=role):
        profiles.complete_step(enrollment, step, by=person)
    if until == "oriented":
        return
    has = list(person.skills.order_by("name").values_list("name", flat=True))
    wanted = tuple(rng.sample(SKILLS_WANTED, 3))
    is_guide = role in GUIDE_ROLES
    wishes = wishes_of(person, role)
    profile = profiles.Profile(
        headline=rng.choice(words.HEADLINES),
        hopes="" if is_guide else rng.choice(words.HOPES),
        experience=rng.choice(words.EXPERIENCE) if is_guide else "",
        skills=tuple(dict.fromkeys([*has, *rng.sample(SKILLS_WANTED, 2)])) if is_guide else wanted,
        availability=wishes.availability,
        preferences=wishes.preferences,
        is_open_to_proposals=cohort.program.allows_proposals and (is_open or wishes.is_open_to_proposals),
    )
    profiles.set_profile(enrollment, profile, by=person)


def enrollment_of(cohort: Cohort, role: str, person: Person) -> Enrollment:
    """The person's enrollment."""
    return Enrollment.objects.get(cohort=cohort, role=role, person=person)
