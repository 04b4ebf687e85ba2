"""How coaches of the demo are assigned, and what becomes of the pairs."""

from datetime import timedelta
from functools import partial

from agreements.document.exchange import ITEMS
from demo import amending, reviews, words
from demo.meeting_life import Habits
from demo.moments import at
from demo.simulation import Script, side_by_side
from demo.stage import Stage
from demo.stories import Fate, coaching
from demo.terms import USUAL_FOR_SPONSOR, Terms
from matching.bridge.coaches import obstacle_to_assigning
from matching.bridge.pairs import why_never
from matching.bridge.profiles import room_left
from matching.models import AssignmentRun, Partnership, Rematch
from matching.services import matches, publishing, run_work, runs
from program.enums import Role
from program.models import Cohort, Enrollment
from sessions.enums import StatementKind

MIDPOINT, ASSESSMENT = StatementKind.MIDPOINT, StatementKind.ASSESSMENT
# Other points than the program's: who is close and free at the same times counts more than what they know.
EASY_TO_MEET = {"skills": 140, "goals": 40, "zone": 320, "availability": 160, "location": 120}


def assigned(stage: Stage, cohort: Cohort, run_days_ago: int, newcomers_days_ago: int) -> Script:
    """The admin runs the assignment, looks at it and publishes; the pairs live on. Later two results wait."""
    yield at(stage.ago(run_days_ago), 9, stage.admin)
    run = runs.run(_as_it_stands(cohort), {}, by=stage.admin, seed=run_days_ago)
    yield at(stage.ago(run_days_ago), 14, stage.admin)
    runs.review(run, by=stage.admin)
    yield at(stage.ago(run_days_ago - 1), 9, stage.admin)
    publishing.publish(AssignmentRun.objects.get(pk=run.pk), by=stage.admin)
    pairs = Partnership.objects.filter(assignment__run=run).order_by("assignment__seeker__person__employee_id")
    fates = _fates(stage)
    stories: list[Script] = [
        coaching(pair, stage.ago(run_days_ago - 3) + timedelta(days=number % 4), fate, stage.today, stage.rng)
        for number, (pair, fate) in enumerate(zip(pairs, fates, strict=False))
    ]
    again = _another_coach(stage, cohort, days_ago=90)
    yield from side_by_side([*stories, again, _next_run(stage, cohort, newcomers_days_ago)])


def _fates(stage: Stage) -> list[Fate]:
    """What becomes of the pairs, and what their sponsors see."""
    today, ago = stage.now, stage.ago
    reviewed = Terms(for_sponsor=(*USUAL_FOR_SPONSOR, MIDPOINT))
    return [
        Fate(terms=Terms(for_sponsor=ITEMS), later=(partial(reviews.told, kinds=(ASSESSMENT, MIDPOINT), on=ago(58)),)),
        Fate(habits=Habits(forgets_last_log=True, today=today), terms=Terms(for_sponsor=("attendance", "closing"))),
        Fate(habits=Habits(cancels=2), terms=reviewed, later=(partial(reviews.waits, kind=MIDPOINT, on=ago(9)),)),
        Fate(ending="closed", ends_days_ago=8),
        Fate(ending="closing", ends_days_ago=4),
        Fate(habits=Habits(meetings=3), later=(partial(amending.another_sponsor, on=ago(24), by=stage.manager),)),
        Fate(
            terms=Terms(for_sponsor=("attendance", "closing")),
            later=(partial(amending.larger_package, on=ago(50)),),
        ),
        Fate(habits=Habits(disputes_last=True, today=today)),
        Fate(ending="rematch", ends_days_ago=95),
        Fate(terms=Terms(meetings=8)),
        Fate(agreement="withdrawn", begun_days_ago=8),
        Fate(agreement="declined", begun_days_ago=13),
    ]


def _another_coach(stage: Stage, cohort: Cohort, days_ago: int) -> Script:
    """The client who asked for another coach gets the one with most room, and these two go on."""
    yield at(stage.ago(days_ago), 9, stage.admin)
    seeker = (
        Rematch.objects.select_related("client__person", "client__cohort__program").get(client__cohort=cohort).client
    )
    coaches = Enrollment.objects.available().filter(cohort=cohort, role=Role.COACH)
    possible = [
        coach
        for coach in coaches.select_related("person", "cohort__program").order_by("person__employee_id")
        if not (why_never(seeker, coach) or obstacle_to_assigning(seeker, coach))
    ]
    rooms = room_left([coach.pk for coach in possible])
    coach = max(possible, key=lambda one: rooms.get(one.pk, 0))
    sponsor = matches.default_sponsor(seeker)
    pair = matches.match_by_hand(coach, seeker, words.MATCHED_BY_HAND, by=stage.admin, sponsor=sponsor)
    dice = stage.with_own_dice("another coach").rng
    yield from coaching(pair, stage.ago(days_ago - 2), Fate(), stage.today, dice)


def _next_run(stage: Stage, cohort: Cohort, days_ago: int) -> Script:
    """For the newcomers a result as the program weighs, one pair of it settled, and one that asks who meets easily."""
    yield at(stage.ago(days_ago), 9, stage.admin)
    first = runs.run(_as_it_stands(cohort), {}, by=stage.admin, seed=days_ago)
    yield at(stage.ago(days_ago), 10, stage.admin)
    best = first.pairs.order_by("-score", "seeker__person__employee_id").first()
    if best is not None:
        runs.set_lock(best, True, by=stage.admin)
    yield at(stage.ago(days_ago), 11, stage.admin)
    run_work.work(runs.run_again(first, EASY_TO_MEET, by=stage.admin).pk)


def _as_it_stands(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_related("program").get(pk=cohort.pk)
