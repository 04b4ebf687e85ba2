"""What is agreed and what the product does cannot differ: package, notice, end, ways to reach each other."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.services import renewal
from sessions.enums import MeetingState
from sessions.models import Meeting
from sessions.selectors import meetings as select
from sessions.selectors.progress import numbers_of
from sessions.services import focuses, meetings
from tests.factories.agreements import make_schedule, sign_by_all
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.sessions import guide_in, make_meeting, make_when, seeker_in
from tests.sessions.agreed import amend, sign_open, write

pytestmark = pytest.mark.django_db


def coached(meetings_agreed=6, hours=24, **schedule):
    """Coach and client, signed with this package and notice; weekly from tomorrow in a week."""
    partnership = make_coaching_partnership()
    write(partnership, {"package": {"meetings": meetings_agreed, "minutes": 60}, "cancellation": {"hours": hours}})
    sign_by_all(partnership, make_schedule(interval_weeks=1, **schedule))
    return partnership


def ahead(partnership):
    return partnership.meetings.filter(state=MeetingState.SCHEDULED).order_by("starts_at")


def package_of(partnership):
    every = list(partnership.meetings.all())
    return select.package_of(partnership, every, timezone.now())


def test_the_signed_package_counts_and_not_the_programs(signed_in):
    partnership = coached(meetings_agreed=4)
    assert (partnership.program.package_meetings, package_of(partnership).agreed) == (6, 4)
    assert ahead(partnership).count() == 4
    page = signed_in(seeker_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "0 of 4 used" in page
    used = next(
        figure for figure in numbers_of(partnership.program, timezone.now()) if "agreed" in figure.get("hint", "")
    )
    assert used["hint"] == "of 4 agreed"


def test_an_amended_package_plans_anew_though_the_rhythm_is_the_same():
    partnership = coached(meetings_agreed=4)
    first = list(ahead(partnership).values_list("local_date", flat=True))
    amend(partnership, package={"meetings": 7})
    assert package_of(partnership).agreed == 7
    assert list(ahead(partnership).values_list("local_date", flat=True)) == [
        *first,
        *(first[-1] + timedelta(weeks=number) for number in (1, 2, 3)),
    ]
    amend(partnership, package={"meetings": 2})
    assert list(ahead(partnership).values_list("local_date", flat=True)) == first[:2]
    assert package_of(partnership).left == 0


def test_what_somebody_decided_about_a_day_stays_when_it_is_planned_anew(signed_in):
    partnership = coached(meetings_agreed=5)
    moved, cancelled, prepared, *_rest = ahead(partnership)
    day = moved.local_date
    meetings.move(moved, make_when(day + timedelta(days=1), time(15)), by=guide_in(partnership))
    meetings.cancel(cancelled, by=guide_in(partnership))
    focuses.save(prepared, {"focus": "Speaking up"}, revision=0, share=False, by=seeker_in(partnership))
    amend(partnership, package={"meetings": 6})
    days = list(ahead(partnership).values_list("local_date", flat=True))
    assert len(days) == len(set(days)) == 6
    assert [day in days, cancelled.local_date in days] == [False, False]
    prepared.refresh_from_db()
    assert prepared.state == MeetingState.SCHEDULED
    page = signed_in(guide_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "one of you is busy then" not in page


def test_a_renewal_begins_a_new_package(signed_in):
    partnership = coached(meetings_agreed=3)
    Meeting.objects.filter(partnership=partnership).delete()
    for days in (20, 13, 6):
        make_meeting(partnership, starts_in=-timedelta(days=days), state="held", counts_in_package=True)
    type(partnership).objects.filter(pk=partnership.pk).update(ends_on=timezone.localdate() + timedelta(days=20))
    assert package_of(partnership).used == 3
    renewal.renew(partnership.agreement, by=guide_in(partnership))
    sign_open(partnership)
    assert partnership.ends_on > timezone.localdate() + timedelta(days=100)
    assert ahead(partnership).count() == 3
    page = signed_in(seeker_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "0 of 3 used" in page


def test_a_longer_partnership_gets_more_meetings_and_a_shorter_one_loses_its_untouched_ones():
    partnership = make_partnership()
    sign_by_all(partnership, make_schedule(interval_weeks=2))
    before, end = list(ahead(partnership)), partnership.ends_on
    amend(partnership, duration={"months": None, "until": (end + timedelta(weeks=8)).isoformat()})
    assert partnership.ends_on == end + timedelta(weeks=8)
    assert ahead(partnership).count() == len(before) + 4
    kept = ahead(partnership).last()
    meetings.move(kept, make_when(kept.local_date, time(17)), by=guide_in(partnership))
    amend(partnership, duration={"months": None, "until": (timezone.localdate() + timedelta(weeks=6)).isoformat()})
    untouched = ahead(partnership).exclude(pk=kept.pk)
    assert all(meeting.local_date <= partnership.ends_on for meeting in untouched)
    assert (untouched.count(), ahead(partnership).filter(pk=kept.pk).exists()) == (3, True)


@pytest.mark.parametrize(("hours", "is_late"), [(24, False), (48, True)])
def test_the_signed_notice_says_what_is_late(signed_in, hours, is_late):
    partnership = coached(hours=hours)
    meeting = make_meeting(partnership, starts_in=timedelta(hours=30))
    client = signed_in(seeker_in(partnership))
    url = reverse("meeting_cancel", args=[meeting.pk])
    assert f"than {hours} hours ahead" in client.get(url).content.decode()
    client.post(url)
    meeting.refresh_from_db()
    assert (meeting.is_late_cancellation, meeting.counts_in_package) == (is_late, is_late)


def test_an_amended_notice_counts_from_then_on():
    partnership = coached(hours=24)
    meeting = make_meeting(partnership, starts_in=timedelta(hours=30))
    amend(partnership, cancellation={"hours": 48})
    meetings.cancel(meeting, by=seeker_in(partnership))
    assert meeting.is_late_cancellation is True


def test_a_new_meeting_lasts_as_long_as_agreed(signed_in):
    partnership = make_partnership()
    sign_by_all(partnership, make_schedule(minutes=35))
    page = signed_in(guide_in(partnership)).get(reverse("meeting_schedule", args=[partnership.pk]))
    assert page.context["form"]["minutes"].value() == 35


def test_the_page_says_how_they_work_together(signed_in):
    partnership = make_partnership()
    write(
        partnership,
        {"communication": {"channels": ["mail", "chat"], "answer_days": 2, "quiet": "Fridays"}},
    )
    sign_by_all(partnership, make_schedule(agenda_by="seeker"))
    guide, seeker = guide_in(partnership), seeker_in(partnership)
    page = signed_in(guide).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    for words in ("How we work together", "E-mail, Chat", f"mailto:{seeker.email}", "Within 2 working days", "Fridays"):
        assert words in page
    assert f"{seeker.first_name} prepares it" in page
    meeting = signed_in(seeker).get(reverse("meeting_detail", args=[ahead(partnership).first().pk])).content.decode()
    assert "Agenda: You prepare it" in meeting


def test_in_its_last_weeks_a_partnership_goes_on_or_closes_well(signed_in):
    partnership = make_partnership()
    sign_by_all(partnership)
    url = reverse("partnership_detail", args=[partnership.pk])
    client = signed_in(guide_in(partnership))
    assert "Close it well" not in client.get(url).content.decode()
    type(partnership).objects.filter(pk=partnership.pk).update(ends_on=timezone.localdate() + timedelta(days=29))
    page = client.get(url).content.decode()
    renew = reverse("agreement_renew", args=[partnership.agreement.pk])
    assert ["Close it well" in page, f'action="{renew}"' in page] == [True, True]
    client.post(renew)
    page = client.get(url).content.decode()
    assert ["A new version of your agreement" in page, f'action="{renew}"' in page] == [True, False]
