"""Senior leaders read figures that point at nobody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.models import Partnership
from people.models import Person
from program.enums import EnrollmentState, Role
from sessions.selectors.results import results
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_program
from tests.factories.sessions import make_active_coaching

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def fill(people: int, **program: object) -> None:
    cohort = make_cohort(make_program(**program))
    for _ in range(people):
        make_enrollment(cohort, Role.MENTEE, answered_at=timezone.now())


@pytest.mark.parametrize(("people", "shown"), [(4, None), (5, 5)])
def test_a_figure_needs_five_people(people: int, shown: int | None) -> None:
    fill(people)
    [each] = results().programs
    assert (each.figures[0]["value"], results().together[0]["value"]) == (shown, shown)


@pytest.mark.parametrize(
    ("sizes", "whole"), [([6, 3], 6), ([6, 3, 1], 6), ([6, 3, 4], 13), ([2, 2], None), ([4, 3], 7)]
)
def test_the_whole_does_not_give_away_a_small_program(sizes: list[int], whole: int | None) -> None:
    for size in sizes:
        fill(size)
    assert results().together[0]["value"] == whole


def test_who_said_no_does_not_take_part() -> None:
    cohort = make_cohort(make_program())
    for number in range(7):
        state = EnrollmentState.WITHDRAWN if number < 2 else EnrollmentState.READY
        make_enrollment(cohort, Role.MENTEE, state=state, answered_at=timezone.now())
    assert results().programs[0].figures[0]["value"] == 5


def test_a_sponsor_who_signed_does_not_take_part() -> None:
    first, *others = [make_active_coaching(has_sponsor=True) for _ in range(3)]
    for partnership in others:
        Partnership.objects.filter(pk=partnership.pk).update(cohort=first.cohort)
    of_first = next(each for each in results().programs if each.program == first.program)
    assert of_first.figures[1]["value"] == 6


def test_a_program_may_ask_for_more() -> None:
    fill(7, smallest_group=8)
    assert results().programs[0].figures[0]["value"] is None


def test_only_leaders_and_admins_see_the_page(signed_in: SignIn) -> None:
    fill(6, name="Secret program")
    answers = [
        signed_in(person).get(reverse("result_list")).status_code
        for person in (make_person(), make_person(is_senior_leader=True), make_admin())
    ]
    assert answers == [404, 200, 200]


def test_the_page_needs_the_same_queries_for_any_number(
    signed_in: SignIn, django_assert_num_queries: Callable[[int], object]
) -> None:
    client = signed_in(make_person(is_senior_leader=True))
    client.get(reverse("result_list"))
    for _ in range(3):
        fill(1)
        with django_assert_num_queries(11):  # type: ignore[attr-defined]
            client.get(reverse("result_list"))
