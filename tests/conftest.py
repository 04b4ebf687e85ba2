"""Fixtures that every test may use."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Person


@pytest.fixture(autouse=True)
def quick_passwords(settings: pytest.FixtureRequest) -> None:
    """Hash passwords cheaply; the real hasher takes half a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser (without JavaScript) in which this person has just signed in with their password."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
