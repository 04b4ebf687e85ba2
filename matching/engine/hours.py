"""How many minutes of a working day two time zones share."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_STARTS, DAY_ENDS = 9 * 60, 17 * 60
"""The working day in minutes after midnight, local time."""

WORKING_MINUTES = DAY_ENDS - DAY_STARTS

# One day in each half of the year: where clocks change on one side only, the poorer half counts.
_PROBES = ((2026, 1, 14, 12), (2026, 7, 15, 12))


@lru_cache(maxsize=4096)
def offsets(zone: str) -> tuple[int, int] | None:
    """Minutes east of UTC in January and July, or None when nobody knows the zone."""
    if not zone:
        return None
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    winter, summer = (datetime(*probe, tzinfo=info).utcoffset() or timedelta() for probe in _PROBES)
    return int(winter.total_seconds() // 60), int(summer.total_seconds() // 60)


@lru_cache(maxsize=65536)
def shared_minutes(one: str, other: str) -> int | None:
    """Minutes from nine to five that both zones share in the poorer half of the year; None if a zone is unknown."""
    mine, theirs = offsets(one), offsets(other)
    if mine is None or theirs is None:
        return None
    return min(_overlap(a - b) for a, b in zip(mine, theirs, strict=True))


def _overlap(shift: int) -> int:
    # Days repeat, so that Auckland's morning meets California's previous afternoon.
    apart = abs(shift) % 1440
    return max(0, WORKING_MINUTES - min(apart, 1440 - apart))
