"""An admin steps in; and what waits for whom on the home page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from matching.models import PairBlock, Partnership
from matching.selectors.steps import steps_for
from matching.services import partnerships, requests, waitlist
from people.models import Person
from program.enums import EnrollmentState, Role
from program.models import Enrollment, ProgramManager
from tests.factories.matching import make_mentoring, make_request
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment
from tests.matching.test_assignment import make_field
from tests.matching.test_requests import count_queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def match(browser: Client, mentor: Enrollment, mentee: Enrollment, reason: str = "They asked for it together") -> str:
    url = reverse("partnership_create_by_admin", args=[mentee.cohort.program_id])
    return browser.post(url, {"guide": mentor.pk, "seeker": mentee.pk, "reason": reason}, follow=True).content.decode()


def test_admin_matches_two_people_with_a_reason_on_record(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    admin = make_admin()
    match(signed_in(admin), mentor, mentee)
    partnership = Partnership.objects.get()
    assert (partnership.matched_by, partnership.match_reason) == (admin, "They asked for it together")
    assert {member.person for member in partnership.members.all()} == {mentor.person, mentee.person}


def test_not_now_leads_back_to_the_matching_of_this_kind_of_program(signed_in: SignIn) -> None:
    mentee, _mentors = make_mentoring()
    client, coaching = signed_in(make_admin()), make_field().program
    for program, back in ((mentee.program, "request_overview"), (coaching, "assignment_list")):
        page = client.get(reverse("partnership_create_by_admin", args=[program.pk])).content.decode()
        assert page.count(f'href="{reverse(back, args=[program.pk])}"') == 2
        assert client.get(reverse(back, args=[program.pk])).status_code == 200


def test_reason_is_needed(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    match(signed_in(make_admin()), mentor, mentee, reason="  ")
    assert not Partnership.objects.exists()


def test_match_by_hand_keeps_every_rule_and_gives_nothing_private_away(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    browser = signed_in(make_admin())
    block = PairBlock.objects.create(person=mentee.person, blocked=mentor.person)
    page = match(browser, mentor, mentee)
    assert "This match is not possible." in page
    assert "Block" not in page
    block.delete()
    Person.objects.filter(pk=mentee.person_id).update(manager=mentor.person)
    assert "One of the two reports to the other" in match(browser, mentor, mentee)
    Person.objects.filter(pk=mentee.person_id).update(manager=None)
    Enrollment.objects.filter(pk=mentor.pk).update(state=EnrollmentState.ACCEPTED)
    match(browser, mentor, mentee)
    assert not Partnership.objects.exists()


def test_match_by_hand_is_for_those_who_run_the_program(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    url = reverse("partnership_create_by_admin", args=[mentee.cohort.program_id])
    assert signed_in(mentor.person).get(url).status_code == 404
    assert signed_in(mentor.person).post(url, {}).status_code == 404
    manager = make_person("Manager")
    ProgramManager.objects.create(program=mentee.program, person=manager)
    assert signed_in(manager).get(url).status_code == 200


def test_coaching_match_by_hand_names_the_manager_as_sponsor(signed_in: SignIn) -> None:
    make_field(clients=1, coaches=1, has_sponsor=True)
    coach, client = (Enrollment.objects.get(role=role) for role in (Role.COACH, Role.CLIENT))
    match(signed_in(make_admin()), coach, client)
    assert Partnership.objects.get().members.get(role=Role.SPONSOR).person == client.person.manager


def test_overview_asks_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring(capacity=9)
    browser, url = signed_in(make_admin()), reverse("request_overview", args=[mentee.cohort.program_id])
    make_request(mentee, mentor)
    one = count_queries(browser, url)
    for _ in range(2):
        make_request(make_enrollment(mentee.cohort, Role.MENTEE), mentor)
    assert count_queries(browser, url) == one


def test_steps_follow_what_waits() -> None:
    mentee, (mentor,) = make_mentoring(capacity=1)
    assert [step.url for step in steps_for(mentee.person)] == [reverse("mentor_list", args=[mentee.pk])]
    request = make_request(mentee, mentor)
    assert [step.url for step in steps_for(mentee.person)] == [reverse("request_own_list", args=[mentee.pk])]
    assert [step.url for step in steps_for(mentor.person)] == [reverse("request_list")]
    partnership = requests.accept(request, by=mentor.person)
    assert steps_for(mentor.person) == []
    waiting = make_enrollment(mentee.cohort, Role.MENTEE)
    entry = waitlist.join(waiting, mentor, by=waiting.person)
    partnerships.end_early(partnership, by=None)
    assert reverse("waitlist_take", args=[entry.pk]) in [step.url for step in steps_for(waiting.person)]


def test_admin_is_told_how_many_clients_wait() -> None:
    cohort = make_field(clients=3, coaches=1)
    steps = steps_for(make_admin())
    assert [str(step.title) for step in steps] == [f"3 clients wait for a coach in {cohort.program}"]
