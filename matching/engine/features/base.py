"""What a feature is: values of a seeker, each with one row of whole points over all guides.

The score of a pair is the sum of the cells its seeker's values have in the guide's column. Reading the same
cells one by one is the explanation, so that it adds up to the score by construction.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.factors import Reason
from matching.engine.people import Guide, Seeker
from matching.engine.weights import Weights

Row = NDArray[np.int16]
Occasions = tuple[Hashable, Sequence[Hashable]]
"""What the seeker brings, and what each guide does: equal ones have equal points and reasons."""


class Feature(ABC):
    """One thing that makes a pair fit. Built once for a set of guides."""

    name: str

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        self.count = len(guides)
        self.weights = weights
        self.most: int = getattr(weights, self.name)

    @property
    def half(self) -> int:
        """The neutral points: what a pair gets where an answer is missing."""
        return self.most // 2

    @abstractmethod
    def values(self, seeker: Seeker) -> Sequence[Hashable]:
        """The seeker's values; equal values share a row."""

    @abstractmethod
    def row(self, value: Any) -> Row:
        """The points of one value for every guide."""

    @abstractmethod
    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Why the pair got its points."""

    def told_by(self, values: Sequence[Any], cells: Sequence[int]) -> Reason | None:
        """The same reason, where a seeker's values and their cells tell it already; None where they do not."""
        return None

    def reason_by(self, values: Sequence[Any], cells: Sequence[int], seeker: Seeker, guide: Guide) -> Reason:
        """The same reason for a pair whose cells do not tell it; a feature may use what they do tell."""
        return self.reason(seeker, guide)

    def occasions(self, seeker: Seeker, places: Sequence[int]) -> Occasions | None:
        """What points and reason of each pair depend on, where many pairs share it; None where each is its own."""
        return None

    def constant(self, points: int) -> Row:
        """A row of equal points."""
        return np.full(self.count, points, dtype=np.int16)


class CategoryFeature(Feature):
    """A feature in which guides fall into few groups: points are worked out once per value and group.

    `codes` holds the number of each guide's group.
    """

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        super().__init__(guides, weights)
        places: dict[Hashable, int] = {}
        codes = [places.setdefault(self.group(guide), len(places)) for guide in guides]
        self._groups = list(places)
        self.codes = np.array(codes, dtype=np.int32)

    @abstractmethod
    def value(self, seeker: Seeker) -> Hashable:
        """The seeker's only value."""

    @abstractmethod
    def group(self, guide: Guide) -> Hashable:
        """The group of a guide."""

    @abstractmethod
    def points(self, value: Any, group: Any) -> int:
        """Whole points from 0 to the weight."""

    def values(self, seeker: Seeker) -> Sequence[Hashable]:
        """One value per seeker."""
        return (self.value(seeker),)

    def row(self, value: Any) -> Row:
        """One calculation per group, spread over the guides."""
        points = np.array([self.points(value, group) for group in self._groups], dtype=np.int16)
        return points[self.codes] if self.count else self.constant(0)


@lru_cache(maxsize=4096)
def shares(total: int, parts: int) -> tuple[int, ...]:
    """`total` whole points in `parts` nearly equal shares that add up to it exactly."""
    each, rest = divmod(total, parts)
    return tuple(each + (place < rest) for place in range(parts))
