"""A participant's way from the invitation to being ready, and away again."""

import pytest

from core.audit import entries_about
from core.rules import Refusal
from core.transitions import AlreadyChanged
from people.enums import EmploymentStatus
from people.models import Skill
from people.signals import employment_changed
from program.enums import EnrollmentState, ProgramState, Role
from program.models import Enrollment
from program.permissions import may_be_matched
from program.services import enrollments
from program.services.enrollments import Profile
from program.signals import enrollment_ended
from tests.factories.people import make_admin, make_person, make_skill
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_orientation, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended():
    """What the signal says while a test runs."""
    heard = []

    def hear(sender, enrollment, by, **kwargs):
        heard.append((enrollment.pk, by))

    enrollment_ended.connect(hear)
    yield heard
    enrollment_ended.disconnect(hear)


def invited(role=Role.MENTEE, **fields):
    program = make_program(needs_orientation=True, purpose="Learn from each other")
    for each in (Role.MENTOR, Role.MENTEE):
        make_orientation(program, each)
    return make_enrollment(make_cohort(program), role, state=EnrollmentState.INVITED, **fields)


def test_a_mentee_comes_from_the_invitation_to_being_ready(signed_in):
    enrollment = invited()
    make_skill("Budgeting")
    browser, home = signed_in(enrollment.person), f"/enrollments/{enrollment.pk}/"
    assert "Learn from each other" in browser.get(home).content.decode()
    assert browser.post(f"{home}accept/")["Location"] == home
    step = browser.get(f"{home}orientation/").context["ready"].next_step
    second = browser.post(f"{home}orientation/{step.pk}/")["Location"]
    assert browser.post(second)["Location"] == f"{home}profile/"
    profile = {
        "headline": "Engineer, new to leading",
        "hopes": "To lead well",
        "skills": ["Budgeting"],
        "other_skills": "Falconry, budgeting",
    }
    assert browser.post(f"{home}profile/", profile)["Location"] == home
    enrollment.refresh_from_db()
    assert enrollment.state == EnrollmentState.READY
    assert sorted(Skill.objects.values_list("name", flat=True)) == ["Budgeting", "Falconry"]
    assert sorted(row.skill.name for row in enrollment.enrollment_skills.filter(wish="wanted")) == [
        "Budgeting",
        "Falconry",
    ]
    assert [entry.action for entry in entries_about(enrollment)] == [
        "enrollment.accepted",
        "enrollment.read_page",
        "enrollment.read_page",
        "enrollment.set_profile",
        "enrollment.ready",
    ]


def test_a_mentor_says_what_they_offer_and_for_how_many(signed_in):
    enrollment = invited(Role.MENTOR)
    browser, home = signed_in(enrollment.person), f"/enrollments/{enrollment.pk}/"
    browser.post(f"{home}accept/")
    data = {"headline": "Head of Sales", "experience": "Twenty years", "other_skills": "Negotiation", "capacity": "1"}
    assert browser.post(f"{home}profile/", data)["Location"] == f"{home}orientation/"
    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.capacity, enrollment.is_accepting) == ("accepted", 1, False)
    assert [row.wish for row in enrollment.enrollment_skills.all()] == ["offered"]


MENTEE = {"headline": "Me", "hopes": "Much", "other_skills": "Lean"}


def test_good_times_and_wishes_are_kept_in_their_order(signed_in):
    enrollment = make_enrollment(make_cohort(make_program(allows_proposals=True)))
    browser, home = signed_in(enrollment.person), f"/enrollments/{enrollment.pk}/"
    wishes = {"preferences": ["other_department", "same_location"], "is_open_to_proposals": "on"}
    browser.post(f"{home}profile/", {**MENTEE, "availability": ["fri_pm", "mon_am"], **wishes})
    enrollment.refresh_from_db()
    assert enrollment.availability == ["mon_am", "fri_pm"]
    assert enrollment.preferences == ["same_location", "other_department"]
    assert enrollment.is_open_to_proposals
    assert "Good times to meet: Monday morning, Friday afternoon" in browser.get(home).content.decode()
    ticked = browser.get(f"{home}profile/").content.decode()
    assert ticked.count(" checked") == 6
    browser.post(f"{home}profile/", MENTEE)
    enrollment.refresh_from_db()
    kept = (enrollment.availability, enrollment.preferences, enrollment.is_open_to_proposals)
    assert kept == ([], [], False)


