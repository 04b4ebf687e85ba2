"""A cohort of the demo that is matched all at once: both sides put the others in order, and a result waits."""

from datetime import date

from demo.enrolling import enrollment_of
from demo.moments import at
from demo.simulation import Script, side_by_side
from demo.stage import Stage, strangers
from demo.wishes import own_dice
from matching.enums import RunMethod
from matching.services import bulk_runs, rankings, run_work
from people.models import Person
from program.enums import Role
from program.models import Cohort

# So many of each side have no order when the day comes.
SILENT = {Role.MENTOR: 1, Role.MENTEE: 2}


def rank_each_other(
    stage: Stage, cohort: Cohort, mentors: list[Person], mentees: list[Person], invited: int, until: int
) -> Script:
    """The manager invites everybody to rank, and most do. Each has an order of their own."""
    yield at(stage.ago(invited), 9, stage.manager)
    rankings.invite(Cohort.objects.get(pk=cohort.pk), stage.ago(until), by=stage.manager)
    sides = ((Role.MENTOR, mentors, mentees), (Role.MENTEE, mentees, mentors))
    yield from side_by_side(
        _ranks(cohort, role, person, others, stage.ago(own_dice(person).randint(until + 2, invited - 2)))
        for role, people, others in sides
        for person in people[: -SILENT[role]]
    )


def matched_at_once(stage: Stage, cohort: Cohort, days_ago: int) -> Script:
    """Afterwards every way to match is worked out; the stable one waits for somebody to look at it."""
    yield at(stage.ago(days_ago), 10, stage.admin)
    current = Cohort.objects.select_related("program").get(pk=cohort.pk)
    run_work.work(bulk_runs.order(current, RunMethod.STABLE, by=stage.admin).pk)


def _ranks(cohort: Cohort, role: Role, person: Person, others: list[Person], day: date) -> Script:
    yield at(day, 13, person)
    rng = own_dice(person)
    possible = strangers(person, others)
    owner = enrollment_of(cohort, role, person)
    other_role = Role.MENTEE if role == Role.MENTOR else Role.MENTOR
    for other in rng.sample(possible, min(len(possible), rng.randint(3, 4))):
        rankings.add(owner, enrollment_of(cohort, other_role, other), by=person)
