"""What a nudge is: declared by the app it belongs to, in that app's `nudges` module, and registered here.

This app knows no program. It asks each definition what is due, whether it is still needed, and for the words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from notifications.enums import Family, Urgency

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Due:
    """One nudge that current facts call for.

    `occasion` holds what re-arms it: the same recipient, kind, subject and occasion is never planned twice.
    """

    recipient_id: UUID
    subject_id: UUID
    occasion: str
    due_at: datetime
    expires_at: datetime | None = None
    program_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The words: one purpose, one link. Never anything that was said in a session."""

    subject: Words
    lines: Sequence[Words]
    label: Words
    url: str


@dataclass(frozen=True, slots=True)
class NudgeKind:
    """One kind of reminder or prompt.

    `find(now)` gives what is due now or soon. `is_needed(subject, recipient, occasion, now)` is asked again as the last
    step before sending. `write(subject, recipient)` is called in the recipient's language and zone.
    """

    kind: str
    family: Family
    label: Words
    subject: type[models.Model]
    is_needed: Callable[[Any, Any, str, datetime], bool]
    write: Callable[[Any, Any], Letter]
    find: Callable[[datetime], Iterable[Due]] | None = None
    urgency: Urgency = Urgency.SOON


_kinds: dict[str, NudgeKind] = {}
_chores: dict[str, Callable[[datetime], object]] = {}


def register(kind: NudgeKind) -> NudgeKind:
    """Make a kind known. Raises ValueError when its name is taken by another definition."""
    known = _kinds.get(kind.kind)
    if known is not None and known != kind:
        raise ValueError(f"The nudge kind {kind.kind!r} is declared twice.")
    _kinds[kind.kind] = kind
    return kind


def register_chore(name: str, chore: Callable[[datetime], object]) -> None:
    """A service that the sweep calls with the current time (requests that expire, offers that lapse). Idempotent."""
    _chores[name] = chore


def kinds() -> list[NudgeKind]:
    """All kinds by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def chores() -> list[tuple[str, Callable[[datetime], object]]]:
    """All chores in the order of registration."""
    return list(_chores.items())


def find_kind(name: str) -> NudgeKind | None:
    """The definition of this name, or None when no app declares it any more."""
    return _kinds.get(name)
