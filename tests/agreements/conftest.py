"""People at their desks, signed in through the page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

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
