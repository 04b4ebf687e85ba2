"""Goals with where they stand."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.enums import GoalState
from agreements.models import Goal
from core.opening import opened
from core.ui.times import day_words
from matching.models import Partnership
from sessions.models import GoalCheckIn

RATINGS: dict[int, str | Promise] = {
    2: _("Much more than hoped"),
    1: _("More than hoped"),
    0: _("As hoped"),
    -1: _("Less than hoped"),
    -2: _("Much less than hoped"),
}
SHOWN = (GoalState.AGREED, GoalState.REACHED)


@dataclass(slots=True)
class GoalLine:
    """A goal and the last thing that was said about it."""

    goal: Goal
    last: GoalCheckIn | None = None
    points: list[tuple[str, int]] = field(default_factory=list)

    @property
    def stands(self) -> str | Promise:
        """The last rating in words; empty before the first."""
        return RATINGS[self.last.rating] if self.last else ""


def lines_for(partnership: Partnership, person: Any) -> list[GoalLine]:
    """Agreed and reached goals in their order, each with its last check-in (two queries)."""
    goals = agreed_goals(partnership, person)
    last = GoalCheckIn.objects.filter(goal__in=goals).order_by("goal_id", "-checked_at", "-id").distinct("goal_id")
    by_goal = {check_in.goal_id: check_in for check_in in last} if goals else {}
    for goal in goals:
        if goal.pk in by_goal:
            by_goal[goal.pk].goal = goal
    opened(by_goal.values(), by=person)
    return [GoalLine(goal, by_goal.get(goal.pk)) for goal in goals]


def agreed_goals(partnership: Partnership, person: Any) -> list[Goal]:
    """Agreed and reached goals in their order, as they stand in the agreement; nothing that was said about them."""
    goals = list(Goal.objects.filter(partnership=partnership, state__in=SHOWN))
    for goal in goals:
        goal.partnership = partnership
    return opened(goals, by=person)


def history_of(goal: Goal, person: Any) -> list[GoalCheckIn]:
    """Every check-in of a goal, oldest first, with authors."""
    check_ins = list(GoalCheckIn.objects.filter(goal=goal).select_related("author").order_by("checked_at", "id"))
    for check_in in check_ins:
        check_in.goal = goal
    return opened(check_ins, by=person)


def points_of(check_ins: list[GoalCheckIn]) -> list[tuple[str, int]]:
    """A line of progress: the day and the rating of each check-in."""
    return [(str(day_words(timezone.localtime(entry.checked_at).date())), entry.rating) for entry in check_ins]
