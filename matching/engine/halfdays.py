"""Half days of the working week and how much of them two people share, wherever each of them lives."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.hours import DAY_STARTS, WORKING_MINUTES, offsets

HALF_DAYS = tuple(f"{day}_{half}" for day in ("mon", "tue", "wed", "thu", "fri") for half in ("am", "pm"))
"""The half days somebody can keep free, in the order of the week: nine to one and one to five by their own clock."""

HALF_DAY_MINUTES = WORKING_MINUTES // 2
_WEEK = 7 * 1440
_STARTS = np.array([1440 * (n // 2) + DAY_STARTS + HALF_DAY_MINUTES * (n % 2) for n in range(len(HALF_DAYS))])
_PLACE = {code: place for place, code in enumerate(HALF_DAYS)}


class Shared(NamedTuple):
    """Minutes a week that two people both keep free, and in which half days of each one's own clock they lie."""

    minutes: int
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def flags(chosen: Iterable[str]) -> NDArray[np.bool_]:
    """One flag per half day."""
    found = np.zeros(len(HALF_DAYS), dtype=bool)
    found[[_PLACE[code] for code in chosen]] = True
    return found


@lru_cache(maxsize=4096)
def clock_shifts(zone: str, other: str) -> tuple[int, ...]:
    """How many minutes the first clock is ahead of the second, in each half of the year.

    An unknown zone counts as the other's own: then only the names of the half days are compared.
    """
    mine, theirs = offsets(zone), offsets(other)
    if mine is None or theirs is None:
        return (0,)
    return tuple(dict.fromkeys(a - b for a, b in zip(mine, theirs, strict=True)))


@lru_cache(maxsize=1024)
def overlaps(shift: int) -> NDArray[np.int64]:
    """Minutes that each half day (row) of one clock shares with each (column) of another that is `shift` behind."""
    apart = np.abs((_STARTS[:, None] - shift) - _STARTS) % _WEEK
    return np.maximum(0, HALF_DAY_MINUTES - np.minimum(apart, _WEEK - apart))


@lru_cache(maxsize=65536)
def shared_half_days(mine: frozenset[str], zone: str, theirs: frozenset[str], other: str) -> Shared:
    """What two people have in common in the poorer half of the year."""
    own, others = flags(mine), flags(theirs)
    found = []
    for shift in clock_shifts(zone, other):
        minutes = overlaps(shift) * (own[:, None] & others)
        names = [tuple(HALF_DAYS[n] for n in np.flatnonzero(minutes.any(axis=axis))) for axis in (1, 0)]
        found.append(Shared(int(minutes.sum()), *names))
    return min(found)
