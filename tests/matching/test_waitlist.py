"""Waiting for a full mentor: the freed place goes to the first in line, for three days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.models import MatchRequest, PairBlock, Partnership, WaitlistEntry
from matching.selectors.steps import steps_for
from matching.services import partnerships, requests, waitlist
from matching.services.places import NoPlaceLeft
from notifications.models import Nudge
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from tests.factories.matching import make_mentoring, make_request
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def make_full(waiting: int = 1) -> tuple[Enrollment, Partnership, list[Enrollment]]:
    """A mentor with one place, taken, and mentees in line."""
    mentee, (mentor,) = make_mentoring(capacity=1)
    partnership = requests.accept(make_request(mentee, mentor), by=mentor.person)
    line = [make_enrollment(mentee.cohort, Role.MENTEE) for _ in range(waiting)]
    for one in line:
        waitlist.join(one, mentor, by=one.person)
    return mentor, partnership, line


def states() -> list[str]:
    return list(WaitlistEntry.objects.order_by("created_at", "id").values_list("state", flat=True))


def test_freed_place_is_offered_to_the_first_in_line() -> None:
    _mentor, partnership, (first, _second) = make_full(2)
    partnerships.end_early(partnership, by=None)
    assert states() == ["offered", "waiting"]
    assert Nudge.objects.get(kind="place_offered").recipient == first.person


def test_promised_place_is_nobody_elses() -> None:
    mentor, partnership, (_first,) = make_full(1)
    other = make_enrollment(mentor.cohort, Role.MENTEE)
    # Asked while there was room, answered after the place was promised.
    Enrollment.objects.filter(pk=mentor.pk).update(capacity=2)
    asked = make_request(other, Enrollment.objects.get(pk=mentor.pk))
    Enrollment.objects.filter(pk=mentor.pk).update(capacity=1)
    partnerships.end_early(partnership, by=None)
    with pytest.raises(NoPlaceLeft):
        requests.accept(asked, by=mentor.person)


def test_offer_is_taken_and_the_mentor_is_asked_at_once(signed_in: SignIn) -> None:
    mentor, partnership, (first,) = make_full(1)
    elsewhere = make_request(first, make_enrollment(mentor.cohort, Role.MENTOR))
    partnerships.end_early(partnership, by=None)
    url = reverse("waitlist_take", args=[WaitlistEntry.objects.get().pk])
    browser = signed_in(first.person)
    assert browser.get(url).status_code == 200
    browser.post(url, {"message": "Thank you for the place."})
    asked = MatchRequest.objects.pending().get(mentee=first)
    elsewhere.refresh_from_db()
    assert (asked.mentor, asked.rank, asked.asked_at is not None, states()) == (mentor, 1, True, ["taken"])
    assert elsewhere.state == "withdrawn"
    assert "This offer has ended." in browser.post(url, {"message": "Again"}).content.decode()
    assert MatchRequest.objects.pending().filter(mentee=first).count() == 1


def test_offer_lapses_after_three_days_and_passes_on() -> None:
    _mentor, partnership, (_first, second) = make_full(2)
    partnerships.end_early(partnership, by=None)
    assert waitlist.lapse_due(timezone.now() + timedelta(days=2, hours=23)) == 0
    assert waitlist.lapse_due(timezone.now() + timedelta(days=3, minutes=1)) == 1
    assert states() == ["lapsed", "offered"]
    assert Nudge.objects.filter(kind="place_offered", recipient=second.person).count() == 1


def test_no_to_an_offer_passes_it_on(signed_in: SignIn) -> None:
    _mentor, partnership, (first, _second) = make_full(2)
    partnerships.end_early(partnership, by=None)
    entry = WaitlistEntry.objects.get(mentee=first)
    signed_in(first.person).post(reverse("waitlist_leave", args=[entry.pk]))
    assert states() == ["lapsed", "offered"]


def test_more_places_are_offered_to_those_who_wait(signed_in: SignIn) -> None:
    mentor, _partnership, _line = make_full(2)
    mentor.program.guide_capacity = 5
    mentor.program.save()
    signed_in(mentor.person).post(reverse("mentor_room", args=[mentor.pk]), {"capacity": 2, "is_accepting": "on"})
    assert states() == ["offered", "waiting"]


def test_no_more_places_than_the_program_gives(signed_in: SignIn) -> None:
    mentor, _partnership, _line = make_full()
    answer = signed_in(mentor.person).post(reverse("mentor_room", args=[mentor.pk]), {"capacity": 9}, follow=True)
    assert "ask who runs the program" in answer.content.decode()
    assert Enrollment.objects.get(pk=mentor.pk).capacity == 1


def test_a_number_of_places_that_cannot_be_is_refused_with_what_to_do(signed_in: SignIn) -> None:
    mentor, _partnership, _line = make_full()
    browser, url = signed_in(mentor.person), reverse("mentor_room", args=[mentor.pk])
    for given in ("", "0", "-3", "51", "two"):
        answer = browser.post(url, {"capacity": given, "is_accepting": "on"}, follow=True)
        assert "Give your places as a whole number from 1 to 50." in answer.content.decode()
    assert Enrollment.objects.get(pk=mentor.pk).capacity == 1


def test_break_offers_nothing(signed_in: SignIn) -> None:
    mentor, partnership, _line = make_full()
    signed_in(mentor.person).post(reverse("mentor_room", args=[mentor.pk]), {"capacity": 1})
    partnerships.end_early(partnership, by=None)
    assert states() == ["waiting"]


def test_somebody_blocked_in_line_is_passed_over_in_silence() -> None:
    mentor, partnership, (first, _second) = make_full(2)
    PairBlock.objects.create(person=mentor.person, blocked=first.person)
    partnerships.end_early(partnership, by=None)
    assert states() == ["waiting", "offered"]


def test_joining_twice_is_one_place_in_line(signed_in: SignIn) -> None:
    mentor, _partnership, _line = make_full(0)
    mentee = make_enrollment(mentor.cohort, Role.MENTEE)
    browser = signed_in(mentee.person)
    for _ in range(2):
        browser.post(reverse("waitlist_join", args=[mentee.pk, mentor.pk]))
    assert states() == ["waiting"]


def test_line_of_a_mentor_with_room_is_refused(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    answer = signed_in(mentee.person).post(reverse("waitlist_join", args=[mentee.pk, mentor.pk]), follow=True)
    assert "There is room: you can ask this mentor at once." in answer.content.decode()
    assert states() == []


def test_strangers_place_in_line_is_not_there(signed_in: SignIn) -> None:
    mentor, partnership, _line = make_full()
    partnerships.end_early(partnership, by=None)
    entry = WaitlistEntry.objects.get()
    for person in (mentor.person, make_enrollment(mentor.cohort, Role.MENTEE).person):
        browser = signed_in(person)
        assert browser.post(reverse("waitlist_take", args=[entry.pk]), {"message": "Mine"}).status_code == 404
        assert browser.post(reverse("waitlist_leave", args=[entry.pk])).status_code == 404
    assert states() == ["offered"]


def test_mentee_left_at_a_full_mentor_is_told_and_can_wait_and_ask_the_next(signed_in: SignIn) -> None:
    winner, (mentor, other) = make_mentoring(2, capacity=1)
    loser = make_enrollment(winner.cohort, Role.MENTEE)
    stuck = make_request(loser, mentor)
    following = make_request(loser, other)
    requests.accept(make_request(winner, mentor), by=mentor.person)
    assert Nudge.objects.get(kind="mentor_full").recipient == loser.person
    assert [step.url for step in steps_for(loser.person)] == [reverse("request_own_list", args=[loser.pk])]
    browser = signed_in(loser.person)
    page = browser.get(reverse("request_own_list", args=[loser.pk])).content.decode()
    assert "Wait in line, ask the next" in page
    browser.post(reverse("request_wait_instead", args=[stuck.pk]))
    following.refresh_from_db()
    assert (states(), following.asked_at is not None) == (["waiting"], True)
