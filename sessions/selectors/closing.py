"""What ends with a partnership, and the look back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from agreements.models import Goal
from core.opening import opened
from matching.enums import PartnershipState
from matching.models import Partnership
from people.models import Person
from sessions.enums import CLOSING_LASTS, ActionState, MeetingState
from sessions.models import ActionItem, Closure, GoalReflection, Meeting, Reflection
from sessions.selectors import circle
from sessions.selectors.goals import RATINGS

Words = str | Promise


def what_ends(partnership: Partnership) -> dict[str, int]:
    """How many meetings would be cancelled and how many actions are still open."""
    meetings = Meeting.objects.filter(
        partnership=partnership, state=MeetingState.SCHEDULED, starts_at__gt=timezone.now()
    )
    actions = ActionItem.objects.filter(partnership=partnership, state=ActionState.OPEN)
    return {"future_meetings": meetings.count(), "open_actions": actions.count()}


def completes_on(partnership: Partnership) -> date | None:
    """The day on which a closing ends by itself, whoever has looked back; None when nobody has begun it."""
    opened_at = Closure.objects.filter(partnership=partnership).values_list("opened_at", flat=True).first()
    return timezone.localtime(opened_at + CLOSING_LASTS).date() if opened_at else None


@dataclass(slots=True)
class GoalSaid:
    """What one member says about a goal at the end."""

    author: Person
    words: Words = ""
    sentence: str = ""


@dataclass(slots=True)
class LookBack:
    """Reflections as one member may read them: their own at once, the others' when everybody has given theirs or the
    days of the closing have passed."""

    is_open: bool = False
    own: Reflection | None = None
    theirs: list[Reflection] = field(default_factory=list)
    goals: list[tuple[Goal, list[GoalSaid]]] = field(default_factory=list)
    waits_for: str = ""
    is_early: bool = False
    reason: str = ""
    completes_on: date | None = None

    @property
    def authors(self) -> list[Person]:
        """Whose words are shown, one's own first."""
        return [entry.author for entry in (self.own, *self.theirs) if entry]

    @property
    def has_words(self) -> bool:
        """Whether there is something to read."""
        return bool(self.own or self.theirs or self.reason)


def look_back(partnership: Partnership, person: Person) -> LookBack:
    """What this member may read of the closing."""
    closure = Closure.objects.filter(partnership=partnership).first()
    if closure is None:
        return LookBack()
    closure.partnership = partnership
    given: list[Any] = list(closure.reflections.select_related("author").order_by("submitted_at"))
    for reflection in given:
        reflection.closure = closure
    opened([closure], by=person)
    opened(given, by=person)
    authors = {reflection.author_id for reflection in given}
    waiting = [member.person for member in circle.workers(partnership) if member.person_id not in authors]
    own = next((reflection for reflection in given if reflection.author_id == person.pk), None)
    is_shown = partnership.state == PartnershipState.COMPLETED or (not waiting and own is not None)
    theirs = [entry for entry in given if entry is not own] if is_shown else []
    return LookBack(
        is_open=partnership.state == PartnershipState.CLOSING,
        own=own,
        theirs=theirs,
        goals=_goals_side_by_side(partnership, [*([own] if own else []), *theirs], person),
        waits_for="" if is_shown else circle.names(other for other in waiting if other.pk != person.pk),
        is_early=closure.is_early,
        reason=closure.reason,
        completes_on=timezone.localtime(closure.opened_at + CLOSING_LASTS).date(),
    )


def _goals_side_by_side(
    partnership: Partnership, shown: list[Reflection], person: Person
) -> list[tuple[Goal, list[GoalSaid]]]:
    """Each goal that was looked back on, with what every shown author says about it, in the order of the authors."""
    rows = list(GoalReflection.objects.filter(reflection__in=shown).select_related("goal")) if shown else []
    said: dict[tuple[UUID, UUID], GoalReflection] = {}
    goals: dict[UUID, Goal] = {}
    for row in rows:
        row.goal = goals.setdefault(row.goal_id, row.goal)
        row.goal.partnership = partnership
        said[row.goal_id, row.reflection_id] = row
    opened(goals.values(), by=person)
    opened(rows, by=person)
    return [
        (goal, [_said(entry, said.get((goal.pk, entry.pk))) for entry in shown])
        for goal in sorted(goals.values(), key=lambda goal: (goal.position, goal.created_at))
    ]


def _said(entry: Reflection, row: GoalReflection | None) -> GoalSaid:
    return GoalSaid(entry.author, RATINGS[row.rating], row.sentence) if row else GoalSaid(entry.author)
