"""Reactions to what happens upstream."""

from typing import Any

from people.models import Person
from program.services import enrollments


def on_employment_changed(sender: Any, *, person: Person, after: str, **kwargs: Any) -> None:
    """Leave pauses, coming back resumes, leaving the organization withdraws."""
    enrollments.follow_employment(person, after)
