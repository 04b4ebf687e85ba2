"""What the pages of agreements ask of the database: a ceiling for each, and no more for three rows than for one."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from agreements.selectors.goals import goals_in
from agreements.services import comments, sections, versions
from people.models import Person
from tests.architecture.test_queries import Page, opened
from tests.factories.agreements import add_goal, make_agreement, open_version, sign_by_all
from tests.factories.matching import make_coaching_partnership
from tests.factories.people import make_organization, make_person
from tests.factories.sessions import seeker_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def section_comments() -> Page:
    agreement = make_agreement()
    seeker = seeker_in(agreement.partnership)
    add = lambda: comments.write(agreement, "purpose", by=seeker, body="I am not sure about this")  # noqa: E731
    return seeker, reverse("section_comments", args=[agreement.pk, "purpose"]), add


def section_wordings() -> Page:
    agreement = make_agreement()
    seeker = seeker_in(agreement.partnership)

    def add() -> None:
        part = open_version(agreement).sections.get(key="purpose")
        sections.write(part, by=seeker, revision=part.revision, body=f"Wording {part.revision}")

    add()
    return seeker, reverse("section_wordings", args=[agreement.pk, "purpose"]), add


def agreement_detail() -> Page:
    agreement = make_agreement()
    seeker = seeker_in(agreement.partnership)
    count = lambda: len(goals_in(open_version(agreement)))  # noqa: E731
    return seeker, reverse("agreement_detail", args=[agreement.pk]), lambda: add_goal(agreement, f"Goal {count()}")


def agreement_being_amended() -> Page:
    agreement = make_agreement()
    sign_by_all(agreement.partnership)
    seeker = seeker_in(agreement.partnership)
    versions.amend(agreement, by=seeker)
    count = lambda: len(goals_in(open_version(agreement)))  # noqa: E731
    return seeker, reverse("agreement_detail", args=[agreement.pk]), lambda: add_goal(agreement, f"Goal {count()}")


def agreement_of_a_sponsor() -> Page:
    sponsor = make_person("Sam", "Sponsor")
    agreement = make_agreement(make_coaching_partnership(sponsor=sponsor))
    count = lambda: len(goals_in(open_version(agreement)))  # noqa: E731
    return sponsor, reverse("agreement_detail", args=[agreement.pk]), lambda: add_goal(agreement, f"Goal {count()}")


# The most queries that each page may make. Raise one only with a reason.
PAGES: dict[Callable[[], Page], int] = {
    agreement_detail: 19,
    agreement_being_amended: 28,
    agreement_of_a_sponsor: 19,
    section_comments: 18,
    section_wordings: 16,
}


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
