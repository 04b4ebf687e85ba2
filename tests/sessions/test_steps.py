"""What waits for a person in their partnerships."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.services import partnerships
from sessions.enums import Report
from sessions.models import MeetingFocus, SessionLog
from sessions.selectors.steps import steps_for
from sessions.services import attendance, closures
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active,
    make_active_coaching,
    make_meeting,
    seeker_in,
    sponsor_in,
)

pytestmark = pytest.mark.django_db


def urls(person):
    return [step.url for step in steps_for(person)]


def test_the_client_is_asked_for_the_focus_until_there_is_one():
    partnership = make_active_coaching()
    meeting = make_meeting(partnership, starts_in=timedelta(days=2))
    wanted = reverse("focus_edit", args=[meeting.pk])
    assert urls(seeker_in(partnership)) == [wanted]
    assert urls(guide_in(partnership)) == []
    MeetingFocus.objects.create(meeting=meeting, author=seeker_in(partnership), focus="Mine", revision=1)
    assert urls(seeker_in(partnership)) == []


def test_after_a_session_the_coach_is_asked_for_the_log_and_the_client_for_a_word():
    partnership = make_active_coaching()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    log, word = reverse("log_edit", args=[meeting.pk]), reverse("meeting_detail", args=[meeting.pk]) + "#report"
    assert (urls(guide_in(partnership)), urls(seeker_in(partnership))) == ([log], [word])
    SessionLog.objects.create(meeting=meeting, author=guide_in(partnership), minutes=60, revision=1)
    attendance.report(meeting, Report.HELD, by=seeker_in(partnership))
    assert urls(seeker_in(partnership)) == []


def test_in_mentoring_both_are_asked_whether_they_met():
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    word = reverse("meeting_detail", args=[meeting.pk]) + "#report"
    assert urls(guide_in(partnership)) == urls(seeker_in(partnership)) == [word]


def test_due_actions_are_counted_for_their_owner_and_not_quoted():
    partnership = make_active()
    for title in ("Secret one", "Secret two"):
        make_action(partnership, seeker_in(partnership), title, due_on=timezone.localdate())
    make_action(partnership, seeker_in(partnership), due_on=timezone.localdate() + timedelta(days=1))
    titles = [str(step.title) for step in steps_for(seeker_in(partnership))]
    assert titles == [f"2 actions you planned with {guide_in(partnership).first_name} are due"]
    assert steps_for(guide_in(partnership)) == []


def test_a_closing_asks_those_who_have_not_looked_back():
    partnership = make_active()
    closures.begin(partnership, by=guide_in(partnership))
    closures.reflect(partnership, learned="Patience", thanks="", by=guide_in(partnership))
    assert urls(guide_in(partnership)) == []
    assert urls(seeker_in(partnership)) == [reverse("reflection_give", args=[partnership.pk])]


def test_a_partnership_without_a_meeting_ahead_asks_for_one():
    partnership = make_active()
    partnership.meetings.all().delete()
    assert urls(seeker_in(partnership)) == [reverse("meeting_schedule", args=[partnership.pk])]


def test_nothing_waits_while_it_rests_and_never_for_a_sponsor():
    partnership = make_active_coaching(has_sponsor=True)
    make_meeting(partnership, starts_in=timedelta(hours=-2))
    assert urls(sponsor_in(partnership)) == []
    partnership.refresh_from_db()
    partnerships.pause(partnership, by=None)
    assert urls(guide_in(partnership)) == []
