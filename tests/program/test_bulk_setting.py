"""The tick that says that a whole cohort is matched at once."""

import pytest

from core.rules import Refusal
from program.enums import ProgramKind, ProgramState
from program.services import programs
from tests.factories.people import make_admin
from tests.factories.program import make_program
from tests.program.test_setup import MATCHING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.OPEN])
def test_it_is_set_while_the_program_is_a_draft_or_open(signed_in, state):
    program, browser = make_program(state=state, purpose="Why"), signed_in(make_admin())
    browser.post(f"/programs/{program.pk}/setup/matching/", {**MATCHING, "matches_in_bulk": "on"})
    program.refresh_from_db()
    assert program.matches_in_bulk
    page = browser.get(f"/programs/{program.pk}/setup/").content.decode()
    assert "Both sides rank, then you match all at once" in page
    assert "You rank up to ten mentors" in page


def test_it_stays_as_it_is_once_the_program_runs(signed_in):
    program, browser = make_program(matches_in_bulk=True), signed_in(make_admin())
    address = f"/programs/{program.pk}/setup/matching/"
    assert "matches_in_bulk" not in browser.get(address).content.decode()
    browser.post(address, MATCHING)
    program.refresh_from_db()
    assert program.matches_in_bulk
    with pytest.raises(Refusal, match="can only change before the program runs"):
        programs.save_section(program, "matching", {"matches_in_bulk": False}, by=None)


def test_coaching_does_not_offer_it(signed_in):
    program = make_program(ProgramKind.COACHING, state=ProgramState.DRAFT)
    page = signed_in(make_admin()).get(f"/programs/{program.pk}/setup/matching/").content.decode()
    assert "matches_in_bulk" not in page
