"""What the pages about signatures ask of the database: a ceiling for each, and no more for three rows than for one."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from agreements.services import signatures
from people.models import Person
from program.enums import ProgramKind, Role
from tests.architecture.test_queries import Page, opened
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of, sign
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin, make_organization, make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def version_evidence() -> Page:
    agreement = make_agreement()
    version, guide = propose(agreement), guide_of(agreement)

    def add() -> None:
        sign(version, guide)
        signatures.withdraw(version, by=guide)

    return seeker_of(agreement), reverse("version_evidence", args=[agreement.pk, 1]), add


def version_detail() -> Page:
    agreement = make_agreement()
    version, guide = propose(agreement), guide_of(agreement)

    def add() -> None:
        sign(version, guide)
        signatures.withdraw(version, by=guide)

    return seeker_of(agreement), reverse("version_detail", args=[agreement.pk, 1]), add


def sponsor_list() -> Page:
    cohort = make_cohort(make_program(ProgramKind.COACHING, has_sponsor=True))

    def add() -> None:
        coach = make_enrollment(cohort, Role.COACH)
        make_agreement(make_partnership(guide=coach, sponsor=make_person("Sam", "Sponsor")))

    return make_admin(), reverse("sponsor_list", args=[cohort.program_id]), add


# The most queries that each page may make. Raise one only with a reason.
PAGES: dict[Callable[[], Page], int] = {version_evidence: 15, version_detail: 13, sponsor_list: 8}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page_asks_the_same_for_one_row_and_for_three(page: Callable[[], Page], signed_in: SignIn) -> None:
    make_organization()
    person, url, add = page()
    client = signed_in(person)
    add()
    one, _length = opened(client, url)
    add()
    add()
    three, _longer = opened(client, url)
    print(f"{page.__name__}: {one} queries")
    assert three == one
    assert one <= PAGES[page]
