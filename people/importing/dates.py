"""Dates as files write them. A date that could be read in two ways is refused, unless its column shows which."""

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum, auto

from django.utils.translation import gettext as _

from people.importing.problems import Wrong
from people.importing.values import Reader, line

EARLIEST_YEAR = 1940
DAYS_AHEAD = 366

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAMED = re.compile(r"(\d{1,2})[. -]+([^\W\d_]+)\.?[, -]+(\d{4})")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2}),? (\d{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january januar jänner", "feb february februar", "mar march mär mrz märz", "apr april", "may mai"),
            *("jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober"),
            *("nov november", "dec december dez dezember"),
        ),
        start=1,
    )
    for name in names.split()
}


class Order(Enum):
    """How a column writes 03/04/2020."""

    UNKNOWN = auto()
    DAY_FIRST = auto()
    MONTH_FIRST = auto()


def order_of(cells: Iterable[str]) -> Order:
    """What the dates of one column show by those that can be read in one way only; UNKNOWN when they disagree."""
    shown = set()
    for cell in cells:
        if found := _SLASHED.fullmatch(cell.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12 >= second:
                shown.add(Order.DAY_FIRST)
            elif second > 12 >= first:
                shown.add(Order.MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else Order.UNKNOWN


def reader(order: Order, today: dt.date) -> Reader:
    """A reader for the dates of one column: a date between 1940 and a year from now, None for an empty cell."""

    def read(text: str) -> dt.date | None:
        value = line(text)
        if not value:
            return None
        year, month, day = _numbers(value, order)
        try:
            date = dt.date(year, month, day)
        except ValueError:
            raise Wrong(_("There is no such day in the calendar.")) from None
        if date.year < EARLIEST_YEAR:
            raise Wrong(_("This date is too long ago: before %(year)d.") % {"year": EARLIEST_YEAR})
        if date > today + dt.timedelta(days=DAYS_AHEAD):
            raise Wrong(_("This date is more than a year ahead."))
        return date

    return read


def _numbers(value: str, order: Order) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(value):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DOTTED.fullmatch(value):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _SLASHED.fullmatch(value):
        return _slashed(int(found[1]), int(found[2]), int(found[3]), order)
    if found := _NAMED.fullmatch(value):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _NAMED_FIRST.fullmatch(value):
        return int(found[3]), _month(found[1]), int(found[2])
    raise Wrong(_("This is not a date. Write it like 2026-11-24 or 24.11.2026."))


def _slashed(first: int, second: int, year: int, order: Order) -> tuple[int, int, int]:
    if first == second or first > 12 or (second <= 12 and order is Order.DAY_FIRST):
        return year, second, first
    if second > 12 or order is Order.MONTH_FIRST:
        return year, first, second
    raise Wrong(_("This date can be read in two ways. Write it like 2026-11-24."))


def _month(name: str) -> int:
    number = _MONTHS.get(name.lower())
    if number is None:
        raise Wrong(_("This is not a date. Write it like 2026-11-24 or 24.11.2026."))
    return number
