"""Both stories in a browser that runs no script: every enhanced element is also a plain link or form."""

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import expect

from matching.models import Partnership
from tests.journeys import test_coaching as coaching
from tests.journeys import test_mentoring as mentoring
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]


def test_mentoring_without_a_script(desk: OpenDesk) -> None:
    cast = mentoring.make_cast()
    with time_machine.travel(mentoring.MONDAY, tick=True) as clock:
        desks = {name: desk(cast[name], with_script=False) for name in ("admin", "mentor", "other", "mentee")}
        mentor, mentee = desks["mentor"], desks["mentee"]
        mentoring.open_program(desks["admin"], cast)
        mentoring.get_ready(mentor, skills=["Public speaking", "Giving feedback"], is_guide=True)
        mentoring.get_ready(desks["other"], skills=["Negotiation"], is_guide=True)
        mentoring.get_ready(mentee, skills=["Public speaking"], is_guide=False)
        find_with_filters(mentee)
        mentoring.ask(mentee, "Tomas Rivera")
        mentoring.accept(mentor, "Mina Sato")
        mentoring.agree(mentee, mentor, cast)
        mentoring.meet_and_log(clock, mentee, mentor, cast, Partnership.objects.get())


def find_with_filters(mentee: Desk) -> None:
    """Search and filters are a form with a button, and the address keeps them."""
    cards = mentee.go("/").do("See mentors").page.locator("main .cards > li")
    expect(cards).to_have_count(2)
    mentee.fill("Search", "negotiation").do("Show", exact=True, within="main form")
    expect(cards).to_have_count(1)
    mentee.sees("Olga Ivanova").do("Show everybody")
    mentee.choose("Department", "Product").do("Show", exact=True, within="main form")
    expect(cards).to_have_count(1)
    mentee.sees("Tomas Rivera")
    assert "department=Product" in mentee.page.url


def test_coaching_without_a_script(desk: OpenDesk) -> None:
    cast = coaching.make_cast()
    with time_machine.travel(coaching.MONDAY, tick=True) as clock:
        desks = {name: desk(cast[name], with_script=False) for name in ("admin", "coach", "client", "sponsor")}
        coaching.open_program(desks["admin"])
        coaching.get_ready(desks["coach"], "coach", "What experience can you share?")
        coaching.get_ready(desks["client"], "client", "What do you hope for?")
        coaching.assign(desks["admin"], desks["client"])
        partnership = Partnership.objects.get()
        coaching.agree(desks, cast, partnership)
        coaching.hold_a_session(clock, desks, cast, partnership)
