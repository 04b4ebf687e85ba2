"""The feature of half days that both keep free."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.factors import Reason
from matching.engine.features.base import Feature, Occasions, Row
from matching.engine.halfdays import HALF_DAY_MINUTES, HALF_DAYS, clock_shifts, flags, overlaps, shared_half_days
from matching.engine.people import Guide, Seeker
from matching.engine.weights import Weights

_NOT_SAID, _NONE = Reason("availability_not_said"), Reason("availability_none")
_SILENT = (None,)


class Availability(Feature):
    """One half day in common is worth three quarters of the points, two all of them, and parts count in proportion.

    Half days are compared as real time: a morning in Tokyo is nobody's working time in Lisbon.
    """

    name = "availability"

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        super().__init__(guides, weights)
        groups: dict[tuple[frozenset[str], str], int] = {}
        codes = [groups.setdefault((guide.availability, guide.zone), len(groups)) for guide in guides]
        self._codes = np.array(codes, dtype=np.int32)
        self._silent = np.array([not times for times, _zone in groups], dtype=bool)
        self._flags = np.array([flags(times) for times, _zone in groups], dtype=np.int64).reshape(-1, len(HALF_DAYS))
        zones: dict[str, int] = {}
        self._zone_of = np.array([zones.setdefault(zone, len(zones)) for _times, zone in groups], dtype=np.int32)
        self._zones = list(zones)

    def values(self, seeker: Seeker) -> Sequence[Hashable]:
        """The half days and the zone they are meant in."""
        return ((seeker.availability, seeker.zone),) if seeker.availability else _SILENT

    def occasions(self, seeker: Seeker, places: Sequence[int]) -> Occasions | None:
        """The same for all guides where the seeker has not said."""
        return None if seeker.availability else (None, (None,) * len(places))

    def row(self, value: Any) -> Row:
        """One calculation per zone and season for all guides there."""
        if value is None or not self.count:
            return self.constant(self.half)
        times, zone = value
        mine = flags(times)
        minutes = np.full(len(self._flags), len(mine) * HALF_DAY_MINUTES, dtype=np.int64)
        for number, other in enumerate(self._zones):
            there = np.flatnonzero(self._zone_of == number)
            for shift in clock_shifts(zone, other):
                found = self._flags[there] @ overlaps(shift)[mine].sum(axis=0)
                minutes[there] = np.minimum(minutes[there], found)
        points = np.where(self._silent, self.half, self._points(minutes))
        return points.astype(np.int16)[self._codes]

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names the shared minutes a week and the half days they lie in, by each one's own clock."""
        if not seeker.availability or not guide.availability:
            return _NOT_SAID
        shared = shared_half_days(seeker.availability, seeker.zone, guide.availability, guide.zone)
        if not shared.minutes:
            return _NONE
        times = {"seeker_times": list(shared.mine), "guide_times": list(shared.theirs)}
        return Reason("availability_shared", {"minutes": shared.minutes, **times})

    def _points(self, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        first = np.minimum(minutes, HALF_DAY_MINUTES)
        second = np.minimum(minutes, 2 * HALF_DAY_MINUTES) - first
        return self.most * (3 * first + second) // (4 * HALF_DAY_MINUTES)
