"""What ends with a partnership, and the look back."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from core.opening import opened
from matching.enums import PartnershipState
from matching.models import Partnership
from people.models import Person
from sessions.enums import ActionState, MeetingState
from sessions.models import ActionItem, Closure, Meeting, Reflection
from sessions.selectors import circle


def what_ends(partnership: Partnership) -> dict[str, int]:
    """How many meetings would be cancelled and how many actions are still open."""
    meetings = Meeting.objects.filter(
        partnership=partnership, state=MeetingState.SCHEDULED, starts_at__gt=timezone.now()
    )
    actions = ActionItem.objects.filter(partnership=partnership, state=ActionState.OPEN)
    return {"future_meetings": meetings.count(), "open_actions": actions.count()}


@dataclass(slots=True)
class LookBack:
    """Reflections as one member may read them: their own at once, the others' when everybody has given theirs."""

    is_open: bool = False
    own: Reflection | None = None
    theirs: list[Reflection] = field(default_factory=list)
    waits_for: str = ""
    is_early: bool = False
    reason: str = ""


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
    return LookBack(
        is_open=partnership.state == PartnershipState.CLOSING,
        own=own,
        theirs=[] if waiting or own is None else [entry for entry in given if entry is not own],
        waits_for=circle.names(other for other in waiting if other.pk != person.pk),
        is_early=closure.is_early,
        reason=closure.reason,
    )
