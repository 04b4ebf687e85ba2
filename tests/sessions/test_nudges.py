"""Letters: due when they should be, not sent once their reason is gone, and never with content."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from matching.models import Partnership
from matching.services import partnerships
from notifications.models import Nudge
from notifications.services import sweep
from sessions.models import Meeting, SessionLog
from sessions.services import meetings
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active,
    make_active_coaching,
    make_meeting,
    make_when,
    seeker_in,
)

pytestmark = pytest.mark.django_db
# A Wednesday, 10:00 in Warsaw.
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def sent(kind):
    return sorted(Nudge.objects.filter(kind=kind, state="sent").values_list("recipient__first_name", flat=True))


def run(clock, *, at):
    clock.move_to(at)
    sweep.run()


def without_other_letters():
    """Letters of other apps (matched, signed) would use up the day's budget of two."""
    Nudge.objects.all().delete()
    mail.outbox.clear()


def make_calm(maker=make_active):
    partnership = maker()
    partnership.meetings.all().delete()
    without_other_letters()
    return partnership


def test_everybody_hears_of_tomorrows_meeting_once(clock):
    partnership = make_calm()
    make_meeting(partnership, starts_in=timedelta(hours=30), place="Secret room")
    sweep.run()
    assert sent("meeting_tomorrow") == []
    for hour in (7, 8):
        run(clock, at=NOW + timedelta(hours=hour))
    assert sent("meeting_tomorrow") == ["Mentee", "Mentor"]
    text = "".join(message.body for message in mail.outbox)
    assert "Thursday 19 November, 16:00" in text
    assert "Secret room" not in text


def test_a_moved_meeting_is_announced_for_its_new_time_only(clock):
    partnership = make_calm()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=26))
    sweep.run()
    meetings.move(meeting, make_when((NOW + timedelta(days=5)).date()), by=guide_in(partnership))
    Nudge.objects.filter(kind="meeting_moved").delete()
    run(clock, at=NOW + timedelta(hours=3))
    assert sent("meeting_tomorrow") == []
    run(clock, at=NOW + timedelta(days=4, hours=2))
    run(clock, at=NOW + timedelta(days=4, hours=23))
    assert Nudge.objects.filter(kind="meeting_tomorrow", occasion=meeting.starts_at.isoformat()).count() == 2


def test_a_cancelled_or_resting_meeting_is_not_announced(clock):
    one, two = make_calm(), make_calm()
    first, _second = (make_meeting(partnership, starts_in=timedelta(hours=26)) for partnership in (one, two))
    sweep.run()
    meetings.cancel(first, by=guide_in(one))
    partnerships.pause(two, by=None)
    Nudge.objects.filter(kind="meeting_cancelled").delete()
    run(clock, at=NOW + timedelta(hours=4))
    assert sent("meeting_tomorrow") == []
    assert Nudge.objects.filter(kind="meeting_tomorrow", state="skipped").count() == 4


@pytest.mark.parametrize(("maker", "who"), [(make_active, ["Mentee", "Mentor"]), (make_active_coaching, ["Coach"])])
def test_a_missing_log_is_asked_for_after_one_and_three_days(clock, maker, who):
    partnership = make_calm(maker)
    make_meeting(partnership, starts_in=timedelta(hours=-2))
    sweep.run()
    assert sent("session_log_missing") == []
    run(clock, at=NOW + timedelta(days=1, hours=1))
    assert sent("session_log_missing") == who
    run(clock, at=NOW + timedelta(days=5, hours=1))
    assert sent("session_log_missing") == sorted(2 * who)


def test_a_written_log_is_not_asked_for(clock):
    partnership = make_calm(make_active_coaching)
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    sweep.run()
    SessionLog.objects.create(meeting=meeting, author=guide_in(partnership), minutes=60, revision=1)
    run(clock, at=NOW + timedelta(days=1, hours=1))
    assert sent("session_log_missing") == []


def test_an_action_is_called_to_mind_on_its_day_without_its_words(clock):
    partnership = make_calm()
    make_action(partnership, seeker_in(partnership), "Secret outline", due_on=(NOW + timedelta(days=1)).date())
    sweep.run()
    assert sent("action_due") == []
    run(clock, at=NOW + timedelta(days=1))
    assert sent("action_due") == ["Mentee"]
    assert "Secret outline" not in "".join(message.message().as_string() for message in mail.outbox)


def test_a_quiet_goal_is_asked_about_once_for_each_silence(clock):
    partnership = make_calm()
    make_meeting(partnership, starts_in=timedelta(days=60))
    run(clock, at=NOW + timedelta(days=19))
    assert sent("goal_quiet") == []
    for day in (21, 22):
        run(clock, at=NOW + timedelta(days=day, hours=1))
    assert sent("goal_quiet") == ["Mentee"]
    assert "Lead my first project" not in "".join(message.body for message in mail.outbox)


def test_a_first_meeting_that_nobody_planned_is_asked_for_until_there_is_one(clock):
    one, two = make_calm(), make_calm()
    run(clock, at=NOW + timedelta(days=6))
    make_meeting(two, starts_in=timedelta(days=9))
    run(clock, at=NOW + timedelta(days=7, hours=1))
    assert sent("first_meeting_unplanned") == ["Mentee", "Mentor"]
    assert set(Nudge.objects.filter(state="sent").values_list("subject_id", flat=True)) == {one.pk}


def test_a_week_old_word_becomes_a_fact_in_the_sweep(clock):
    partnership = make_calm()
    Partnership.objects.update(matched_at=NOW - timedelta(days=30))
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    meeting.attendees.filter(person=guide_in(partnership)).update(report="held", reported_at=NOW)
    run(clock, at=NOW + timedelta(days=7, hours=1))
    assert Meeting.objects.get(pk=meeting.pk).state == "held"
