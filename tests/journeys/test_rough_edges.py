"""What goes wrong on an ordinary day: two tabs, the back button, a stranger's address, no mouse, large letters."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from agreements.models import Signature
from matching.models import MatchRequest, Partnership
from people.models import Person
from program.models import Enrollment
from sessions.models import ActionItem, SessionLog
from tests.factories.agreements import guide_of, make_agreement, propose
from tests.factories.matching import make_mentoring, make_request
from tests.factories.people import PASSWORD, make_admin, make_organization, make_person
from tests.factories.sessions import guide_in, make_action, make_active, make_meeting, seeker_in
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]


@pytest.fixture(autouse=True)
def organization() -> None:
    make_organization()


def tabs(window: Desk, address: str) -> tuple[Page, Page]:
    """The same page in two tabs of one window."""
    pages = window.page, window.context.new_page()
    for page in pages:
        page.goto(f"{window.base}{address}")
    return pages


def form_of(mentee: Enrollment, mentor: Enrollment) -> str:
    return f"/enrollments/{mentee.pk}/mentors/{mentor.pk}/request/"


def test_request_sent_from_two_tabs_is_one_and_the_second_is_told(desk: OpenDesk) -> None:
    mentee, (mentor,) = make_mentoring()
    window = desk(mentee.person)
    for page in tabs(window, form_of(mentee, mentor)):
        page.get_by_label("Your message").fill("May I learn from you?")
    for page in window.context.pages:
        page.get_by_role("button", name="Send the request").click()
    expect(window.context.pages[1].locator("main")).to_contain_text("You have asked this mentor already.")
    assert MatchRequest.objects.count() == 1


def test_back_button_after_sending_sends_nothing_twice(desk: OpenDesk) -> None:
    mentee, (mentor,) = make_mentoring()
    window = desk(mentee.person)
    window.go(form_of(mentee, mentor)).fill("Your message", "May I learn from you?").do("Send the request")
    window.page.go_back()
    window.look("sent-and-back").says("You have asked this mentor already.")
    assert [request.message for request in MatchRequest.objects.all()] == ["May I learn from you?"]


def test_agreement_signed_from_two_tabs_has_one_signature(desk: OpenDesk) -> None:
    agreement = make_agreement()
    propose(agreement)
    signer = guide_of(agreement)
    window = desk(signer)
    for page in tabs(window, f"/agreements/{agreement.pk}/sign/"):
        page.get_by_label("I have read").check()
        page.get_by_label("I agree").check()
        page.get_by_label("Type your full name").fill(signer.get_full_name())
    for page in window.context.pages:
        page.get_by_role("button", name="Sign agreement").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You have signed")
    assert Signature.objects.count() == 1


def test_log_written_in_two_tabs_loses_no_words(desk: OpenDesk) -> None:
    meeting = make_meeting(make_active(), starts_in=timedelta(hours=-2))
    window = desk(guide_in(meeting.partnership))
    first, second = tabs(window, f"/meetings/{meeting.pk}/log/")
    for page, words in ((first, "Written first."), (second, "Written second.")):
        page.locator("textarea[name=observations]").fill(words)
        page.locator("#id_actions-0-title").fill(f"An action, {words.lower()}")
        page.get_by_role("button", name="Save the log").click()
    expect(second.locator("main")).to_contain_text("The text that is saved now")
    expect(second.locator("main")).to_contain_text("Written first.")
    expect(second.locator("textarea[name=observations]")).to_have_value("Written second.")
    window.page = second
    window.look("log-two-tabs")
    assert SessionLog.objects.get().observations == "Written first."
    window.do("Save the log")
    assert SessionLog.objects.get().observations == "Written second."
    assert [action.title for action in ActionItem.objects.order_by("created_at")] == [
        "An action, written first.",
        "An action, written second.",
    ]


def test_a_strangers_address_is_a_friendly_page(desk: OpenDesk) -> None:
    meeting = make_meeting(make_active(), starts_in=timedelta(hours=-2))
    window = desk(make_person())
    for address in (f"/meetings/{meeting.pk}/", f"/partnerships/{meeting.partnership_id}/", f"/meetings/{uuid4()}/"):
        assert window.page.goto(f"{window.base}{address}").status == 404  # type: ignore[union-attr]
        expect(window.page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
        window.complaints.clear()
    window.look("not-found").do("Go to your home page")
    expect(window.page).to_have_url(f"{window.base}/")


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Walk with the keyboard until this element has the focus, and see that the focus shows."""
    for _step in range(120):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate(
                "(s => s.outlineStyle + s.outlineWidth + s.boxShadow)(getComputedStyle(document.activeElement))"
            )
            assert outline != "none0pxnone"
            return
        page.keyboard.press(key)
    raise AssertionError(f"The keyboard never reached {selector}")


