"""The gallery and the brand sheet through their addresses."""

from collections.abc import Callable

import pytest
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as real_urls
from core.views.gallery import gallery
from people.models import Person
from tests.core.ui_helpers import read
from tests.factories.people import make_person

urlpatterns = [*real_urls, path("gallery-of-a-test/", gallery)]
here = override_settings(ROOT_URLCONF=__name__)


@pytest.mark.django_db
@here
@override_settings(DEBUG=True)
def test_gallery_shows_every_component_in_debug(signed_in: Callable[[Person], Client]) -> None:
    response = signed_in(make_person()).get("/gallery-of-a-test/")
    assert response.status_code == 200
    assert read(response.content.decode()).tags.count("h1") == 1


@pytest.mark.django_db
@here
@override_settings(DEBUG=False)
def test_gallery_does_not_exist_otherwise(signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(make_person()).get("/gallery-of-a-test/").status_code == 404


@pytest.mark.parametrize("accent", ["#d81b60", "#000000", "#ffffff", "#ffe600"])
def test_brand_sheet_sets_the_four_accent_names(client: Client, accent: str) -> None:
    response = client.get("/brand.css", {"accent": accent})
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert [line.split(":")[0].strip() for line in response.content.decode().splitlines()[1:-1]] == [
        "--accent",
        "--accent-hover",
        "--on-accent",
        "--accent-soft",
    ]


@pytest.mark.parametrize("accent", ["", "red", "#fff", "#0f6354;} body{display:none", "url(//x)"])
@pytest.mark.django_db
def test_brand_sheet_of_something_else_does_not_exist(client: Client, accent: str) -> None:
    assert client.get("/brand.css", {"accent": accent}).status_code == 404


def test_brand_sheet_changes_nothing(client: Client) -> None:
    assert client.post("/brand.css").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/account/password/reset/", "/account/password/reset/done/",
                                     "/account/inactive/", "/account/signup/", "/account/password/reset/key/1-abc/",
                                     "/account/password/reset/key/done/"])  # fmt: skip
def test_sign_in_pages_are_ours(client: Client, address: str) -> None:
    response = client.get(address)
    seen = read(response.content.decode())
    assert seen.tags.count("h1") == 1
    assert seen.tags.count("main") == 1
    assert "css/tokens.css" in "".join(seen.values("link", "href"))
