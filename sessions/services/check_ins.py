"""Short pulses: where a goal stands, and how the relationship feels."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.enums import GoalState
from agreements.models import Goal
from agreements.services import goals
from core import audit
from core.rules import Refusal
from matching.models import Partnership
from people.models import Person
from sessions import permissions
from sessions.models import GoalCheckIn, RelationshipCheckIn
from sessions.selectors.pulse import due_on as pulse_due_on

SAME_POST = timedelta(minutes=2)


@transaction.atomic
def check_goal(goal: Goal, rating: int, sentence: str, *, by: Person) -> GoalCheckIn:
    """Say where a goal stands (-2 to +2) with a sentence; a form sent twice counts once.

    Raises Refusal when the goal is not open or the rating is not on the scale.
    """
    current = (
        Goal.objects.select_for_update(of=("self",)).select_related("partnership__cohort__program").get(pk=goal.pk)
    )
    permissions.can_check_goal.check(by, current)
    if not -2 <= rating <= 2:
        raise Refusal(_("Please choose one of the five answers."))
    now = timezone.now()
    last = GoalCheckIn.objects.filter(goal=current, author=by, checked_at__gt=now - SAME_POST).last()
    if last is not None and (last.rating, last.sentence) == (rating, sentence):
        return last
    check_in = GoalCheckIn.objects.create(goal=current, author=by, rating=rating, sentence=sentence, checked_at=now)
    goals.note_progress(current, now)
    audit.record("goal.check_in", current, by=by)
    return check_in


@transaction.atomic
def reach_goal(goal: Goal, *, by: Person) -> None:
    """The goal is reached. A second time changes nothing."""
    if goal.state == GoalState.REACHED:
        return
    permissions.can_check_goal.check(by, goal)
    goals.reach(goal, by=by)


@transaction.atomic
def answer_pulse(partnership: Partnership, useful: int, trusting: int, *, due: date, by: Person) -> None:
    """Answer the two questions about the relationship, once for each time they are asked.

    Raises Refusal when they are not being asked now.
    """
    permissions.can_work_in.check(by, partnership)
    if due != pulse_due_on(partnership, timezone.localdate()):
        raise Refusal(_("These questions are not being asked now."))
    if not (1 <= useful <= 5 and 1 <= trusting <= 5):
        raise Refusal(_("Please choose one of the answers."))
    # That somebody answered is recorded in the row only: the answers are private.
    RelationshipCheckIn.objects.get_or_create(
        partnership=partnership,
        person=by,
        due_on=due,
        defaults={"is_useful": useful, "is_trusting": trusting, "answered_at": timezone.now()},
    )
