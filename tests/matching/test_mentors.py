"""Finding a mentor: ranked cards, filters, search, rules that never show."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from matching.models import MatchRequest, PairBlock
from matching.services import requests
from people.models import DottedLine, Person
from program.enums import EnrollmentState, Role
from program.models import Enrollment
from tests.factories.matching import make_mentoring, make_request
from tests.factories.people import give_skills, make_person
from tests.factories.program import make_cohort, make_enrollment
from tests.matching.test_requests import count_queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def names_on(browser: Client, mentee: Enrollment, **filters: str) -> list[str]:
    page = browser.get(reverse("mentor_list", args=[mentee.pk]), filters).context["page"]
    return [card.person.first_name for card in page.object_list]


def make_mentor(mentee: Enrollment, first_name: str, **fields: object) -> Enrollment:
    person = {key: fields.pop(key) for key in ("department", "location", "languages", "grade") if key in fields}
    return make_enrollment(mentee.cohort, Role.MENTOR, make_person(first_name, **person), **fields)


def test_best_fit_comes_first_with_a_sentence_reasons_and_factors_that_add_up(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE, wants=["Negotiation"])
    make_mentor(mentee, "Otto", offers=["Python"])
    make_mentor(mentee, "Nina", offers=["Negotiation"])
    answer = signed_in(mentee.person).get(reverse("mentor_list", args=[mentee.pk]))
    first, second = answer.context["page"].object_list
    assert (first.person.first_name, second.person.first_name) == ("Nina", "Otto")
    assert first.fit.reasons[0] == "Can help with Negotiation, which you want to learn."
    assert len(first.fit.reasons) == 3
    assert first.fit.sentence in answer.content.decode()
    address = reverse("mentor_detail", args=[mentee.pk, first.enrollment.pk])
    fit = signed_in(mentee.person).get(address).context["card"].fit
    *factors, together = fit.factors
    points = [int(factor["weight"].split()[0]) for factor in factors]
    assert sum(points) == fit.score == first.fit.score
    assert together["weight"].split()[0] == str(fit.score)


def test_persons_own_skills_count_as_offered(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE, wants=["Negotiation"])
    mentor = make_mentor(mentee, "Nina")
    give_skills(mentor.person, "Negotiation")
    card = signed_in(mentee.person).get(reverse("mentor_list", args=[mentee.pk])).context["page"].object_list[0]
    assert card.fit.reasons[0] == "Can help with Negotiation, which you want to learn."


def test_full_mentor_comes_last_and_can_be_waited_for(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring(capacity=1)
    make_mentor(mentee, "Otto", offers=["Python"])
    other = make_enrollment(mentee.cohort, Role.MENTEE)
    requests.accept(make_request(other, mentor), by=mentor.person)
    browser = signed_in(mentee.person)
    assert names_on(browser, mentee) == ["Otto", "Mentor"]
    assert names_on(browser, mentee, has_room="on") == ["Otto"]
    page = browser.get(reverse("mentor_detail", args=[mentee.pk, mentor.pk])).content.decode()
    assert "Wait for a place" in page
    refused = browser.get(reverse("request_create", args=[mentee.pk, mentor.pk]), follow=True)
    assert "There is no place left with this mentor just now." in refused.content.decode()


def test_filters_stand_in_the_address(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    make_mentor(mentee, "Nina", department="Sales", location="Oslo", languages=["en", "de"], offers=["Negotiation"])
    make_mentor(mentee, "Otto", department="Legal", location="Rome", languages=["en"], offers=["Python"])
    browser = signed_in(mentee.person)
    for filters in (
        {"skill": "Negotiation"},
        {"department": "Sales"},
        {"location": "Oslo"},
        {"language": "de"},
        {"department": "Sales", "location": "Oslo"},
    ):
        assert names_on(browser, mentee, **filters) == ["Nina"]
    assert names_on(browser, mentee, department="Sales", location="Rome") == []


def test_seniority_is_asked_for_in_the_bands_that_the_reasons_tell(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE, person=make_person("Mia", grade=4))
    for name, grade in (("Near", 4), ("Good", 6), ("Far", 12), ("Unknown", None)):
        make_mentor(mentee, name, grade=grade)
    browser = signed_in(mentee.person)
    found = {band: names_on(browser, mentee, band=band) for band in ("near", "good", "far")}
    assert found == {"near": ["Near"], "good": ["Good"], "far": ["Far"]}


def test_nobody_without_a_grade_is_asked_about_seniority(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    make_mentor(mentee, "Nina", grade=6)
    page = signed_in(mentee.person).get(reverse("mentor_list", args=[mentee.pk])).content.decode()
    assert 'name="band"' not in page


def test_while_somebody_types_only_the_list_and_its_number_come(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    make_mentor(mentee, "Nina")
    make_mentor(mentee, "Rudolf")
    url = reverse("mentor_list", args=[mentee.pk])
    browser, typing = signed_in(mentee.person), {"HX-Request": "true", "HX-Target": "results"}
    part = browser.get(url, {"q": "nin"}, headers=typing)
    assert "<html" not in part.content.decode()
    assert "1 mentor<" in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert "<html" in browser.get(url, headers=typing | {"HX-History-Restore-Request": "true"}).content.decode()


def test_other_pages_of_the_list_keep_the_filters(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    for number in range(14):
        make_mentor(mentee, f"Nina{number}", department="Sales")
    make_mentor(mentee, "Rudolf", department="Legal")
    browser, url = signed_in(mentee.person), reverse("mentor_list", args=[mentee.pk])
    first = browser.get(url, {"department": "Sales", "q": "nina"})
    second = browser.get(url, {"department": "Sales", "q": "nina", "page": "2"})
    assert "?department=Sales&amp;q=nina&amp;page=2" in first.content.decode()
    names = [card.person.first_name for page in (first, second) for card in page.context["page"].object_list]
    assert sorted(names) == sorted(f"Nina{number}" for number in range(14))


@pytest.mark.parametrize(
    "words",
    [
        *("negociation", "Nina", "Ninna", "negotiation nina", "turnaround", "oslo sales nina"),
        *("Nian", "negotation", "nego", "TURNAROUND", "ozgur"),
    ],
)
def test_search_finds_names_skills_and_words_despite_typos(signed_in: SignIn, words: str) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    make_mentor(
        mentee,
        "Nina",
        department="Oslo Sales",
        offers=["Negotiation"],
        experience="I led the turnaround of a plant with Özgür.",
    )
    make_mentor(mentee, "Rudolf", department="Legal", offers=["Python"], experience="Contracts with suppliers.")
    assert names_on(signed_in(mentee.person), mentee, q=words) == ["Nina"]


def test_reporting_lines_of_any_length_and_dotted_ones_are_left_out(signed_in: SignIn) -> None:
    top, middle, dotted = make_person("Top"), make_person("Middle"), make_person("Dotted")
    middle.manager = top
    middle.save()
    cohort = make_cohort()
    mentee = make_enrollment(cohort, Role.MENTEE, make_person("Mia", manager=middle))
    DottedLine.objects.create(person=middle, manager=dotted)
    below = make_person("Below", manager=mentee.person)
    for person in (top, middle, dotted, below, make_person("Free")):
        make_enrollment(cohort, Role.MENTOR, person)
    assert names_on(signed_in(mentee.person), mentee) == ["Free"]
    cohort.program.allows_reporting_line = True
    cohort.program.save()
    assert len(names_on(signed_in(mentee.person), mentee)) == 5


def test_circle_of_dotted_lines_ends() -> None:
    mentee, (mentor,) = make_mentoring()
    third = make_person("Third")
    DottedLine.objects.create(person=mentee.person, manager=third)
    DottedLine.objects.create(person=third, manager=mentee.person)
    assert make_request(mentee, mentor).asked_at


def test_place_in_the_program_leads_to_mentors_and_requests(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    for enrollment, urls in (
        (mentee, [reverse("mentor_list", args=[mentee.pk]), reverse("request_own_list", args=[mentee.pk])]),
        (mentor, [reverse("request_list")]),
    ):
        page = signed_in(enrollment.person).get(reverse("enrollment_detail", args=[enrollment.pk]))
        assert [way["url"] for way in page.context["ways"]] == urls


def test_somebody_without_a_common_language_or_not_ready_is_left_out(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    make_mentor(mentee, "Nina", languages=["fr"])
    make_mentor(mentee, "Otto", state=EnrollmentState.ACCEPTED)
    make_mentor(mentee, "Rosa", is_accepting=False)
    assert names_on(signed_in(mentee.person), mentee) == []


def test_block_is_silent_either_way_and_can_be_taken_back(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    mentees, mentors = signed_in(mentee.person), signed_in(mentor.person)
    mentors.post(reverse("pair_block", args=[mentee.person_id]))
    assert names_on(mentees, mentee) == []
    assert mentees.get(reverse("mentor_detail", args=[mentee.pk, mentor.pk])).status_code == 404
    assert PairBlock.objects.get().person == mentor.person
    mentors.post(reverse("pair_unblock", args=[mentee.person_id]))
    assert names_on(mentees, mentee) == ["Mentor"]


def test_block_by_the_mentor_looks_like_any_decline(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    make_request(mentee, mentor)
    signed_in(mentor.person).post(reverse("pair_block", args=[mentee.person_id]), {"next": reverse("request_list")})
    page = signed_in(mentee.person).get(reverse("request_own_list", args=[mentee.pk])).content.decode()
    assert MatchRequest.objects.get().state == "declined"
    assert "block" not in page.lower()
    assert "never" not in page.lower()


def test_request_to_somebody_who_blocked_gives_nothing_away(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    PairBlock.objects.create(person=mentor.person, blocked=mentee.person)
    answer = signed_in(mentee.person).post(
        reverse("request_create", args=[mentee.pk, mentor.pk]), {"message": "Please", "rank": 1}
    )
    assert "This match is not possible." in answer.content.decode()
    assert not MatchRequest.objects.exists()


def test_stranger_cannot_be_blocked_or_looked_at(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    stranger = make_enrollment(role=Role.MENTEE)
    browser = signed_in(stranger.person)
    assert browser.post(reverse("pair_block", args=[mentor.person_id])).status_code == 404
    assert browser.get(reverse("mentor_list", args=[mentee.pk])).status_code == 404
    assert browser.get(reverse("mentor_detail", args=[stranger.pk, mentor.pk])).status_code == 404
    assert not PairBlock.objects.exists()


def test_mentor_list_asks_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    mentee, _mentors = make_mentoring(1)
    browser = signed_in(mentee.person)
    one = count_queries(browser, reverse("mentor_list", args=[mentee.pk]))
    for name in ("Otto", "Rosa"):
        give_skills(make_mentor(mentee, name, offers=["Python"]).person, "Coaching")
    assert count_queries(browser, reverse("mentor_list", args=[mentee.pk])) == one


@pytest.mark.parametrize(("filters", "is_open"), [({}, False), ({"q": "Nina"}, True)])
def test_filters_are_folded_until_one_is_set(signed_in: SignIn, filters: dict[str, str], is_open: bool) -> None:
    mentee, _mentors = make_mentoring()
    page = signed_in(mentee.person).get(reverse("mentor_list", args=[mentee.pk]), filters).content.decode()
    assert ['<details class="more filter-fold">' in page, '<details class="more filter-fold" open>' in page] == [
        not is_open,
        is_open,
    ]
