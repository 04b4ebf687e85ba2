"""Goals: those a version speaks of, and those a partnership works on."""

from collections.abc import Iterable

from agreements.enums import GoalState, SectionKind
from agreements.models import AgreementVersion, Goal
from core.ui.times import date_words


def goals_in(version: AgreementVersion) -> list[Goal]:
    """The goals that a draft speaks of: drafted ones, and agreed ones that it neither rewords nor ends."""
    section = next((part for part in version.sections.all() if part.kind == SectionKind.GOALS), None)
    dropped = set(section.data.get("dropped", [])) if section else set()
    return shown_goals(Goal.objects.filter(partnership=version.agreement.partnership_id), dropped)


def shown_goals(goals: Iterable[Goal], dropped: set[str]) -> list[Goal]:
    """Out of all goals of a partnership, those that a draft speaks of, in their order."""
    goals = list(goals)
    drafts = [goal for goal in goals if goal.state == GoalState.DRAFT]
    gone = dropped | {str(goal.replaces_id) for goal in drafts if goal.replaces_id}
    kept = [goal for goal in goals if goal.state == GoalState.AGREED and str(goal.pk) not in gone]
    return sorted([*kept, *drafts], key=lambda goal: (goal.position, goal.created_at))


def goal_words(goals: Iterable[Goal], body: str) -> str:
    """The section's own words and its goals as lines: how a list of goals is kept as a wording."""
    lines = []
    for goal in goals:
        by = goal.target_date.isoformat() if goal.target_date else ""
        lines.append(" · ".join(part for part in (goal.title, goal.measure.replace("\n", " "), by) if part))
    return "\n".join([body, *lines] if body else lines)


def goal_lines(goal: Goal) -> list[str]:
    """A goal as lines, to be compared with what somebody else wrote."""
    lines = [goal.title, *goal.measure.split("\n"), date_words(goal.target_date)]
    return [line for line in lines if line]
