"""Up to three mentors side by side; who is not in the list is left out without a word."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from matching.models import PairBlock
from people.models import Person
from program.enums import Role
from tests.factories.matching import make_mentoring, make_request
from tests.factories.people import make_person
from tests.factories.program import make_enrollment
from tests.matching.pages import settled

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_mentors_stand_side_by_side_with_points_that_add_up(signed_in: SignIn) -> None:
    mentee, (first, second) = make_mentoring(mentors=2)
    second.person.location = "Oslo"
    second.person.save()
    url = reverse("mentor_compare", args=[mentee.pk])
    answer = signed_in(mentee.person).get(url, {"with": [str(second.pk), str(first.pk), str(second.pk)]})
    comparison = answer.context["comparison"]
    assert [card.enrollment for card in comparison.cards] == [second, first]
    *factors, together = comparison.factors
    for place in (0, 1):
        points = [int(row.cells[place][1].split()[0]) for row in factors]
        assert sum(points) == int(together.cells[place][1].split()[0])
    page = answer.content.decode()
    assert "Oslo" in page
    assert page.count("You stand at a similar step") + page.count("Not filled in yet") > 0
    assert reverse("request_create", args=[mentee.pk, first.pk]) in page


def test_more_than_three_are_told_kindly(signed_in: SignIn) -> None:
    mentee, mentors = make_mentoring(mentors=4)
    answer = signed_in(mentee.person).get(
        reverse("mentor_compare", args=[mentee.pk]), {"with": [str(one.pk) for one in mentors]}
    )
    assert [card.enrollment for card in answer.context["comparison"].cards] == mentors[:3]
    assert "Three at a time are easier to compare." in answer.content.decode()


def test_somebody_who_is_not_in_the_list_leaves_no_trace(signed_in: SignIn) -> None:
    mentee, (mentor, other) = make_mentoring(mentors=2)
    hidden = make_enrollment(mentee.cohort, Role.MENTOR, make_person("Hidden"))
    stranger = make_enrollment(role=Role.MENTOR, person=make_person("Stranger"))
    PairBlock.objects.create(person=hidden.person, blocked=mentee.person)
    browser, url = signed_in(mentee.person), reverse("mentor_compare", args=[mentee.pk])
    listed = [str(mentor.pk), str(other.pk)]

    def body(*more: object) -> str:
        query = "&".join(f"with={key}" for key in [*more, *listed])
        page = browser.get(f"{url}?{query}").content.decode()
        return settled(page, query, query.replace("&", "&amp;"))

    alone = body()
    assert [body(hidden.pk), body(stranger.pk), body(uuid4()), body("nonsense")] == [alone] * 4
    assert "Hidden" not in alone


def test_a_limit_stands_beside_the_button(signed_in: SignIn) -> None:
    mentee, (mentor, other) = make_mentoring(mentors=2, open_requests_limit=1)
    make_request(mentee, mentor)
    page = signed_in(mentee.person).get(
        reverse("mentor_compare", args=[mentee.pk]), {"with": [str(mentor.pk), str(other.pk)]}
    )
    words = page.content.decode()
    assert "You have asked" in words
    assert "You have 1 open requests, which is the most." in words


def test_nobody_chosen_leads_back_to_the_list(signed_in: SignIn) -> None:
    mentee, _mentors = make_mentoring()
    page = signed_in(mentee.person).get(reverse("mentor_compare", args=[mentee.pk])).content.decode()
    assert "Nobody to compare yet" in page
