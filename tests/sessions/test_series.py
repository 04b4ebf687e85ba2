"""The agreed schedule becomes meetings."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements.enums import SectionKind
from agreements.services import sections, versions
from agreements.signals import agreement_in_force
from sessions.enums import MeetingState
from sessions.models import Meeting, MeetingSeries
from sessions.services import meetings, series
from tests.factories.agreements import (
    complete_draft,
    make_agreement,
    make_schedule,
    open_version,
    propose,
    sign,
    sign_by_all,
)
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.sessions import guide_in, make_meeting, make_when

pytestmark = pytest.mark.django_db


def test_signing_by_all_makes_the_agreed_meetings_until_the_end():
    partnership = make_partnership()
    first = timezone.localdate() + timedelta(days=8)
    sign_by_all(partnership, make_schedule(first_on=first, interval_weeks=2))
    days = list(partnership.meetings.order_by("starts_at").values_list("local_date", flat=True))
    wanted = [first + timedelta(weeks=2 * number) for number in range(30)]
    assert days == [day for day in wanted if day <= partnership.ends_on]
    assert {len(meeting.attendees.all()) for meeting in partnership.meetings.all()} == {2}


def test_nine_stays_nine_across_the_clock_changes_of_a_year():
    partnership = make_partnership()
    sign_by_all(partnership, make_schedule(interval_weeks=1, zone="America/Vancouver"))
    place = ZoneInfo("America/Vancouver")
    starts = [start.astimezone(place) for start in partnership.meetings.values_list("starts_at", flat=True)]
    assert {start.time() for start in starts} == {time(9)}
    assert len({start.utcoffset() for start in starts}) == 2


def test_the_signal_sent_twice_makes_the_meetings_once():
    partnership = make_partnership()
    version = sign_by_all(partnership)
    before = list(partnership.meetings.values_list("pk", flat=True))
    agreement_in_force.send(type(version), version=version)
    assert list(partnership.meetings.values_list("pk", flat=True)) == before
    assert MeetingSeries.objects.filter(partnership=partnership).count() == 1


def test_a_coaching_package_makes_as_many_meetings_as_it_has_sessions():
    partnership = make_coaching_partnership()
    sign_by_all(partnership)
    assert partnership.meetings.count() == 6


def test_a_busy_day_is_left_out_and_shown_and_the_signature_stands(signed_in):
    partnership, other = make_partnership(), make_partnership()
    schedule = make_schedule()
    busy = datetime.combine(schedule.first_on + timedelta(weeks=2), time(9, 30), tzinfo=ZoneInfo("Europe/Warsaw"))
    make_meeting(other, starts_in=busy - timezone.now() + timedelta(minutes=1), people=[guide_in(partnership)])
    sign_by_all(partnership, schedule)
    assert partnership.state == "active"
    assert not partnership.meetings.filter(local_date=busy.date()).exists()
    assert partnership.meetings.filter(local_date=busy.date() + timedelta(weeks=2)).exists()
    page = signed_in(guide_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert page.count("Not planned: one of you is busy then") == 1


@pytest.mark.parametrize(
    "data",
    [{}, {"first_on": "soon"}, {"first_on": "2026-12-01", "at": "09:00", "zone": "Mars/Base", "interval_weeks": 2}],
)
def test_a_schedule_that_says_too_little_makes_no_meetings_and_no_error(data):
    assert series.agreed_rhythm(data) is None


@time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
def test_an_hour_that_the_clock_skips_moves_and_the_page_says_so(signed_in):
    partnership = make_partnership()
    sign_by_all(partnership, make_schedule(first_on=date(2026, 3, 29), at=time(2, 30), zone="Europe/Berlin"))
    meeting = partnership.meetings.get(local_date=date(2026, 3, 29))
    assert meeting.starts_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    page = signed_in(guide_in(partnership)).get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    assert "02:30 does not exist on that day in Europe/Berlin, so the meeting begins 60 minutes later." in page


def amend(partnership, **fields):
    """A new version with another schedule, signed by everybody."""
    agreement = partnership.agreement
    by = guide_in(partnership)
    version = versions.amend(agreement, by=by)
    section = version.sections.get(kind=SectionKind.SCHEDULE)
    sections.write_schedule(section, make_schedule(**fields), by=by, revision=section.revision, body=section.body)
    version = versions.propose(open_version(agreement), by=by)
    for party in agreement.parties.select_related("person"):
        sign(version, party.person)


def test_a_signed_change_of_the_rhythm_replaces_future_untouched_meetings():
    partnership = make_partnership()
    sign_by_all(partnership, make_schedule(interval_weeks=4))
    kept = partnership.meetings.order_by("starts_at").first()
    meetings.move(kept, make_when(timezone.localdate() + timedelta(days=5), time(15)), by=guide_in(partnership))
    amend(partnership, at=time(16, 30), interval_weeks=3)
    ahead = partnership.meetings.filter(state=MeetingState.SCHEDULED).exclude(pk=kept.pk)
    assert {meeting.local_time for meeting in ahead} == {time(16, 30)}
    assert partnership.meetings.get(pk=kept.pk).state == MeetingState.SCHEDULED
    assert partnership.meeting_series.filter(ended_at=None).count() == 1
    gone = partnership.meetings.filter(state=MeetingState.CANCELLED)
    assert {attendee.is_busy for meeting in gone for attendee in meeting.attendees.all()} == {False}


def test_a_signed_change_of_something_else_keeps_the_meetings():
    partnership = make_partnership()
    sign_by_all(partnership, make_schedule())
    before = list(partnership.meetings.values_list("pk", "state"))
    amend(partnership)
    assert list(partnership.meetings.values_list("pk", "state")) == before


def test_a_package_is_planned_whole_when_the_first_day_has_passed_and_not_twice_when_amended():
    partnership = make_coaching_partnership()
    agreement = make_agreement(partnership)
    complete_draft(agreement, make_schedule(first_on=timezone.localdate() + timedelta(days=2), interval_weeks=1))
    version = propose(agreement)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        for party in agreement.parties.select_related("person"):
            sign(version, party.person)
        assert partnership.meetings.count() == 6
        first = partnership.meetings.order_by("starts_at").first()
        Meeting.objects.filter(pk=first.pk).update(state=MeetingState.HELD, counts_in_package=True)
        partnership.refresh_from_db()
        amend(partnership, at=time(18), interval_weeks=1)
        assert partnership.meetings.filter(state=MeetingState.SCHEDULED).count() == 5
