"""The meeting schedule of an agreement: data, a sentence, and the first meetings that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from agreements import catalogue
from agreements.document.placeholders import fill


@dataclass(frozen=True, slots=True)
class Schedule:
    """A wall-clock time in a named zone, every so many weeks. `minutes` is the length of one meeting."""

    first_on: date
    at: time
    zone: str
    interval_weeks: int
    minutes: int
    place: str = ""

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
        }

    def moments(self, count: int) -> list[datetime]:
        """The first meetings in UTC. 09:00 stays 09:00 across a clock change; a time that the clock skips moves forward
        by the gap, one that comes twice is the first."""
        zone = ZoneInfo(self.zone)
        days = (self.first_on + timedelta(weeks=self.interval_weeks * step) for step in range(count))
        return [datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC) for day in days]

    def lines(self, language: str) -> list[str]:
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
        return [fill(words.schedule, values), *place]
