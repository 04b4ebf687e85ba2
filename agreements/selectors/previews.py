"""The next meetings that a schedule would bring, in both people's zones."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agreements.document.schedule import Schedule
from agreements.models import Agreement
from people.models import Person
from program.enums import Role

PREVIEWED = 4
# An amendment may keep a rhythm that began long ago.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """A first meeting of the schedule, with the zone of the other side."""

    at: datetime
    other_zone: str
    other_name: str


def previews_for(schedule: Schedule | None, agreement: Agreement, reader: Person) -> list[Preview]:
    """The next meetings by this schedule, in the reader's zone with the other side's beside it."""
    if schedule is None:
        return []
    writers = [party.person for party in agreement.parties.all() if party.role != Role.SPONSOR]
    other = next((person for person in writers if person.pk != reader.pk), reader)
    name = other.get_short_name()
    to_come = [at for at in schedule.moments(LOOKED_AT) if at > timezone.now()]
    return [Preview(at, other.time_zone, name) for at in to_come[:PREVIEWED]]
