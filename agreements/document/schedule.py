"""The meeting schedule of an agreement: data, a sentence, and the first meetings that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.document.facts import Fact, Named, guides, seekers
from agreements.document.placeholders import fill
from core.rules import Reason
from program.models import Program

# Who says what a meeting is about.
AGENDA_BY = ("seeker", "guide", "both")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A wall-clock time in a named zone, every so many weeks. `minutes` is the length of one meeting."""

    first_on: date
    at: time
    zone: str
    interval_weeks: int
    minutes: int
    place: str = ""
    # Empty in agreements made before it was asked.
    agenda_by: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Schedule | None":
        """The schedule kept in a section, or None while it is not complete."""
        if not (data.get("first_on") and data.get("at") and data.get("zone")):
            return None
        return cls(
            first_on=date.fromisoformat(data["first_on"]),
            at=time.fromisoformat(data["at"]),
            zone=data["zone"],
            interval_weeks=int(data["interval_weeks"]),
            minutes=int(data["minutes"]),
            place=data.get("place", ""),
            agenda_by=data.get("agenda_by", ""),
        )

    def as_data(self) -> dict[str, Any]:
        """What a section keeps."""
        return {
            "first_on": self.first_on.isoformat(),
            "at": self.at.isoformat(timespec="minutes"),
            "zone": self.zone,
            "interval_weeks": self.interval_weeks,
            "minutes": self.minutes,
            "place": self.place,
            "agenda_by": self.agenda_by,
        }

    def moments(self, count: int) -> list[datetime]:
        """The first meetings in UTC. 09:00 stays 09:00 across a clock change; a time that the clock skips moves forward
        by the gap, one that comes twice is the first."""
        zone = ZoneInfo(self.zone)
        days = (self.first_on + timedelta(weeks=self.interval_weeks * step) for step in range(count))
        return [datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC) for day in days]

    def lines(self, language: str, parties: Sequence[Named] = ()) -> list[str]:
        """The schedule in sentences of the agreement's language; they are part of what is signed."""
        words = catalogue.phrases(language)
        with translation.override(language):
            values = {
                "interval": words.count(words.weekly, self.interval_weeks),
                "weekday": date_format(self.first_on, "l"),
                "time": self.at.strftime("%H:%M"),
                "zone": self.zone,
                "minutes": words.count(words.minutes, self.minutes),
                "date": date_format(self.first_on, words.date_format),
            }
        place = [fill(words.place, {"place": self.place})] if self.place else []
        return [fill(words.schedule, values), *place, *self._agenda(language, parties)]

    def facts(self, language: str) -> list[Fact]:
        """The same in single facts, to be compared."""
        words = catalogue.phrases(language)
        with translation.override(language):
            weekday = date_format(self.first_on, "l")
            first_on = date_format(self.first_on, words.date_format)
        found = [
            Fact("interval", "", words.count(words.weekly, self.interval_weeks)),
            Fact("weekday", "", weekday),
            Fact("at", "", self.at.strftime("%H:%M")),
            Fact("zone", words.facts["zone"], self.zone),
            Fact("minutes", "", words.count(words.minutes, self.minutes)),
            Fact("first_on", words.facts["first_on"], first_on),
        ]
        if self.place:
            found.append(Fact("place", words.facts["place"], self.place))
        if self.agenda_by:
            found.append(Fact("agenda_by", words.facts["agenda_by"], words.agenda_names[self.agenda_by]))
        return found

    def _agenda(self, language: str, parties: Sequence[Named]) -> list[str]:
        words = catalogue.phrases(language)
        if not self.agenda_by:
            return []
        if self.agenda_by == "both":
            return [words.agenda_together]
        names = seekers(parties) if self.agenda_by == "seeker" else guides(parties)
        general = words.agenda_names[self.agenda_by]
        who = words.join(names) if names else general[:1].upper() + general[1:]
        return [fill(words.agenda[len(names) > 1], {"who": who})]


def lines(data: Mapping[str, Any], language: str, parties: Sequence[Named] = ()) -> list[str]:
    """The sentences of a complete schedule."""
    schedule = Schedule.from_data(data)
    return schedule.lines(language, parties) if schedule else []


def facts(data: Mapping[str, Any], language: str) -> list[Fact]:
    """The facts of a complete schedule."""
    schedule = Schedule.from_data(data)
    return schedule.facts(language) if schedule else []


def initial(program: Program) -> dict[str, Any]:
    """The program's rhythm; the first day and the time are for the two to find."""
    return {"interval_weeks": program.meeting_interval_weeks, "minutes": program.meeting_minutes, "agenda_by": "seeker"}


def problem(data: Mapping[str, Any]) -> Reason | None:
    """What is missing, in words."""
    if Schedule.from_data(data) is None:
        return _("Agree on your meeting schedule first: a first date and a time.")
    return None
