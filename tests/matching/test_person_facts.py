"""The page of one person names their programs and partnerships: facts for organization admins, no words."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import PartnershipState
from people.models import Person
from program.enums import Role
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def pair(name: str, mentee: Person, **fields: object) -> None:
    """A partnership of this mentee in a program of this name, whose profile says something personal."""
    cohort = make_cohort(make_program(name=name))
    guide = make_enrollment(cohort, Role.MENTOR, make_person("Mara", "Mentor"))
    seeker = make_enrollment(cohort, Role.MENTEE, mentee, hopes="Secret hopes", headline="Secret headline")
    make_partnership(guide=guide, seeker=seeker, **fields)


def test_programs_and_partnerships_are_named_with_their_states(signed_in: SignIn) -> None:
    mentee = make_person("Mina", "Mentee")
    pair("Grow", mentee, state=PartnershipState.ENDED_EARLY, ended_at=timezone.now(), match_reason="")
    page = signed_in(make_admin()).get(reverse("person_detail", args=[mentee.pk]))
    programs, partnerships, _credentials = page.context["blocks"]
    assert [(fact.title, fact.state) for fact in programs["facts"]] == [("Grow", "ready")]
    assert [(fact.title, fact.state, fact.url) for fact in partnerships["facts"]] == [
        ("Mara Mentor", PartnershipState.ENDED_EARLY, "")
    ]
    words = page.content.decode()
    assert "Ended early" in words
    assert "Secret" not in words


def test_whoever_takes_part_in_nothing_is_said_to(signed_in: SignIn) -> None:
    page = signed_in(make_admin()).get(reverse("person_detail", args=[make_person().pk])).content.decode()
    assert "Not in a program so far." in page
    assert "Not matched so far." in page


def test_the_page_takes_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    mentee, client, counted = make_person(), signed_in(make_admin()), []
    url = reverse("person_detail", args=[mentee.pk])
    for number in (1, 2):
        for _ in range(number):
            pair(f"Program {len(counted)}", mentee)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counted.append(len(captured))
    assert counted[0] == counted[1]
