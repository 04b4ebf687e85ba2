"""The programs of the demo and the scripts of everybody in them."""

from functools import partial

from demo import amending, cast, choosing, coaches, first_talks, own_template, rankings
from demo.coaching import assigned
from demo.meeting_life import Habits
from demo.simulation import Script
from demo.stage import JUNIOR, MIDDLE, SENIOR, Stage, create, enrol, nearest, opening, strangers
from demo.stories import Fate, asking, declined, mentoring
from demo.terms import Terms
from program.enums import Role
from program.models import Cohort


def grow_together(stage: Stage) -> list[Script]:
    """The mentoring program in full swing: partnerships in every state, requests that wait, mentees who choose."""
    cohort = create(stage, "mentoring", "Grow together", starts=165, allows_proposals=True)
    mentors = stage.pool.take(16, SENIOR)
    seekers = stage.pool.take(26, JUNIOR)
    waiting = dict(zip(stage.pool.take(2, JUNIOR), ("accepted", "oriented"), strict=True))
    # The first mentor has two mentees and a request that waits; the others one each.
    guides = [mentors[0], *mentors[:15]]
    mentees = nearest(stage, guides, seekers)
    paired, undecided = mentees[:16], mentees[16:]
    scripts = [
        *enrol(stage, cohort, Role.MENTOR, mentors, invited=178),
        *enrol(stage, cohort, Role.MENTEE, seekers, invited=178, are_open=undecided[4:]),
        *enrol(stage, cohort, Role.MENTEE, list(waiting), invited=10, until=waiting),
        opening(stage, cohort, opens=178, starts=165),
        own_template.shorter(cohort, chosen_on=stage.ago(17), drafted_on=stage.ago(4), by=stage.admin),
    ]
    recent, ago = stage.now, stage.ago
    fates = [
        (160, Fate(later=(partial(amending.less_often, on=ago(75)),))),
        (158, Fate(habits=Habits(forgets_last_log=True, today=recent))),
        (155, Fate(habits=Habits(cancels=3), later=(partial(amending.being_written, on=ago(6)),))),
        (150, Fate(ending="closing", ends_days_ago=3)),
        (148, Fate(ending="closed", ends_days_ago=12)),
        (140, Fate(ending="early", ends_days_ago=40)),
        (130, Fate(habits=Habits(meetings=2))),
        (120, Fate(habits=Habits(disputes_last=True, today=recent))),
        (108, Fate(terms=Terms(months=4), later=(partial(amending.renewed, on=ago(5)),))),
        (80, Fate(habits=Habits(cancels=2))),
        (60, Fate()),
        (45, Fate(agreement="half_signed")),
        (30, Fate(terms=Terms(months=9))),
        (20, Fate(agreement="half_signed")),
        (16, Fate(agreement="talked_about")),
        (9, Fate(agreement="unwritten")),
    ]
    for (days, fate), mentor, mentee in zip(fates, guides, paired, strict=True):
        scripts.append(mentoring(cohort, mentor, mentee, stage.ago(days), fate, stage.today, stage.rng))
    busy = mentors[1]
    scripts.append(declined(cohort, strangers(undecided[0], mentors[5:])[0], undecided[0], stage.ago(30), stage.rng))
    for number, (days, choices) in enumerate(((5, 3), (4, 2), (2, 1)), start=1):
        mentee = undecided[number]
        asked = list(dict.fromkeys(strangers(mentee, [busy, *mentors[number + 1 :]])))[:choices]
        story = asking(cohort, asked, mentee, stage.ago(days), stage.rng)
        scripts.append(choosing.passed_on(stage, story, mentee, stage.ago(days)) if number == 2 else story)
    return [*scripts, *choosing.looking_around(stage, cohort, mentors, undecided[4:])]


def first_steps(stage: Stage) -> list[Script]:
    """A mentoring program that enrols: people at every step of getting ready."""
    cohort = create(stage, "mentoring", "First steps as a manager", starts=-12)
    mentors, mentees = stage.pool.take(10, MIDDLE), stage.pool.take(24, JUNIOR)
    how_far = ["fully"] * 8 + ["oriented"] * 4 + ["accepted"] * 4 + ["declined"] * 2 + ["silent"] * 6
    until = dict(zip(mentees, how_far, strict=True)) | dict.fromkeys(mentors[8:], "silent")
    return [
        *enrol(stage, cohort, Role.MENTOR, mentors, invited=12, until=until),
        *enrol(stage, cohort, Role.MENTEE, mentees, invited=12, until=until),
        opening(stage, cohort, opens=12, starts=None),
    ]


