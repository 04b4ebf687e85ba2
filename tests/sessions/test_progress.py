"""A program's progress: facts for those who run it, never content, never a figure that points at one person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.models import Partnership
from notifications.models import Nudge
from program.enums import Role
from program.models import ProgramManager
from sessions.models import RelationshipCheckIn, SessionLog
from sessions.selectors import progress
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_program
from tests.factories.sessions import guide_in, make_action, make_active, make_meeting, seeker_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return make_program()


def pair(program, make=make_active, **fields):
    cohort = program.cohorts.first() or make_cohort(program)
    return make(guide=make_enrollment(cohort, Role.MENTOR), seeker=make_enrollment(cohort, Role.MENTEE), **fields)


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def test_the_funnel_counts_people_from_invited_to_closing(program):
    cohort = make_cohort(program)
    make_enrollment(cohort, Role.MENTEE, state="invited")
    make_enrollment(cohort, Role.MENTEE)
    pair(program, make=make_partnership)
    pair(program)
    met = pair(program)
    make_meeting(met, starts_in=timedelta(days=-1), state="held")
    assert [step["value"] for step in progress.funnel_of(program)] == [5, 4, 3, 2, 1, 0]


def test_partnerships_that_need_a_hand_are_listed_with_their_reason(program):
    pair(program, make=make_partnership, matched_at=days_ago(9))
    pair(program, make=make_partnership, matched_at=days_ago(11))
    unplanned = pair(program)
    unplanned.meetings.all().delete()
    quiet = pair(program)
    quiet.meetings.all().delete()
    make_meeting(quiet, starts_in=timedelta(days=-16), state="held")
    disputed = pair(program)
    make_meeting(disputed, starts_in=timedelta(days=-2), is_disputed=True)
    pair(program)
    Partnership.objects.filter(pk__in=[unplanned.pk, quiet.pk]).update(
        matched_at=days_ago(20), activated_at=days_ago(15)
    )
    found = progress.concerns_of(program, timezone.now())
    assert sorted((concern.code) for concern in found) == ["disputed", "quiet", "unplanned", "unsigned"]
    assert [concern.since for concern in found] == sorted(concern.since for concern in found)


def test_a_paused_partnership_needs_no_hand(program):
    resting = pair(program)
    resting.meetings.all().delete()
    Partnership.objects.filter(pk=resting.pk).update(matched_at=days_ago(40), activated_at=days_ago(40), state="paused")
    assert progress.concerns_of(program, timezone.now()) == []


def test_how_it_feels_is_an_average_of_at_least_five(program):
    cohort = make_cohort(program)
    partnership = pair(program)

    def answer(person, useful):
        RelationshipCheckIn.objects.create(
            partnership=partnership,
            person=person,
            due_on=timezone.localdate(),
            is_useful=useful,
            is_trusting=5,
            answered_at=timezone.now(),
        )

    def felt():
        return [figure["value"] for figure in progress.numbers_of(program, timezone.now())][-2:]

    assert cohort
    for useful in (1, 2, 3, 4):
        answer(make_person(), useful)
    assert felt() == [None, None]
    answer(make_person(), 5)
    assert felt() == [3, 5]
    # The sixth answer moves the average to 3.3, which would give it away: 6 × 3.3 − 5 × 3.
    answer(make_person(), 5)
    assert felt() == [3.5, 5]


def test_the_trend_counts_held_meetings_by_week(program):
    partnership = pair(program)
    make_meeting(partnership, starts_in=timedelta(days=-7), state="held")
    make_meeting(partnership, starts_in=timedelta(days=-6, hours=-5), state="missed")
    weeks = progress.meetings_per_week(program, timezone.now())
    assert [week["value"] for week in weeks] == [0] * 10 + [1, 0]


def test_the_page_is_for_those_who_run_the_program_and_holds_no_content(signed_in, program):
    partnership = pair(program)
    meeting = make_meeting(partnership, starts_in=timedelta(days=-2), is_disputed=True)
    SessionLog.objects.create(meeting=meeting, author=guide_in(partnership), minutes=50, insights="Secret insight")
    make_action(partnership, seeker_in(partnership), "Secret action")
    manager = make_person("Manager")
    ProgramManager.objects.create(program=program, person=manager)
    url = reverse("program_progress", args=[program.pk])
    for person in (make_admin(), manager):
        page = signed_in(person).get(url).content.decode()
        assert "They see differently whether a meeting was held" in page
        assert "Secret" not in page
        assert "Lead my first project" not in page
    other = make_person("Manager")
    ProgramManager.objects.create(program=make_program(), person=other)
    for person in (other, seeker_in(partnership), make_person()):
        assert signed_in(person).get(url).status_code == 404


def test_asking_after_a_partnership_writes_to_both_once_a_day(signed_in, program):
    partnership = pair(program)
    client = signed_in(make_admin())
    url = reverse("partnership_remind", args=[partnership.pk])
    assert client.get(url).status_code == 405
    for _time in range(2):
        client.post(url)
    asked = Nudge.objects.filter(kind="partnership_asked_after").values_list("recipient", flat=True)
    assert set(asked) == {guide_in(partnership).pk, seeker_in(partnership).pk}
    assert signed_in(seeker_in(partnership)).post(url).status_code == 404
    assert len(asked) == 2


def test_the_page_asks_the_same_for_one_and_three_partnerships(signed_in, program):
    client = signed_in(make_admin())
    url = reverse("program_progress", args=[program.pk])
    counts = []
    for number in (1, 2):
        for _pair in range(number):
            pair(program, make=make_partnership, matched_at=days_ago(20))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
