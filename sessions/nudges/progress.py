"""Letters about actions that fall due and goals that stay quiet."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import GoalState
from agreements.models import Goal
from matching.enums import PartnershipState
from notifications.definitions import Due, Letter, NudgeKind
from notifications.enums import Family, Urgency
from sessions import wallclock
from sessions.enums import ActionState
from sessions.models import ActionItem
from sessions.nudges.words import MOVING, others_words, works_in

MORNING = time(8)
DAY = timedelta(days=1)


def find_due_actions(now: datetime) -> Iterable[Due]:
    """Open actions, on the morning of their day where their owner is."""
    today = now.date()
    rows = ActionItem.objects.filter(
        state=ActionState.OPEN,
        due_on__range=(today - 3 * DAY, today + DAY),
        partnership__state__in=MOVING,
    ).select_related("owner", "partnership__cohort")
    for action in rows:
        due_at = wallclock.resolve(action.due_on, MORNING, action.owner.time_zone).utc
        occasion = action.due_on.isoformat()
        yield Due(action.owner_id, action.pk, occasion, due_at, due_at + 4 * DAY, action.partnership.cohort.program_id)


def is_action_still_due(action: ActionItem, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether it is still open for that day, and the partnership is not resting."""
    return (
        action.state == ActionState.OPEN
        and action.due_on.isoformat() == occasion
        and action.partnership.state in MOVING
        and works_in(action.partnership, recipient)
    )


def write_due_action(action: ActionItem, recipient: Any) -> Letter:
    """That something is due, not what."""
    facts = {"names": others_words(action.partnership, recipient)}
    return Letter(
        subject=_("Something you planned is due today"),
        lines=[_("You noted an action with %(names)s for today. Tick it, or move on without it.") % facts],
        label=_("Open your actions"),
        url=reverse("partnership_detail", args=[action.partnership_id]) + "#actions",
    )


def find_quiet_goals(now: datetime) -> Iterable[Due]:
    """Agreed goals about which nothing was said for as long as the program waits."""
    rows = (
        Goal.objects.filter(state=GoalState.AGREED, partnership__state=PartnershipState.ACTIVE)
        .annotate(last_at=Coalesce("moved_at", "agreed_at", "created_at"))
        .filter(last_at__lte=now - 6 * DAY)
        .select_related("partnership__cohort__program")
    )
    for goal in rows:
        program = goal.partnership.program
        due_at = goal.last_at + timedelta(days=program.goal_quiet_days)
        if due_at <= now + DAY:
            yield Due(goal.owner_id, goal.pk, goal.last_at.isoformat(), due_at, None, program.pk)


def is_goal_still_quiet(goal: Goal, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether nothing was said about it since."""
    last = goal.moved_at or goal.agreed_at or goal.created_at
    return (
        goal.state == GoalState.AGREED
        and goal.partnership.state == PartnershipState.ACTIVE
        and last.isoformat() == occasion
        and works_in(goal.partnership, recipient)
    )


def write_quiet_goal(goal: Goal, recipient: Any) -> Letter:
    """That a goal is quiet, not which."""
    last = goal.moved_at or goal.agreed_at or goal.created_at
    days = (timezone.now() - last).days
    return Letter(
        subject=_("How is your goal getting on?"),
        lines=[
            _("For %(days)s days nobody has said where one of your goals stands. One sentence is enough.")
            % {"days": days}
        ],
        label=_("Check in"),
        url=reverse("goal_check_in", args=[goal.pk]),
    )


KINDS = (
    NudgeKind(
        kind="action_due",
        family=Family.PROGRESS,
        label=gettext_lazy("An action is due"),
        subject=ActionItem,
        find=find_due_actions,
        is_needed=is_action_still_due,
        write=write_due_action,
    ),
    NudgeKind(
        kind="goal_quiet",
        family=Family.PROGRESS,
        urgency=Urgency.WHENEVER,
        label=gettext_lazy("A goal is quiet"),
        subject=Goal,
        find=find_quiet_goals,
        is_needed=is_goal_still_quiet,
        write=write_quiet_goal,
    ),
)
