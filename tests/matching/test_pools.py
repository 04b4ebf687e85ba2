"""Pools of coaches: made and filled by those who run a program, and kept by every match."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from matching.models import CoachPool, Partnership, PoolMember
from people.models import Person
from program.enums import ProgramKind, Role
from program.models import Enrollment
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_program
from tests.matching.test_assignment import make_field, run_for
from tests.matching.test_by_hand import match
from tests.matching.test_requests import count_queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def make_pool(program, *members: Enrollment, name: str = "Executive coaches", **fields: object) -> CoachPool:
    pool = CoachPool.objects.create(program=program, name=name, **fields)
    for one in members:
        PoolMember.objects.create(pool=pool, enrollment=one)
    return pool


def people_of(cohort, role: str) -> list[Enrollment]:
    return list(Enrollment.objects.filter(cohort=cohort, role=role).order_by("person__first_name"))


def test_admin_makes_renames_fills_and_deletes_a_pool(signed_in: SignIn) -> None:
    cohort = make_field(clients=2, coaches=2)
    coaches, clients = people_of(cohort, Role.COACH), people_of(cohort, Role.CLIENT)
    browser = signed_in(make_admin())
    browser.post(reverse("pool_list", args=[cohort.program_id]), {"name": "Outside", "is_external": "on"})
    pool = CoachPool.objects.get()
    assert (pool.name, pool.is_external) == ("Outside", True)
    shown = [one.pk for one in (*coaches, *clients)]
    browser.post(reverse("pool_members", args=[pool.pk]), {"shown": shown, "member": [coaches[0].pk, clients[1].pk]})
    assert set(pool.members.values_list("enrollment", flat=True)) == {coaches[0].pk, clients[1].pk}
    browser.post(reverse("pool_detail", args=[pool.pk]), {"name": "Inside"})
    pool.refresh_from_db()
    assert (pool.name, pool.is_external) == ("Inside", False)
    page = browser.post(reverse("pool_delete", args=[pool.pk]), follow=True).content.decode()
    assert "The pool Inside is gone." in page
    assert not CoachPool.objects.exists()
    assert list(AuditEntry.objects.filter(subject_type="matching.coachpool").values_list("action", flat=True)) == [
        "coachpool.create", "coachpool.set_members", "coachpool.change", "coachpool.delete"
    ]  # fmt: skip


def test_whoever_the_filter_hides_stays_in_the_pool(signed_in: SignIn) -> None:
    cohort = make_field(clients=2, coaches=2)
    first, second = people_of(cohort, Role.COACH)
    pool = make_pool(cohort.program, first, second)
    browser = signed_in(make_admin())
    filtered = f"?q={first.person.first_name}"
    page = browser.get(reverse("pool_detail", args=[pool.pk]) + filtered).content.decode()
    assert (str(first.pk) in page, str(second.pk) in page) == (True, False)
    browser.post(reverse("pool_members", args=[pool.pk]), {"shown": [first.pk]})
    assert list(pool.members.values_list("enrollment", flat=True)) == [second.pk]


def test_a_name_is_given_once_and_keeps_what_was_typed(signed_in: SignIn) -> None:
    program = make_program(ProgramKind.COACHING)
    make_pool(program, name="Outside")
    page = signed_in(make_admin()).post(reverse("pool_list", args=[program.pk]), {"name": "outside"}).content.decode()
    assert "There is a pool with this name already." in page
    assert 'value="outside"' in page
    assert CoachPool.objects.count() == 1


def test_somebody_of_another_program_cannot_be_put_in(signed_in: SignIn) -> None:
    cohort, elsewhere = make_field(), make_field()
    pool = make_pool(cohort.program)
    other = people_of(elsewhere, Role.COACH)[0]
    signed_in(make_admin()).post(reverse("pool_members", args=[pool.pk]), {"shown": [other.pk], "member": [other.pk]})
    assert not pool.members.exists()


def test_pools_are_for_those_who_run_the_program(signed_in: SignIn) -> None:
    cohort = make_field()
    pool = make_pool(cohort.program, *people_of(cohort, Role.COACH), name="Zebrafink")
    for person, status in (
        (make_manager(cohort.program), 200), (people_of(cohort, Role.COACH)[0].person, 404), (make_person(), 404)
    ):  # fmt: skip
        program = cohort.program_id
        for name, key in (("pool_list", program), ("pool_detail", pool.pk), ("coach_list", program)):
            answer = signed_in(person).get(reverse(name, args=[key]))
            assert (answer.status_code, b"Zebrafink" in answer.content) == (status, status == 200)
    assert signed_in(make_person()).post(reverse("pool_delete", args=[pool.pk])).status_code == 404
    assert CoachPool.objects.exists()


def test_a_client_in_a_pool_gets_a_coach_from_it_and_no_other(signed_in: SignIn) -> None:
    cohort = make_field(clients=2, coaches=2, capacity=2)
    (inside, outside), (client, other) = people_of(cohort, Role.COACH), people_of(cohort, Role.CLIENT)
    make_pool(cohort.program, inside, client, name="Inside")
    make_pool(cohort.program, outside, other, name="Outside")
    run = run_for(cohort)
    assert {(pair.seeker, pair.guide) for pair in run.pairs.all()} == {(client, inside), (other, outside)}
    page = match(signed_in(make_admin()), outside, client)
    assert "The coach belongs to other pools than the client." in page
    assert not Partnership.objects.exists()


def test_coaches_stand_in_one_table_and_least_loads_are_kept(signed_in: SignIn) -> None:
    cohort = make_field(clients=4, coaches=2, capacity=4)
    first, second = people_of(cohort, Role.COACH)
    Person.objects.filter(pk=first.person_id).update(languages=["en", "pl"])
    make_pool(cohort.program, first, name="Outside")
    browser, url = signed_in(make_admin()), reverse("coach_list", args=[cohort.program_id])
    page = browser.get(url).content.decode()
    for words in ("Outside", "English, Polish", "Negotiation", "0 of 4 taken"):
        assert words in page
    browser.post(url, {f"load-{first.pk}": "2", f"load-{second.pk}": "2"})
    assert [one.minimum_load for one in people_of(cohort, Role.COACH)] == [2, 2]
    run = run_for(cohort)
    assert sorted(run.figures["load"].values()) == [2, 2]


def test_nobody_is_promised_more_than_their_places(signed_in: SignIn) -> None:
    cohort = make_field(coaches=1, capacity=2)
    (coach,) = people_of(cohort, Role.COACH)
    url = reverse("coach_list", args=[cohort.program_id])
    page = signed_in(make_admin()).post(url, {f"load-{coach.pk}": "3"}).content.decode()
    assert "has 2 places, so they cannot get at least 3 clients." in page
    coach.refresh_from_db()
    assert coach.minimum_load == 0


def test_the_table_asks_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    cohort = make_cohort(make_program(ProgramKind.COACHING, required_credentials=["ICF ACC"]))
    browser, url = signed_in(make_admin()), reverse("coach_list", args=[cohort.program_id])
    make_enrollment(cohort, Role.COACH, offers=["Python"])
    one = count_queries(browser, url)
    for _ in range(2):
        make_pool(cohort.program, make_enrollment(cohort, Role.COACH, offers=["Negotiation"]), name=f"P{_}")
    assert count_queries(browser, url) == one