@pytest.mark.parametrize(
    ("field", "values"),
    [("availability", ["sun_am"]), ("preferences", ["nicer"]), ("preferences", ["same_location", "other_location"])],
)
def test_times_and_wishes_that_cannot_be_are_refused(signed_in, field, values):
    enrollment = make_enrollment()
    answer = signed_in(enrollment.person).post(f"/enrollments/{enrollment.pk}/profile/", {**MENTEE, field: values})
    assert list(answer.context["form"].errors) == [field]
    enrollment.refresh_from_db()
    assert (enrollment.headline, enrollment.availability, enrollment.preferences) == ("", [], [])


@pytest.mark.parametrize(("role", "allows"), [(Role.MENTEE, False), (Role.MENTOR, True)])
def test_being_open_to_proposals_is_asked_of_mentees_where_the_program_has_them(signed_in, role, allows):
    enrollment = make_enrollment(make_cohort(make_program(allows_proposals=allows)), role)
    data = {**MENTEE, "experience": "Much", "capacity": "1", "is_open_to_proposals": "on"}
    browser, url = signed_in(enrollment.person), f"/enrollments/{enrollment.pk}/profile/"
    assert "is_open_to_proposals" not in browser.get(url).content.decode()
    assert browser.post(url, data).status_code == 302
    enrollment.refresh_from_db()
    assert not enrollment.is_open_to_proposals


def test_a_profile_without_skills_is_explained_and_nothing_is_lost(signed_in):
    enrollment = make_enrollment(state=EnrollmentState.ACCEPTED)
    data = {"headline": "Me", "hopes": "What I typed"}
    response = signed_in(enrollment.person).post(f"/enrollments/{enrollment.pk}/profile/", data)
    assert response.context["form"].errors == {
        "skills": ["Choose at least one skill, or write your own below the list."]
    }
    assert "What I typed" in response.content.decode()


def test_an_emptied_profile_is_no_longer_ready():
    enrollment = make_enrollment()
    enrollments.set_profile(enrollment, Profile(headline="Me"), by=enrollment.person)
    assert enrollment.state == EnrollmentState.ACCEPTED


def test_accepting_twice_has_one_effect(signed_in):
    enrollment = invited()
    browser = signed_in(enrollment.person)
    for _ in range(2):
        assert browser.post(f"/enrollments/{enrollment.pk}/accept/").status_code in {302, 303}
    assert entries_about(enrollment).count() == 1


def test_reading_a_page_twice_has_one_effect(signed_in):
    enrollment = invited()
    enrollments.accept(enrollment, by=enrollment.person)
    step = enrollment.program.orientation_steps.filter(role="mentee").first()
    browser = signed_in(enrollment.person)
    for _ in range(2):
        browser.post(f"/enrollments/{enrollment.pk}/orientation/{step.pk}/")
    assert enrollment.orientation_completions.count() == 1


def test_the_pages_of_another_role_are_not_there(signed_in):
    enrollment = invited()
    enrollments.accept(enrollment, by=enrollment.person)
    step = enrollment.program.orientation_steps.filter(role="mentor").first()
    assert signed_in(enrollment.person).get(f"/enrollments/{enrollment.pk}/orientation/{step.pk}/").status_code == 404


def test_orientation_cannot_be_marked_before_accepting():
    enrollment = invited()
    step = enrollment.program.orientation_steps.filter(role="mentee").first()
    with pytest.raises(Refusal):
        enrollments.complete_step(enrollment, step, by=enrollment.person)


def test_declining_ends_the_enrollment_and_can_be_seen(signed_in, ended):
    enrollment = invited()
    browser = signed_in(enrollment.person)
    browser.post(f"/enrollments/{enrollment.pk}/decline/")
    enrollment.refresh_from_db()
    assert enrollment.state == EnrollmentState.WITHDRAWN
    assert ended == [(enrollment.pk, enrollment.person)]
    assert browser.get(f"/enrollments/{enrollment.pk}/").status_code == 200
    with pytest.raises(Refusal):
        enrollments.accept(enrollment, by=enrollment.person)


def test_a_manager_takes_somebody_out_once(signed_in, ended):
    enrollment = make_enrollment()
    manager = make_manager(enrollment.program)
    browser = signed_in(manager)
    for _ in range(2):
        browser.post(f"/enrollments/{enrollment.pk}/withdraw/")
    assert ended == [(enrollment.pk, manager)]
    with pytest.raises(AlreadyChanged):
        enrollments.finish(enrollment, by=manager)


