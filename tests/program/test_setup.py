"""The set-up: sections, preview, cohorts, managers, orientation pages."""

from datetime import date

import pytest

from core.audit import entries_about
from core.rules import Refusal
from matching.bridge.profiles import weights_of
from matching.engine.weights import Weights
from program.enums import RANKING, EnrollmentState, ProgramKind, ProgramState, Role, Section
from program.models import Cohort, OrientationStep, ProgramManager
from program.selectors.readiness import readiness_of
from program.services import cohorts, managers, programs
from program.services.enrollments import complete_step
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_orientation, make_program

pytestmark = pytest.mark.django_db

RHYTHM = {
    "duration_months": "6",
    "meeting_interval_weeks": "3",
    "meeting_minutes": "45",
    "late_cancellation_hours": "12",
}
MATCHING = {
    "open_requests_limit": 3,
    "request_reminder_days": "3, 7",
    "request_expiry_days": 14,
    "grade_from": 1,
    "grade_to": 4,
}


@pytest.mark.parametrize("section", Section.values)
@pytest.mark.parametrize("kind", ProgramKind.values)
def test_every_section_saves_what_it_shows_and_changes_nothing(signed_in, kind, section):
    program = make_program(kind, state=ProgramState.DRAFT, purpose="Why")
    browser = signed_in(make_admin())
    form = browser.get(f"/programs/{program.pk}/setup/{section}/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value is not False}
    data = {name: ", ".join(map(str, v)) if isinstance(v, list) else v for name, v in data.items()}
    before = {field.name: getattr(program, field.name) for field in program._meta.concrete_fields}
    response = browser.post(f"/programs/{program.pk}/setup/{section}/", data)
    assert response.status_code == 302
    program.refresh_from_db()
    assert {field.name: getattr(program, field.name) for field in program._meta.concrete_fields} == before
    assert entries_about(program).count() == 0


def test_a_section_is_saved_and_leads_to_the_next(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/setup/rhythm/", RHYTHM)
    assert response["Location"] == f"/programs/{program.pk}/setup/reminders/"
    program.refresh_from_db()
    assert (program.duration_months, program.meeting_interval_weeks, program.meeting_minutes) == (6, 3, 45)


def test_a_section_posted_twice_is_recorded_once(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    browser = signed_in(make_admin())
    for _ in range(2):
        browser.post(f"/programs/{program.pk}/setup/rhythm/", RHYTHM)
    entry = entries_about(program).get()
    assert (entry.action, entry.detail["section"]) == ("program.save_section", "rhythm")


def test_wrong_numbers_are_explained_and_nothing_is_lost(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    data = {**RHYTHM, "duration_months": "99", "meeting_minutes": "soon"}
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/setup/rhythm/", data)
    assert {name: errors[0] for name, errors in response.context["form"].errors.items()} == {
        "duration_months": "Choose a whole number between 1 and 36.",
        "meeting_minutes": "Choose a whole number between 15 and 480.",
    }
    assert 'value="soon"' in response.content.decode()
    program.refresh_from_db()
    assert program.duration_months == 12


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ("3, 20", "A reminder has to come before the request expires."),
        ("three", "Write up to five whole numbers of days with commas, such as 3, 7."),
        ("0", "Write up to five whole numbers of days with commas, such as 3, 7."),
    ],
)
def test_reminder_days_are_checked(signed_in, days, error):
    program = make_program(state=ProgramState.DRAFT)
    data = {**MATCHING, "request_reminder_days": days}
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/setup/matching/", data)
    assert response.context["form"].errors == {"request_reminder_days": [error]}


def test_reminder_days_may_be_empty(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    data = {**MATCHING, "request_reminder_days": ""}
    signed_in(make_admin()).post(f"/programs/{program.pk}/setup/matching/", data)
    program.refresh_from_db()
    assert program.request_reminder_days == []


def test_proposals_of_mentors_are_turned_on_in_mentoring_only(signed_in):
    program, coaching = make_program(), make_program(ProgramKind.COACHING)
    browser = signed_in(make_admin())
    browser.post(f"/programs/{program.pk}/setup/matching/", {**MATCHING, "allows_proposals": "on"})
    program.refresh_from_db()
    assert program.allows_proposals
    assert "allows_proposals" not in browser.get(f"/programs/{coaching.pk}/setup/matching/").content.decode()
    assert "Mentors may propose themselves" in browser.get(f"/programs/{program.pk}/setup/").content.decode()


def test_what_ranks_mentors_joins_the_weights_and_keeps_the_others(signed_in):
    program = make_program(state=ProgramState.DRAFT, weights={"skills": 400})
    data = {**MATCHING, "grade_from": 2, "grade_to": 3}
    signed_in(make_admin()).post(f"/programs/{program.pk}/setup/matching/", data)
    program.refresh_from_db()
    assert program.weights == {"skills": 400, "grade_from": 2, "grade_to": 3, "other_department": 0}
    assert weights_of(program).grade_from == 2


def test_what_ranks_mentors_is_by_default_what_the_engine_takes():
    known = Weights().to_dict()
    assert {name: known[name] for name in RANKING} == RANKING


def test_a_band_of_grades_that_ends_before_it_starts_is_refused(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    data = {**MATCHING, "grade_from": 5}
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/setup/matching/", data)
    assert response.context["form"].errors == {"grade_to": ["Choose at least as many grades as above."]}


def test_an_alert_before_its_reminder_is_refused(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    data = {
        "agreement_reminder_days": 10,
        "agreement_alert_days": 5,
        "first_meeting_days": 7,
        "first_meeting_alert_days": 10,
        "goal_quiet_days": 21,
        "quiet_alert_days": 14,
    }
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/setup/reminders/", data)
    assert list(response.context["form"].errors) == ["agreement_alert_days"]


def test_the_smallest_group_never_goes_below_five(signed_in):
    program = make_program(state=ProgramState.DRAFT)
    signed_in(make_admin()).post(f"/programs/{program.pk}/setup/confidentiality/", {"smallest_group": 4})
    program.refresh_from_db()
    assert program.smallest_group == 5


def test_a_sponsor_cannot_be_asked_for_once_the_program_is_open():
    program = make_program(ProgramKind.COACHING)
    with pytest.raises(Refusal):
        programs.save_section(program, "who", {"has_sponsor": True}, by=make_admin())


def test_the_setup_of_a_closed_program_stays_as_it_is(signed_in):
    program = make_program(state=ProgramState.CLOSED)
    signed_in(make_admin()).post(f"/programs/{program.pk}/setup/rhythm/", RHYTHM)
    program.refresh_from_db()
    assert program.duration_months == 12


def test_the_preview_shows_what_is_typed_and_stores_nothing(signed_in):
    program = make_program(state=ProgramState.DRAFT, purpose="Old words")
    data = {"name": "New name", "purpose": "New words"}
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/setup/purpose/preview/", data)
    page = response.content.decode()
    assert ("New name" in page, "New words" in page, "<html" in page) == (True, True, False)
    program.refresh_from_db()
    assert program.purpose == "Old words"


def test_asking_for_orientation_takes_readiness_from_those_who_have_not_read_it():
    program = make_program()
    steps = make_orientation(program, Role.MENTEE)
    cohort = make_cohort(program)
    profile = {"headline": "Me", "hopes": "To learn", "wants": ["Budgeting"]}
    unread, read = (make_enrollment(cohort, **profile) for _ in range(2))
    for step in steps:
        complete_step(read, step, by=read.person)
    programs.save_section(program, "who", {"needs_orientation": True}, by=make_admin())
    unread.refresh_from_db()
    read.refresh_from_db()
    assert (unread.state, read.state) == (EnrollmentState.ACCEPTED, EnrollmentState.READY)


def test_readiness_names_what_is_missing_with_its_place():
    program = make_program(state=ProgramState.DRAFT, purpose="", needs_orientation=True)
    items = {item.key: (item.is_done, item.is_required) for item in readiness_of(program)}
    assert items == {
        "purpose": (False, True),
        "dates": (False, True),
        "orientation": (False, True),
        "invited_mentor": (False, False),
        "invited_mentee": (False, False),
        "places": (False, False),
    }
    assert readiness_of(program)[0].url == f"/programs/{program.pk}/setup/purpose/"


def test_readiness_is_complete_when_places_suffice():
    program = make_program(state=ProgramState.DRAFT, purpose="Why")
    cohort = make_cohort(program)
    make_enrollment(cohort, Role.MENTOR, state=EnrollmentState.INVITED, capacity=1)
    make_enrollment(cohort, state=EnrollmentState.INVITED)
    assert all(item.is_done for item in readiness_of(program))


def test_a_further_cohort_is_added_once(signed_in):
    program = make_program()
    browser = signed_in(make_admin())
    data = {"name": "Spring", "starts_on": "2027-03-01", "ends_on": "2027-09-01"}
    first = browser.post(f"/programs/{program.pk}/cohorts/new/", data)
    second = browser.post(f"/programs/{program.pk}/cohorts/new/", data)
    assert (first.status_code, second.status_code) == (302, 200)
    assert second.context["form"].non_field_errors() == ["This program already has a cohort named Spring."]
    assert Cohort.objects.get().name == "Spring"


def test_a_cohort_gets_other_dates(signed_in):
    cohort = make_cohort(name="Spring")
    data = {"name": "Summer", "starts_on": "2027-06-01", "ends_on": "2027-12-01"}
    signed_in(make_manager(cohort.program)).post(f"/cohorts/{cohort.pk}/", data)
    cohort.refresh_from_db()
    assert cohort.name == "Summer"


def test_a_cohort_that_ends_before_it_starts_is_refused(signed_in):
    program = make_program()
    data = {"name": "Spring", "starts_on": "2027-09-01", "ends_on": "2027-03-01"}
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/cohorts/new/", data)
    assert response.context["form"].errors == {"ends_on": ["The last day has to come after the first."]}
    with pytest.raises(Refusal):
        cohorts.add(program, name="X", starts_on=date(2027, 9, 1), ends_on=date(2027, 3, 1), by=None)


def test_an_admin_names_and_removes_a_manager(signed_in):
    program, person = make_program(), make_person()
    browser = signed_in(make_admin())
    for _ in range(2):
        browser.post(f"/programs/{program.pk}/managers/new/", {"email": person.email.upper()})
    manager = ProgramManager.objects.get()
    assert manager.person == person
    assert signed_in(person).get(f"/programs/{program.pk}/").status_code == 200
    browser.post(f"/program-managers/{manager.pk}/remove/")
    assert signed_in(person).get(f"/programs/{program.pk}/").status_code == 404


def test_a_manager_names_no_managers(signed_in):
    program, other = make_program(), make_person()
    manager = make_manager(program)
    browser = signed_in(manager)
    browser.post(f"/programs/{program.pk}/managers/new/", {"email": other.email})
    browser.post(f"/program-managers/{ProgramManager.objects.get().pk}/remove/")
    assert [row.person for row in ProgramManager.objects.all()] == [manager]
    with pytest.raises(Refusal):
        managers.add(program, other, by=manager)


def test_an_unknown_address_names_nobody(signed_in):
    program = make_program()
    response = signed_in(make_admin()).post(f"/programs/{program.pk}/managers/new/", {"email": "no@people.example"})
    assert response.context["form"].errors == {"email": ["Nobody who is at work has this e-mail address."]}


def test_orientation_pages_are_added_changed_and_removed(signed_in):
    program = make_program()
    browser = signed_in(make_manager(program))
    data = {"role": "mentee", "title": "Welcome", "body": "First\n\nSecond"}
    for _ in range(2):
        browser.post(f"/programs/{program.pk}/orientation/new/", data)
    step = OrientationStep.objects.get()
    assert (step.role, step.position, step.title) == ("mentee", 1, "Welcome")
    browser.post(f"/orientation-pages/{step.pk}/", {"title": "Hello", "body": "Other words"})
    step.refresh_from_db()
    assert (step.title, step.body) == ("Hello", "Other words")
    browser.post(f"/orientation-pages/{step.pk}/remove/")
    assert not OrientationStep.objects.exists()
