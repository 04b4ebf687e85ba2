"""What the main pages ask of the database: a ceiling for each, and no more for three rows than for one.

`pytest tests/architecture/test_queries.py -rP` prints the figures.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.enums import GoalState
from agreements.models import Goal
from matching.models import AssignmentRun, Partnership
from matching.services import favourites, runs
from notifications.enums import NudgeState
from notifications.models import Nudge
from notifications.services import nudges
from people.models import Person
from people.services import imports
from program.enums import ProgramKind, Role
from program.models import Enrollment, OrientationStep
from sessions.services import check_ins
from tests.factories.agreements import make_agreement
from tests.factories.bulk import make_bulk, match_all, mentees_of, mentors_of, rank, work_again
from tests.factories.matching import make_looking, make_mentoring, make_partnership, make_proposal, make_request
from tests.factories.people import make_admin, make_organization, make_person
from tests.factories.program import make_cohort, make_enrollment, make_program
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active,
    make_active_coaching,
    make_meeting,
    seeker_in,
    sponsor_in,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
# Who looks, at which address, and what adds a row to it.
Page = tuple[Person, str, Callable[[], Any]]


def home() -> Page:
    mentor = make_enrollment(role=Role.MENTOR, capacity=5)
    return mentor.person, reverse("home"), lambda: _signed(mentor)


def _signed(mentor: Enrollment) -> Partnership:
    partnership = make_partnership(guide=mentor)
    make_agreement(partnership)
    return partnership


def program_list() -> Page:
    return make_admin(), reverse("program_list"), lambda: make_enrollment(make_cohort(make_program()))


def own_programs() -> Page:
    person = make_person()
    return person, reverse("program_list"), lambda: make_enrollment(person=person)


def program_detail() -> Page:
    cohort = make_cohort()
    return make_admin(), reverse("program_detail", args=[cohort.program_id]), lambda: make_cohort(cohort.program)


def program_setup() -> Page:
    program = make_program()
    return make_admin(), reverse("program_setup", args=[program.pk]), lambda: make_cohort(program)


def program_progress() -> Page:
    cohort = make_cohort()
    long_ago = timezone.now() - timedelta(days=25)

    def add() -> None:
        make_meeting(make_active(guide=make_enrollment(cohort, Role.MENTOR)))
        make_agreement(make_partnership(guide=make_enrollment(cohort, Role.MENTOR), matched_at=long_ago))

    return make_admin(), reverse("program_progress", args=[cohort.program_id]), add


def mentor_list() -> Page:
    mentee, (mentor,) = make_mentoring()
    add = lambda: make_enrollment(mentor.cohort, Role.MENTOR, offers=["Negotiation"])  # noqa: E731
    return mentee.person, reverse("mentor_list", args=[mentee.pk]), add


def mentor_list_with_favourites() -> Page:
    mentee, (mentor,) = make_mentoring()

    def add() -> None:
        another = make_enrollment(mentor.cohort, Role.MENTOR, offers=["Negotiation"])
        favourites.keep(mentee, another, by=mentee.person)

    return mentee.person, reverse("mentor_list", args=[mentee.pk]), add


def mentee_list() -> Page:
    mentor, (mentee,) = make_looking(capacity=5)
    add = lambda: make_enrollment(mentee.cohort, Role.MENTEE, is_open_to_proposals=True)  # noqa: E731
    return mentor.person, reverse("mentee_list", args=[mentor.pk]), add


def proposals_of_a_mentor() -> Page:
    mentor, (mentee,) = make_looking(capacity=5)
    wishes = {"wants": ["Negotiation"], "is_open_to_proposals": True}
    add = lambda: make_proposal(mentor, make_enrollment(mentee.cohort, Role.MENTEE, **wishes))  # noqa: E731
    return mentor.person, reverse("request_list"), add


def proposals_to_a_mentee() -> Page:
    _mentor, (mentee,) = make_looking()
    add = lambda: make_proposal(make_enrollment(mentee.cohort, Role.MENTOR), mentee)  # noqa: E731
    return mentee.person, reverse("request_own_list", args=[mentee.pk]), add


def request_list() -> Page:
    _mentee, (mentor,) = make_mentoring(capacity=5)
    add = lambda: make_request(make_enrollment(mentor.cohort, Role.MENTEE, wants=["Negotiation"]), mentor)  # noqa: E731
    return mentor.person, reverse("request_list"), add


def request_own_list() -> Page:
    mentee, _mentors = make_mentoring()
    add = lambda: make_request(mentee, make_enrollment(mentee.cohort, Role.MENTOR))  # noqa: E731
    return mentee.person, reverse("request_own_list", args=[mentee.pk]), add


def ranking_of_a_mentee() -> Page:
    cohort = make_bulk(mentees=1, mentors=1)
    (mentee,) = mentees_of(cohort)
    add = lambda: rank(mentee, make_enrollment(cohort, Role.MENTOR, offers=["Negotiation"]))  # noqa: E731
    return mentee.person, reverse("ranking_detail", args=[mentee.pk]), add


def ranking_of_a_mentor() -> Page:
    cohort = make_bulk(mentees=1, mentors=1)
    (mentor,) = mentors_of(cohort)
    add = lambda: rank(mentor, make_enrollment(cohort, Role.MENTEE, wants=["Negotiation"]))  # noqa: E731
    return mentor.person, reverse("ranking_detail", args=[mentor.pk]), add


def bulk_list() -> Page:
    cohort = make_bulk(mentees=1, mentors=1)
    add = lambda: make_enrollment(cohort, Role.MENTEE)  # noqa: E731
    return make_admin(), reverse("bulk_list", args=[cohort.program_id]), add


def bulk_run_detail() -> Page:
    cohort = make_bulk(mentees=2, mentors=2, capacity=9)
    run = match_all(cohort)

    def add() -> None:
        make_enrollment(cohort, Role.MENTEE)
        work_again(run)

    return run.started_by, reverse("bulk_run_detail", args=[cohort.program_id, run.pk]), add


def request_overview() -> Page:
    _mentee, (mentor,) = make_mentoring(capacity=5)
    add = lambda: make_request(make_enrollment(mentor.cohort, Role.MENTEE), mentor)  # noqa: E731
    return make_admin(), reverse("request_overview", args=[mentor.program.pk]), add


def person_list() -> Page:
    return make_admin(), reverse("person_list"), lambda: make_person(manager=make_person())


def person_import_list() -> Page:
    admin = make_admin()

    def add() -> None:
        text = f"email,first_name\na{timezone.now().timestamp()}@people.example,Ada\n"
        imports.upload(text.encode(), file_name="people.csv", by=admin)

    return admin, reverse("person_import_list"), add


def enrollment_list() -> Page:
    cohort = make_cohort()
    return make_admin(), reverse("enrollment_list", args=[cohort.program_id]), lambda: make_enrollment(cohort)


def orientation_detail() -> Page:
    mentee = make_enrollment()
    program, numbers = mentee.program, iter(range(1, 9))
    page = {"program": program, "role": Role.MENTEE, "title": "Page", "body": "Text"}
    add = lambda: OrientationStep.objects.create(position=next(numbers), **page)  # noqa: E731
    return mentee.person, reverse("orientation_detail", args=[mentee.pk]), add


def assignment_list() -> Page:
    cohort = make_cohort(make_program(ProgramKind.COACHING))
    make_enrollment(cohort, Role.COACH, capacity=8)
    add = lambda: make_enrollment(cohort, Role.CLIENT)  # noqa: E731
    return make_admin(), reverse("assignment_list", args=[cohort.program_id]), add


def partnership_detail() -> Page:
    partnership = make_active()
    days = iter(range(3, 50))

    def add() -> None:
        make_meeting(partnership, starts_in=timedelta(days=next(days)))
        make_meeting(partnership, starts_in=timedelta(days=-next(days)))
        make_action(partnership, seeker_in(partnership))

    return seeker_in(partnership), reverse("partnership_detail", args=[partnership.pk]), add


def partnership_of_a_sponsor() -> Page:
    partnership = make_active_coaching(has_sponsor=True)
    client = seeker_in(partnership)

    def add() -> None:
        Goal.objects.create(partnership=partnership, owner=client, state=GoalState.AGREED, title="Lead a large project")

    return sponsor_in(partnership), reverse("partnership_detail", args=[partnership.pk]), add


def meeting_list() -> Page:
    partnership = make_active()
    days = iter(range(3, 50))
    add = lambda: make_meeting(partnership, starts_in=timedelta(days=next(days)))  # noqa: E731
    return guide_in(partnership), reverse("meeting_list", args=[partnership.pk]), add


def meeting_detail() -> Page:
    meeting = make_meeting(starts_in=timedelta(days=-1))
    seeker = seeker_in(meeting.partnership)
    add = lambda: make_action(meeting.partnership, seeker, meeting=meeting)  # noqa: E731
    return seeker, reverse("meeting_detail", args=[meeting.pk]), add


def meeting_to_come() -> Page:
    meeting = make_meeting(starts_in=timedelta(days=1))
    seeker = seeker_in(meeting.partnership)
    add = lambda: make_action(meeting.partnership, seeker)  # noqa: E731
    return seeker, reverse("meeting_detail", args=[meeting.pk]), add


def log_edit() -> Page:
    meeting = make_meeting(starts_in=timedelta(days=-1))
    seeker = seeker_in(meeting.partnership)
    return seeker, reverse("log_edit", args=[meeting.pk]), lambda: make_action(meeting.partnership, seeker)


def goal_check_in() -> Page:
    partnership = make_active()
    goal, mentee = partnership.goals.get(), seeker_in(partnership)
    numbers = iter(range(50))
    add = lambda: check_ins.check_goal(goal, 1, f"Sentence {next(numbers)}", by=mentee)  # noqa: E731
    return mentee, reverse("goal_check_in", args=[goal.pk]), add


def nudge_list() -> Page:
    mentor = make_enrollment(role=Role.MENTOR, capacity=5)
    return mentor.person, reverse("nudge_list"), lambda: _matched(mentor)


def _matched(mentor: Enrollment) -> None:
    nudges.plan("matched", recipient=mentor.person, subject=make_partnership(guide=mentor))
    Nudge.objects.update(state=NudgeState.SENT, sent_at=timezone.now(), title="You are matched", path="/")


def result_list() -> Page:
    return make_admin(), reverse("result_list"), lambda: make_active()


# The most queries that each page may make. Raise one only with a reason.
PAGES: dict[Callable[[], Page], int] = {
    home: 22,
    program_list: 9,
    own_programs: 8,
    program_detail: 11,
    program_setup: 8,
    program_progress: 23,
    mentor_list: 15,
    mentor_list_with_favourites: 15,
    mentee_list: 15,
    proposals_of_a_mentor: 9,
    proposals_to_a_mentee: 11,
    request_list: 20,
    request_own_list: 13,
    ranking_of_a_mentee: 16,
    ranking_of_a_mentor: 15,
    bulk_list: 15,
    bulk_run_detail: 18,
    request_overview: 12,
    person_list: 8,
    person_import_list: 6,
    enrollment_list: 10,
    orientation_detail: 8,
    assignment_list: 20,
    partnership_detail: 17,
    partnership_of_a_sponsor: 18,
    meeting_list: 11,
    meeting_detail: 15,
    meeting_to_come: 17,
    log_edit: 13,
    goal_check_in: 10,
    result_list: 13,
    nudge_list: 7,
}


def opened(client: Client, url: str) -> tuple[int, int]:
    """How many queries a page makes that was opened before, and how long it is."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(captured), len(answer.content)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_asks_the_same_for_one_row_and_for_three(page: Callable[[], Page], signed_in: SignIn) -> None:
    make_organization()
    person, url, add = page()
    client = signed_in(person)
    add()
    one, length = opened(client, url)
    add()
    add()
    three, longer = opened(client, url)
    print(f"{page.__name__}: {one} queries")
    assert longer > length
    assert three == one
    assert one <= PAGES[page]


