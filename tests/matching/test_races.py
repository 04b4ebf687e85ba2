"""Many at once: capacity holds, one wins, the others are told, nothing breaks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.rules import Refusal
from matching.enums import RequestState
from matching.models import MatchRequest, Partnership, PartnershipMember, WaitlistEntry
from matching.services import departures, publishing, requests, waitlist
from matching.services.places import NoPlaceLeft
from notifications.models import Nudge
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from program.services import enrollments
from tests.factories.matching import make_mentoring, make_request
from tests.factories.program import make_enrollment
from tests.matching.test_assignment import make_field, run_for

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]
AT_ONCE = 50
ROUNDS = 3


def all_at_once(actions: list[Callable[[], Any]], workers: int = 25) -> list[Any]:
    """Run every action in a thread with a database connection of its own, as many together as the server allows."""
    gate = Barrier(min(workers, len(actions)))

    def act(numbered: tuple[int, Callable[[], Any]]) -> Any:
        number, action = numbered
        try:
            if number < gate.parties:
                gate.wait(timeout=30)
            return action()
        except NoPlaceLeft as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(gate.parties) as pool:
        return list(pool.map(act, enumerate(actions)))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_fifty_accepts_at_capacity_one_form_exactly_one_partnership(signed_in: SignIn, number: int) -> None:
    first, (mentor,) = make_mentoring(capacity=1)
    mentees = [first] + [make_enrollment(first.cohort, Role.MENTEE) for _ in range(AT_ONCE - 1)]
    asked = [make_request(mentee, mentor) for mentee in mentees]
    browsers = [signed_in(mentor.person) for _ in asked]

    def accept(browser: Client, request: MatchRequest) -> Callable[[], int]:
        return lambda: browser.post(reverse("request_accept", args=[request.pk])).status_code

    codes = all_at_once([accept(*pair) for pair in zip(browsers, asked, strict=True)])
    assert sorted(set(codes)) == [302, 303]
    assert codes.count(302) == 1
    assert Partnership.objects.count() == 1
    assert MatchRequest.objects.filter(state=RequestState.ACCEPTED).count() == 1
    assert PartnershipMember.objects.filter(enrollment=mentor, slot__isnull=False).count() == 1
    assert Nudge.objects.filter(kind="mentor_full").count() == AT_ONCE - 1


def test_one_mentee_accepted_twice_at_once_has_one_mentor(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    url = reverse("request_accept", args=[make_request(mentee, mentor).pk])
    browsers = [signed_in(mentor.person) for _ in range(10)]
    codes = all_at_once([lambda browser=browser: browser.post(url).status_code for browser in browsers])
    assert set(codes) <= {302, 303}
    assert Partnership.objects.count() == 1


def test_accept_and_withdraw_at_once_leave_one_of_the_two() -> None:
    for _ in range(5):
        mentee, (mentor,) = make_mentoring()
        request = make_request(mentee, mentor)
        again = MatchRequest.objects.get(pk=request.pk)

        def quietly(action: Callable[[], Any]) -> Callable[[], Any]:
            def act() -> Any:
                try:
                    return action()
                except Refusal as refusal:
                    return refusal

            return act

        all_at_once(
            [
                quietly(lambda request=request, mentor=mentor: requests.accept(request, by=mentor.person)),
                quietly(lambda again=again, mentee=mentee: requests.withdraw(again, by=mentee.person)),
            ]
        )
        state = MatchRequest.objects.get(pk=request.pk).state
        formed = Partnership.objects.filter(members__enrollment=mentee).count()
        assert (state, formed) in {("accepted", 1), ("withdrawn", 0)}


def test_same_request_sent_from_two_tabs_at_once_exists_once(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    url = reverse("request_create", args=[mentee.pk, mentor.pk])
    browsers = [signed_in(mentee.person) for _ in range(6)]
    sending = [
        lambda browser=browser: browser.post(url, {"message": "Hi", "rank": 1}).status_code for browser in browsers
    ]
    codes = all_at_once(sending)
    assert set(codes) <= {200, 302, 303}
    assert MatchRequest.objects.count() == 1


def test_freed_place_is_offered_once_however_many_look() -> None:
    mentee, (mentor,) = make_mentoring(capacity=1)
    partnership = requests.accept(make_request(mentee, mentor), by=mentor.person)
    for _ in range(3):
        waiting = make_enrollment(mentee.cohort, Role.MENTEE)
        waitlist.join(waiting, mentor, by=waiting.person)
    PartnershipMember.objects.filter(partnership=partnership).update(slot=None)
    all_at_once([lambda: waitlist.lapse_due(timezone.now()) for _ in range(8)])
    assert WaitlistEntry.objects.filter(state="offered").count() == 1


def test_publish_six_times_at_once_publishes_once() -> None:
    run = run_for(make_field(clients=2, coaches=1, capacity=2))
    run.state = "reviewed"
    run.save()
    results = all_at_once([lambda: publishing.publish(run, by=run.started_by) for _ in range(6)])
    assert sorted(results) == [0, 0, 0, 0, 0, 2]
    coach = Enrollment.objects.get(role=Role.COACH)
    assert PartnershipMember.objects.filter(enrollment=coach, slot__isnull=False).count() == 2


def test_mentor_who_accepts_while_being_taken_out_neither_hangs_nor_breaks() -> None:
    for _ in range(6):
        mentee, (mentor,) = make_mentoring()
        request = make_request(mentee, mentor)

        def accept(request: MatchRequest = request, mentor: Enrollment = mentor) -> object:
            try:
                return requests.accept(request, by=mentor.person)
            except Refusal as refusal:
                return refusal

        same = Enrollment.objects.get(pk=mentor.pk)
        all_at_once([accept, lambda same=same: enrollments.withdraw(same, by=None)])
        current = Partnership.objects.current().filter(members__enrollment=mentor)
        departures.follow_breaks(timezone.now())
        assert not current.exists()
        assert not MatchRequest.objects.pending().filter(mentor=mentor, asked_at__isnull=False).exists()
