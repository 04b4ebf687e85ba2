"""What waits on the home page, and what is mailed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from notifications.services import sweep
from people.enums import EmploymentStatus
from program.enums import EnrollmentState, ProgramState, Role
from program.selectors.steps import steps_for
from program.services import enrollments, programs
from tests.factories.people import make_admin, make_organization, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_orientation, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_hours():
    """Every day is a working day, so that only the hour of the day matters."""
    make_organization(working_days=[1, 2, 3, 4, 5, 6, 7])


def noon(days=0):
    """Midday in UTC, a working hour in Warsaw, some days from now."""
    return (timezone.now() + timedelta(days=days)).replace(hour=11, minute=0, second=0, microsecond=0)


def subjects():
    return [message.subject for message in mail.outbox]


def test_an_invitation_waits_first():
    enrollment = make_enrollment(state=EnrollmentState.INVITED)
    step = steps_for(enrollment.person)[0]
    assert (step.title, step.url, step.urgency) == (
        f"You are invited: {enrollment.program.name}",
        f"/enrollments/{enrollment.pk}/",
        0,
    )


def test_the_steps_follow_what_is_missing():
    program = make_program(needs_orientation=True)
    pages = make_orientation(program, Role.MENTEE)
    enrollment = make_enrollment(make_cohort(program), state=EnrollmentState.ACCEPTED)
    person = enrollment.person
    assert [step.url for step in steps_for(person)] == [f"/enrollments/{enrollment.pk}/orientation/"]
    enrollments.complete_step(enrollment, pages[0], by=person)
    assert steps_for(person)[0].text == "1 of 2 short pages read."
    enrollments.complete_step(enrollment, pages[1], by=person)
    assert [step.url for step in steps_for(person)] == [f"/enrollments/{enrollment.pk}/profile/"]
    profile = enrollments.Profile(headline="Me", hopes="Much", skills=("Lean",))
    enrollments.set_profile(enrollment, profile, by=person)
    assert steps_for(person) == []


def test_a_manager_is_led_to_their_draft():
    program = make_program(state=ProgramState.DRAFT, purpose="")
    make_cohort(program)
    step = steps_for(make_manager(program))[0]
    assert (step.url, step.text) == (f"/programs/{program.pk}/setup/", "Still missing: The purpose is written")


def test_a_draft_without_people_can_open_but_is_not_called_complete():
    program = make_program(state=ProgramState.DRAFT, purpose="To grow.", needs_orientation=False)
    make_cohort(program)
    step = steps_for(make_manager(program))[0]
    assert (step.url, step.text) == (
        f"/programs/{program.pk}/",
        "It can open. Not yet done: Mentors are invited; Mentees are invited; There are enough places",
    )
    assert steps_for(make_admin()) == []


def test_an_invitation_is_mailed_once_with_one_link():
    cohort, person = make_cohort(), make_person(time_zone="UTC")
    receipt = enrollments.invite(cohort, Role.MENTEE, [person], by=None)
    for _ in range(2):
        sweep.run(now=noon(1))
    assert subjects() == [f"You are invited: {cohort.program.name}"]
    assert mail.outbox[0].to == [f"{person.get_full_name()} <{person.email}>"]
    assert f"/enrollments/{receipt.invited[0].pk}/" in mail.outbox[0].body


def test_an_answered_invitation_is_not_mailed():
    cohort, person = make_cohort(), make_person(time_zone="UTC")
    receipt = enrollments.invite(cohort, Role.MENTEE, [person], by=None)
    enrollments.decline(receipt.invited[0], by=person)
    sweep.run(now=noon(1))
    assert subjects() == []


def test_somebody_on_leave_gets_no_invitation_mail():
    cohort, person = make_cohort(), make_person(time_zone="UTC")
    enrollments.invite(cohort, Role.MENTEE, [person], by=None)
    person.employment_status = EmploymentStatus.LEAVE
    person.save()
    sweep.run(now=noon(1))
    assert subjects() == []


def test_an_invitation_held_back_during_a_leave_is_mailed_once_after_it():
    cohort, person = make_cohort(), make_person(time_zone="UTC")
    enrollments.invite(cohort, Role.MENTEE, [person], by=None)
    for status in (EmploymentStatus.LEAVE, EmploymentStatus.ACTIVE):
        person.employment_status = status
        person.save()
        enrollments.follow_employment(person, status)
        sweep.run(now=noon(1))
    assert subjects() == [f"You are invited: {cohort.program.name}"]


def test_a_draft_mails_nobody_until_it_opens():
    program = make_program(state=ProgramState.DRAFT, purpose="Why")
    enrollments.invite(make_cohort(program), Role.MENTEE, [make_person(time_zone="UTC")], by=None)
    sweep.run(now=noon(1))
    assert subjects() == []
    programs.open(program, by=None)
    sweep.run(now=noon(1))
    assert subjects() == [f"You are invited: {program.name}"]


def test_somebody_who_is_not_ready_after_a_week_is_reminded_once():
    person = make_person(time_zone="UTC")
    enrollment = make_enrollment(person=person, state=EnrollmentState.ACCEPTED, answered_at=noon())
    sweep.run(now=noon(5))
    assert subjects() == []
    for days in (8, 9, 20):
        sweep.run(now=noon(days))
    assert subjects() == [f"A few minutes to get ready: {enrollment.program.name}"]


@pytest.mark.parametrize("fields", [{"state": EnrollmentState.READY}, {"paused_at": timezone.now()}])
def test_who_is_ready_or_on_a_break_is_not_reminded(fields):
    person = make_person(time_zone="UTC")
    make_enrollment(person=person, answered_at=noon(), **{"state": EnrollmentState.ACCEPTED, **fields})
    sweep.run(now=noon(9))
    assert subjects() == []
