"""When a person may be reached: working days, outside their quiet hours, in their own zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OPENS, CLOSES = time(8), time(18)


def zone_of(name: str) -> ZoneInfo:
    """The named zone; UTC when it does not exist (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def next_open(now: datetime, zone: ZoneInfo, working_days: list[int]) -> datetime:
    """The first moment from `now` on at which a person in `zone` may be reached (`now` itself when that is one).

    `working_days` are ISO weekdays; with none given, every day counts, so that nothing waits for ever.
    """
    days = working_days or list(range(1, 8))
    local = now.astimezone(zone)
    if local.isoweekday() in days and OPENS <= local.time() < CLOSES:
        return now
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    while day.isoweekday() not in days:
        day += timedelta(days=1)
    return _opening(day, zone)


def next_day(now: datetime, zone: ZoneInfo, working_days: list[int]) -> datetime:
    """The opening of the next working day after today's (for what goes over today's budget)."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return next_open(datetime.combine(tomorrow, OPENS, zone), zone, working_days)


def day_bounds(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Today's first moment and tomorrow's, in the person's zone."""
    today = now.astimezone(zone).date()
    return datetime.combine(today, time(), zone), datetime.combine(today + timedelta(days=1), time(), zone)


def _opening(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, OPENS, zone)
