"""The components in a real browser: narrow and wide, light and dark, with and without a script."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from people.models import Person
from tests.factories.people import make_person
from tests.journeys.conftest import Desk

GALLERY = "/ui/gallery/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture(autouse=True)
def in_debug(settings: pytest.FixtureRequest) -> None:
    """The gallery exists in debug only."""
    settings.DEBUG = True


@pytest.fixture
def window(
    chromium: Browser, live_server: object, signed_in: Callable[[Person], Client]
) -> Iterator[Callable[..., Page]]:
    """Open an address in a window with options of its own, as somebody who is signed in."""
    cookie = signed_in(make_person()).cookies[site.SESSION_COOKIE_NAME].value
    contexts: list[BrowserContext] = []

    def open_window(address: str = GALLERY, **options: object) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": str(live_server)}])
        page = context.new_page()
        page.goto(f"{live_server}{address}")
        return page

    yield open_window
    for context in contexts:
        context.close()


def test_components_fit_and_axe_finds_nothing(desk: Callable[..., Desk]) -> None:
    desk(make_person()).go(GALLERY).look()


def test_sign_in_pages_fit_and_axe_finds_nothing(desk: Callable[..., Desk]) -> None:
    stranger = desk()
    for address in ("/account/login/", "/account/password/reset/", "/account/password/reset/key/1-abc/"):
        stranger.go(address).look()


def test_axe_would_find_something(window: Callable[..., Page]) -> None:
    page = window("/account/password/reset/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/img/mark.svg\">')"
    )
    assert [found["id"] for found in Axe().run(page).response["violations"]] == ["image-alt"]


def test_nothing_needs_a_script_to_open(window: Callable[..., Page]) -> None:
    page = window(viewport={"width": 320, "height": 800}, java_script_enabled=False)
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("navigation", name="Menu")).to_be_visible()
    page.locator("summary", has_text="Menu").click()
    question = page.get_by_text("This ends the partnership with Jonas")
    expect(question).to_be_hidden()
    page.locator("summary", has_text="End partnership").click()
    expect(question).to_be_visible()


def test_keyboard_reaches_the_content_first_and_leaves_a_menu(window: Callable[..., Page]) -> None:
    page = window()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    summary = page.locator("details.menu > summary")
    summary.press("Enter")
    expect(page.get_by_role("button", name="Duplicate")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Duplicate")).to_be_hidden()
    expect(summary).to_be_focused()


def test_theme_chosen_wins_over_the_device(window: Callable[..., Page]) -> None:
    page = window(f"{GALLERY}?theme=dark", color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 25, 23)"


def test_leaving_with_something_typed_asks_first(window: Callable[..., Page]) -> None:
    page = window()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("What is it for?").first.fill("Growing")
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once(window: Callable[..., Page]) -> None:
    page = window()
    stopped = page.evaluate(
        """() => {
            const stopped = [];
            window.addEventListener("submit", (event) => {
                stopped.push(event.defaultPrevented);
                event.preventDefault();
            });
            const button = document.querySelector(".side__wide .theme button");
            button.click();
            button.click();
            return stopped;
        }"""
    )
    assert stopped == [False, True]
