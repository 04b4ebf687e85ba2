"""One answer among equals: the same whatever the order of the input or the solver, and decided by the seed.

By complementary slackness the optimal assignments are exactly those that use pairs of reduced cost 0 only and fill
every guide with a price. Among them the one with the smallest sum of 31-bit pair hashes is taken.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.hashing import pair_hashes
from matching.engine.solver.arcs import Ints
from matching.engine.solver.proven import NEVER

MOST_TIES = 48
"""Ties kept per seeker at first; with more, the rest is looked at only where the proof needs it."""


class Ties:
    """Collects pairs of reduced cost 0 with their hashes, in bounded memory even if all pairs tie."""

    def __init__(self, seekers: NDArray[np.uint64], guides: NDArray[np.uint64], most: int = MOST_TIES) -> None:
        self.seekers, self.most = seekers, most
        self.columns = np.append(guides, np.uint64(0))
        self.start(np.zeros(0, dtype=np.int64))

    def start(self, chosen: Ints) -> None:
        """Forget everything; the pairs of this choice will be kept whatever their hashes."""
        self.chosen = chosen
        self.beyond = np.full(len(self.seekers), NEVER, dtype=np.int64)
        self._found: list[tuple[Ints, Ints, Ints]] = []

    def add(self, seeker: Ints, column: Ints) -> None:
        """Take some pairs; all guides of one seeker come in one call."""
        cost = pair_hashes(self.seekers[seeker], self.columns[column])
        if len(seeker):
            seeker, column, cost = self._thinned(seeker.astype(np.int64), column.astype(np.int64), cost)
        self._found.append((seeker, column, cost))

    def arcs(self) -> tuple[Ints, Ints, Ints]:
        """All pairs kept, as (seeker, column, hash)."""
        seeker, column, cost = (np.concatenate(part) for part in zip(*self._found, strict=True))
        return seeker, column, cost

    def hashes(self, rows: Ints) -> Ints:
        """The hashes of some seekers with every guide."""
        return pair_hashes(self.seekers[rows, None], self.columns[None, :-1])

    def _thinned(self, seeker: Ints, column: Ints, cost: Ints) -> tuple[Ints, Ints, Ints]:
        if len(seeker) <= self.most * len(np.unique(seeker)):
            return seeker, column, cost
        order = np.argsort((seeker << 31) | cost)
        seeker, column, cost = seeker[order], column[order], cost[order]
        _owners, starts = np.unique(seeker, return_index=True)
        place = np.arange(len(seeker)) - np.repeat(starts, np.diff(np.append(starts, len(seeker))))
        first_left_out = place == self.most
        self.beyond[seeker[first_left_out]] = cost[first_left_out]
        kept = (place < self.most) | (column == self.chosen[seeker])
        return seeker[kept], column[kept], cost[kept]
