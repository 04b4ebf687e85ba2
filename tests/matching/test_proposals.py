"""Mentors propose themselves: whom they see, what they may, what the mentee reads, and how it ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.audit import entries_about
from matching.models import PairBlock, Partnership, Proposal
from matching.services import departures, matches, proposals
from notifications.definitions import find_kind
from notifications.models import Nudge
from people.enums import EmploymentStatus
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from program.services import enrollments
from tests.factories.matching import make_looking, make_partnership, make_proposal, make_request
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment, make_manager

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
WORDS = "I know the work you want to learn."
REASON = "Thank you, somebody else by now."


def names_on(browser: Client, mentor: Enrollment) -> list[str]:
    page = browser.get(reverse("mentee_list", args=[mentor.pk])).context["page"]
    return [card.person.first_name for card in page.object_list]


def looking(mentor: Enrollment, name: str, **fields: object) -> Enrollment:
    person = {key: fields.pop(key) for key in ("languages", "manager") if key in fields}
    fields = {"wants": ["Negotiation"], "is_open_to_proposals": True} | fields
    return make_enrollment(mentor.cohort, Role.MENTEE, make_person(name, **person), **fields)


def told() -> list[tuple[str, object]]:
    return list(Nudge.objects.order_by("created_at", "pk").values_list("kind", "recipient"))


def test_a_mentor_sees_who_is_open_to_it_and_free_and_nobody_else(signed_in: SignIn) -> None:
    mentor, _none = make_looking(mentees=0)
    looking(mentor, "Lower", wants=["Falconry"])
    looking(mentor, "Best")
    looking(mentor, "Closed", is_open_to_proposals=False)
    looking(mentor, "Away", paused_at=timezone.now())
    looking(mentor, "Foreign", languages=["fr"])
    looking(mentor, "Below", manager=mentor.person)
    blocked, asking = looking(mentor, "Blocked"), looking(mentor, "Asking")
    PairBlock.objects.create(person=blocked.person, blocked=mentor.person)
    make_request(asking, make_enrollment(mentor.cohort, Role.MENTOR))
    make_partnership(seeker=looking(mentor, "Matched"))
    browser = signed_in(mentor.person)
    assert names_on(browser, mentor) == ["Best", "Lower"]
    card = browser.get(reverse("mentee_list", args=[mentor.pk])).context["page"].object_list[0]
    assert card.fit.reasons[0] == "Wants to learn Negotiation, which you can help with."
    for hidden in (blocked, asking):
        assert (
            browser.post(reverse("proposal_create", args=[mentor.pk, hidden.pk]), {"message": "x"}).status_code == 404
        )
    assert not Proposal.objects.exists()


def test_a_proposal_goes_from_the_form_to_a_partnership(signed_in: SignIn) -> None:
    mentor, (mentee,) = make_looking()
    browser, url = signed_in(mentor.person), reverse("proposal_create", args=[mentor.pk, mentee.pk])
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"message": WORDS})["Location"] == reverse("request_list")
    proposal = Proposal.objects.get()
    assert proposal.expires_at - proposal.created_at > timedelta(days=13, hours=23)
    assert told() == [("proposal_made", mentee.person_id)]
    assert browser.post(url, {"message": WORDS})["Location"] == reverse("proposal_detail", args=[proposal.pk])
    own = signed_in(mentee.person)
    assert WORDS not in own.get(reverse("home")).content.decode()
    assert "would like to be your mentor" in own.get(reverse("home")).content.decode()
    page = own.get(reverse("proposal_detail", args=[proposal.pk]))
    assert WORDS in page.content.decode()
    assert page.context["shown"].fit.reasons[0] == "Can help with Negotiation, which you want to learn."
    answer = own.post(reverse("proposal_accept", args=[proposal.pk]))
    formed = Partnership.objects.get()
    assert answer["Location"] == reverse("partnership_detail", args=[formed.pk])
    assert own.post(reverse("proposal_accept", args=[proposal.pk]))["Location"] == answer["Location"]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.partnership) == ("accepted", formed)
    assert [entry.action for entry in entries_about(proposal)] == ["proposal.send", "proposal.accepted"]


def test_a_yes_ends_everything_else_of_the_mentee_and_tells_the_others() -> None:
    mentor, (mentee,) = make_looking()
    other = make_enrollment(mentor.cohort, Role.MENTOR)
    first, second = make_proposal(mentor, mentee), make_proposal(other, mentee)
    asked = make_request(mentee, make_enrollment(mentor.cohort, Role.MENTOR))
    proposals.accept(first, by=mentee.person)
    second.refresh_from_db(), asked.refresh_from_db()
    assert (second.state, asked.state) == ("superseded", "superseded")
    assert ("proposal_over", other.person_id) in told()


def test_the_last_place_ends_the_mentors_other_proposals() -> None:
    mentor, (mentee, other) = make_looking(mentees=2, capacity=2)
    first, second = make_proposal(mentor, mentee), make_proposal(mentor, other)
    proposals.accept(first, by=mentee.person)
    second.refresh_from_db()
    assert second.state == "pending"
    make_partnership(guide=mentor)
    with pytest.raises(proposals.places.NoPlaceLeft):
        proposals.accept(second, by=other.person)
    second.refresh_from_db()
    assert second.state == "pending"
    assert Partnership.objects.count() == 2


def test_a_mentor_has_as_many_open_proposals_as_free_places_and_three_at_most(signed_in: SignIn) -> None:
    for capacity, most in ((1, 1), (5, 3)):
        mentor, mentees = make_looking(mentees=4, capacity=capacity)
        for mentee in mentees[:most]:
            make_proposal(mentor, mentee)
        url = reverse("proposal_create", args=[mentor.pk, mentees[3].pk])
        answer = signed_in(mentor.person).post(url, {"message": WORDS})
        assert "You can have as many open proposals as free places, at most three." in answer.content.decode()
        assert WORDS in answer.content.decode()
        assert Proposal.objects.filter(mentor=mentor).count() == most


def test_a_kind_no_is_read_by_the_two_and_by_nobody_else(signed_in: SignIn) -> None:
    mentor, (mentee, other) = make_looking(mentees=2)
    manager, admin = make_manager(mentor.program), make_admin()
    proposal = make_proposal(mentor, mentee, WORDS)
    signed_in(mentee.person).post(reverse("proposal_decline", args=[proposal.pk]), {"reason": REASON})
    page = signed_in(mentor.person).get(reverse("request_list")).content.decode()
    assert REASON in page
    url = reverse("proposal_detail", args=[proposal.pk])
    assert WORDS in signed_in(mentor.person).get(url).content.decode()
    for person in (other.person, manager, admin):
        assert signed_in(person).get(url).status_code == 404
    overview = signed_in(manager).get(reverse("request_overview", args=[mentor.program.pk])).content.decode()
    assert (WORDS in overview, REASON in overview) == (False, False)
    assert "Mentors who propose themselves" in overview
    assert names_on(signed_in(mentor.person), mentor) == [other.person.first_name]
    assert ("proposal_declined", mentor.person_id) in told()


@pytest.mark.parametrize("leaver", ["mentor", "mentee"])
def test_a_proposal_is_not_there_for_somebody_who_takes_part_no_more(signed_in: SignIn, leaver: str) -> None:
    mentor, (mentee,) = make_looking()
    proposal = make_proposal(mentor, mentee, WORDS)
    gone, other = (mentor, mentee) if leaver == "mentor" else (mentee, mentor)
    enrollments.withdraw(gone, by=gone.person)
    url = reverse("proposal_detail", args=[proposal.pk])
    answer = signed_in(gone.person).get(url)
    assert (answer.status_code, WORDS in answer.content.decode()) == (404, False)
    assert url not in signed_in(gone.person).get(reverse("request_list")).content.decode()
    assert WORDS in signed_in(other.person).get(url).content.decode()


def test_only_the_mentee_answers_and_only_the_mentor_withdraws(signed_in: SignIn) -> None:
    mentor, (mentee,) = make_looking()
    proposal = make_proposal(mentor, mentee)
    assert signed_in(mentor.person).post(reverse("proposal_accept", args=[proposal.pk])).status_code == 404
    assert signed_in(mentee.person).post(reverse("proposal_withdraw", args=[proposal.pk])).status_code == 404
    signed_in(mentor.person).post(reverse("proposal_withdraw", args=[proposal.pk]))
    answer = signed_in(mentee.person).post(reverse("proposal_accept", args=[proposal.pk]), follow=True)
    assert "This proposal was answered, withdrawn or ended in the meantime." in answer.content.decode()
    assert not Partnership.objects.exists()
    assert ("proposal_over", mentee.person_id) in told()


def test_reminders_and_the_end_follow_the_programs_days() -> None:
    mentor, (mentee,) = make_looking(request_reminder_days=[3], request_expiry_days=5)
    proposal = make_proposal(mentor, mentee)
    kind, later = find_kind("proposal_waiting"), timezone.now() + timedelta(days=3)
    (due,) = kind.find(later)
    assert (due.recipient_id, due.occasion) == (mentee.person_id, "+3")
    assert kind.is_needed(proposal, mentee.person, due.occasion, later)
    assert proposals.expire_due(timezone.now() + timedelta(days=4)) == 0
    over = timezone.now() + timedelta(days=6)
    assert (proposals.expire_due(over), proposals.expire_due(over)) == (1, 0)
    proposal.refresh_from_db()
    assert proposal.state == "expired"
    assert not kind.is_needed(proposal, mentee.person, due.occasion, over)
    assert told()[-1] == ("proposal_expired", mentor.person_id)


@pytest.mark.parametrize("leaver", ["mentor", "mentee"])
@pytest.mark.parametrize("how", ["leaves", "goes on leave", "takes a break"])
def test_whoever_goes_away_ends_it_and_the_other_is_told(leaver: str, how: str) -> None:
    mentor, (mentee,) = make_looking()
    proposal = make_proposal(mentor, mentee)
    gone, other = (mentor, mentee) if leaver == "mentor" else (mentee, mentor)
    if how == "leaves":
        enrollments.withdraw(gone, by=gone.person)
    elif how == "goes on leave":
        departures.employment_changed(gone.person, EmploymentStatus.LEAVE)
    else:
        enrollments.pause(gone, by=gone.person)
        departures.follow_breaks(timezone.now())
    proposal.refresh_from_db()
    assert proposal.state == "superseded"
    assert told()[-1] == ("proposal_over", other.person_id)


def test_a_sweep_that_dies_leaves_no_proposal_ended_without_a_word() -> None:
    mentor, (mentee,) = make_looking()
    proposal = make_proposal(mentor, mentee)
    enrollments.pause(mentee, by=mentee.person)

    def dies(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if 'INSERT INTO "notifications_nudge"' in sql:
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with connection.execute_wrapper(dies), pytest.raises(KeyboardInterrupt):
        departures.follow_breaks(timezone.now())
    proposal.refresh_from_db()
    assert proposal.state == "pending"
    departures.follow_breaks(timezone.now())
    proposal.refresh_from_db()
    assert (proposal.state, told()[-1]) == ("superseded", ("proposal_over", mentor.person_id))


def test_not_for_me_ends_a_proposal_like_any_answer(signed_in: SignIn) -> None:
    mentor, (mentee, other) = make_looking(mentees=2)
    received, made = make_proposal(mentor, mentee), make_proposal(mentor, other)
    signed_in(mentee.person).post(reverse("pair_block", args=[mentor.person_id]))
    signed_in(mentor.person).post(reverse("pair_block", args=[other.person_id]))
    received.refresh_from_db(), made.refresh_from_db()
    assert (received.state, made.state) == ("declined", "withdrawn")


def test_a_match_by_hand_ends_proposals_too() -> None:
    mentor, (mentee,) = make_looking()
    proposal = make_proposal(mentor, mentee)
    matches.match_by_hand(make_enrollment(mentor.cohort, Role.MENTOR), mentee, "They know the trade.", by=make_admin())
    proposal.refresh_from_db()
    assert proposal.state == "superseded"


def test_a_program_without_proposals_has_none(signed_in: SignIn) -> None:
    mentor, (mentee,) = make_looking()
    mentor.program.allows_proposals = False
    mentor.program.save()
    answer = signed_in(mentor.person).post(reverse("proposal_create", args=[mentor.pk, mentee.pk]), {"message": WORDS})
    assert "In this program mentees ask mentors." in answer.content.decode()
    assert "Mentees who are looking" not in signed_in(mentor.person).get(reverse("request_list")).content.decode()
    overview = signed_in(make_admin()).get(reverse("request_overview", args=[mentor.program.pk])).content.decode()
    assert "Ask mentors to propose themselves" not in overview
    assert not Proposal.objects.exists()


def test_an_admin_asks_mentors_with_room_once_a_day(signed_in: SignIn) -> None:
    mentor, (mentee,) = make_looking()
    full = make_enrollment(mentor.cohort, Role.MENTOR, capacity=1)
    make_partnership(guide=full)
    browser, url = signed_in(make_manager(mentor.program)), reverse("proposal_ask_mentors", args=[mentor.program.pk])
    for _ in range(2):
        browser.post(url)
    assert told() == [("mentees_looking", mentor.person_id)]
    letter = find_kind("mentees_looking").write(mentor, mentor.person)
    assert letter.url == reverse("mentee_list", args=[mentor.pk])
    home = signed_in(mentor.person).get(reverse("home")).content.decode()
    assert "are looking for a mentor" in home
    make_partnership(seeker=mentee)
    refused = browser.post(url, follow=True).content.decode()
    assert "No mentee who is open to it is looking for a mentor just now." in refused
    assert signed_in(mentor.person).post(url).status_code == 404
