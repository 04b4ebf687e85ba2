"""The table of points: one row per distinct value of a feature, one column per guide."""

from collections.abc import Hashable, Sequence
from operator import attrgetter
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from matching.engine.factors import NOTHING, Factor
from matching.engine.features import CategoryFeature, Feature
from matching.engine.people import Guide, Seeker

_FACTS = attrgetter("languages", "zone", "grade", "department", "location", "preferences")
"""What the features of few groups look at: people who share these facts share their rows."""


class PointTable:
    """Rows are made when a value is first met, and kept. Row 0 holds zeros, so that short lists can be filled up.

    Several threads may use one table: a row may be made twice, but never changes once its number is known.
    """

    def __init__(self, features: Sequence[Feature], width: int) -> None:
        self._features = tuple(features)
        self._of_facts = [n for n, feature in enumerate(features) if isinstance(feature, CategoryFeature)]
        self._of_persons = [n for n, feature in enumerate(features) if not isinstance(feature, CategoryFeature)]
        self._known: list[dict[Hashable, int]] = [{} for _feature in features]
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
            found = self._facts[facts] = [row for number in self._of_facts for row in self._rows(number, seeker)]
        return found + [row for number in self._of_persons for row in self._rows(number, seeker)]

    def factors_of(self, seeker: Seeker, guides: Sequence[Guide], places: Sequence[int]) -> list[tuple[Factor, ...]]:
        """The cells of one seeker with several guides, feature by feature, with their reasons."""
        columns = [self._factors_in(number, seeker, guides, places) for number in range(len(self._features))]
        return list(zip(*columns, strict=True)) if columns else [()] * len(guides)

    def _factors_in(
        self, number: int, seeker: Seeker, guides: Sequence[Guide], places: Sequence[int]
    ) -> Sequence[Factor]:
        occasions = self._features[number].occasions(seeker, places)
        if occasions is None:
            return self._new_factors(number, seeker, guides, places)
        value, groups = occasions
        known = self._factors[number].setdefault(value, {})
        try:
            return [known[group] for group in groups]
        except KeyError:
            for group, guide, place in zip(groups, guides, places, strict=True):
                if group not in known:
                    known[group] = self._new_factors(number, seeker, [guide], [place])[0]
        return [known[group] for group in groups]

    def _new_factors(
        self, number: int, seeker: Seeker, guides: Sequence[Guide], places: Sequence[int]
    ) -> Sequence[Factor]:
        feature, rows, cells = self._features[number], self._rows(number, seeker), self.cells
        where = np.array(places, dtype=np.intp)
        points = cells[rows[0]].take(where)
        for row in rows[1:]:
            points += cells[row].take(where)
        name, most, reasons = feature.name, feature.most, feature.reasons(seeker, guides)
        own = zip(points.tolist(), reasons, strict=True)
        return [Factor(name, part, most, code, params or NOTHING) for part, (code, params) in own]

    def _rows(self, number: int, seeker: Seeker) -> list[int]:
        known = self._known[number]
        values = self._features[number].values(seeker)
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
