"""Picking people by a filter and inviting them."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from core.audit import entries_about
from core.rules import Refusal
from notifications.models import Nudge
from people.enums import EmploymentStatus
from program.enums import EnrollmentState, ProgramState, Role
from program.models import Enrollment
from program.services import enrollments, programs
from tests.factories.people import give_skills, make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_manager, make_program

pytestmark = pytest.mark.django_db


def invited_by_filter(browser, cohort, **filters):
    """Names of those the page offers."""
    page = browser.get(f"/programs/{cohort.program.pk}/invite/", {"role": "mentee", "cohort": cohort.pk, **filters})
    return [person.first_name for person in page.context["candidates"].people]


def test_the_filter_finds_people_by_each_of_its_fields(signed_in):
    cohort = make_cohort()
    make_person("Berta", department="Sales", location="Pune", grade=2, job_title="Account Manager")
    caro = make_person("Caro", department="Product", location="Boston", grade=6)
    give_skills(caro, "Budgeting")
    browser = signed_in(make_manager(cohort.program, department="Sales", grade=9))
    assert invited_by_filter(browser, cohort, department="Product") == ["Caro"]
    assert invited_by_filter(browser, cohort, location="Pune") == ["Berta"]
    assert invited_by_filter(browser, cohort, grade_from=3, grade_to=6) == ["Caro"]
    assert invited_by_filter(browser, cohort, skill=caro.skills.get().pk) == ["Caro"]
    assert invited_by_filter(browser, cohort, q="account man") == ["Berta"]
    assert invited_by_filter(browser, cohort, department="Sales") == ["Milan", "Berta"]


def test_those_enrolled_on_leave_or_gone_are_left_out_and_named(signed_in):
    cohort = make_cohort()
    enrolled = make_enrollment(cohort).person
    away = make_person("Lea", employment_status=EmploymentStatus.LEAVE)
    make_person("Gone", employment_status=EmploymentStatus.TERMINATED)
    admin = make_admin()
    page = signed_in(admin).get(f"/programs/{cohort.program.pk}/invite/?role=mentee")
    found = page.context["candidates"]
    assert (found.people, found.total, found.already, found.on_leave, found.left) == ([admin], 1, [enrolled], [away], 1)


def test_the_count_follows_the_filter_as_a_fragment(signed_in):
    cohort = make_cohort()
    make_person("Berta", department="Sales")
    url = f"/programs/{cohort.program.pk}/invite/"
    response = signed_in(make_admin()).get(url, {"department": "Sales"}, headers={"HX-Target": "candidates"})
    page = response.content.decode()
    assert ("1 person can be invited" in page, "<html" in page) == (True, False)


def test_what_is_shown_as_chosen_is_what_people_are_invited_as(signed_in):
    cohort = make_cohort()
    browser, url = signed_in(make_admin()), f"/programs/{cohort.program.pk}/invite/"
    for asked, role in (({}, "mentee"), ({"role": "mentor"}, "mentor"), ({"role": "king", "cohort": "x"}, "mentee")):
        page = browser.get(url, asked)
        form = page.context["form"]
        assert (form["role"].value(), form["cohort"].value()) == (role, str(cohort.pk))
        assert (page.context["values"]["role"], page.context["values"]["cohort"]) == (role, cohort)
        assert f"Invite as {role}" in page.content.decode()


def test_only_a_filter_ticks_people(signed_in):
    cohort = make_cohort()
    make_person("Berta", department="Sales")
    browser, url = signed_in(make_admin()), f"/programs/{cohort.program.pk}/invite/"
    ticked = [browser.get(url, asked).content.decode().count(" checked>") for asked in ({}, {"department": "Sales"})]
    assert ticked == [0, 1]


def test_whoever_ticks_nobody_keeps_the_role_they_chose(signed_in):
    cohort = make_cohort()
    url = f"/programs/{cohort.program.pk}/invite/"
    page = signed_in(make_admin()).post(url, {"role": "mentor", "cohort": cohort.pk}, follow=True)
    assert page.context["values"]["role"] == "mentor"
    assert "Tick at least one person." in page.content.decode()


def test_ticked_people_are_invited_once_however_often_it_is_posted(signed_in):
    cohort, people = make_cohort(), [make_person("Berta"), make_person("Caro")]
    browser = signed_in(make_admin())
    data = {"role": "mentee", "cohort": cohort.pk, "person": [person.pk for person in people]}
    for _ in range(2):
        browser.post(f"/programs/{cohort.program.pk}/invite/", data)
    rows = Enrollment.objects.order_by("person__first_name")
    assert [(row.person, row.role, row.state) for row in rows] == [(person, "mentee", "invited") for person in people]
    assert Nudge.objects.filter(kind="invitation").count() == 2
    assert entries_about(rows[0]).count() == 1


def test_the_second_invitation_names_who_was_in_already():
    cohort, person, away = make_cohort(), make_person(), make_person(employment_status=EmploymentStatus.LEAVE)
    enrollments.invite(cohort, Role.MENTOR, [person], by=make_admin())
    receipt = enrollments.invite(cohort, Role.MENTOR, [person, away], by=make_admin())
    assert (receipt.invited, receipt.already, receipt.away) == ([], [person], [away])


def test_one_person_can_be_in_several_roles_and_programs_at_once():
    first, second = make_cohort(), make_cohort()
    person = make_person()
    for cohort, role in ((first, Role.MENTOR), (first, Role.MENTEE), (second, Role.MENTEE)):
        enrollments.invite(cohort, role, [person], by=None)
    assert Enrollment.objects.filter(person=person).current().count() == 3


def test_whoever_declined_can_be_invited_again():
    cohort, person = make_cohort(), make_person()
    enrollments.invite(cohort, Role.MENTEE, [person], by=None)
    enrollments.decline(Enrollment.objects.get(), by=person)
    receipt = enrollments.invite(cohort, Role.MENTEE, [person], by=None)
    assert len(receipt.invited) == 1


def test_a_guide_begins_with_the_programs_places():
    cohort = make_cohort(make_program(guide_capacity=4))
    enrollments.invite(cohort, Role.MENTOR, [make_person()], by=None)
    assert Enrollment.objects.get().capacity == 4


@pytest.mark.parametrize("state", [ProgramState.CLOSING, ProgramState.CLOSED, ProgramState.ARCHIVED])
def test_a_program_that_is_closing_takes_nobody_in(signed_in, state):
    cohort, person = make_cohort(make_program(state=state)), make_person()
    data = {"role": "mentee", "cohort": cohort.pk, "person": [person.pk]}
    signed_in(make_admin()).post(f"/programs/{cohort.program.pk}/invite/", data)
    assert not Enrollment.objects.exists()


def test_a_role_of_the_other_kind_is_refused():
    with pytest.raises(Refusal):
        enrollments.invite(make_cohort(), Role.COACH, [make_person()], by=None)


def test_a_draft_sends_its_invitations_when_it_opens():
    program = make_program(state=ProgramState.DRAFT, purpose="Why")
    enrollments.invite(make_cohort(program), Role.MENTEE, [make_person()], by=None)
    assert Nudge.objects.count() == 0
    programs.open(program, by=None)
    assert Nudge.objects.get().kind == "invitation"


def test_resending_is_the_next_occasion_and_twice_is_once(signed_in):
    cohort = make_cohort()
    enrollments.invite(cohort, Role.MENTEE, [make_person()], by=None)
    row = Enrollment.objects.get()
    browser = signed_in(make_manager(cohort.program))
    listed = browser.get(f"/programs/{cohort.program.pk}/people/").context["rows"][0]
    for _ in range(2):
        browser.post(f"/enrollments/{row.pk}/resend/", listed.resend_fields)
    assert sorted(Nudge.objects.values_list("occasion", flat=True)) == ["", "2"]


def test_a_forged_occasion_is_no_fault_of_the_server(signed_in):
    cohort = make_cohort()
    enrollments.invite(cohort, Role.MENTEE, [make_person()], by=None)
    row = Enrollment.objects.get()
    browser = signed_in(make_manager(cohort.program))
    assert browser.post(f"/enrollments/{row.pk}/resend/", {"occasion": "a\x00b\r\nc"}).status_code == 302
    assert sorted(Nudge.objects.values_list("occasion", flat=True)) == ["", "a b c"]


def test_an_answered_invitation_is_not_sent_again():
    enrollment = make_enrollment()
    with pytest.raises(Refusal):
        enrollments.resend(enrollment, by=make_admin())


@pytest.mark.django_db(transaction=True)
def test_two_admins_inviting_the_same_person_at_once_make_one_invitation():
    cohort, person = make_cohort(), make_person()
    barrier, receipts = Barrier(2), []

    def invite():
        barrier.wait(timeout=10)
        receipts.append(enrollments.invite(cohort, Role.MENTEE, [person], by=None))
        connection.close()

    threads = [Thread(target=invite) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert Enrollment.objects.get().state == EnrollmentState.INVITED
    assert sorted(len(receipt.invited) for receipt in receipts) == [0, 1]
    assert Nudge.objects.count() == 1


def test_the_people_page_filters_by_role_state_and_name(signed_in):
    cohort = make_cohort()
    make_enrollment(cohort, Role.MENTOR, make_person("Mona"))
    make_enrollment(cohort, person=make_person("Max"), state=EnrollmentState.INVITED)
    make_enrollment(cohort, person=make_person("Wilma"), state=EnrollmentState.WITHDRAWN)
    browser = signed_in(make_manager(cohort.program))

    def names(**filters):
        page = browser.get(f"/programs/{cohort.program.pk}/people/", filters).context["page"]
        return sorted(row.person.first_name for row in page.object_list)

    assert names() == ["Max", "Mona"]
    assert names(role="mentor") == ["Mona"]
    assert names(state="invited") == ["Max"]
    assert names(state="withdrawn") == ["Wilma"]
    assert names(q="mona") == ["Mona"]