def northern_lights(stage: Stage) -> list[Script]:
    """A mentoring program that came to its end: everybody has looked back."""
    cohort = create(stage, "mentoring", "Northern lights", starts=195, duration_months=6)
    mentors, mentees = stage.pool.take(6, MIDDLE), stage.pool.take(6, JUNIOR)
    scripts = [
        *enrol(stage, cohort, Role.MENTOR, mentors, invited=205),
        *enrol(stage, cohort, Role.MENTEE, mentees, invited=205),
        opening(stage, cohort, opens=205, starts=195),
        stage.ending(cohort, closing=25, closed=14),
    ]
    for number, (mentor, mentee) in enumerate(zip(mentors, nearest(stage, mentors, mentees), strict=True)):
        fate = Fate(ending="early", ends_days_ago=90) if number == 5 else Fate(ending="closed", ends_days_ago=22)
        scripts.append(mentoring(cohort, mentor, mentee, stage.ago(190 - number), fate, stage.today, stage.rng))
    return scripts


def new_leaders(stage: Stage) -> list[Script]:
    """Coaching with sponsors: a published assignment, sessions, reviews, and newcomers with two results to compare."""
    asked = {"required_credentials": coaches.ASKED_FOR}
    cohort = create(stage, "coaching_with_sponsor", "Coaching for new leaders", starts=120, **asked)
    internal = stage.pool.take(4, SENIOR, departments=("People", "Operations", "Engineering", "Product"))
    clients = stage.pool.take(12, MIDDLE, needs_manager=True)
    newcomers = stage.pool.take(8, MIDDLE, needs_manager=True)
    later = stage.with_own_dice("newcomers")
    return [
        *enrol(stage, cohort, Role.COACH, internal, invited=135, capacity=4),
        *enrol(stage, cohort, Role.CLIENT, clients, invited=135),
        *enrol(later, cohort, Role.COACH, cast.external_coaches(), invited=34, capacity=3),
        *enrol(later, cohort, Role.CLIENT, newcomers, invited=17),
        opening(stage, cohort, opens=135, starts=120),
        coaches.from_inside(stage, cohort, internal, days_ago=122),
        coaches.from_outside(stage, cohort, cast.external_coaches(), days_ago=22),
        coaches.reserve(stage, cohort, newcomers[:2], days_ago=6),
        assigned(stage, cohort, run_days_ago=118, newcomers_days_ago=3),
    ]


def meet_first(stage: Stage) -> list[Script]:
    """Coaching in which each client meets three coaches first; they are in the middle of it."""
    stage = stage.with_own_dice("meet first")
    cohort = create(stage, "coaching", "Coaching for specialists", starts=12, has_chemistry_meetings=True)
    coaches = [*cast.external_coaches(), *stage.pool.take(2, SENIOR)]
    clients = stage.pool.take(7, MIDDLE)
    return [
        *enrol(stage, cohort, Role.COACH, coaches, invited=26, capacity=2),
        *enrol(stage, cohort, Role.CLIENT, clients, invited=26),
        opening(stage, cohort, opens=26, starts=12),
        first_talks.meet_coaches(stage, cohort, clients, days_ago=9, days_left=6),
    ]


def all_at_once(stage: Stage) -> list[Script]:
    """A small mentoring program in which both sides rank and all pairs are found at once."""
    stage = stage.with_own_dice("all at once")
    cohort = create(stage, "mentoring", "Learning tandems", starts=16, matches_in_bulk=True)
    mentors, mentees = stage.pool.take(6, MIDDLE), stage.pool.take(9, JUNIOR)
    return [
        *enrol(stage, cohort, Role.MENTOR, mentors, invited=32),
        *enrol(stage, cohort, Role.MENTEE, mentees, invited=32),
        opening(stage, cohort, opens=32, starts=16),
        rankings.rank_each_other(stage, cohort, mentors, mentees, invited=15, until=5),
        rankings.matched_at_once(stage, cohort, days_ago=3),
    ]


def quiet_draft(stage: Stage) -> Cohort:
    """A coaching program that is still being set up."""
    return create(stage, "coaching", "Coaching for project leads", starts=-40)
