"""Somebody leaves, goes on leave or comes back: nothing hangs, everybody concerned is told."""

import pytest
from django.utils import timezone

from matching.enums import PartnershipState, RequestState
from matching.models import MatchRequest, PartnershipMember, WaitlistEntry
from matching.services import departures, partnerships, requests, waitlist
from notifications.models import Nudge
from people.enums import EmploymentStatus
from people.services import employment
from program.enums import Role
from program.services import enrollments
from tests.factories.agreements import make_active_partnership
from tests.factories.matching import make_mentoring, make_request
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db


def test_leaving_ends_the_partnership_tells_the_other_and_frees_the_place() -> None:
    mentee, (mentor,) = make_mentoring(capacity=1)
    partnership = requests.accept(make_request(mentee, mentor), by=mentor.person)
    employment.change(mentee.person, EmploymentStatus.TERMINATED, by=None)
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.ENDED_EARLY
    assert not PartnershipMember.objects.filter(enrollment=mentor, slot__isnull=False).exists()
    assert Nudge.objects.filter(kind="partnership_ended", recipient=mentor.person).count() == 1


def test_place_of_a_leaver_goes_to_the_line() -> None:
    mentee, (mentor,) = make_mentoring(capacity=1)
    requests.accept(make_request(mentee, mentor), by=mentor.person)
    waiting = make_enrollment(mentee.cohort, Role.MENTEE)
    waitlist.join(waiting, mentor, by=waiting.person)
    enrollments.withdraw(mentee, by=mentee.person)
    assert WaitlistEntry.objects.get().state == "offered"


def test_mentor_who_leaves_passes_requests_on_and_the_mentees_are_told() -> None:
    mentee, (one, two) = make_mentoring(2)
    first, second = make_request(mentee, one), make_request(mentee, two)
    employment.change(one.person, EmploymentStatus.TERMINATED, by=None)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.asked_at is not None) == ("superseded", "pending", True)
    assert Nudge.objects.get(kind="mentor_unavailable").recipient == mentee.person


def test_mentee_who_withdraws_leaves_no_request_behind() -> None:
    mentee, mentors = make_mentoring(2)
    for mentor in mentors:
        make_request(mentee, mentor)
    enrollments.withdraw(mentee, by=mentee.person)
    assert set(MatchRequest.objects.values_list("state", flat=True)) == {RequestState.WITHDRAWN}


def test_leave_pauses_and_coming_back_resumes() -> None:
    partnership = make_active_partnership()
    person = partnership.members.get(role=Role.MENTOR).person
    employment.change(person, EmploymentStatus.LEAVE, by=None)
    partnership.refresh_from_db()
    assert (partnership.state, partnership.is_paused_for_leave) == (PartnershipState.PAUSED, True)
    employment.change(person, EmploymentStatus.ACTIVE, by=None)
    partnership.refresh_from_db()
    assert (partnership.state, partnership.is_paused_for_leave) == (PartnershipState.ACTIVE, False)


def test_partnership_resumes_only_when_both_are_back() -> None:
    partnership = make_active_partnership()
    one, two = (member.person for member in partnership.members.all())
    employment.change(one, EmploymentStatus.LEAVE, by=None)
    employment.change(two, EmploymentStatus.LEAVE, by=None)
    employment.change(one, EmploymentStatus.ACTIVE, by=None)
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.PAUSED
    employment.change(two, EmploymentStatus.ACTIVE, by=None)
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.ACTIVE


def test_pause_that_somebody_chose_is_not_ended_by_a_leave() -> None:
    partnership = make_active_partnership()
    person = partnership.members.get(role=Role.MENTOR).person
    partnerships.pause(partnership, by=person)
    employment.change(person, EmploymentStatus.LEAVE, by=None)
    employment.change(person, EmploymentStatus.ACTIVE, by=None)
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.PAUSED


def test_request_of_a_mentee_on_leave_rests_and_is_asked_again_afterwards() -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor)
    employment.change(mentee.person, EmploymentStatus.LEAVE, by=None)
    request.refresh_from_db()
    assert (request.state, request.asked_at) == (RequestState.PENDING, None)
    employment.change(mentee.person, EmploymentStatus.ACTIVE, by=None)
    requests.expire_due(timezone.now())
    request.refresh_from_db()
    assert request.asked_at is not None


def test_break_of_a_mentor_passes_requests_on_at_the_next_sweep() -> None:
    mentee, (one, two) = make_mentoring(2)
    make_request(mentee, one)
    second = make_request(mentee, two)
    enrollments.pause(one, by=one.person)
    departures.follow_breaks(timezone.now())
    second.refresh_from_db()
    assert second.asked_at is not None


def test_break_of_a_mentee_lets_the_request_rest_until_they_are_back() -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor)
    enrollments.pause(mentee, by=mentee.person)
    departures.follow_breaks(timezone.now())
    requests.expire_due(timezone.now())
    request.refresh_from_db()
    assert (request.state, request.asked_at) == (RequestState.PENDING, None)
    enrollments.resume(mentee, by=mentee.person)
    requests.expire_due(timezone.now())
    request.refresh_from_db()
    assert request.asked_at is not None
