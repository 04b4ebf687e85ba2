"""What sessions does when an agreement comes into force or a partnership ends."""

from typing import Any

from django.dispatch import receiver

from agreements.models import AgreementVersion
from agreements.signals import agreement_in_force
from matching.models import Partnership
from matching.signals import partnership_ended
from people.models import Person
from sessions.services import closures, meetings, series


@receiver(agreement_in_force, dispatch_uid="sessions.plan_meetings")
def plan_meetings(version: AgreementVersion, **_: Any) -> None:
    """The agreed rhythm becomes meetings."""
    series.plan_from(version)


@receiver(partnership_ended, dispatch_uid="sessions.wind_up")
def wind_up(partnership: Partnership, by: Person | None, **_: Any) -> None:
    """Nothing is left hanging: future meetings are cancelled, the closure is noted."""
    meetings.cancel_future(partnership, by=by)
    closures.note_end(partnership, by=by)
