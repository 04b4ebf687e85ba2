"""Moments of the demo's history, always relative to today and inside working hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from people.models import Person


def at(day: date, hour: int, person: Person, minute: int = 0) -> datetime:
    """That hour of the day on the person's clock; a weekend day becomes the Monday after."""
    return datetime.combine(workday(day), time(hour, minute), ZoneInfo(person.time_zone))


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def common_hour(first: Person, second: Person, day: date) -> time:
    """A wall-clock hour in the first person's zone that is as close as can be to the working day of both."""

    def strain(hour: int) -> tuple[float, int]:
        moment = datetime.combine(day, time(hour), ZoneInfo(first.time_zone))
        there = moment.astimezone(ZoneInfo(second.time_zone))
        return abs(there.hour + there.minute / 60 - 13) + abs(hour - 13), hour

    return time(min(range(8, 19), key=strain))
