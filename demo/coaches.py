"""What the demo organization knows of its coaches: credentials with their days, two pools, and least loads."""

from collections.abc import Sequence
from datetime import timedelta

from demo.moments import at
from demo.simulation import Script
from demo.stage import Stage
from matching.models import CoachPool
from matching.services import credentials, pools
from people.models import Person
from program.enums import Role
from program.models import Cohort, Enrollment, Program

PROFESSIONAL, ASSOCIATE, SENIOR = "ICF Professional (PCC)", "ICF Associate (ACC)", "EMCC Senior Practitioner"
ASKED_FOR = [PROFESSIONAL, ASSOCIATE, SENIOR]
ISSUERS = {PROFESSIONAL: "International Coaching Federation", ASSOCIATE: "International Coaching Federation"}
ISSUERS[SENIOR] = "European Mentoring and Coaching Council"
# Which credential, and in how many days it ends. The third has just expired: that coach gets nobody new.
OF_INTERNAL = ((PROFESSIONAL, 640), (ASSOCIATE, 41), (SENIOR, -6), (ASSOCIATE, None))
OF_EXTERNAL = ((PROFESSIONAL, 410), (SENIOR, 290), (PROFESSIONAL, None))


def from_inside(stage: Stage, cohort: Cohort, coaches: list[Person], days_ago: int) -> Script:
    """Before the first assignment the coaches' credentials are on record, and a pool holds them."""
    yield at(stage.ago(days_ago), 11, stage.manager)
    _record(stage, coaches, OF_INTERNAL)
    pool = pools.create(_program(cohort), "Our own coaches", is_external=False, by=stage.manager)
    _fill(stage, pool, cohort, coaches)


def from_outside(stage: Stage, cohort: Cohort, coaches: list[Person], days_ago: int) -> Script:
    """Later others come from outside. Each is promised a client."""
    yield at(stage.ago(days_ago), 11, stage.manager)
    _record(stage, coaches, OF_EXTERNAL)
    pool = pools.create(_program(cohort), "Harbourside Coaching", is_external=True, by=stage.manager)
    _fill(stage, pool, cohort, coaches)
    loads = {one.pk: 1 for one in _enrolled(cohort, coaches)}
    pools.set_minimum_loads(_program(cohort), loads, by=stage.manager)


def reserve(stage: Stage, cohort: Cohort, clients: list[Person], days_ago: int) -> Script:
    """Some clients get nobody from the house: they know all our own coaches too well."""
    yield at(stage.ago(days_ago), 11, stage.manager)
    _fill(stage, CoachPool.objects.get(program=cohort.program_id, is_external=True), cohort, clients)


def _record(stage: Stage, coaches: list[Person], held: Sequence[tuple[str, int | None]]) -> None:
    for coach, (name, days) in zip(coaches, held, strict=True):
        until = None if days is None else stage.today + timedelta(days=days)
        credentials.record(coach, name, issuer=ISSUERS[name], valid_until=until, by=stage.manager)


def _fill(stage: Stage, pool: CoachPool, cohort: Cohort, people: list[Person]) -> None:
    chosen = _enrolled(cohort, people)
    pools.set_members(pool, chosen, shown=chosen, by=stage.manager)


def _enrolled(cohort: Cohort, people: list[Person]) -> list[Enrollment]:
    rows = Enrollment.objects.filter(cohort=cohort, person__in=people, role__in=(Role.COACH, Role.CLIENT))
    return list(rows.select_related("cohort", "person").order_by("person__employee_id"))


def _program(cohort: Cohort) -> Program:
    return Program.objects.get(pk=cohort.program_id)
