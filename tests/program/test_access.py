"""Strangers, managers of other programs, drafts, GET, and the number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import AuditEntry
from notifications.models import Nudge
from program.enums import EnrollmentState, ProgramKind, ProgramState, Role
from program.models import Enrollment, Program, ProgramManager
from program.selectors.steps import steps_for
from program.selectors.tabs import tabs_for, ways_for
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_orientation, make_program

pytestmark = pytest.mark.django_db

SECRET = "A purpose that nobody else may read"


@pytest.fixture
def world():
    """A program with somebody in it, and the addresses of everything in it."""
    program = make_program(purpose=SECRET)
    cohort = make_cohort(program, name="Cohort of others")
    step = make_orientation(program, Role.MENTEE, 1)[0]
    enrollment = make_enrollment(cohort, headline=SECRET, hopes=SECRET)
    make_manager(program)
    manager = ProgramManager.objects.get(program=program)
    managed = [
        reverse(name, args=[program.pk])
        for name in (
            *("program_detail", "program_duplicate", "program_setup", "cohort_create", "program_manager_create"),
            *("orientation_list", "orientation_page_create", "enrollment_list", "invitation_create"),
        )
    ]
    managed += [reverse("program_phase", args=[program.pk, verb]) for verb in ("start", "begin-closing", "archive")]
    managed += [
        reverse("program_setup_section", args=[program.pk, "purpose"]),
        reverse("program_preview", args=[program.pk, "purpose"]),
        reverse("cohort_change", args=[cohort.pk]),
        reverse("program_manager_remove", args=[manager.pk]),
        reverse("orientation_page_change", args=[step.pk]),
        reverse("orientation_page_remove", args=[step.pk]),
        *(reverse(name, args=[enrollment.pk]) for name in ("invitation_resend", "enrollment_capacity")),
    ]
    own = [
        reverse(name, args=[enrollment.pk])
        for name in (
            *("enrollment_detail", "enrollment_accept", "enrollment_decline", "enrollment_profile"),
            *("orientation_detail", "enrollment_withdraw", "enrollment_pause", "enrollment_resume"),
        )
    ]
    own.append(reverse("orientation_step", args=[enrollment.pk, step.pk]))
    return program, enrollment, managed, own


def state_of_the_world():
    return (
        list(Program.objects.order_by("pk").values()),
        list(Enrollment.objects.order_by("pk").values()),
        ProgramManager.objects.count(),
        AuditEntry.objects.count(),
        Nudge.objects.count(),
    )


def test_strangers_and_managers_of_other_programs_find_nothing(world, signed_in):
    _program, _enrollment, managed, own = world
    before = state_of_the_world()
    for person in (make_person("Stranger"), make_manager(make_program())):
        browser = signed_in(person)
        for url in managed + own:
            for response in (browser.post(url), browser.get(url)):
                assert (url, response.status_code in {404, 405}, SECRET in response.content.decode()) == (
                    url,
                    True,
                    False,
                )
    assert state_of_the_world()[1:3] == (before[1], before[2] + 1)


def test_a_participant_cannot_reach_what_managers_do(world, signed_in):
    program, enrollment, managed, _own = world
    browser = signed_in(enrollment.person)
    overview = reverse("program_detail", args=[program.pk])
    for url in managed:
        if url != overview:
            assert (url, browser.post(url).status_code in {404, 405}) == (url, True)


def test_nothing_changes_on_get(world, signed_in):
    _program, enrollment, managed, own = world
    before = state_of_the_world()
    for browser, urls in ((signed_in(make_admin()), managed), (signed_in(enrollment.person), own)):
        for url in urls:
            assert browser.get(url).status_code in {200, 302, 303, 405}
    assert state_of_the_world() == before


def test_nobody_comes_in_without_signing_in(world, client):
    _program, _enrollment, managed, own = world
    for url in ["/programs/", "/programs/new/", *managed, *own]:
        assert client.get(url)["Location"].startswith("/account/login/")


def test_an_invitation_to_a_draft_is_not_there_yet(signed_in):
    cohort = make_cohort(make_program(state=ProgramState.DRAFT, purpose=SECRET))
    enrollment = make_enrollment(cohort, state=EnrollmentState.INVITED)
    browser = signed_in(enrollment.person)
    assert browser.get(f"/enrollments/{enrollment.pk}/").status_code == 404
    assert browser.post(f"/enrollments/{enrollment.pk}/accept/").status_code == 404
    assert browser.get(f"/programs/{enrollment.program.pk}/").status_code == 404
    assert steps_for(enrollment.person) == []


def queries_of(browser, url):
    browser.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_pages_ask_as_often_for_three_as_for_one(signed_in):
    program = make_program()
    cohort = make_cohort(program)
    admin = make_admin()
    make_enrollment(cohort, Role.MENTOR)
    make_enrollment(cohort, person=admin, state=EnrollmentState.INVITED)
    browser = signed_in(admin)
    urls = [
        "/programs/",
        *(f"/programs/{program.pk}/{path}" for path in ("", "people/", "setup/", "orientation/")),
        f"/programs/{program.pk}/invite/?role=mentee",
    ]
    one = {url: queries_of(browser, url) for url in urls}
    for number in range(2):
        other = make_cohort(program)
        make_manager(program)
        make_enrollment(cohort, Role.MENTOR, make_person(department=f"Department {number}"))
        make_enrollment(other, person=admin, state=EnrollmentState.INVITED)
        make_enrollment(make_cohort(), Role.MENTOR)
        make_orientation(make_program(name=f"Other {number}"), Role.MENTOR)
    assert {url: queries_of(browser, url) for url in urls} == one


def test_steps_ask_as_often_for_three_as_for_one():
    person = make_person()

    def ask():
        with CaptureQueriesContext(connection) as captured:
            count = len(steps_for(person))
        return count, len(captured)

    program = make_program(needs_orientation=True)
    make_orientation(program, Role.MENTEE)
    make_enrollment(make_cohort(program), person=person, state=EnrollmentState.ACCEPTED)
    assert ask()[0] == 1
    queries = ask()[1]
    make_enrollment(make_cohort(), person=person, state=EnrollmentState.ACCEPTED)
    make_enrollment(make_cohort(program), person=person, state=EnrollmentState.ACCEPTED)
    assert ask() == (3, queries)


def test_the_tabs_of_a_program_are_those_of_its_kind(signed_in):
    admin = make_admin()
    labels = {
        kind: [str(tab["label"]) for tab in tabs_for(make_program(kind), admin, "people") if tab["is_current"]]
        for kind in ProgramKind.values
    }
    assert labels == {"mentoring": ["People"], "coaching": ["People"]}
    for kind in ProgramKind.values:
        for tab in tabs_for(make_program(kind), admin):
            assert (tab["url"], signed_in(admin).get(tab["url"]).status_code) == (tab["url"], 200)


def test_who_is_ready_is_shown_the_way_on(signed_in):
    ready, waiting = make_enrollment(), make_enrollment(state=EnrollmentState.ACCEPTED)
    way = f"/enrollments/{ready.pk}/mentors/"
    assert [each["url"] for each in ways_for(ready)] == [way, f"/enrollments/{ready.pk}/requests/"]
    assert way in signed_in(ready.person).get(f"/enrollments/{ready.pk}/").content.decode()
    assert ways_for(waiting) == []
