"""What the pages about coaches ask of the database: a ceiling for each, and no more for three rows than for one."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.models import ChemistryMeeting, ChemistryRound, CoachPool, Credential, PoolMember
from people.models import Person
from program.enums import ProgramKind, Role
from program.models import Enrollment
from tests.architecture.test_queries import Page, opened
from tests.factories.people import make_admin, make_organization
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def make_coach() -> Enrollment:
    program = make_program(ProgramKind.COACHING, required_credentials=["ICF ACC"], has_chemistry_meetings=True)
    return make_enrollment(make_cohort(program), Role.COACH, offers=["Python"])


def coach_list() -> Page:
    coach = make_coach()
    pool = CoachPool.objects.create(program=coach.program, name="Outside")

    def add() -> None:
        other = make_enrollment(coach.cohort, Role.COACH, offers=["Negotiation", "Python"])
        PoolMember.objects.create(pool=pool, enrollment=other)
        Credential.objects.create(person=other.person, name="ICF ACC", valid_until=timezone.localdate())

    return make_admin(), reverse("coach_list", args=[coach.program.pk]), add


def pool_list() -> Page:
    program, names = make_coach().program, iter("abcdef")
    add = lambda: CoachPool.objects.create(program=program, name=next(names))  # noqa: E731
    return make_admin(), reverse("pool_list", args=[program.pk]), add


def pool_detail() -> Page:
    coach = make_coach()
    pool = CoachPool.objects.create(program=coach.program, name="Outside")
    add = lambda: PoolMember.objects.create(pool=pool, enrollment=make_enrollment(coach.cohort, Role.CLIENT))  # noqa: E731
    return make_admin(), reverse("pool_detail", args=[pool.pk]), add


def credential_list() -> Page:
    coach, names = make_coach(), iter("abcdef")
    add = lambda: Credential.objects.create(person=coach.person, name=next(names))  # noqa: E731
    return make_admin(), reverse("credential_list", args=[coach.pk]), add


def credential_own_list() -> Page:
    coach, names = make_coach(), iter("abcdef")
    add = lambda: Credential.objects.create(person=coach.person, name=next(names))  # noqa: E731
    return coach.person, reverse("credential_own_list"), add


def make_round(coach: Enrollment) -> ChemistryRound:
    return ChemistryRound.objects.create(cohort=coach.cohort, ends_on=timezone.localdate(), started_by=make_admin())


def chemistry_list() -> Page:
    coach = make_coach()

    def add() -> None:
        other = make_coach()
        other.cohort.program = coach.program
        other.cohort.save()
        client = make_enrollment(other.cohort, Role.CLIENT)
        ChemistryMeeting.objects.create(round=make_round(other), client=client, coach=other, position=1)

    return make_admin(), reverse("chemistry_list", args=[coach.program.pk]), add


def chemistry_of_a_client() -> Page:
    coach = make_coach()
    round_, client, places = make_round(coach), make_enrollment(coach.cohort, Role.CLIENT), iter(range(1, 9))

    def add() -> None:
        other = make_enrollment(coach.cohort, Role.COACH, offers=["Python"])
        ChemistryMeeting.objects.create(round=round_, client=client, coach=other, position=next(places))

    return client.person, reverse("chemistry_own", args=[client.pk]), add


def chemistry_of_a_coach() -> Page:
    coach = make_coach()
    round_ = make_round(coach)

    def add() -> None:
        client = make_enrollment(coach.cohort, Role.CLIENT)
        ChemistryMeeting.objects.create(round=round_, client=client, coach=coach, position=1)

    return coach.person, reverse("chemistry_own", args=[coach.pk]), add


# The most queries that each page may make. Raise one only with a reason.
PAGES: dict[Callable[[], Page], int] = {
    coach_list: 15,
    pool_list: 8,
    pool_detail: 10,
    credential_list: 10,
    credential_own_list: 6,
    chemistry_list: 8,
    chemistry_of_a_client: 17,
    chemistry_of_a_coach: 8,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_asks_the_same_for_one_row_and_for_three(page: Callable[[], Page], signed_in: SignIn) -> None:
    make_organization()
    person, url, add = page()
    client = signed_in(person)
    add()
    one, length = opened(client, url)
    add()
    add()
    three, longer = opened(client, url)
    print(f"{page.__name__}: {one} queries")
    assert longer > length
    assert three == one
    assert one <= PAGES[page]
