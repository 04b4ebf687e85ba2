"""Favourites: one click, private, and undone with one more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from matching.models import Favourite, PairBlock
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from tests.factories.matching import make_mentoring
from tests.factories.people import make_admin
from tests.factories.program import make_enrollment
from tests.matching.pages import settled

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def keep(browser: Client, mentee: Enrollment, mentor: Enrollment, **data: str) -> str:
    return browser.post(reverse("favourite_keep", args=[mentee.pk, mentor.pk]), data)["Location"]


def favourites_on(browser: Client, mentee: Enrollment) -> list[object]:
    answer = browser.get(reverse("mentor_list", args=[mentee.pk]))
    return [card.enrollment.pk for card in answer.context["favourites"].cards]


def test_a_favourite_stands_above_the_list_and_is_let_go_with_a_way_back(signed_in: SignIn) -> None:
    mentee, (mentor, _other) = make_mentoring(mentors=2)
    browser, url = signed_in(mentee.person), reverse("mentor_list", args=[mentee.pk])
    assert keep(browser, mentee, mentor, next=f"{url}?q=a") == f"{url}?q=a"
    assert keep(browser, mentee, mentor) == url
    assert favourites_on(browser, mentee) == [mentor.pk]
    let_go = browser.post(reverse("favourite_let_go", args=[mentee.pk, mentor.pk]), {"next": f"{url}?q=a"})["Location"]
    assert let_go == f"{url}?q=a&let_go={mentor.pk}"
    page = browser.get(let_go)
    assert page.context["favourites"].let_go.enrollment == mentor
    assert "Undo" in page.content.decode()
    assert keep(browser, mentee, mentor, next=let_go) == f"{url}?q=a"
    assert favourites_on(browser, mentee) == [mentor.pk]


def test_the_mentors_page_shows_whether_they_are_a_favourite(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    browser, url = signed_in(mentee.person), reverse("mentor_detail", args=[mentee.pk, mentor.pk])
    assert "Add to favourites" in browser.get(url).content.decode()
    assert keep(browser, mentee, mentor, next=url) == url
    assert "Remove favourite" in browser.get(url).content.decode()


def test_nobody_else_sees_a_favourite(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    other, admin = make_enrollment(mentee.cohort, Role.MENTEE), make_admin()
    urls = {
        mentor.person: [reverse("request_list"), reverse("home")],
        other.person: [reverse("mentor_list", args=[other.pk])],
        admin: [
            reverse("request_overview", args=[mentee.program.pk]),
            reverse("person_detail", args=[mentee.person_id]),
            reverse("person_export", args=["csv"]),
        ],
    }
    browsers = {person: signed_in(person) for person in urls}

    def seen() -> list[str]:
        return [settled(browsers[person].get(url).content.decode()) for person in urls for url in urls[person]]

    before, entries = seen(), AuditEntry.objects.count()
    keep(signed_in(mentee.person), mentee, mentor)
    assert Favourite.objects.count() == 1
    assert seen() == before
    assert AuditEntry.objects.count() == entries


def test_whoever_is_not_in_the_list_can_be_no_favourite(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    stranger = make_enrollment(role=Role.MENTOR)
    PairBlock.objects.create(person=mentor.person, blocked=mentee.person)
    browser = signed_in(mentee.person)
    for one in (mentor, stranger):
        assert browser.post(reverse("favourite_keep", args=[mentee.pk, one.pk])).status_code == 404
    assert not Favourite.objects.exists()


def test_a_favourite_who_left_the_list_is_not_shown_and_comes_back(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    browser = signed_in(mentee.person)
    keep(browser, mentee, mentor)
    block = PairBlock.objects.create(person=mentor.person, blocked=mentee.person)
    assert favourites_on(browser, mentee) == []
    block.delete()
    assert favourites_on(browser, mentee) == [mentor.pk]


def test_an_address_with_nonsense_is_still_a_page(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    url = reverse("mentor_list", args=[mentee.pk])
    assert signed_in(mentee.person).get(url, {"let_go": "nonsense"}).status_code == 200
    assert keep(signed_in(mentee.person), mentee, mentor, next="https://elsewhere.example/") == url
