"""Reminders in a browser: from the mail to the answer, and what a mail scanner may not do."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from playwright.sync_api import expect

from matching.models import MatchRequest, Partnership
from notifications.models import Nudge
from notifications.services import sweep
from program.models import Enrollment
from sessions.models import Meeting
from tests.factories.matching import make_mentoring
from tests.factories.people import make_organization
from tests.factories.sessions import guide_in, make_active, make_meeting, seeker_in
from tests.journeys.conftest import Desk
from tests.notifications.sink import Sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]
WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=WARSAW)
OURS = ("people", "program", "matching", "agreements", "mentoring_sessions", "notifications", "core")


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real mail server."""
    make_organization()
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


def ask(mentee: Desk, own: Enrollment, mentor: Enrollment) -> None:
    mentee.go(f"/enrollments/{own.pk}/mentors/{mentor.pk}/request/")
    mentee.fill("Your message", "May I learn from you?").do("Send the request")
    assert MatchRequest.objects.count() == 1


def mails_to(sink: Sink, address: str) -> list[EmailMessage]:
    return [message for message in sink.messages if address in message["To"]]


def links_of(message: EmailMessage) -> set[str]:
    """Every address in the text and the HTML part."""
    plain, rich = (message.get_body([kind]).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    return set(re.findall(r"https?://[^\s<>\"]+", plain)) | set(re.findall(r'href="(https?://[^"]+)"', rich))


def everything() -> dict[str, list[Any]]:
    """All rows of our own tables."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def test_a_waiting_request_is_remembered_and_answered_from_the_mail(desk: OpenDesk, sink: Sink) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        own, (mentor,) = make_mentoring()
        ask(desk(own.person), own, mentor)
        sweep.run()
        clock.move_to(MONDAY + timedelta(days=3, hours=1))
        sweep.run()
        name, address = own.person.get_full_name(), mentor.person.email
        subjects = [message["Subject"] for message in mails_to(sink, address)]
        assert subjects == [f"{name} asks you to be their mentor", f"{name} is waiting for your answer"]
        mail = mails_to(sink, address)[-1]
        link = next(link for link in links_of(mail) if link.endswith("/requests/"))
        window = desk()
        window.page.goto(link)
        window.look("mail-link-sign-in").page.locator("#id_login").fill(address)
        window.page.locator("#id_password").fill("correct horse battery")
        window.do("Sign in", within="main")
        expect(window.page).to_have_url(link)
        window.look("mail-link").sees("May I learn from you?").do("Accept")
        assert Partnership.objects.get().state == "forming"
        clock.move_to(MONDAY + timedelta(days=7, hours=1))
        sweep.run()
        later = [message["Subject"] for message in mails_to(sink, address)[2:]]
        assert f"{name} is waiting for your answer" not in later


def test_a_scanner_that_follows_every_link_changes_nothing(desk: OpenDesk, sink: Sink) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        own, (mentor,) = make_mentoring()
        ask(desk(own.person), own, mentor)
        sweep.run()
        clock.move_to(MONDAY + timedelta(days=3, hours=1))
        sweep.run()
        make_meeting(make_active(), starts_in=timedelta(hours=23))
        sweep.run()
        links = {link for message in sink.messages for link in links_of(message)}
        assert len(links) > 2
        stranger, reader, asked = desk(), desk(own.person), desk(mentor.person)
        before = everything()
        for window in (stranger, reader, asked):
            answers = {link: window.page.request.get(link).status for link in links}
            assert set(answers.values()) <= {200, 404}, answers
        assert everything() == before


def test_a_moved_meeting_is_remembered_at_its_new_time_only(desk: OpenDesk, sink: Sink) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        partnership = make_active()
        partnership.meetings.all().delete()
        Nudge.objects.all().delete()
        meeting = make_meeting(partnership, starts_in=timedelta(hours=30))
        sweep.run()
        mine = {"kind": "meeting_tomorrow", "recipient": seeker_in(partnership)}
        assert Nudge.objects.get(**mine).state == "planned"
        move(desk(guide_in(partnership)), meeting)
        clock.move_to(MONDAY + timedelta(hours=7))
        sweep.run()
        assert list(Nudge.objects.filter(**mine).values_list("state", flat=True)) == ["skipped"]
        clock.move_to(datetime(2026, 11, 26, 15, 30, tzinfo=WARSAW))
        sweep.run()
        assert sorted(Nudge.objects.filter(**mine).values_list("state", flat=True)) == ["sent", "skipped"]
        subjects = [message["Subject"] for message in mails_to(sink, seeker_in(partnership).email)]
        assert [subject for subject in subjects if "Friday 27 November, 15:00" in subject and "You meet" in subject]
        assert not [subject for subject in subjects if "24 November, 16:00" in subject and "You meet" in subject]


def move(window: Desk, meeting: Meeting) -> None:
    """To Friday at 15:00, on the page."""
    window.go(f"/meetings/{meeting.pk}/").do("Move", within="main").look("meeting-move")
    window.fill("Day", "2026-11-27").fill("Time", "15:00").do("Save the new time").look("meeting-moved")
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2026, 11, 27, 15, tzinfo=WARSAW)


def test_a_family_of_mails_can_be_turned_off(desk: OpenDesk, sink: Sink) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        own, (mentor,) = make_mentoring()
        window = desk(mentor.person)
        window.go("/me/reminders/").look("reminders").page.get_by_label("Finding each other").uncheck()
        window.do("Save", within="main").says("Saved. You can change this at any time.").look()
        ask(desk(own.person), own, mentor)
        for days in (0, 3, 7):
            clock.move_to(MONDAY + timedelta(days=days, hours=1))
            sweep.run()
        assert mails_to(sink, mentor.person.email) == []
        window.sign_in(mentor.person.email).do("Read and answer").sees("May I learn from you?")
