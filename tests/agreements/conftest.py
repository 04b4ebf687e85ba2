"""People at their desks, signed in through the page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.sealing import make_key
from people.models import Person
from tests.factories.people import PASSWORD


@pytest.fixture
def at_desk() -> Callable[[Person], Client]:
    """A browser (without JavaScript) in which this person has just given their password on the sign-in page."""

    def sign_in(person: Person) -> Client:
        client = Client()
        answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return sign_in


@pytest.fixture(scope="session")
def seal_key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one pair of the organization."""
    folder = tmp_path_factory.mktemp("organization-seal")
    make_key(folder, "Northwind Works")
    return folder


@pytest.fixture
def seal_keys(seal_key_folder: Path, settings: Any) -> Path:
    """What is sealed in this test is sealed with that pair, without a timestamp server."""
    settings.SEAL_KEYS_DIR, settings.TSA_URL = seal_key_folder, ""
    return seal_key_folder
