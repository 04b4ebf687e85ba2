"""Fixtures that every test may use."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import Person


@pytest.fixture(autouse=True)
def quick_passwords(settings: pytest.FixtureRequest) -> None:
    """Hash passwords cheaply; the real hasher takes half a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Begin without what an earlier test left: counted sign-ins outlive a test, and some tests travel in time."""
    cache.clear()


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser (without JavaScript) in which this person has just signed in with their password."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
