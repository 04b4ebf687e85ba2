"""Two at once: one wins, the other is told, and nobody is ever in two places."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.rules import Refusal
from sessions.enums import Report
from sessions.models import Meeting
from sessions.services import actions, attendance, closures, meetings
from tests.factories.matching import make_partnership
from tests.factories.program import make_enrollment
from tests.factories.sessions import guide_in, make_active, make_meeting, make_when, seeker_in

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run these in threads that start together; answers what each gave: its result, or the Refusal it met."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait(5)
            answers[number] = call()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_two_bookings_of_one_mentor_at_once_have_one_winner():
    first = make_partnership()
    guide = first.members.get(person=guide_in(first)).enrollment
    second = make_partnership(guide=guide, seeker=make_enrollment(guide.cohort))
    day = timezone.localdate() + timedelta(days=3)
    for week in range(5):
        when = make_when(day + timedelta(weeks=week))
        answers = at_once(
            *(
                lambda partnership=partnership, when=when: meetings.schedule(
                    partnership, when, by=seeker_in(partnership)
                )
                for partnership in (first, second)
            )
        )
        assert sorted(type(answer) for answer in answers if not isinstance(answer, Meeting)) == [Refusal]
        assert Meeting.objects.filter(local_date=when.day).count() == 1


def test_a_move_and_a_cancellation_at_once_leave_no_busy_ghost():
    partnership = make_active()
    day = timezone.localdate() + timedelta(days=20)
    for week in range(5):
        meeting = make_meeting(partnership, starts_in=timedelta(days=3 + week))
        mover, canceller = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
        when = make_when(day + timedelta(days=week))
        answers = at_once(
            lambda mover=mover, when=when: meetings.move(mover, when, by=guide_in(partnership)),
            lambda canceller=canceller: meetings.cancel(canceller, by=seeker_in(partnership)),
        )
        assert not [answer for answer in answers if answer is not None and not isinstance(answer, Refusal)]
        meeting.refresh_from_db()
        assert meeting.state == "cancelled"
        assert {row.is_busy for row in meeting.attendees.all()} == {False}
        assert {(row.starts_at, row.ends_at) for row in meeting.attendees.all()} == {
            (meeting.starts_at, meeting.ends_at)
        }


def test_both_sides_confirming_at_once_make_one_fact():
    partnership = make_active()
    for hours in (2, 5, 8):
        meeting = make_meeting(partnership, starts_in=timedelta(hours=-hours))
        answers = at_once(
            *(
                lambda person=person, meeting=meeting: attendance.report(meeting, Report.HELD, by=person)
                for person in (guide_in(partnership), seeker_in(partnership))
            )
        )
        assert answers == [None, None]
        meeting.refresh_from_db()
        assert meeting.state == "held"


def test_what_is_written_while_the_partnership_ends_is_refused_afterwards():
    stale = make_active()
    guide = guide_in(stale)
    closures.end_early(type(stale).objects.get(pk=stale.pk), reason="", by=guide)
    day = timezone.localdate() + timedelta(days=3)
    new = actions.NewAction("Call Ada", guide.pk, day)
    for call in (
        lambda: meetings.schedule(stale, make_when(day), by=guide),
        lambda: actions.add(stale, new, by=guide),
    ):
        with pytest.raises(Refusal, match="This partnership has ended"):
            call()
    assert not stale.meetings.filter(state="scheduled", starts_at__gt=timezone.now()).exists()
