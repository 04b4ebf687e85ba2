"""Making programs and taking them from a draft to the archive."""

from datetime import date
from uuid import uuid4

import pytest

from core.audit import entries_about
from core.rules import Refusal
from core.transitions import AlreadyChanged
from program.catalogue import TEMPLATES
from program.enums import EnrollmentState, ProgramKind, ProgramState, Role
from program.models import Enrollment, Program
from program.services import programs
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_orientation, make_program

pytestmark = pytest.mark.django_db


def test_admin_makes_a_draft_from_a_template(signed_in):
    data = {"template": "mentoring", "name": "Growing together", "starts_on": "2027-01-15", "token": str(uuid4())}
    response = signed_in(make_admin()).post("/programs/new/", data)
    program = Program.objects.get()
    assert response["Location"] == f"/programs/{program.pk}/setup/"
    assert (program.name, program.kind, program.state) == ("Growing together", "mentoring", "draft")
    assert (program.guide_capacity, program.duration_months, program.meeting_interval_weeks) == (2, 12, 2)
    cohort = program.cohorts.get()
    assert (cohort.name, cohort.starts_on, cohort.ends_on) == ("January 2027", date(2027, 1, 15), date(2028, 1, 15))
    assert program.orientation_steps.filter(role=Role.MENTEE).count() == 4


def test_the_form_posted_twice_makes_one_program(signed_in):
    browser = signed_in(make_admin())
    data = {"template": "coaching", "name": "Coaching", "starts_on": "2027-01-01", "token": str(uuid4())}
    first, second = (browser.post("/programs/new/", data)["Location"] for _ in range(2))
    assert first == second
    assert Program.objects.count() == 1
    assert Program.objects.get().cohorts.count() == 1


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_every_template_can_be_opened_as_it_is(template):
    admin = make_admin()
    program = programs.create_from_template(template.key, by=admin)
    programs.open(program, by=admin)
    assert program.state == ProgramState.OPEN
    assert program.has_sponsor == (template.key == "coaching_with_sponsor")


def test_coaching_begins_with_a_package_of_six_in_six_months():
    program = programs.create_from_template("coaching", by=make_admin())
    assert (program.package_meetings, program.meeting_minutes, program.duration_months) == (6, 60, 6)
    assert program.guide_capacity == 8


def test_a_manager_may_not_make_programs(signed_in):
    manager = make_manager(make_program())
    with pytest.raises(Refusal):
        programs.create_from_template("mentoring", by=manager)
    data = {"template": "mentoring", "name": "Mine", "starts_on": "2027-01-01", "token": str(uuid4())}
    signed_in(manager).post("/programs/new/", data)
    assert Program.objects.count() == 1


def test_a_copy_has_the_setup_but_nobody_in_it(signed_in):
    source = make_program(purpose="Why we do this", meeting_minutes=45)
    make_orientation(source, Role.MENTOR, 3)
    make_enrollment(make_cohort(source))
    manager = make_manager(source)
    data = {"name": "Again", "starts_on": "2027-05-01", "token": str(uuid4())}
    response = signed_in(make_admin()).post(f"/programs/{source.pk}/duplicate/", data)
    copy = Program.objects.exclude(pk=source.pk).get()
    assert response["Location"] == f"/programs/{copy.pk}/setup/"
    assert (copy.state, copy.name, copy.purpose, copy.meeting_minutes) == ("draft", "Again", "Why we do this", 45)
    assert copy.orientation_steps.count() == 3
    assert [each.person for each in copy.managers.all()] == [manager]
    assert not Enrollment.objects.filter(cohort__program=copy).exists()


def test_a_draft_without_a_purpose_does_not_open(signed_in):
    program = make_program(state=ProgramState.DRAFT, purpose="")
    make_cohort(program)
    browser = signed_in(make_admin())
    assert "The purpose is written" in browser.get(f"/programs/{program.pk}/phase/open/").content.decode()
    browser.post(f"/programs/{program.pk}/phase/open/")
    program.refresh_from_db()
    assert program.state == ProgramState.DRAFT


def test_a_draft_without_orientation_for_a_role_does_not_open():
    program = make_program(state=ProgramState.DRAFT, purpose="Why", needs_orientation=True)
    make_cohort(program)
    make_orientation(program, Role.MENTEE)
    with pytest.raises(Refusal):
        programs.open(program, by=make_admin())
    make_orientation(program, Role.MENTOR)
    programs.open(program, by=make_admin())
    assert program.state == ProgramState.OPEN


