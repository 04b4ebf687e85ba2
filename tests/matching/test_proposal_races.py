"""Yeses at the same moment: a place is given once, a mentee gets one mentor, nothing breaks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from matching.models import MatchRequest, Partnership, PartnershipMember, Proposal
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from tests.factories.matching import make_looking, make_proposal, make_request
from tests.factories.program import make_enrollment
from tests.matching.test_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]
AT_ONCE = 20


@pytest.mark.parametrize("number", range(3))
def test_twenty_mentees_who_say_yes_to_one_place_form_exactly_one_partnership(signed_in: SignIn, number: int) -> None:
    mentor, mentees = make_looking(mentees=AT_ONCE, capacity=AT_ONCE)
    made = [make_open(mentor, mentee) for mentee in mentees]
    mentor.capacity = 1
    mentor.save()
    browsers = [signed_in(mentee.person) for mentee in mentees]

    def accept(browser: Client, proposal: Proposal) -> Callable[[], int]:
        return lambda: browser.post(reverse("proposal_accept", args=[proposal.pk])).status_code

    codes = all_at_once([accept(*pair) for pair in zip(browsers, made, strict=True)])
    assert sorted(set(codes)) == [302, 303]
    assert codes.count(302) == 1
    assert Partnership.objects.count() == 1
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["accepted"] + ["superseded"] * (AT_ONCE - 1)
    assert PartnershipMember.objects.filter(enrollment=mentor, slot__isnull=False).count() == 1


def make_open(mentor: Enrollment, mentee: Enrollment) -> Proposal:
    """An open proposal beyond the three that a mentor may have: the race is what is tested here."""
    first = Proposal.objects.filter(mentor=mentor).first()
    if first is None:
        return make_proposal(mentor, mentee)
    return Proposal.objects.create(mentor=mentor, mentee=mentee, message="Hello", expires_at=first.expires_at)


@pytest.mark.parametrize("number", range(5))
def test_a_yes_to_a_proposal_and_a_yes_to_a_request_at_once_match_the_mentee_once(
    signed_in: SignIn, number: int
) -> None:
    mentor, (mentee,) = make_looking()
    other = make_enrollment(mentor.cohort, Role.MENTOR)
    proposal, asked = make_proposal(mentor, mentee), make_request(mentee, other)
    mine, theirs = signed_in(mentee.person), signed_in(other.person)
    codes = all_at_once(
        [
            lambda: mine.post(reverse("proposal_accept", args=[proposal.pk])).status_code,
            lambda: theirs.post(reverse("request_accept", args=[asked.pk])).status_code,
        ]
    )
    assert sorted(codes) == [302, 303]
    proposal.refresh_from_db(), asked.refresh_from_db()
    assert sorted([proposal.state, asked.state]) == ["accepted", "superseded"]
    assert PartnershipMember.objects.filter(enrollment=mentee, slot__isnull=False).count() == 1


@pytest.mark.parametrize("number", range(5))
def test_the_last_place_goes_to_a_proposal_or_to_a_request(signed_in: SignIn, number: int) -> None:
    mentor, (mentee, asking) = make_looking(mentees=2, capacity=1)
    proposal, asked = make_proposal(mentor, mentee), make_request(asking, mentor)
    mine, theirs = signed_in(mentee.person), signed_in(mentor.person)
    codes = all_at_once(
        [
            lambda: mine.post(reverse("proposal_accept", args=[proposal.pk])).status_code,
            lambda: theirs.post(reverse("request_accept", args=[asked.pk])).status_code,
        ]
    )
    assert sorted(codes) == [302, 303]
    assert Partnership.objects.count() == 1
    assert PartnershipMember.objects.filter(enrollment=mentor, slot__isnull=False).count() == 1


def test_the_same_proposal_sent_from_six_tabs_exists_once(signed_in: SignIn) -> None:
    mentor, (mentee,) = make_looking(capacity=5)
    url = reverse("proposal_create", args=[mentor.pk, mentee.pk])
    browsers = [signed_in(mentor.person) for _ in range(6)]
    codes = all_at_once([lambda b=browser: b.post(url, {"message": "Hi"}).status_code for browser in browsers])
    assert set(codes) <= {200, 302}
    assert Proposal.objects.count() == 1


def test_yes_and_withdraw_at_once_leave_one_of_the_two(signed_in: SignIn) -> None:
    for _ in range(3):
        mentor, (mentee,) = make_looking()
        proposal = make_proposal(mentor, mentee)
        mine, theirs = signed_in(mentee.person), signed_in(mentor.person)
        key = proposal.pk
        all_at_once(
            [
                lambda mine=mine, key=key: mine.post(reverse("proposal_accept", args=[key])).status_code,
                lambda theirs=theirs, key=key: theirs.post(reverse("proposal_withdraw", args=[key])).status_code,
            ]
        )
        proposal.refresh_from_db()
        formed = Partnership.objects.filter(members__enrollment=mentee).count()
        assert (proposal.state, formed) in {("accepted", 1), ("withdrawn", 0)}


def test_a_request_sent_while_a_proposal_is_accepted_does_not_stay_open(signed_in: SignIn) -> None:
    for _ in range(3):
        mentor, (mentee,) = make_looking()
        other = make_enrollment(mentor.cohort, Role.MENTOR)
        proposal = make_proposal(mentor, mentee)
        mine, again = signed_in(mentee.person), signed_in(mentee.person)
        key, pair, person = proposal.pk, (mentee.pk, other.pk), mentee
        all_at_once(
            [
                lambda mine=mine, key=key: mine.post(reverse("proposal_accept", args=[key])).status_code,
                lambda again=again, pair=pair: (
                    again.post(reverse("request_create", args=pair), {"message": "Hi", "rank": 1}).status_code
                ),
            ]
        )
        assert not MatchRequest.objects.pending().filter(mentee=person).exists()
