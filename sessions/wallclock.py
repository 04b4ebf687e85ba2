"""Wall-clock times in named zones, and the rhythm of a series. Pure: no database, no clock.

Two rules hold everywhere. A time that does not exist (the hour skipped in spring) moves forward by the length of the
gap, and says so. A time that exists twice (the hour repeated in autumn) is the first of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from core.rules import Refusal

NO_SHIFT = timedelta(0)


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC and by how much the clock skipped over the wall time it was made from (zero nearly always)."""

    utc: datetime
    moved_by: timedelta = NO_SHIFT


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A weekly rhythm: first day, wall time, zone, weeks between, last possible day, most meetings (None: any)."""

    first_on: date
    at: time
    zone: str
    interval_weeks: int
    until: date
    limit: int | None = None


def zone_named(name: str) -> ZoneInfo:
    """The zone of this name. Raises Refusal for a name that is no zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(_("There is no time zone of that name.")) from None


def resolve(day: date, at: time, zone: str) -> Instant:
    """The moment that a wall time in a zone means. Raises Refusal for an unknown zone or a day beyond the calendar."""
    place = zone_named(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    try:
        utc = wall.replace(tzinfo=place).astimezone(UTC)
        shown = utc.astimezone(place).replace(tzinfo=None)
    except OverflowError:
        raise Refusal(_("That day is outside the calendar.")) from None
    return Instant(utc, shown - wall)


def days(rhythm: Rhythm) -> Iterator[date]:
    """The days of a rhythm, the first one included, up to and including its last possible day."""
    day, step, count = rhythm.first_on, timedelta(weeks=max(1, rhythm.interval_weeks)), 0
    while day <= rhythm.until and (rhythm.limit is None or count < rhythm.limit):
        yield day
        count += 1
        try:
            day += step
        except OverflowError:
            return


def occurrences(rhythm: Rhythm) -> Iterator[tuple[date, Instant]]:
    """Each day of a rhythm with the moment it means: 09:00 stays 09:00 across clock changes."""
    for day in days(rhythm):
        yield day, resolve(day, rhythm.at, rhythm.zone)
