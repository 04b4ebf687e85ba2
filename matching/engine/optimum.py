"""The best of all largest matchings by one measure: the seekers' own order, or what both sides think of a pair.

Orders become whole points, and the exact solver does the rest, with its proof over all pairs.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from matching.engine.market import Ints, Levels, Market, Stated
from matching.engine.roster import EXCLUDED, Board
from matching.engine.solver.clock import Clock
from matching.engine.solver.exact import Exact

FIRST_PLACE = (1 << 14) - 1
"""Points of a first choice; each place further down is worth one less."""

SIDE_POINTS, UNRANKED_POINTS = 8_000, 5_000
"""The most points of one side; and the most it gives to somebody it did not rank while it ranked others."""

Points = Callable[[Ints, Levels], Levels]


class PointsBoard(Board):
    """A board that shows other points than scores, for some rows of a market."""

    def __init__(self, market: Market, rows: Ints, points: Points) -> None:
        self._market, self._lines, self._points = market, rows, points
        self.seekers = tuple(market.board.seekers[row] for row in rows.tolist())
        self.roster = market.board.roster
        self.shape = (len(rows), market.shape[1])
        self._step = market.board._step

    def only(self, rows: Ints) -> "PointsBoard":
        """The same board with some rows only."""
        return PointsBoard(self._market, self._lines[rows], self._points)

    def scores(self, rows: Ints) -> Levels:
        """The points of some rows with every guide."""
        lines = self._lines[rows]
        return self._points(lines, self._market.board.scores(lines))


class _MostPoints(Exact):
    """Most matched, then the highest total; nobody's points are raised at the cost of the total."""

    def _coverage_and_floor(self) -> tuple[int, int]:
        return self._most(), 0


def best_for_seekers(market: Market, seed: int, clock: Clock) -> Ints:
    """Most matched, then the fewest places down the seekers' own orders in all."""

    def points(rows: Ints, scores: Levels) -> Levels:
        mine, _theirs = market.levels(rows, scores)
        found = np.maximum(FIRST_PLACE + 1 - places(mine), 0).astype(np.int16)
        found[mine == EXCLUDED] = EXCLUDED
        return found

    return _solved(_MostPoints, market, points, seed, clock)


def best_for_both(market: Market, seed: int, clock: Clock) -> Ints:
    """Most matched, then the least pleased pair pleased most, then the most points of both sides together."""
    seekers, guides = market.by_seekers, market.by_guides
    if not len(seekers.columns) and not len(guides.columns):
        return _solved(Exact, market, lambda _rows, scores: scores, seed, clock)
    total = max(1, market.board.roster.weights.total)
    for_guides = np.where(market.choosy_guides, UNRANKED_POINTS, SIDE_POINTS).astype(np.int32)

    def points(rows: Ints, scores: Levels) -> Levels:
        wide = scores.astype(np.int32)
        for_seekers = np.where(market.choosy_seekers[rows], UNRANKED_POINTS, SIDE_POINTS).astype(np.int32)
        found = (wide * for_seekers[:, None] // total).astype(np.int16)
        _rank_over(found, seekers, rows)
        theirs = (wide * for_guides // total).astype(np.int16)
        _rank_over(theirs, guides, rows)
        found += theirs
        found[scores == EXCLUDED] = EXCLUDED
        return found

    return _solved(Exact, market, points, seed, clock)


def places(levels: Levels) -> NDArray[np.int32]:
    """Each guide's place in each row: 1 where nobody stands higher, the same for equals."""
    order = np.argsort(-levels, axis=1, kind="stable")
    sorted_levels = np.take_along_axis(levels, order, axis=1)
    starts = np.zeros(levels.shape, dtype=np.int32)
    steps = np.arange(1, levels.shape[1], dtype=np.int32)
    starts[:, 1:] = np.where(sorted_levels[:, 1:] != sorted_levels[:, :-1], steps, 0)
    np.maximum.accumulate(starts, axis=1, out=starts)
    found = np.empty(levels.shape, dtype=np.int32)
    np.put_along_axis(found, order, starts + 1, axis=1)
    return found


def _rank_over(points: Levels, stated: Stated, rows: Ints) -> None:
    line, column, where = stated.within(rows)
    named = stated.named[where]
    gain = (SIDE_POINTS - UNRANKED_POINTS) * (named - stated.places[where]) // np.maximum(named, 1)
    points[line, column] = UNRANKED_POINTS + np.maximum(gain, 1)


def _solved(kind: type[Exact], market: Market, points: Points, seed: int, clock: Clock) -> Ints:
    solver = kind(PointsBoard(market, market.free, points), seed, clock)
    solver.capacity = market.room
    chosen = market.locked.copy()
    chosen[market.free] = solver.solve().chosen
    return chosen
