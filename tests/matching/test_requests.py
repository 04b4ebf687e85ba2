"""Ranked requests: one mentor is asked at a time, the next in their turn."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.enums import RequestState
from matching.models import MatchRequest, Partnership
from matching.services import requests
from notifications.models import Nudge
from people.models import Person
from program.enums import EnrollmentState, Role
from tests.factories.matching import make_mentoring, make_request
from tests.factories.people import make_person
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SECRET = "I lost my confidence after the reorganization"


def states_of(mentee: object) -> list[tuple[int, str, bool]]:
    rows = MatchRequest.objects.filter(mentee=mentee).order_by("created_at")
    return [(row.rank, str(row.state), row.asked_at is not None) for row in rows]


def test_first_request_is_asked_at_once_and_the_second_waits(signed_in: SignIn) -> None:
    mentee, (one, two) = make_mentoring(2)
    browser = signed_in(mentee.person)
    for mentor, rank in ((one, 1), (two, 2)):
        answer = browser.post(reverse("request_create", args=[mentee.pk, mentor.pk]), {"message": SECRET, "rank": rank})
        assert answer.headers["Location"] == reverse("request_own_list", args=[mentee.pk])
    assert states_of(mentee) == [(1, "pending", True), (2, "pending", False)]
    asked = MatchRequest.objects.get(mentor=one)
    assert asked.expires_at - asked.asked_at == timedelta(days=14)
    assert Nudge.objects.get(kind="match_request_asked").recipient == one.person


def test_each_choice_says_after_whom_it_is_asked(signed_in: SignIn) -> None:
    mentee, mentors = make_mentoring(3)
    for mentor in mentors:
        make_request(mentee, mentor)
    page = signed_in(mentee.person).get(reverse("request_own_list", args=[mentee.pk])).content.decode()
    first = f"Asked by itself if {mentors[0].person.get_full_name()} says no or does not answer."
    after = "Asked by itself if those above say no or do not answer."
    assert (page.count(first), page.count(after)) == (1, 1)


def test_request_twice_has_one_effect_and_says_so(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    url = reverse("request_create", args=[mentee.pk, mentor.pk])
    browser = signed_in(mentee.person)
    browser.post(url, {"message": "Please", "rank": 1})
    second = browser.post(url, {"message": "Please", "rank": 2})
    assert "You have asked this mentor already." in second.content.decode()
    assert MatchRequest.objects.count() == 1


def test_request_beyond_the_limit_is_refused_and_keeps_what_was_typed(signed_in: SignIn) -> None:
    mentee, (one, two) = make_mentoring(2, open_requests_limit=1)
    make_request(mentee, one)
    answer = signed_in(mentee.person).post(
        reverse("request_create", args=[mentee.pk, two.pk]), {"message": "My careful words", "rank": 2}
    )
    assert "which is the most" in answer.content.decode()
    assert "My careful words" in answer.content.decode()
    assert MatchRequest.objects.count() == 1


def test_mentor_sees_no_lower_choice_before_its_turn(signed_in: SignIn) -> None:
    mentee, (one, two) = make_mentoring(2)
    make_request(mentee, one)
    queued = make_request(mentee, two, SECRET)
    browser = signed_in(two.person)
    assert SECRET not in browser.get(reverse("request_list")).content.decode()
    assert browser.post(reverse("request_accept", args=[queued.pk])).status_code == 404
    assert browser.post(reverse("request_decline", args=[queued.pk])).status_code == 404


def test_strangers_request_is_not_there(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor, SECRET)
    browser = signed_in(make_enrollment(mentee.cohort, Role.MENTOR).person)
    for name in ("request_accept", "request_decline", "request_withdraw", "request_move_up", "request_wait_instead"):
        answer = browser.post(reverse(name, args=[request.pk]))
        assert (name, answer.status_code) == (name, 404)
        assert SECRET not in answer.content.decode()
    assert browser.get(reverse("request_own_list", args=[mentee.pk])).status_code == 404
    assert MatchRequest.objects.get().state == RequestState.PENDING


def test_decline_tells_the_mentee_and_asks_the_next(signed_in: SignIn) -> None:
    mentee, (one, two) = make_mentoring(2)
    first, _second = make_request(mentee, one), make_request(mentee, two)
    signed_in(one.person).post(reverse("request_decline", args=[first.pk]), {"reason": "I have no time this year."})
    assert states_of(mentee) == [(1, "declined", True), (2, "pending", True)]
    page = signed_in(mentee.person).get(reverse("request_own_list", args=[mentee.pk])).content.decode()
    assert "I have no time this year." in page
    assert Nudge.objects.get(kind="request_declined").recipient == mentee.person


def test_accept_forms_the_partnership_and_supersedes_the_rest(signed_in: SignIn) -> None:
    mentee, (one, two) = make_mentoring(2)
    first, second = make_request(mentee, one), make_request(mentee, two)
    answer = signed_in(one.person).post(reverse("request_accept", args=[first.pk]))
    partnership = Partnership.objects.get()
    assert answer.headers["Location"] == reverse("partnership_detail", args=[partnership.pk])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.partnership, second.state) == ("accepted", partnership, "superseded")
    assert second.asked_at is None


def test_accept_twice_leads_to_the_same_partnership(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    url = reverse("request_accept", args=[make_request(mentee, mentor).pk])
    browser = signed_in(mentor.person)
    first, second = browser.post(url), browser.post(url)
    assert first.headers["Location"] == second.headers["Location"]
    assert Partnership.objects.count() == 1


def test_accept_without_orientation_is_refused(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor)
    mentor.state = EnrollmentState.ACCEPTED
    mentor.save()
    answer = signed_in(mentor.person).post(reverse("request_accept", args=[request.pk]), follow=True)
    assert "Please finish your orientation" in answer.content.decode()
    assert not Partnership.objects.exists()


def test_withdraw_asks_the_next_choice(signed_in: SignIn) -> None:
    mentee, (one, two) = make_mentoring(2)
    first = make_request(mentee, one)
    make_request(mentee, two)
    signed_in(mentee.person).post(reverse("request_withdraw", args=[first.pk]))
    assert states_of(mentee) == [(1, "withdrawn", True), (2, "pending", True)]


def test_move_up_changes_the_order_but_never_passes_the_one_being_asked(signed_in: SignIn) -> None:
    mentee, mentors = make_mentoring(3)
    _first, second, third = [make_request(mentee, mentor) for mentor in mentors]
    browser = signed_in(mentee.person)
    browser.post(reverse("request_move_up", args=[third.pk]))
    assert [row.pk for row in MatchRequest.objects.order_by("rank")][1:] == [third.pk, second.pk]
    browser.post(reverse("request_move_up", args=[third.pk]))
    assert MatchRequest.objects.get(pk=third.pk).rank == 2


def test_better_rank_than_the_one_being_asked_comes_right_after_it() -> None:
    mentee, mentors = make_mentoring(3)
    make_request(mentee, mentors[0])
    make_request(mentee, mentors[1])
    requests.send(mentee, mentors[2], "Please", by=mentee.person, rank=1)
    order = MatchRequest.objects.order_by("rank").values_list("mentor", flat=True)
    assert list(order) == [mentors[0].pk, mentors[2].pk, mentors[1].pk]


def test_expiry_tells_the_mentee_and_asks_the_next(time_machine) -> None:  # type: ignore[no-untyped-def]
    mentee, (one, two) = make_mentoring(2)
    make_request(mentee, one)
    make_request(mentee, two)
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))
    assert requests.expire_due(timezone.now()) == 1
    assert requests.expire_due(timezone.now()) == 0
    assert states_of(mentee) == [(1, "expired", True), (2, "pending", True)]
    assert Nudge.objects.get(kind="request_expired").recipient == mentee.person


def test_choice_whose_mentor_is_full_waits_and_is_asked_when_there_is_room() -> None:
    mentee, (one, two, three) = make_mentoring(3, capacity=1)
    first = make_request(mentee, one)
    make_request(mentee, two)
    make_request(mentee, three)
    other = make_enrollment(mentee.cohort, Role.MENTEE)
    requests.accept(make_request(other, two), by=two.person)
    requests.decline(first, by=one.person)
    assert [row.mentor_id for row in MatchRequest.objects.pending().filter(asked_at__isnull=False)] == [three.pk]


def test_declined_message_is_for_the_two_and_never_for_an_admin(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor, SECRET)
    requests.decline(request, "A private reason of mine", by=mentor.person)
    admin = make_person("Hanna", is_organization_admin=True)
    page = signed_in(admin).get(reverse("request_overview", args=[mentee.program.pk])).content.decode()
    assert mentee.person.get_full_name() in page
    assert SECRET not in page
    assert "A private reason of mine" not in page


def test_own_requests_page_asks_the_same_number_of_queries(signed_in: SignIn) -> None:
    mentee, mentors = make_mentoring(3)
    url = reverse("request_own_list", args=[mentee.pk])
    browser = signed_in(mentee.person)
    counts = []
    for mentor in mentors:
        make_request(mentee, mentor)
        if mentor != mentors[1]:
            counts.append(count_queries(browser, url))
    assert counts[0] == counts[1]


def test_request_list_asks_the_same_number_of_queries(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring(capacity=9)
    browser = signed_in(mentor.person)
    make_request(mentee, mentor)
    one = count_queries(browser, reverse("request_list"))
    for _ in range(2):
        make_request(make_enrollment(mentee.cohort, Role.MENTEE, wants=["Negotiation"]), mentor)
    assert count_queries(browser, reverse("request_list")) == one


def count_queries(browser: Client, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)