def test_everything_can_be_done_without_a_mouse(desk: OpenDesk) -> None:
    mentee, (mentor,) = make_mentoring()
    make_request(mentee, mentor)
    meeting = make_meeting(make_active(), starts_in=timedelta(hours=-2))
    sign_in_by_keyboard(page := desk().go("/").page, mentor.person)
    reach(page, ".next-step a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/requests/$"))
    reach(page, "form[action*='/accept/'] button")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(mentee.person.get_full_name())
    assert Partnership.objects.filter(members__person=mentor.person).count() == 1
    sign_in_by_keyboard(page := desk().go(f"/meetings/{meeting.pk}/log/").page, guide_in(meeting.partnership))
    reach(page, "textarea[name=observations]")
    page.keyboard.type("We talked about the review.")
    reach(page, "form.stack .form-actions button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("We talked about the review.")
    assert SessionLog.objects.get().observations == "We talked about the review."


def sign_in_by_keyboard(page: Page, person: Person) -> None:
    reach(page, "#id_login")
    page.keyboard.type(person.email)
    reach(page, "#id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out").locator("visible=true")).to_be_visible()


@pytest.fixture
def pages(desk: OpenDesk) -> list[tuple[Desk, list[str]]]:
    """The main pages of a mentee who chooses, a mentor in a partnership, and an admin."""
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor)
    partnership = make_active()
    past = make_meeting(partnership, starts_in=timedelta(hours=-2))
    make_action(partnership, seeker_in(partnership), due_on=timezone.localdate())
    program = partnership.cohort.program
    agreement = f"/agreements/{partnership.agreement.pk}/"
    whole = f"/partnerships/{partnership.pk}/"
    mentees = [f"/enrollments/{mentee.pk}/mentors/", f"/enrollments/{mentee.pk}/mentors/{request.mentor_id}/"]
    shared = ["/", whole, f"/meetings/{past.pk}/", f"/meetings/{past.pk}/log/", agreement, "/inbox/", "/me/"]
    admins = ["/people/", "/programs/", "/programs/new/"]
    admins += [f"/programs/{program.pk}/{part}" for part in ("", "people/", "setup/", "progress/")]
    return [
        (desk(mentee.person), [*mentees, f"/enrollments/{mentee.pk}/requests/"]),
        (desk(mentor.person), ["/requests/"]),
        (desk(guide_in(partnership)), shared),
        (desk(make_admin()), admins),
    ]


HIDDEN = ".visually-hidden, svg, thead, details:not([open]) > :not(summary)"
STICKS_OUT = """hidden => [...document.querySelectorAll("main *, .side *")]
    .filter(one => one.checkVisibility() && !one.closest(hidden))
    .filter(one => { const box = one.getBoundingClientRect();
        return box.width > 1 && (box.left < -1 || box.right > innerWidth + 1); })
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
WIDE = "document.documentElement.scrollWidth"


def test_twice_as_large_and_from_right_to_left_nothing_sticks_out(
    pages: list[tuple[Desk, list[str]]], chromium: Browser
) -> None:
    for window, addresses in pages:
        state = window.context.storage_state()
        large = chromium.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2, storage_state=state)
        page = large.new_page()
        for address in addresses:
            page.set_viewport_size({"width": 640, "height": 450})
            page.goto(f"{window.base}{address}")
            assert (address, page.evaluate(WIDE)) == (address, 640)
            page.evaluate("document.documentElement.dir = 'rtl'")
            for width in (320, 640):
                page.set_viewport_size({"width": width, "height": 450})
                out = page.evaluate(STICKS_OUT, HIDDEN)
                assert (address, width, out, page.evaluate(WIDE)) == (address, width, [], width)
        large.close()
