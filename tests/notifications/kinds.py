"""Nudge kinds for tests of the mechanism: about a person, needed until that person has a job title."""

from datetime import datetime

from notifications.definitions import Letter, NudgeKind, register
from notifications.enums import Family, Urgency
from people.models import Person


def _is_untitled(subject: Person, recipient: Person, occasion: str, now: datetime) -> bool:
    return not subject.job_title


def _write(subject: Person, recipient: Person) -> Letter:
    return Letter(
        subject=f"About {subject.first_name}",
        lines=["The first line says it.", "The second says a little more."],
        label="Open the page",
        url=f"/people/{subject.pk}/",
    )


def _break(subject: Person, recipient: Person) -> Letter:
    raise ZeroDivisionError


PLAIN = register(NudgeKind("test_plain", Family.PROGRESS, "Plain", Person, _is_untitled, _write))
FIXED = register(
    NudgeKind("test_fixed", Family.AGREEMENT, "Always on", Person, _is_untitled, _write, urgency=Urgency.NOW)
)
BROKEN = register(
    NudgeKind("test_broken", Family.PROGRESS, "Broken", Person, _is_untitled, _break, urgency=Urgency.NOW)
)
