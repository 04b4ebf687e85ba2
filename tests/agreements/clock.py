"""Moments at which mails may go out."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


def working_hour(days: int = 0) -> datetime:
    """Ten o'clock in Warsaw on the first Tuesday that is at least so many days away."""
    zone = ZoneInfo("Europe/Warsaw")
    day = timezone.localdate(timezone=zone) + timedelta(days=max(days, 1))
    while day.isoweekday() != 2:
        day += timedelta(days=1)
    return datetime.combine(day, time(10), zone)
