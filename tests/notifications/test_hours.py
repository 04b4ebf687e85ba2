"""Nobody is reached outside their waking working hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications import hours

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc", "posix", "right")))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from(ZONES),
    st.sets(st.integers(1, 7), min_size=1),
)
def test_next_open_is_a_working_hour_not_before_now(moment: datetime, zone: str, days: set[int]) -> None:
    now = moment.replace(tzinfo=UTC)
    opens = hours.next_open(now, ZoneInfo(zone), sorted(days))
    local = opens.astimezone(ZoneInfo(zone))
    assert opens >= now
    assert local.isoweekday() in days
    assert 8 <= local.hour < 18


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-11-20 07:59", "2026-11-20 08:00"),  # Friday before opening
        ("2026-11-20 08:00", "2026-11-20 08:00"),
        ("2026-11-20 17:59", "2026-11-20 17:59"),
        ("2026-11-20 18:00", "2026-11-23 08:00"),  # the weekend is quiet
        ("2026-11-21 12:00", "2026-11-23 08:00"),
    ],
)
def test_next_open_at_the_edges(local: str, expected: str) -> None:
    zone = ZoneInfo("Europe/Warsaw")
    now = datetime.fromisoformat(local).replace(tzinfo=zone)
    assert hours.next_open(now, zone, [1, 2, 3, 4, 5]) == datetime.fromisoformat(expected).replace(tzinfo=zone)


def test_without_working_days_nothing_waits_for_ever() -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert hours.next_open(now, ZoneInfo("UTC"), []) == now


def test_a_zone_that_no_longer_exists_reads_as_utc() -> None:
    assert hours.zone_of("Atlantis/Capital") == ZoneInfo("UTC")


def test_day_bounds_follow_the_clock_change() -> None:
    zone = ZoneInfo("Europe/Warsaw")
    begins, ends = hours.day_bounds(datetime(2026, 10, 25, 12, tzinfo=zone), zone)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=25)
