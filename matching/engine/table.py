"""The table of points: one row per distinct value of a feature, one column per guide."""

from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from matching.engine.factors import NOTHING, Factor
from matching.engine.features import CategoryFeature, Feature
from matching.engine.features.base import Occasions
from matching.engine.people import Guide, Seeker

_FACTS = attrgetter("languages", "zone", "grade", "department", "location", "preferences")
"""What the features of few groups look at: people who share these facts share their rows."""


Way = tuple[int, Callable[[Seeker], Sequence[Hashable]], dict[Hashable, int]]
"""A feature's number, how it reads a seeker's values, and the rows these have."""


class PointTable:
    """Rows are made when a value is first met, and kept. Row 0 holds zeros, so that short lists can be filled up.

    Several threads may use one table: a row may be made twice, but never changes once its number is known.
    """

    def __init__(self, features: Sequence[Feature], width: int) -> None:
        self._features = tuple(features)
        codes = [feature.codes for feature in features if isinstance(feature, CategoryFeature)]
        self._codes = np.stack(codes, axis=1) if codes else np.zeros((width, 0), dtype=np.int32)
        self._known: list[dict[Hashable, int]] = [{} for _feature in features]
        ways = [(n, one.values, known) for n, (one, known) in enumerate(zip(features, self._known, strict=True))]
        self._of_facts = [way for way in ways if isinstance(features[way[0]], CategoryFeature)]
        self._of_persons = [way for way in ways if not isinstance(features[way[0]], CategoryFeature)]
        self._factors: list[dict[Hashable, dict[Hashable, Factor]]] = [{} for _feature in features]
        self._facts: dict[Hashable, list[int]] = {}
        self.cells: NDArray[np.int16] = np.zeros((64, width), dtype=np.int16)
        self.used = 1
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes in use."""
        return self.used * self.cells.shape[1] * self.cells.itemsize

    def rows(self, seeker: Seeker) -> list[int]:
        """The rows whose sum is the seeker's points with every guide."""
        facts = _FACTS(seeker)
        found = self._facts.get(facts)
        if found is None:
            found = self._facts[facts] = self._rows_of(self._of_facts, seeker)
        return [*found, *self._rows_of(self._of_persons, seeker)]

    def _rows_of(self, ways: Sequence[Way], seeker: Seeker) -> list[int]:
        rows = []
        for number, values_of, known in ways:
            for value in values_of(seeker):
                row = known.get(value)
                rows.append(self._new(number, value) if row is None else row)
        return rows

    def factors_of(self, seeker: Seeker, guides: Sequence[Guide], places: Sequence[int]) -> list[tuple[Factor, ...]]:
        """The cells of one seeker with several of all guides, feature by feature, with their reasons."""
        # All groups of a guide lie side by side in memory, which counts for more than anything done with them.
        numbers = [number for number, _values, _known in self._of_facts]
        groups = dict(zip(numbers, self._codes[np.array(places, dtype=np.intp)].T.tolist(), strict=True))
        columns = []
        for number, feature in enumerate(self._features):
            if isinstance(feature, CategoryFeature):
                occasions: Occasions | None = (feature.value(seeker), groups[number])
            else:
                occasions = feature.occasions(seeker, places)
            columns.append(self._factors_in(number, occasions, seeker, guides, places))
        return list(zip(*columns, strict=True)) if columns else [()] * len(places)

    def _factors_in(
        self,
        number: int,
        occasions: Occasions | None,
        seeker: Seeker,
        guides: Sequence[Guide],
        places: Sequence[int],
    ) -> Sequence[Factor]:
        if occasions is None:
            return self._new_factors(number, seeker, guides, places)
        value, groups = occasions
        known = self._factors[number].setdefault(value, {})
        try:
            return [known[group] for group in groups]
        except KeyError:
            for group, place in zip(groups, places, strict=True):
                if group not in known:
                    known[group] = self._new_factors(number, seeker, guides, [place])[0]
        return [known[group] for group in groups]

    def _new_factors(
        self, number: int, seeker: Seeker, guides: Sequence[Guide], places: Sequence[int]
    ) -> Sequence[Factor]:
        feature = self._features[number]
        values = feature.values(seeker)
        rows, cells, where = self._rows(number, values), self.cells, np.array(places, dtype=np.intp)
        told: dict[tuple[int, ...], Factor] = {}
        found = []
        for place, column in zip(
            places, zip(*(cells[row].take(where).tolist() for row in rows), strict=True), strict=True
        ):
            factor = told.get(column)
            if factor is None:
                reason = feature.told_by(values, column)
                code, params = reason or feature.reason_by(values, column, seeker, guides[place])
                factor = Factor(feature.name, sum(column), feature.most, code, params or NOTHING)
                if reason:
                    told[column] = factor
            found.append(factor)
        return found

    def _rows(self, number: int, values: Sequence[Hashable]) -> list[int]:
        known = self._known[number]
        return [known[value] if value in known else self._new(number, value) for value in values]

    def _new(self, number: int, value: Hashable) -> int:
        row = self._features[number].row(value)
        with self._lock:
            if self.used == len(self.cells):
                grown = np.zeros((2 * len(self.cells), self.cells.shape[1]), dtype=np.int16)
                grown[: self.used] = self.cells
                self.cells = grown
            self.cells[self.used] = row
            self._known[number][value] = self.used
            self.used += 1
            return self.used - 1
