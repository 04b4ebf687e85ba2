"""A real browser at the desks of several people, each with a window of their own."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from launcher.testtools import NEEDED
from people.models import Person
from tests.factories.people import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTHS = (320, 1280)
THEMES = ("light", "dark")
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


# Whether a click on this element loads a page: a link, or a button that sends a form whose fields are in order.
LEAVES_THE_PAGE = """element => {
  if (element.closest("summary")) return false;
  const fragment = element.closest("[hx-get], [hx-post]");
  if (fragment && /submit|click/.test(fragment.getAttribute("hx-trigger") || "submit")) return false;
  const link = element.closest("a");
  if (link) return !/^#|[.](csv|xlsx)$/.test(link.getAttribute("href") || "#") && !link.hasAttribute("download");
  const form = element.form;
  if (!form || element.type !== "submit" || element.disabled) return false;
  return element.formNoValidate || form.noValidate || form.checkValidity();
}"""


class Desk:
    """One person's browser window. `look()` at every page that a story stops at."""

    def __init__(self, browser: Browser, base: str, folder: Path, *, with_script: bool = True) -> None:
        self.base, self.folder = base, folder
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=with_script, accept_downloads=True
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.with_script = with_script
        # A picture of every page takes its time: only when asked for, or when something is wrong with the page.
        self.takes_pictures = "SCREENSHOTS" in os.environ
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._note_failure)

    def _note_failure(self, response: object) -> None:
        if response.status >= 500:  # type: ignore[attr-defined]
            self.complaints.append(f"{response.status} {response.url}")  # type: ignore[attr-defined]

    def go(self, address: str) -> "Desk":
        """Open an address of the site."""
        self.page.goto(f"{self.base}{address}")
        return self

    def sign_in(self, email: str, password: str = PASSWORD) -> "Desk":
        """Sign in through the form, signing out first when somebody is signed in."""
        self.context.clear_cookies()
        self.go("/")
        self.page.locator("#id_login").fill(email)
        self.page.locator("#id_password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(f"{self.base}/")
        return self

    def do(self, name: str | re.Pattern[str], within: str = "body", exact: bool = False) -> "Desk":
        """Press the button or follow the link of this name (the first one that is visible)."""
        scope = self.page.locator(within).first
        found = scope.get_by_role("button", name=name, exact=exact).or_(
            scope.get_by_role("link", name=name, exact=exact)
        )
        # A button that asks first opens its question as <details>.
        found = found.or_(scope.locator("summary", has_text=name))
        target = found.locator("visible=true").first
        if target.evaluate(LEAVES_THE_PAGE):
            # A click returns before the next page begins to load; a change of the address alone is no page.
            with self.page.expect_event("load"):
                target.click()
        else:
            target.click()
        self.page.wait_for_load_state()
        return self

    def fill(self, label: str | re.Pattern[str], value: str) -> "Desk":
        """Type into the field of this label."""
        self.page.get_by_label(label).first.fill(value)
        return self

    def sees(self, text: str | re.Pattern[str]) -> "Desk":
        """The page shows this text. Raises AssertionError when it does not within the time."""
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()
        return self

    def says(self, text: str | re.Pattern[str]) -> "Desk":
        """A message says this, after something was done."""
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    def check(self, *labels: str | re.Pattern[str]) -> "Desk":
        """Tick boxes or choose radio buttons by their label."""
        for label in labels:
            self.page.get_by_label(label).first.check()
        return self

    def answer_all(self, label: str) -> "Desk":
        """Give the same answer to every question that offers it."""
        for answer in self.page.get_by_label(label, exact=True).all():
            answer.check()
        return self

    def choose(self, label: str | re.Pattern[str], option: str) -> "Desk":
        """Choose in a list."""
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def look(self, name: str = "") -> "Desk":
        """Both widths, both themes: nothing sticks out sideways, axe finds nothing, nothing complains."""
        if not self.with_script:
            return self
        self.page.evaluate(Axe().axe_script)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            for theme in THEMES:
                self.page.emulate_media(color_scheme=theme)
                found = self.page.evaluate(VIOLATIONS)
                problems = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]
                wide = self.page.evaluate("document.documentElement.scrollWidth")
                if name and (self.takes_pictures or problems or wide != width):
                    self.page.screenshot(path=self.folder / f"{name}-{width}-{theme}.png", full_page=True)
                assert (self.page.url, width, theme, problems, wide) == (self.page.url, width, theme, [], width)
        self.page.emulate_media(color_scheme="light")
        assert self.complaints == []
        return self


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium. Playwright's loop makes Django think it runs in one, hence the variable."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NEEDED["chromium"]))),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-sync",
                # A window for each person is many renderers: small heaps halve what they hold together.
                "--js-flags=--max-semi-space-size=1 --optimize-for-size",
            ],
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def shots() -> Path:
    """Where the pictures of this run go: SCREENSHOTS, or a folder under var/."""
    folder = Path(os.environ.get("SCREENSHOTS", ROOT / "var/screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def desk(
    chromium: Browser, live_server: object, shots: Path, settings: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Desk]]:
    """Open a window; `desk(person)` signs in through the form first."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Two workers with a browser each take a gigabyte that nobody has.
        assert request.node.nodeid.endswith("@browser"), "the tests of the browser are not kept together"
    settings.BASE_URL = str(live_server)
    desks: list[Desk] = []

    def open_desk(person: Person | None = None, *, with_script: bool = True) -> Desk:
        opened = Desk(chromium, str(live_server), shots, with_script=with_script)
        desks.append(opened)
        return opened.sign_in(person.email) if person else opened

    yield open_desk
    for opened in desks:
        opened.context.close()
