"""The page 'Who can read what'."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from config.readers import LINES
from core.privacy import Privacy, privacy_of
from people.models import Person
from tests.core.ui_helpers import read
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_page_has_a_heading_for_each_privacy_class(signed_in: Callable[[Person], Client]) -> None:
    response = signed_in(make_person()).get(reverse("who_can_read"))
    assert [group["readers"] for group in response.context["groups"]] == [str(choice.label) for choice in Privacy]
    assert [group["readers"] for group in response.context["groups"] if not group["lines"]] == []
    assert read(response.content.decode()).tags.count("h1") == 1


def test_every_line_names_a_field_with_a_privacy_class() -> None:
    assert [(model, field) for model, field, _ in LINES if field not in privacy_of(model)] == []


def test_page_needs_a_sign_in(client: Client) -> None:
    address = reverse("who_can_read")
    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"
