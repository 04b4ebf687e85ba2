"""Nudges as pages show them."""

from dataclasses import dataclass
from typing import Any

from notifications.enums import ALWAYS_ON, Family, NudgeState
from notifications.models import Nudge, NudgePreference


@dataclass(frozen=True, slots=True)
class Wish:
    """One family and whether the person gets its mails."""

    family: Family
    is_on: bool
    is_fixed: bool


def wishes_of(person: Any) -> list[Wish]:
    """The person's wishes, family by family."""
    off = set(NudgePreference.objects.filter(person=person, is_on=False).values_list("family", flat=True))
    return [Wish(family, family in ALWAYS_ON or family not in off, family in ALWAYS_ON) for family in Family]


def inbox_of(person: Any, limit: int = 30) -> list[Nudge]:
    """The person's last reminders as they were sent (title, path), newest first."""
    return list(Nudge.objects.filter(recipient=person, state=NudgeState.SENT).order_by("-sent_at")[:limit])


def unread_count(person: Any) -> int:
    """How many reminders the person has not seen in the inbox."""
    return Nudge.objects.filter(recipient=person, state=NudgeState.SENT, read_at=None).count()


def waiting(limit: int = 50) -> list[Nudge]:
    """What is planned next, over all people (for the debug outbox): kind, person and moment, no words."""
    rows = Nudge.objects.filter(state__in=[NudgeState.PLANNED, NudgeState.LEASED]).select_related("recipient")
    return list(rows.order_by("due_at")[:limit])
