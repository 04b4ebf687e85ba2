"""What people said about themselves reaches the engine, from both sides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import engine
from matching.bridge.pairs import broken_rules
from matching.bridge.profiles import Profiles
from matching.engine import Rule
from matching.models import CoachPool, PoolMember
from program.enums import HalfDay, Preference, ProgramKind, Role
from program.models import Enrollment
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db


def make_coaching(coaches: int = 1) -> tuple[Enrollment, list[Enrollment]]:
    cohort = make_cohort(make_program(ProgramKind.COACHING))
    return make_enrollment(cohort, Role.CLIENT), [make_enrollment(cohort, Role.COACH) for _ in range(coaches)]


def in_pool(name: str, *members: Enrollment) -> None:
    pool, _is_new = CoachPool.objects.get_or_create(program=members[0].program, name=name)
    for member in members:
        PoolMember.objects.create(pool=pool, enrollment=member)


def test_free_half_days_and_wishes_of_both_sides_count() -> None:
    cohort = make_cohort()
    mentee = make_enrollment(
        cohort,
        Role.MENTEE,
        person=make_person(department="Sales", location="Lyon"),
        availability=[HalfDay.MON_AM, HalfDay.TUE_PM],
        preferences=[Preference.OTHER_DEPARTMENT],
    )
    mentor = make_enrollment(
        cohort,
        Role.MENTOR,
        person=make_person(department="Sales", location="Pune"),
        availability=[HalfDay.TUE_PM],
        preferences=[Preference.SAME_LOCATION],
    )
    profiles = Profiles([mentee, mentor])
    factors = {f.feature: f for f in engine.factors(profiles.seeker(mentee), profiles.guide(mentor))}
    assert factors["availability"].params["seeker_times"] == ["tue_pm"]
    assert factors["preferences"].params == {
        "met": [],
        "unmet": [("seeker", "other_department"), ("guide", "same_location")],
    }


def test_a_coach_of_another_pool_is_ruled_out_and_one_without_a_pool_is_not() -> None:
    client, (inside, outside, anywhere) = make_coaching(3)
    assert [broken_rules(client, coach) for coach in (inside, outside, anywhere)] == [Rule.NONE] * 3
    in_pool("Internal", client, inside)
    in_pool("External", outside)
    broken = [broken_rules(client, coach) for coach in (inside, outside, anywhere)]
    assert broken == [Rule.NONE, Rule.OTHER_POOL, Rule.NONE]
    free = make_enrollment(client.cohort, Role.CLIENT)
    assert [broken_rules(free, coach) for coach in (inside, outside, anywhere)] == [Rule.NONE] * 3


def test_one_and_three_coaches_take_the_same_number_of_queries() -> None:
    client, coaches = make_coaching(3)
    in_pool("Internal", client, *coaches)
    counted = []
    for chosen in (coaches[:1], coaches):
        with CaptureQueriesContext(connection) as captured:
            Profiles([client, *chosen])
        counted.append(len(captured))
    assert counted[0] == counted[1]
