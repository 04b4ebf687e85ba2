"""Why not? The answer helps where it may and is one and the same where a reason would give somebody away."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.models import PairBlock
from people.enums import EmploymentStatus
from people.models import Person
from program.enums import EnrollmentState, Role
from program.models import Enrollment
from tests.factories.matching import make_mentoring, make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment
from tests.matching.pages import settled

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def ask(browser: Client, mentee: Enrollment, name: str) -> tuple[str, int]:
    """The page without what differs from one request to the next and without the name, and its queries."""
    url = reverse("mentor_why_not", args=[mentee.pk])
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(url, {"name": name})
    assert answer.status_code == 200
    return answer.content.decode(), len(captured)


def hidden(mentee: Enrollment, how: str, person: Person) -> None:
    """Somebody of whom the reader must not learn why they are not in the list."""
    cohort = mentee.cohort
    if how == "blocked by them":
        make_enrollment(cohort, Role.MENTOR, person)
        PairBlock.objects.create(person=person, blocked=mentee.person)
    elif how == "on leave":
        person.employment_status = EmploymentStatus.LEAVE
        make_enrollment(cohort, Role.MENTOR, person, paused_at=timezone.now(), is_on_leave=True)
    elif how == "on a break":
        make_enrollment(cohort, Role.MENTOR, person, paused_at=timezone.now())
    elif how == "takes nobody new":
        make_enrollment(cohort, Role.MENTOR, person, is_accepting=False)
    elif how == "not ready":
        make_enrollment(cohort, Role.MENTOR, person, state=EnrollmentState.ACCEPTED)
    elif how == "withdrawn":
        make_enrollment(cohort, Role.MENTOR, person, state=EnrollmentState.WITHDRAWN)
    elif how == "in another program":
        make_enrollment(make_cohort(), Role.MENTOR, person)
    elif how == "a mentee":
        make_enrollment(cohort, Role.MENTEE, person)
    elif how == "left":
        person.employment_status = EmploymentStatus.TERMINATED
    person.save()


HIDDEN = (
    *("blocked by them", "on leave", "on a break", "takes nobody new", "not ready", "withdrawn"),
    *("in another program", "a mentee", "left", "not enrolled"),
)


def test_private_reasons_all_read_alike_to_the_byte_and_cost_the_same_queries(signed_in: SignIn) -> None:
    mentee, _mentors = make_mentoring()
    browser = signed_in(mentee.person)
    ask(browser, mentee, "Warm Up")
    answers = {"nobody of this name": ask(browser, mentee, "Nobody Atall")}
    pages = {how: settled(page, "Nobody Atall") for how, (page, _count) in answers.items()}
    counts = {count for _page, count in answers.values()}
    for number, how in enumerate(HIDDEN):
        name = f"Privately Kept{chr(97 + number)}"
        hidden(mentee, how, make_person(*name.split()))
        page, count = ask(browser, mentee, name)
        pages[how] = settled(page, name)
        counts.add(count)
    assert "WORD cannot be matched with you in this program at the moment." in pages["nobody of this name"]
    assert {how for how, page in pages.items() if page != pages["nobody of this name"]} == set()
    assert len(counts) == 1


@pytest.mark.parametrize("is_blocked", [False, True])
@pytest.mark.parametrize("takes_part", [False, True])
def test_reporting_lines_and_languages_are_told_whatever_else_holds(
    signed_in: SignIn, is_blocked: bool, takes_part: bool
) -> None:
    """If only those who take part and did not block were told of, being told nothing would tell."""
    mentee, _mentors = make_mentoring()
    boss, foreign = make_person("Berta", "Boss"), make_person("Felix", "Fremd", languages=["fr"])
    mentee.person.manager = boss
    mentee.person.save()
    for person in (boss, foreign):
        if takes_part:
            make_enrollment(mentee.cohort, Role.MENTOR, person)
        if is_blocked:
            PairBlock.objects.create(person=person, blocked=mentee.person)
    browser = signed_in(mentee.person)
    assert "One of the two reports to the other" in ask(browser, mentee, "berta boss")[0]
    assert "The two have no language in common." in ask(browser, mentee, "Felix Fremd")[0]
    assert "cannot be matched with you in this program at the moment" in ask(browser, mentee, "Felix")[0]


def test_ones_own_no_is_said_to_oneself(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    PairBlock.objects.create(person=mentee.person, blocked=mentor.person)
    name = mentor.person.get_full_name()
    assert "you said &#x27;not for me&#x27;" in ask(signed_in(mentee.person), mentee, name)[0]


def test_somebody_lower_is_told_of_with_place_and_the_two_things_that_matter_most(signed_in: SignIn) -> None:
    mentee, (best,) = make_mentoring()
    mentee.person.department, best.person.department = "Sales", "Legal"
    mentee.person.save(), best.person.save()
    lower = make_person("Lotte", "Lower", department="Sales")
    make_enrollment(mentee.cohort, Role.MENTOR, lower, offers=["Falconry"])
    answer = signed_in(mentee.person).get(reverse("mentor_why_not", args=[mentee.pk]), {"name": "lott"})
    (standing,) = answer.context["answer"].standings
    assert standing.sentence == "Lotte Lower is number 2 of the 2 mentors in your list."
    assert [str(label) for label, _points, _words in standing.differences] == ["Skills", "Department"]
    assert standing.differences[0][2] == "None of the skills you want to learn are listed."
    first = signed_in(mentee.person).get(reverse("mentor_why_not", args=[mentee.pk]), {"name": "mentor nowak"})
    assert first.context["answer"].standings[0].sentence == "Mentor Nowak is the first in your list."


def test_somebody_full_is_told_of_with_the_reason(signed_in: SignIn) -> None:
    mentee, _mentors = make_mentoring()
    full = make_enrollment(mentee.cohort, Role.MENTOR, make_person("Fulda", "Full"), capacity=1, offers=["Negotiation"])
    make_partnership(guide=full)
    page = ask(signed_in(mentee.person), mentee, "Fulda")[0]
    assert "There is no place left with them just now, and those with room come first." in page


def test_the_page_is_ones_own(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    for other in (mentor.person, make_person()):
        assert signed_in(other).get(reverse("mentor_why_not", args=[mentee.pk]), {"name": "A"}).status_code == 404


def test_an_empty_question_asks_for_a_name(signed_in: SignIn) -> None:
    mentee, _mentors = make_mentoring()
    answer = signed_in(mentee.person).get(reverse("mentor_why_not", args=[mentee.pk]), {"name": " "})
    assert (answer.context["answer"], list(answer.context["form"].errors)) == (None, ["name"])
