"""Reactions to what happens upstream."""

from typing import Any

from matching.services import departures
from people.models import Person
from program.models import Enrollment


def on_enrollment_ended(sender: Any, *, enrollment: Enrollment, by: Person | None = None, **kwargs: Any) -> None:
    """Partnerships end with no fault, requests end or pass on."""
    departures.enrollment_ended(enrollment, by=by)


def on_employment_changed(sender: Any, *, person: Person, after: str, **kwargs: Any) -> None:
    """Leave pauses, coming back resumes."""
    departures.employment_changed(person, after)
