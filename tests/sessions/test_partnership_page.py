"""The page of a partnership, the sponsor's view of it, its cards on the home page, and its end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.enums import SectionKind
from agreements.models import Goal
from matching.services import partnerships as lifecycle
from notifications.models import Nudge
from program.enums import ProgramKind, Role
from sessions.models import Closure, GoalCheckIn, Meeting, MeetingAttendee, RelationshipCheckIn, SponsorStatement
from sessions.selectors import steps
from sessions.selectors.glance import cards_for
from tests.factories.agreements import make_agreement, make_schedule, open_version, sign_by_all
from tests.factories.matching import make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active,
    make_meeting,
    seeker_in,
    sponsor_in,
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


ALL = {"attendance": True, "goals": True, "midpoint": True, "closing": True}


@pytest.mark.parametrize("allowed", [{}, {"attendance": True}, {"goals": True}, {"closing": True}, ALL])
def test_a_sponsor_sees_what_was_signed_and_nothing_else(signed_in, allowed):
    partnership = make_active_coaching_with_exchange(allowed)
    many_meetings(partnership, 5, first=3)
    make_action(partnership, seeker_in(partnership), "Secret action")
    SponsorStatement.objects.create(
        partnership=partnership,
        kind="closing",
        author=guide_in(partnership),
        body="Released words",
        revision=1,
        released_at=timezone.now(),
        released_by=seeker_in(partnership),
    )
    client = signed_in(sponsor_in(partnership))
    page = client.get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert ("Cancelled late" in page) == allowed.get("attendance", False)
    assert ("Lead my first project" in page) == allowed.get("goals", False)
    assert ("Closing review" in page) == allowed.get("closing", False)
    assert "Secret action" not in page
    statement = client.get(reverse("statement_detail", args=[SponsorStatement.objects.get().pk]))
    assert statement.status_code == (200 if allowed.get("closing") else 404)


def make_active_coaching_with_exchange(allowed):
    """Signed with exactly this exchange: written into the draft before anybody signs, as the page does."""
    cohort = make_cohort(make_program(ProgramKind.COACHING, has_sponsor=True))
    partnership = make_partnership(guide=make_enrollment(cohort, Role.COACH), sponsor=make_person("Sponsor"))
    version = open_version(make_agreement(partnership))
    section = version.sections.get(kind=SectionKind.EXCHANGE)
    section.data = {name: allowed.get(name, False) for name in ALL}
    section.save()
    sign_by_all(partnership, make_schedule(first_on=timezone.localdate() + timedelta(days=200)))
    return partnership


def test_only_the_client_releases_a_review_once_and_exactly_as_shown(signed_in):
    partnership = make_active_coaching_with_exchange(ALL)
    coach, client, sponsor = (signed_in(who(partnership)) for who in (guide_in, seeker_in, sponsor_in))
    url = reverse("statement_edit", args=[partnership.pk, "closing"])
    coach.post(url, {"body": "First words", "revision": "0"})
    statement = SponsorStatement.objects.get()
    release = reverse("statement_release", args=[statement.pk])
    coach.post(release, {"revision": "1"})
    client.post(url, {"body": "Second words", "revision": "1"})
    for revision in ("1", "", "²", "9" * 5000):
        assert client.post(release, {"revision": revision}).status_code == 303
    assert SponsorStatement.objects.get().released_at is None
    assert sponsor.get(reverse("statement_detail", args=[statement.pk])).status_code == 404
    client.post(release, {"revision": "2"})
    told = Nudge.objects.filter(kind="review_released").values_list("recipient", flat=True)
    assert list(told) == [sponsor_in(partnership).pk]
    first = SponsorStatement.objects.get().released_at
    client.post(release, {"revision": "2"})
    coach.post(url, {"body": "Third words", "revision": "2"})
    statement = SponsorStatement.objects.get()
    assert (statement.released_at, statement.released_by, statement.body) == (
        first,
        seeker_in(partnership),
        "Second words",
    )
    assert "Second words" in sponsor.get(reverse("statement_detail", args=[statement.pk])).content.decode()


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


def test_both_look_back_and_then_it_is_completed(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership)
    guide, seeker = signed_in(guide_in(partnership)), signed_in(seeker_in(partnership))
    begin, look = (reverse(name, args=[partnership.pk]) for name in ("closing_begin", "reflection_give"))
    assert "Begin the closing" in seeker.get(begin).content.decode()
    for _time in range(2):
        seeker.post(begin)
    assert list(Nudge.objects.filter(kind="closing_begun").values_list("recipient", flat=True)) == [
        guide_in(partnership).pk
    ]
    for _time in range(2):
        seeker.post(look, {"learned": "Patience"})
    partnership.refresh_from_db()
    assert partnership.state == "closing"
    guide.post(look, {"learned": "Questions", "thanks": "Your trust"})
    partnership.refresh_from_db()
    meeting.refresh_from_db()
    assert (partnership.state, meeting.state) == ("completed", "cancelled")
    assert (Closure.objects.get().is_early, meeting.is_late_cancellation) == (False, False)
    page = seeker.get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "Read what you wrote at the end" in page
    assert "Your trust" in page
    assert "Your trust" in seeker.get(look).content.decode()


def test_an_early_end_is_nobodys_fault_and_the_reason_stays_between_them(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=3))
    url = reverse("partnership_end", args=[partnership.pk])
    client = signed_in(seeker_in(partnership))
    assert "cannot be undone" in client.get(url).content.decode()
    for _time in range(2):
        client.post(url, {"reason": "A new job"})
    partnership.refresh_from_db()
    meeting.refresh_from_db()
    assert (partnership.state, meeting.state, meeting.is_late_cancellation) == ("ended_early", "cancelled", False)
    assert Closure.objects.get().is_early is True
    told = Nudge.objects.filter(kind="partnership_ended").values_list("recipient", flat=True)
    assert list(told) == [guide_in(partnership).pk]
    look = reverse("reflection_give", args=[partnership.pk])
    assert "A new job" in signed_in(guide_in(partnership)).get(look).content.decode()


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