def test_a_program_goes_through_its_phases_in_the_browser(signed_in):
    program = make_program(state=ProgramState.DRAFT, purpose="Why")
    cohort = make_cohort(program)
    waiting = make_enrollment(cohort, state=EnrollmentState.INVITED)
    ready = make_enrollment(cohort)
    browser = signed_in(make_admin())
    seen = []
    for verb in ("open", "start", "begin-closing", "close", "archive"):
        browser.get(f"/programs/{program.pk}/phase/{verb}/")
        browser.post(f"/programs/{program.pk}/phase/{verb}/")
        for row in (program, waiting, ready):
            row.refresh_from_db()
        seen.append((program.state, waiting.state, ready.state))
    assert seen == [
        ("open", "invited", "ready"),
        ("running", "invited", "ready"),
        ("closing", "withdrawn", "ready"),
        ("closed", "withdrawn", "finished"),
        ("archived", "withdrawn", "finished"),
    ]
    assert [entry.action for entry in entries_about(ready)] == ["enrollment.finished"]


def test_opening_twice_is_refused_the_second_time():
    program = make_program(state=ProgramState.DRAFT, purpose="Why")
    make_cohort(program)
    other_tab = Program.objects.get(pk=program.pk)
    programs.open(program, by=None)
    with pytest.raises(AlreadyChanged):
        programs.open(other_tab, by=None)
    assert entries_about(program).count() == 1


def test_only_a_draft_can_be_deleted(signed_in):
    admin, draft, running = make_admin(), make_program(state=ProgramState.DRAFT), make_program()
    make_enrollment(make_cohort(draft), state=EnrollmentState.INVITED)
    browser = signed_in(admin)
    for program in (draft, running):
        browser.post(f"/programs/{program.pk}/phase/delete/")
    assert list(Program.objects.all()) == [running]
    with pytest.raises(Refusal):
        programs.delete(running, by=admin)


def test_the_board_shows_phases_with_their_numbers(signed_in):
    running = make_program(name="Alpha")
    make_program(name="Beta", state=ProgramState.DRAFT)
    make_program(name="Gone", state=ProgramState.ARCHIVED)
    cohort = make_cohort(running)
    make_enrollment(cohort, state=EnrollmentState.INVITED)
    make_enrollment(cohort, state=EnrollmentState.ACCEPTED)
    make_enrollment(cohort, Role.MENTOR)
    context = signed_in(make_admin()).get("/programs/").context
    assert [(column.state, [card.program.name for card in column.cards]) for column in context["columns"]] == [
        ("running", ["Alpha"]),
        ("draft", ["Beta"]),
    ]
    numbers = context["columns"][0].cards[0].numbers
    assert (numbers.invited, numbers.taking_part, numbers.ready) == (3, 2, 1)


def test_a_participant_sees_their_own_programs_only(signed_in):
    person = make_person()
    make_enrollment(make_cohort(make_program(name="Alpha")), person=person)
    make_enrollment(make_cohort(make_program(ProgramKind.COACHING, name="Beta")), Role.CLIENT, person=person)
    make_enrollment(make_cohort(make_program(name="Hidden draft", state=ProgramState.DRAFT)), person=person)
    make_program(name="Of others")
    page = signed_in(person).get("/programs/").content.decode()
    assert [name in page for name in ("Alpha", "Beta", "Hidden draft", "Of others")] == [True, True, False, False]


def test_a_participant_is_led_from_the_program_to_their_place(signed_in):
    enrollment = make_enrollment()
    response = signed_in(enrollment.person).get(f"/programs/{enrollment.program.pk}/")
    assert response["Location"] == f"/enrollments/{enrollment.pk}/"


def test_the_overview_shows_numbers_by_role(signed_in):
    cohort = make_cohort()
    make_enrollment(cohort, Role.MENTOR)
    make_enrollment(cohort, state=EnrollmentState.INVITED)
    context = signed_in(make_manager(cohort.program)).get(f"/programs/{cohort.program.pk}/").context
    assert [(row["role"], dict(row["counts"])) for row in context["roles"]] == [
        ("mentor", {"ready": 1, "paused": 0}),
        ("mentee", {"invited": 1, "paused": 0}),
    ]
