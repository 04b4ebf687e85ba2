"""Planning, moving, cancelling and confirming meetings, through the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from notifications.models import Nudge
from sessions.enums import MeetingState, Report
from sessions.models import Meeting
from sessions.selectors import meetings as select
from sessions.services import attendance
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.program import make_enrollment
from tests.factories.sessions import (
    guide_in,
    make_active,
    make_active_coaching,
    make_meeting,
    seeker_in,
    sponsor_in,
)

pytestmark = pytest.mark.django_db
FIELDS = {"at": "09:00", "zone": "Europe/Warsaw", "minutes": "60", "place": "Room 4"}


def in_days(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def plan(client, partnership, ahead=5, **fields):
    data = FIELDS | {"day": in_days(ahead)} | fields
    return client.post(reverse("meeting_schedule", args=[partnership.pk]), data)


def planned(partnership):
    return partnership.meetings.filter(starts_at__lt=timezone.now() + timedelta(days=150))


def test_a_member_plans_a_meeting_for_both(signed_in):
    partnership = make_active()
    response = plan(signed_in(seeker_in(partnership)), partnership)
    meeting = planned(partnership).get()
    assert response.url == reverse("meeting_detail", args=[meeting.pk])
    assert {attendee.person for attendee in meeting.attendees.all()} == {guide_in(partnership), seeker_in(partnership)}
    told = Nudge.objects.filter(kind="meeting_planned").values_list("recipient", flat=True)
    assert list(told) == [guide_in(partnership).pk]
    assert (meeting.place, meeting.zone, meeting.minutes) == ("Room 4", "Europe/Warsaw", 60)


def test_the_same_form_sent_twice_plans_one_meeting(signed_in):
    partnership = make_active()
    client = signed_in(seeker_in(partnership))
    assert plan(client, partnership).url == plan(client, partnership).url
    assert planned(partnership).count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"minutes": "0"}, "Ensure this value is greater than or equal to 5."),
        ({"minutes": "1800"}, "Ensure this value is less than or equal to 480."),
        ({"zone": "Mars/Base"}, "Select a valid choice"),
        ({"day": "2020-01-01"}, "That is before you were matched."),
        ({"day": "2099-01-01"}, "Please choose an earlier day."),
        ({"day": "9999-12-31"}, "Please choose an earlier day."),
        ({"day": "soon"}, "Enter a valid date."),
    ],
)
def test_a_time_that_makes_no_sense_is_refused_beside_the_form_with_nothing_lost(signed_in, fields, words):
    partnership = make_active()
    response = plan(signed_in(seeker_in(partnership)), partnership, **fields)
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert "Room 4" in page
    assert planned(partnership).count() == 0


def test_line_breaks_in_a_place_collapse(signed_in):
    partnership = make_active()
    plan(signed_in(seeker_in(partnership)), partnership, place="Room\r\nBEGIN:VALARM\r\n4")
    assert planned(partnership).get().place == "Room BEGIN:VALARM 4"


def test_nobody_is_booked_twice_and_is_told_in_words(signed_in):
    partnership = make_active()
    client = signed_in(seeker_in(partnership))
    plan(client, partnership)
    page = plan(client, partnership, at="09:30").content.decode()
    assert "You already have a meeting then. Please choose another time." in page
    assert planned(partnership).count() == 1


def test_a_busy_partner_is_named_but_not_with_whom(signed_in):
    first = make_active()
    guide = first.members.get(person=guide_in(first)).enrollment
    second = make_partnership(guide=guide, seeker=make_enrollment(guide.cohort))
    plan(signed_in(seeker_in(first)), first)
    page = plan(signed_in(seeker_in(second)), second).content.decode()
    assert f"{guide_in(first).first_name} is busy then." in page
    assert seeker_in(first).last_name not in page.replace(seeker_in(second).last_name, "")


def test_before_the_agreement_a_coach_and_client_can_have_a_first_talk(signed_in):
    partnership = make_coaching_partnership()
    plan(signed_in(seeker_in(partnership)), partnership)
    assert partnership.meetings.get().kind == "chemistry"


def test_a_review_with_the_sponsor_invites_all_three_and_is_outside_the_package(signed_in):
    partnership = make_active_coaching(has_sponsor=True)
    plan(signed_in(guide_in(partnership)), partnership, kind="review")
    meeting = planned(partnership).get()
    assert meeting.attendees.count() == 3
    page = signed_in(sponsor_in(partnership)).get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    assert "Room 4" in page
    assert "private note" not in page


def test_moving_keeps_the_meeting_and_everybody_is_busy_then_instead(signed_in):
    partnership = make_active()
    client = signed_in(seeker_in(partnership))
    plan(client, partnership)
    meeting = planned(partnership).get()
    url = reverse("meeting_move", args=[meeting.pk])
    for _time in range(2):
        client.post(url, FIELDS | {"day": in_days(6), "at": "11:00"})
    moved = planned(partnership).get()
    assert (moved.pk, moved.sequence, moved.local_time.hour) == (meeting.pk, 1, 11)
    assert {(row.starts_at, row.ends_at) for row in moved.attendees.all()} == {(moved.starts_at, moved.ends_at)}
    told = Nudge.objects.filter(kind="meeting_moved").values_list("recipient", flat=True)
    assert list(told) == [guide_in(partnership).pk]
    assert plan(client, partnership).status_code == 302


def test_a_meeting_cannot_move_into_the_past_or_onto_another(signed_in):
    partnership = make_active(matched_at=timezone.now() - timedelta(days=50))
    client = signed_in(seeker_in(partnership))
    plan(client, partnership)
    plan(client, partnership, at="14:00")
    meeting = planned(partnership).first()
    url = reverse("meeting_move", args=[meeting.pk])
    past = client.post(url, FIELDS | {"day": in_days(-5)}).content.decode()
    onto = client.post(url, FIELDS | {"day": in_days(5), "at": "14:30"}).content.decode()
    assert "That time has passed." in past
    assert "You already have a meeting then." in onto
    assert Meeting.objects.get(pk=meeting.pk).sequence == 0


def test_cancelling_frees_the_time_and_tells_the_other(signed_in):
    partnership = make_active()
    client = signed_in(seeker_in(partnership))
    plan(client, partnership)
    meeting = planned(partnership).get()
    url = reverse("meeting_cancel", args=[meeting.pk])
    assert "Cancel the meeting?" in client.get(url).content.decode()
    assert planned(partnership).get().state == MeetingState.SCHEDULED
    client.post(url)
    client.post(url)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_by, meeting.is_late_cancellation) == (
        "cancelled",
        seeker_in(partnership),
        False,
    )
    assert Nudge.objects.filter(kind="meeting_cancelled").count() == 1
    assert AuditEntry.objects.filter(action="meeting.cancel").count() == 1
    assert plan(client, partnership).status_code == 302


@pytest.mark.parametrize(
    ("who", "hours", "is_late", "counts"),
    [(seeker_in, 23, True, True), (seeker_in, 25, False, False), (guide_in, 23, True, False)],
)
def test_a_late_cancellation_uses_up_a_session_never_when_the_coach_cancels(signed_in, who, hours, is_late, counts):
    partnership = make_active_coaching()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=hours))
    signed_in(who(partnership)).post(reverse("meeting_cancel", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert (meeting.is_late_cancellation, meeting.counts_in_package) == (is_late, counts)


def test_the_package_counts_used_planned_and_left(signed_in):
    partnership = make_active_coaching()
    partnership.meetings.all().delete()
    make_meeting(partnership, starts_in=timedelta(days=-3), state="held", counts_in_package=True)
    make_meeting(partnership, starts_in=timedelta(days=3))
    package = select.package_of(partnership, partnership.meetings.all(), timezone.now())
    assert (package.agreed, package.used, package.planned, package.left) == (6, 1, 1, 4)
    page = signed_in(seeker_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "1 of 6 used" in page
    assert "1 planned, 4 left to plan" in page


HELD, NOT, ABSENT = Report.HELD, Report.NOT_HELD, Report.OTHER_ABSENT


@pytest.mark.parametrize(
    ("guide_says", "seeker_says", "state", "is_disputed"),
    [
        (HELD, "", "scheduled", False),
        (HELD, HELD, "held", False),
        (NOT, NOT, "missed", False),
        (ABSENT, NOT, "missed", False),
        (HELD, NOT, "scheduled", True),
        (ABSENT, HELD, "scheduled", True),
        (ABSENT, ABSENT, "scheduled", True),
    ],
)
def test_what_both_say_becomes_a_fact_and_disagreement_does_not(signed_in, guide_says, seeker_says, state, is_disputed):
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    for person, says in ((guide_in(partnership), guide_says), (seeker_in(partnership), seeker_says)):
        if says:
            signed_in(person).post(reverse("meeting_report", args=[meeting.pk]), {"says": says})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.is_disputed) == (state, is_disputed)
    page = signed_in(seeker_in(partnership)).get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    assert ("You see it differently" in page) == is_disputed


def test_a_dispute_ends_when_one_remembers_better(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    url = reverse("meeting_report", args=[meeting.pk])
    guide, seeker = signed_in(guide_in(partnership)), signed_in(seeker_in(partnership))
    guide.post(url, {"says": HELD})
    seeker.post(url, {"says": NOT})
    seeker.post(url, {"says": HELD})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.is_disputed) == ("held", False)
    assert {row.has_attended for row in meeting.attendees.all()} == {True}
    guide.post(url, {"says": NOT})
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_nobody_can_say_what_happened_before_it_did(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership)
    signed_in(guide_in(partnership)).post(reverse("meeting_report", args=[meeting.pk]), {"says": HELD})
    assert {row.report for row in meeting.attendees.all()} == {""}


def test_one_word_counts_after_a_week_and_not_before():
    partnership = make_active(matched_at=timezone.now() - timedelta(days=50))
    meeting = make_meeting(partnership, starts_in=timedelta(days=-8))
    attendance.report(meeting, HELD, by=guide_in(partnership))
    now = timezone.now()
    attendance.believe_old_reports(now + timedelta(days=6))
    assert Meeting.objects.get(pk=meeting.pk).state == "scheduled"
    for _time in range(2):
        attendance.believe_old_reports(now + timedelta(days=7, minutes=1))
    assert Meeting.objects.get(pk=meeting.pk).state == "held"
    assert AuditEntry.objects.filter(action="meeting.held").count() == 1
    attendance.report(meeting, NOT, by=seeker_in(partnership))
    assert Meeting.objects.get(pk=meeting.pk).is_disputed


def test_a_held_meeting_of_the_past_can_be_noted(signed_in):
    partnership = make_active(matched_at=timezone.now() - timedelta(days=50))
    client = signed_in(seeker_in(partnership))
    plan(client, partnership, ahead=-10)
    meeting = partnership.meetings.get(starts_at__lt=timezone.now())
    assert "What happened?" in client.get(reverse("meeting_detail", args=[meeting.pk])).content.decode()


def test_both_local_times_are_shown(signed_in):
    partnership = make_active()
    guide = guide_in(partnership)
    guide.time_zone = "Asia/Kolkata"
    guide.save()
    meeting = make_meeting(partnership)
    page = signed_in(seeker_in(partnership)).get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    assert f"for {guide.first_name})" in page


def test_all_meetings_begin_with_the_next_one_and_end_with_the_first(signed_in):
    partnership = make_active()
    partnership.meetings.all().delete()
    meetings = [make_meeting(partnership, starts_in=timedelta(days=number)) for number in (-9, 9, 2, -2)]
    page = signed_in(seeker_in(partnership)).get(reverse("meeting_list", args=[partnership.pk]))
    first, last, following, latest = meetings
    assert [row.pk for row in page.context["page"]] == [row.pk for row in (following, last, latest, first)]
