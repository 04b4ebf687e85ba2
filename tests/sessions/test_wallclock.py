"""Wall time to moment: no drift over a year in thirty zones, and the two rules for hours that clocks skip or repeat."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import Refusal
from sessions.wallclock import Rhythm, days, occurrences, resolve

ZONES = (
    "America/Vancouver", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Caracas",
    "America/Havana", "America/Santiago", "America/Phoenix", "Europe/London", "Europe/Berlin", "Europe/Lisbon",
    "Europe/Istanbul", "Europe/Moscow", "Europe/Chisinau", "Africa/Cairo", "Africa/Casablanca", "Africa/Nairobi",
    "Africa/Johannesburg", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu",
    "Asia/Tokyo", "Asia/Shanghai", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
)  # fmt: skip
NO_TIME = timedelta(0)
quarter_hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
days_of_a_year = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_nine_stays_nine_for_a_year(zone):
    place = ZoneInfo(zone)
    rhythm = Rhythm(date(2026, 1, 6), time(9), zone, 1, date(2027, 1, 6))
    shown = [instant.utc.astimezone(place) for _, instant in occurrences(rhythm)]
    assert len(shown) == 53
    assert {moment.time() for moment in shown} == {time(9)}
    assert {moment.weekday() for moment in shown} == {1}


@given(zone=st.sampled_from(ZONES), day=days_of_a_year, at=quarter_hours)
def test_any_wall_time_reads_back_as_itself_or_moved_forward_by_the_gap(zone, day, at):
    instant = resolve(day, at, zone)
    place = ZoneInfo(zone)
    wall = datetime.combine(day, at)
    assert instant.utc.astimezone(place).replace(tzinfo=None) == wall + instant.moved_by
    assert instant.moved_by >= NO_TIME
    before, after = (place.utcoffset(wall.replace(fold=fold)) for fold in (0, 1))
    # In a gap the offset read with fold=1 is the larger one; everywhere else nothing moves.
    assert instant.moved_by == max(NO_TIME, after - before)


@given(
    zone=st.sampled_from(ZONES),
    first=days_of_a_year,
    at=quarter_hours,
    weeks=st.integers(1, 6),
    length=st.integers(0, 400),
)
def test_a_rhythm_keeps_its_weekday_its_step_and_its_end(zone, first, at, weeks, length):
    rhythm = Rhythm(first, at, zone, weeks, first + timedelta(days=length))
    planned = list(days(rhythm))
    assert planned == [first + timedelta(weeks=weeks * number) for number in range(length // (7 * weeks) + 1)]
    moments = [instant.utc for _, instant in occurrences(rhythm)]
    assert moments == sorted(set(moments))


def test_a_time_that_does_not_exist_moves_forward_by_the_gap_and_says_so():
    instant = resolve(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert instant.utc == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert instant.moved_by == timedelta(hours=1)


def test_a_half_hour_gap_moves_by_half_an_hour():
    assert resolve(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe").moved_by == timedelta(minutes=30)


def test_a_time_that_exists_twice_is_the_first():
    assert resolve(date(2026, 10, 25), time(2, 30), "Europe/Berlin").utc == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_limit_ends_the_rhythm_early():
    rhythm = Rhythm(date(2026, 1, 6), time(9), "UTC", 1, date(2027, 1, 6), limit=6)
    assert len(list(days(rhythm))) == 6


def test_a_rhythm_that_ends_before_it_begins_is_empty():
    assert list(days(Rhythm(date(2026, 1, 6), time(9), "UTC", 1, date(2026, 1, 5)))) == []


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused_in_words(name):
    with pytest.raises(Refusal) as refused:
        resolve(date(2026, 1, 6), time(9), name)
    assert str(refused.value) == "There is no time zone of that name."


def test_the_end_of_the_calendar_is_refused_in_words():
    with pytest.raises(Refusal):
        resolve(date.max, time(23), "America/Vancouver")
