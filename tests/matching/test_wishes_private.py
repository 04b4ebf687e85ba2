"""What somebody would like of the other is theirs alone: nobody sees it, and no figure they see moves with it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Person
from tests.factories.matching import make_mentoring, make_request

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_a_mentors_wishes_change_nothing_that_a_mentee_sees(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    for person, department in ((mentee.person, "Sales"), (mentor.person, "Legal")):
        person.department = department
        person.save()
    browser, url = signed_in(mentee.person), reverse("mentor_detail", args=[mentee.pk, mentor.pk])
    before = browser.get(url).context["card"].fit
    mentor.preferences = ["same_department"]
    mentor.save()
    assert browser.get(url).context["card"].fit == before
    mentee.preferences = ["same_department"]
    mentee.save()
    assert browser.get(url).context["card"].fit.score < before.score


def test_a_mentees_wishes_change_nothing_that_the_mentor_asked_sees(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    mentor.person.department = "Legal"
    mentor.person.save()
    mentee.person.department = "Sales"
    mentee.person.save()
    make_request(mentee, mentor)
    browser, url = signed_in(mentor.person), reverse("request_list")
    before = browser.get(url).context["desks"][0][0].requests[0].fit
    mentee.preferences = ["same_department"]
    mentee.save()
    assert browser.get(url).context["desks"][0][0].requests[0].fit == before