def test_a_comparison_asks_the_same_for_one_mentor_and_for_three(signed_in: SignIn) -> None:
    make_organization()
    mentee, mentors = make_mentoring(mentors=3)
    addresses = [
        f"{reverse('mentor_compare', args=[mentee.pk])}?{'&'.join(f'with={one.pk}' for one in chosen)}"
        for chosen in (mentors[:1], mentors)
    ]
    (one, length), (three, longer) = (opened(signed_in(mentee.person), address) for address in addresses)
    print(f"mentor_compare: {one} queries")
    assert longer > length
    assert three == one
    assert one <= 14


def test_the_result_of_a_run_asks_the_same_for_one_pair_and_for_three(signed_in: SignIn) -> None:
    make_organization()
    cohort, admin = make_cohort(make_program(ProgramKind.COACHING)), make_admin()
    make_enrollment(cohort, Role.COACH, capacity=8)
    figures = []
    for more in (1, 2):
        for _ in range(more):
            make_enrollment(cohort, Role.CLIENT)
        run = runs.run(cohort, {}, by=admin)
        address = reverse("assignment_run_detail", args=[cohort.program_id, run.pk])
        figures.append(opened(signed_in(admin), address))
    (one, length), (three, longer) = figures
    print(f"assignment_run_detail: {one} queries")
    assert longer > length
    assert three == one
    assert one <= 17
    compared = reverse("assignment_compare", args=[cohort.program_id])
    first, second = AssignmentRun.objects.order_by("pk")
    asked, _length = opened(signed_in(admin), f"{compared}?one={first.pk}&other={second.pk}")
    swapped, _length = opened(signed_in(admin), reverse("assignment_pair_swap", args=[run.pairs.first().pk]))
    print(f"assignment_compare: {asked} queries, assignment_pair_swap: {swapped} queries")
    assert (asked <= 22, swapped <= 8) == (True, True)
