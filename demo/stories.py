"""The stories of single partnerships, each read from top to bottom."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from agreements.enums import GoalState
from agreements.models import Goal
from demo import words
from demo.agreeing import GoalWords, sides, signers, write
from demo.enrolling import enrollment_of
from demo.meeting_life import Habits, meet
from demo.moments import at
from demo.offers import WAYS
from demo.reviews import told
from demo.signing import sign_all
from demo.simulation import Script, side_by_side
from demo.terms import Terms
from matching.models import Partnership
from matching.services import requests
from people.models import Person
from program.enums import Role
from program.models import Cohort
from sessions.enums import StatementKind
from sessions.selectors import pulse
from sessions.services import check_ins, closures, rematches

Later = Callable[[Partnership], Script]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a pair: how their agreement comes about and changes, how they meet, and how it ends."""

    # signed, unwritten, or one of the ways of demo.offers, begun so many days ago (0: as soon as they are matched)
    agreement: str = "signed"
    begun_days_ago: int = 0
    terms: Terms = field(default_factory=Terms)
    # What else happens while they meet: amendments, a renewal, reviews for the sponsor.
    later: tuple[Later, ...] = ()
    habits: Habits = field(default_factory=Habits)
    # "", closing, closed, early or rematch
    ending: str = ""
    ends_days_ago: int = 0


def mentoring(
    cohort: Cohort, mentor: Person, mentee: Person, start: date, fate: Fate, today: date, rng: random.Random
) -> Script:
    """A mentee asks, a mentor accepts, and what follows."""
    yield at(start, 10, mentee)
    asking, asked = enrollment_of(cohort, Role.MENTEE, mentee), enrollment_of(cohort, Role.MENTOR, mentor)
    request = requests.send(asking, asked, rng.choice(words.MESSAGES), by=mentee)
    yield at(start + timedelta(days=rng.randint(1, 3)), 11, mentor)
    partnership = requests.accept(request, by=mentor)
    yield from _together(partnership, start + timedelta(days=4), fate, today, rng, words.MENTORING_GOALS)


def declined(cohort: Cohort, mentor: Person, mentee: Person, start: date, rng: random.Random) -> Script:
    """A mentee asks and gets a kind no."""
    yield at(start, 10, mentee)
    asking, asked = enrollment_of(cohort, Role.MENTEE, mentee), enrollment_of(cohort, Role.MENTOR, mentor)
    request = requests.send(asking, asked, rng.choice(words.MESSAGES), by=mentee)
    yield at(start + timedelta(days=2), 11, mentor)
    requests.decline(request, rng.choice(words.DECLINE_REASONS), by=mentor)


def asking(cohort: Cohort, mentors: list[Person], mentee: Person, start: date, rng: random.Random) -> Script:
    """A mentee asks several mentors, ranked, and waits."""
    yield at(start, 10, mentee)
    enrollment = enrollment_of(cohort, Role.MENTEE, mentee)
    for mentor in mentors:
        requests.send(enrollment, enrollment_of(cohort, Role.MENTOR, mentor), rng.choice(words.MESSAGES), by=mentee)


def coaching(partnership: Partnership, start: date, fate: Fate, today: date, rng: random.Random) -> Script:
    """A published pair of coach and client, from the agreement on."""
    guide, _seeker = sides(partnership)
    yield at(start, 10, guide)
    yield from _together(partnership, start + timedelta(days=2), fate, today, rng, words.COACHING_GOALS)


def _together(
    partnership: Partnership,
    start: date,
    fate: Fate,
    today: date,
    rng: random.Random,
    goals: tuple[GoalWords, ...],
) -> Script:
    _guide, seeker = sides(partnership)
    yield at(today - timedelta(days=fate.begun_days_ago) if fate.begun_days_ago else start, 10, seeker)
    if fate.agreement == "unwritten":
        return
    chosen = rng.sample(goals, 2)
    if fate.agreement != "signed":
        yield from WAYS[fate.agreement](partnership, chosen, rng)
        return
    version = write(partnership, chosen, start + timedelta(days=9), rng, fate.terms)
    yield from sign_all(version, start, signers(partnership))
    if fate.ending:
        end = today - timedelta(days=fate.ends_days_ago)
        yield from _until(meet(partnership, fate.habits, rng), end, partnership)
        yield from _end(partnership, fate, end, rng)
    else:
        lives = [meet(partnership, fate.habits, rng), _answer_pulses(partnership, rng)]
        yield from side_by_side([*lives, *(tell(partnership) for tell in fate.later)])


def _answer_pulses(partnership: Partnership, rng: random.Random) -> Script:
    """Both answer the two questions about how it is going, a day after they come up."""
    partnership = Partnership.objects.get(pk=partnership.pk)
    began = timezone.localtime(partnership.activated_at).date()
    for days in (31, 91, 151):
        for person in sides(partnership):
            yield at(began + timedelta(days=days), 16, person)
            due = pulse.due_on(Partnership.objects.get(pk=partnership.pk), timezone.localdate())
            if due is not None:
                check_ins.answer_pulse(partnership, rng.choice((3, 4, 4, 5)), rng.choice((4, 4, 5)), due=due, by=person)


def _until(life: Script, end: date, partnership: Partnership) -> Script:
    guide, _seeker = sides(partnership)
    for moment in life:
        if moment >= at(end, 8, guide):
            return
        yield moment


def _end(partnership: Partnership, fate: Fate, end: date, rng: random.Random) -> Script:
    guide, seeker = sides(partnership)
    yield at(end, 15, seeker)
    if fate.ending == "early":
        closures.end_early(partnership, reason="My role changed, and with it what I need. It was good.", by=seeker)
        return
    if fate.ending == "rematch":
        rematches.ask(partnership, by=seeker)
        return
    reached = Goal.objects.filter(partnership=partnership, state=GoalState.AGREED).first()
    if reached is not None:
        check_ins.reach_goal(reached, by=seeker)
    closures.begin(partnership, by=seeker)
    yield at(end + timedelta(days=1), 10, seeker)
    _look_back(partnership, 0, seeker)
    if any(member.role == Role.SPONSOR for member in partnership.members.all()):
        yield from told(partnership, [StatementKind.CLOSING], end)
    if fate.ending == "closed":
        yield at(end + timedelta(days=3), 10, guide)
        _look_back(partnership, 1, guide)


def _look_back(partnership: Partnership, number: int, person: Person) -> None:
    """What somebody learned, their thanks, and how far each agreed goal came."""
    found = Goal.objects.filter(partnership=partnership, state__in=(GoalState.AGREED, GoalState.REACHED))
    seen = {goal.pk: words.GOALS_SEEN[goal.state][number] for goal in found}
    closures.reflect(partnership, learned=words.LEARNED[number], thanks=words.THANKS[number], by=person, goals=seen)
