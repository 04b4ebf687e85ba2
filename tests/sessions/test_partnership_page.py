"""The page of a partnership, the sponsor's view of it, its cards on the home page, and its end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.models import Goal
from matching.services import partnerships as lifecycle
from sessions.models import Closure, GoalCheckIn, Meeting, MeetingAttendee, RelationshipCheckIn
from sessions.selectors import steps
from sessions.selectors.glance import cards_for
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active,
    make_meeting,
    seeker_in,
)

pytestmark = pytest.mark.django_db


def many_meetings(partnership, number, first=2):
    people = [guide_in(partnership), seeker_in(partnership)]
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    rows = []
    for index in range(number):
        begins = start - timedelta(days=first + index)
        rows.append(
            Meeting(
                partnership=partnership,
                local_date=begins.date(),
                local_time=begins.time(),
                zone="UTC",
                starts_at=begins,
                ends_at=begins + timedelta(hours=1),
                minutes=60,
                state="scheduled" if index < 3 else "held",
            )
        )
    Meeting.objects.bulk_create(rows)
    MeetingAttendee.objects.bulk_create(
        MeetingAttendee(meeting=row, person=person, starts_at=row.starts_at, ends_at=row.ends_at)
        for row in rows
        for person in people
    )


def fill(partnership, meetings, actions, goals):
    many_meetings(partnership, meetings)
    for number in range(actions):
        make_action(partnership, seeker_in(partnership), f"Action {number}")
    for number in range(goals):
        goal = Goal.objects.create(
            partnership=partnership,
            owner=seeker_in(partnership),
            state="agreed",
            title=f"Goal {number}",
            position=number,
        )
        GoalCheckIn.objects.create(
            goal=goal, author=seeker_in(partnership), rating=1, sentence="Moving", checked_at=timezone.now()
        )


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_page_asks_the_same_and_little_with_200_meetings(signed_in):
    small, large = make_active(), make_active()
    fill(small, 4, 1, 1)
    fill(large, 200, 40, 6)
    counts = []
    for partnership in (small, large):
        client = signed_in(seeker_in(partnership))
        client.get("/brand.css")
        counts.append(queries_of(client, reverse("partnership_detail", args=[partnership.pk])))
    assert counts[0] == counts[1]
    # Beside them: the browser's session, the person and the organization, which every page asks for.
    assert counts[1] - 3 <= 15


def test_cards_and_steps_ask_the_same_for_one_and_three_partnerships(django_assert_num_queries):
    one = make_active()
    fill(one, 4, 1, 1)
    person = guide_in(one)
    enrollment = one.members.get(person=person).enrollment
    enrollment.capacity = 5
    enrollment.save()
    with CaptureQueriesContext(connection) as first_cards:
        assert len(cards_for(person)) == 1
    with CaptureQueriesContext(connection) as first_steps:
        steps.steps_for(person)
    for number in (2, 3):
        other = make_active(guide=enrollment)
        many_meetings_of_other(other, number)
    with django_assert_num_queries(len(first_cards)):
        cards = cards_for(person)
    with django_assert_num_queries(len(first_steps)):
        steps.steps_for(person)
    assert len(cards) == 3


def many_meetings_of_other(partnership, number):
    make_meeting(partnership, starts_in=timedelta(hours=-20 - 3 * number), people=[seeker_in(partnership)])
    make_action(partnership, guide_in(partnership), due_on=timezone.localdate())


def test_a_card_says_who_when_and_how_many_goals():
    partnership = make_active()
    meeting = make_meeting(partnership)
    card = cards_for(seeker_in(partnership))[0]
    assert (card.people, card.next_meeting, card.goals_count) == ([guide_in(partnership)], meeting, 1)
    assert card.url == reverse("partnership_detail", args=[partnership.pk])


def test_a_goal_gets_a_check_in_and_is_reached(signed_in):
    partnership = make_active()
    goal = partnership.goals.get()
    client = signed_in(seeker_in(partnership))
    url = reverse("goal_check_in", args=[goal.pk])
    for _time in range(2):
        client.post(url, {"rating": "1", "sentence": "I led the kick-off"})
    client.post(url, {"rating": "3", "sentence": "Off the scale"})
    assert [(entry.rating, entry.sentence) for entry in GoalCheckIn.objects.all()] == [(1, "I led the kick-off")]
    goal.refresh_from_db()
    assert goal.moved_at is not None
    page = signed_in(guide_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "More than hoped: I led the kick-off" in page
    for _time in range(2):
        client.post(reverse("goal_reach", args=[goal.pk]))
    goal.refresh_from_db()
    assert goal.state == "reached"


def test_an_end_from_elsewhere_leaves_nothing_hanging():
    partnership = make_active()
    meeting = make_meeting(partnership)
    lifecycle.end_early(partnership, by=None, because="left")
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert {row.is_busy for row in meeting.attendees.all()} == {False}
    assert Closure.objects.get().completed_at is not None


def test_the_two_questions_come_after_a_month_and_are_answered_once(signed_in):
    partnership = make_active()
    client = signed_in(seeker_in(partnership))
    url = reverse("pulse_answer", args=[partnership.pk])
    answers = {"useful": "4", "trusting": "5"}
    client.post(url, answers)
    assert RelationshipCheckIn.objects.count() == 0
    type(partnership).objects.update(activated_at=timezone.now() - timedelta(days=31))
    assert "How useful is this for you?" in client.get(url).content.decode()
    for _time in range(2):
        client.post(url, answers)
    assert [(row.is_useful, row.is_trusting) for row in RelationshipCheckIn.objects.all()] == [(4, 5)]
    assert "Nothing to answer now" in client.get(url).content.decode()
    assert "How useful" in signed_in(guide_in(partnership)).get(url).content.decode()
