"""The home page puts what waits in order."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Person
from program.enums import EnrollmentState, ProgramState, Role
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db


def test_ones_own_profile_is_the_last_thing_that_waits(signed_in: Callable[[Person], Client]) -> None:
    person = make_person(about="", languages=[])
    cohort = make_cohort(make_program(name="Grow", state=ProgramState.OPEN))
    make_enrollment(cohort, Role.MENTEE, person, state=EnrollmentState.INVITED)
    steps = signed_in(person).get(reverse("home")).context["steps"]
    assert [str(step.title) for step in steps] == ["You are invited: Grow", "Complete your profile"]
