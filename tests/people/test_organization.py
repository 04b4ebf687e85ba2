"""The organization is asked for once in a request, and never out of date."""

import pytest
from pytest_django import DjangoAssertNumQueries

from core import context
from people.models import Organization
from tests.factories.people import make_organization

pytestmark = pytest.mark.django_db


def test_one_request_asks_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_organization(name="Northwind Works")
    with context.short_memory(), django_assert_num_queries(1):
        assert [Organization.get().name for _ in range(3)] == ["Northwind Works"] * 3
    with django_assert_num_queries(2):
        assert [Organization.get().name for _ in range(2)] == ["Northwind Works"] * 2


def test_what_a_form_put_on_its_own_object_is_seen_nowhere_else() -> None:
    make_organization(name="Northwind Works")
    with context.short_memory():
        Organization.get().name = "Not saved"
        assert Organization.get().name == "Northwind Works"


def test_a_change_is_seen_at_once() -> None:
    make_organization(name="Northwind Works")
    with context.short_memory():
        organization = Organization.get()
        organization.name = "Southwind Works"
        organization.save()
        assert Organization.get().name == "Southwind Works"
