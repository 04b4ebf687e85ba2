"""What the pages of templates ask of the database: a ceiling for each, and no more for three rows than for one."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from agreements.services import template_versions
from people.models import Person
from program.enums import ProgramKind
from tests.architecture.test_queries import Page, opened
from tests.factories.people import make_admin, make_organization
from tests.factories.program import make_program
from tests.factories.templates import make_chosen_template, make_draft

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def template_list() -> Page:
    return make_admin(), reverse("template_list"), make_chosen_template


def template_detail() -> Page:
    template = make_chosen_template()

    def add() -> None:
        template_versions.publish(make_draft(template), by=None, revision=0)

    return make_admin(), reverse("template_detail", args=[template.pk]), add


def template_compose() -> Page:
    draft = make_draft(make_chosen_template())

    def add() -> None:
        draft.refresh_from_db()
        draft.sections = [*draft.sections, {**draft.sections[1], "key": f"own_{len(draft.sections)}"}]
        draft.save()

    return make_admin(), reverse("template_compose", args=[draft.pk]), add


def program_templates() -> Page:
    program = make_program(ProgramKind.MENTORING)
    return make_admin(), reverse("program_templates", args=[program.pk]), make_chosen_template


# The most queries that each page may make. Raise one only with a reason.
PAGES: dict[Callable[[], Page], int] = {
    template_list: 10,
    template_detail: 12,
    template_compose: 8,
    program_templates: 12,
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
