"""Mails about matching: sent once, with a reason, never after it is gone, never with what somebody wrote."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from matching.models import MatchRequest
from matching.services import partnerships, requests, waitlist
from notifications.services import sweep
from program.enums import Role
from tests.factories.matching import make_mentoring, make_request
from tests.factories.people import make_organization
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
SECRET = "I lost my confidence after the reorganization"


@pytest.fixture
def sweep_at(time_machine: Any) -> Callable[[datetime], None]:
    """Let the clock stand at a moment and ring the doorbell."""
    make_organization()

    def ring(moment: datetime) -> None:
        time_machine.move_to(moment)
        sweep.run()

    time_machine.move_to(MONDAY)
    return ring


def subjects_for(person: Any) -> list[str]:
    return [message.subject for message in mail.outbox if person.email in " ".join(message.to)]


def test_mentor_is_asked_then_reminded_after_three_and_seven_days_and_no_more(sweep_at: Callable[..., None]) -> None:
    mentee, (mentor,) = make_mentoring()
    make_request(mentee, mentor, SECRET)
    for day in range(12):
        sweep_at(MONDAY + timedelta(days=day))
        sweep_at(MONDAY + timedelta(days=day, hours=1))
    name = mentee.person.get_full_name()
    waiting = f"{name} is waiting for your answer"
    assert subjects_for(mentor.person) == [f"{name} asks you to be their mentor", waiting, waiting]
    assert SECRET not in "".join(str(message.message()) for message in mail.outbox)


def test_answered_request_reminds_nobody(sweep_at: Callable[..., None]) -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor)
    sweep_at(MONDAY)
    sweep_at(MONDAY + timedelta(days=2, hours=12))
    requests.decline(request, SECRET, by=mentor.person)
    mail.outbox.clear()
    for day in range(3, 10):
        sweep_at(MONDAY + timedelta(days=day))
    assert subjects_for(mentor.person) == []
    assert subjects_for(mentee.person) == [f"{mentor.person.get_full_name()} cannot be your mentor this time"]
    assert SECRET not in "".join(str(message.message()) for message in mail.outbox)


def test_sweep_expires_a_request_and_asks_the_next(sweep_at: Callable[..., None]) -> None:
    mentee, (one, two) = make_mentoring(2)
    make_request(mentee, one)
    make_request(mentee, two)
    sweep_at(MONDAY + timedelta(days=14, hours=1))
    assert list(MatchRequest.objects.order_by("rank").values_list("state", flat=True)) == ["expired", "pending"]
    assert subjects_for(two.person) == [f"{mentee.person.get_full_name()} asks you to be their mentor"]


def test_both_are_told_of_a_match_once(sweep_at: Callable[..., None]) -> None:
    mentee, (mentor,) = make_mentoring()
    requests.accept(make_request(mentee, mentor), by=mentor.person)
    for hours in (0, 1):
        sweep_at(MONDAY + timedelta(hours=hours))
    assert f"You are matched with {mentee.person.get_full_name()}" in subjects_for(mentor.person)
    assert subjects_for(mentee.person).count(f"You are matched with {mentor.person.get_full_name()}") == 1


def test_every_other_letter_can_be_written(sweep_at: Callable[..., None]) -> None:
    mentee, (mentor, other) = make_mentoring(2, capacity=1)
    loser, third = (make_enrollment(mentee.cohort, Role.MENTEE) for _ in range(2))
    make_request(loser, mentor)
    partnership = requests.accept(make_request(mentee, mentor), by=mentor.person)
    waitlist.join(third, mentor, by=third.person)
    sweep_at(MONDAY)
    partnerships.end_early(partnership, by=mentee.person)
    sweep_at(MONDAY + timedelta(days=1))
    assert f"{mentor.person.get_full_name()} has no place left just now" in subjects_for(loser.person)
    assert f"A place with {mentor.person.get_full_name()} is free for you" in subjects_for(third.person)
    assert f"Your partnership with {mentee.person.get_full_name()} has ended" in subjects_for(mentor.person)
    assert subjects_for(other.person) == []