def test_a_break_stops_matching_and_ends_by_hand(signed_in):
    enrollment = make_enrollment()
    browser = signed_in(enrollment.person)
    for _ in range(2):
        browser.post(f"/enrollments/{enrollment.pk}/pause/")
    enrollment.refresh_from_db()
    assert (enrollment.is_paused, may_be_matched.allows(enrollment.person, enrollment)) == (True, False)
    browser.post(f"/enrollments/{enrollment.pk}/resume/")
    enrollment.refresh_from_db()
    assert may_be_matched.allows(enrollment.person, enrollment)
    assert [entry.action for entry in entries_about(enrollment)] == ["enrollment.pause", "enrollment.resume"]


def change_employment(person, after):
    before, person.employment_status = person.employment_status, after
    person.save()
    employment_changed.send(sender=type(person), person=person, before=before, after=after)


def test_leave_pauses_and_coming_back_resumes_what_the_leave_paused():
    person = make_person()
    own_break, working = make_enrollment(person=person), make_enrollment(person=person)
    enrollments.pause(own_break, by=person)
    change_employment(person, EmploymentStatus.LEAVE)
    working.refresh_from_db()
    assert (working.is_paused, working.is_on_leave) == (True, True)
    with pytest.raises(Refusal):
        enrollments.resume(working, by=person)
    change_employment(person, EmploymentStatus.ACTIVE)
    for row in (own_break, working):
        row.refresh_from_db()
    assert (own_break.is_paused, working.is_paused) == (True, False)


def test_leaving_the_organization_withdraws_from_every_program(ended):
    person = make_person()
    rows = [make_enrollment(person=person), invited(person=person)]
    other = make_enrollment()
    change_employment(person, EmploymentStatus.TERMINATED)
    assert sorted(ended) == sorted((row.pk, None) for row in rows)
    other.refresh_from_db()
    assert other.state == EnrollmentState.READY


def test_a_manager_changes_the_places_of_a_mentor(signed_in):
    enrollment = make_enrollment(role=Role.MENTOR, capacity=2)
    browser = signed_in(make_manager(enrollment.program))
    for _ in range(2):
        browser.post(f"/enrollments/{enrollment.pk}/places/", {"capacity": 5})
    enrollment.refresh_from_db()
    assert enrollment.capacity == 5
    entry = entries_about(enrollment).get()
    assert (entry.detail["before"], entry.detail["after"]) == (2, 5)


@pytest.mark.parametrize("capacity", ["0", "51", "many", ""])
def test_impossible_places_are_refused(signed_in, capacity):
    enrollment = make_enrollment(role=Role.MENTOR, capacity=2)
    url = f"/enrollments/{enrollment.pk}/places/"
    response = signed_in(make_admin()).post(url, {"capacity": capacity}, follow=True)
    enrollment.refresh_from_db()
    assert enrollment.capacity == 2
    assert [str(message) for message in response.context["messages"]] == ["Choose a whole number between 1 and 50."]


def test_a_mentor_cannot_take_more_than_the_program_gives(signed_in):
    enrollment = make_enrollment(role=Role.MENTOR, capacity=2)
    data = {"headline": "Me", "experience": "Much", "other_skills": "Lean", "capacity": "3", "is_accepting": "on"}
    response = signed_in(enrollment.person).post(f"/enrollments/{enrollment.pk}/profile/", data)
    assert list(response.context["form"].errors) == ["capacity"]


def test_a_mentee_has_no_places():
    with pytest.raises(Refusal):
        enrollments.set_capacity(make_enrollment(), 2, by=make_admin())


@pytest.mark.parametrize(
    ("fields", "program"),
    [
        ({"state": EnrollmentState.ACCEPTED}, {}),
        ({"state": EnrollmentState.INVITED}, {}),
        ({"is_accepting": False}, {}),
        ({}, {"state": ProgramState.CLOSING}),
        ({"person_status": EmploymentStatus.LEAVE}, {}),
    ],
)
def test_who_is_not_ready_is_not_matched(fields, program):
    status = fields.pop("person_status", EmploymentStatus.ACTIVE)
    cohort = make_cohort(make_program(**program))
    enrollment = make_enrollment(cohort, Role.MENTOR, make_person(employment_status=status), **fields)
    assert not may_be_matched.allows(make_admin(), enrollment)


def test_a_skill_with_another_case_of_letters_is_the_same_skill():
    enrollment = make_enrollment()
    make_skill("Public speaking")
    profile = Profile(headline="Me", hopes="Much", skills=("public SPEAKING", "Öffentlich reden"))
    enrollments.set_profile(enrollment, profile, by=enrollment.person)
    assert sorted(Skill.objects.values_list("name", flat=True)) == ["Public speaking", "Öffentlich reden"]
    assert Enrollment.objects.get().enrollment_skills.count() == 2
