"""Mentees of the demo who look around: favourites, a line for a full mentor, and mentors who propose themselves."""

from collections.abc import Iterator
from datetime import date, timedelta

from demo import words
from demo.enrolling import enrollment_of
from demo.moments import at, workday
from demo.simulation import Script
from demo.stage import Stage, strangers
from matching.models import MatchRequest
from matching.services import blocks, favourites, proposals, steps_in, waitlist
from people.models import Person
from program.enums import Role
from program.models import Cohort, Program


def looking_around(stage: Stage, cohort: Cohort, mentors: list[Person], mentees: list[Person]) -> Iterator[Script]:
    """What mentees without a mentor do who have asked nobody yet. The first mentor is full, the last ones have room."""
    # By number, as the sign-ins name one of them.
    chooser, *others = sorted(mentees, key=lambda mentee: mentee.employee_id or "")
    full, with_room = mentors[0], mentors[9:]
    yield _keeps_in_mind(stage, cohort, chooser, [full, *strangers(chooser, with_room)])
    for number, mentee in enumerate(strangers(full, others)[:2]):
        yield _waits(cohort, full, mentee, stage.ago(20 - 6 * number))
    yield _asks_for_proposals(stage, cohort)
    last = mentors[-1]
    proposers = iter([last, *(mentor for mentor in with_room if mentor != last)])
    plan = zip((chooser, *others[-2:]), (4, 5, 12), words.PROPOSALS, (False, False, True), strict=True)
    for mentee, days, said, says_no in plan:
        proposer = next(mentor for mentor in proposers if mentor.department != mentee.department)
        yield _proposes(cohort, proposer, mentee, said, stage.ago(days), says_no)


def passed_on(stage: Stage, story: Script, mentee: Person, start: date) -> Script:
    """A request stands still, and the program's manager passes it on the next day."""
    yield from story
    yield at(workday(start) + timedelta(days=1), 9, stage.manager)
    asked = MatchRequest.objects.pending().filter(mentee__person=mentee, asked_at__isnull=False).first()
    if asked is not None:
        steps_in.pass_on(asked, words.STEPPED_IN, by=stage.manager)


def _keeps_in_mind(stage: Stage, cohort: Cohort, mentee: Person, mentors: list[Person]) -> Script:
    """Three favourites to compare, and one mentor who is not for them."""
    yield at(stage.ago(6), 12, mentee)
    enrollment = enrollment_of(cohort, Role.MENTEE, mentee)
    for mentor in mentors[:3]:
        favourites.keep(enrollment, enrollment_of(cohort, Role.MENTOR, mentor), by=mentee)
    blocks.block(mentee, mentors[3])


def _waits(cohort: Cohort, mentor: Person, mentee: Person, start: date) -> Script:
    """The mentor is full: wait in line."""
    yield at(start, 12, mentee)
    mine, theirs = enrollment_of(cohort, Role.MENTEE, mentee), enrollment_of(cohort, Role.MENTOR, mentor)
    waitlist.join(mine, theirs, by=mentee)


def _asks_for_proposals(stage: Stage, cohort: Cohort) -> Script:
    """Those who run the program ask mentors with room to look at who is open to them."""
    yield at(stage.ago(15), 9, stage.manager)
    proposals.ask_mentors(Program.objects.get(pk=cohort.program_id), by=stage.manager)


def _proposes(cohort: Cohort, mentor: Person, mentee: Person, said: str, start: date, says_no: bool) -> Script:
    """A mentor proposes themself; the mentee thinks about it, or says a kind no."""
    yield at(start, 15, mentor)
    mine, theirs = enrollment_of(cohort, Role.MENTOR, mentor), enrollment_of(cohort, Role.MENTEE, mentee)
    proposal = proposals.propose(mine, theirs, said, by=mentor)
    if says_no:
        yield at(workday(start) + timedelta(days=2), 13, mentee)
        proposals.decline(proposal, words.PROPOSAL_DECLINED, by=mentee)
