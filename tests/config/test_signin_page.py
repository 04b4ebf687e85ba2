"""The sign-in page offers the demo's people while debugging, and only then."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from demo import cast
from tests.core.ui_helpers import read
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def offered(client: Client) -> list[str]:
    """The addresses that a button would fill in."""
    return read(client.get(reverse("account_login")).content.decode()).values("button", "data-email")


@override_settings(DEBUG=True)
def test_demo_people_are_offered_while_debugging(client: Client) -> None:
    for number, employee_id in enumerate((cast.ADMIN, cast.MANAGER, cast.LEADER)):
        make_person(employee_id=employee_id, email=f"person-{number}@northwind-works.example")
    assert offered(client) == [f"person-{number}@northwind-works.example" for number in range(3)]


@override_settings(DEBUG=False)
def test_nobody_is_offered_otherwise(client: Client) -> None:
    make_person(employee_id=cast.ADMIN, email="hanna@northwind-works.example")
    assert offered(client) == []


@override_settings(DEBUG=True)
def test_people_of_a_real_organization_are_never_offered(client: Client) -> None:
    make_person(employee_id=cast.ADMIN, email="hanna@real.example")
    assert offered(client) == []
