"""Leaving, going on leave and coming back."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from core.rules import Refusal
from people.enums import EmploymentStatus
from people.models import Person
from people.services import employment
from people.signals import employment_changed
from tests.factories.people import make_admin, make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[tuple[Any, ...]]]:
    """What the signal told, and how the person stood in the database at that moment."""
    told: list[tuple[Any, ...]] = []

    def listen(sender: object, person: Person, before: object, after: object, by: object, **more: object) -> None:
        told.append((person.pk, before, after, by, Person.objects.get(pk=person.pk).employment_status))

    employment_changed.connect(listen)
    yield told
    employment_changed.disconnect(listen)


def test_leave_is_stored_audited_and_told_once(heard: list[tuple[Any, ...]]) -> None:
    admin, person = make_admin(), make_person()
    for _ in range(2):
        employment.change(person, EmploymentStatus.LEAVE, by=admin)
    assert heard == [(person.pk, EmploymentStatus.ACTIVE, EmploymentStatus.LEAVE, admin, "leave")]
    entry = AuditEntry.objects.get(action="person.employment")
    assert (entry.subject_id, entry.actor, entry.detail) == (person.pk, admin, {"before": "active", "after": "leave"})
    assert (person.is_active, person.left_on) == (True, None)


def test_leaving_counts_from_today_in_the_organizations_zone(time_machine: Any) -> None:
    make_organization(time_zone="Pacific/Auckland")
    time_machine.move_to("2026-11-24 20:00 +0000", tick=False)
    person = make_person()
    employment.change(person, EmploymentStatus.TERMINATED, by=None)
    assert (person.is_active, person.left_on) == (False, dt.date(2026, 11, 25))


def test_whole_change_is_undone_when_somebody_who_is_told_fails() -> None:
    person = make_person()

    def fail(**told: object) -> None:
        raise RuntimeError("downstream")

    employment_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            employment.change(person, EmploymentStatus.TERMINATED, by=None)
    finally:
        employment_changed.disconnect(fail)
    person.refresh_from_db()
    assert (person.employment_status, person.is_active) == ("active", True)
    assert not AuditEntry.objects.exists()


def test_last_admin_cannot_leave() -> None:
    admin = make_admin()
    with pytest.raises(Refusal, match="nobody could administer"):
        employment.change(admin, EmploymentStatus.TERMINATED, by=None)
    admin.refresh_from_db()
    assert admin.is_active


def test_admin_makes_another_admin_and_the_last_one_stays(signed_in: Callable[[Person], Client]) -> None:
    admin, person = make_admin(), make_person()
    client = signed_in(admin)
    client.post(reverse("person_roles", args=[person.pk]), {"is_organization_admin": "on"})
    client.post(reverse("person_roles", args=[admin.pk]), {"is_senior_leader": "on"})
    signed_in(person).post(reverse("person_roles", args=[person.pk]), {})
    roles = Person.objects.values_list("pk", "is_organization_admin", "is_senior_leader")
    assert sorted(roles) == sorted([(admin.pk, False, True), (person.pk, True, False)])
    assert AuditEntry.objects.filter(action="person.roles").count() == 2


def test_nobody_gives_roles_to_themselves(signed_in: Callable[[Person], Client]) -> None:
    person = make_person()
    answer = signed_in(person).post(reverse("person_roles", args=[person.pk]), {"is_organization_admin": "on"})
    person.refresh_from_db()
    assert (answer.status_code, person.is_organization_admin) == (404, False)


def test_number_of_queries_does_not_grow_with_people(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Apart from what those who are told do for each."""
    monkeypatch.setattr(employment_changed, "receivers", [])
    for size in (1, 5):
        people = [make_person() for _ in range(size)]
        with django_assert_num_queries(6):
            employment.change_all([employment.NewStatus(one.pk, EmploymentStatus.LEAVE) for one in people], by=None)


def test_admin_changes_employment_on_the_persons_page(signed_in: Callable[[Person], Client]) -> None:
    person = make_person()
    client = signed_in(make_admin())
    url = reverse("person_employment", args=[person.pk])
    page = client.post(url, {"status": "leave"}, follow=True)
    assert page.redirect_chain == [(reverse("person_detail", args=[person.pk]), 302)]
    assert "On leave" in page.content.decode()
    client.post(url, {"status": "nonsense"})
    person.refresh_from_db()
    assert person.employment_status == "leave"


def test_others_cannot_change_employment(signed_in: Callable[[Person], Client]) -> None:
    person = make_person()
    assert (
        signed_in(make_person()).post(reverse("person_employment", args=[person.pk]), {"status": "leave"}).status_code
        == 404
    )
    person.refresh_from_db()
    assert person.employment_status == "active"
