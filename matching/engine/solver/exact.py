"""The lexicographic optimum: most matched, then the least badly served best served, then the highest total.

Each aim is proven against every allowed pair, not only against the arcs the flows saw.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.engine.hashing import key_hashes, seeded
from matching.engine.roster import EXCLUDED, Board
from matching.engine.solver import flows, proven
from matching.engine.solver.arcs import LIST_LENGTH, Ints, Lists, best_lists, widen
from matching.engine.solver.canonical import MOST_TIES, Ties
from matching.engine.solver.proven import NEVER, Problem, Proof

JUMPS_BEFORE_BISECTION = 4


class TimeLimitReached(RuntimeError):
    """The time given ran out before the optimum was proven. Nothing half-done is returned."""


@dataclass(slots=True)
class Clock:
    """Watches the time limit and tells how far the work is; both between two steps of the solver."""

    seconds: float | None = None
    tell: Callable[[str], None] | None = None
    _end: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Start the clock."""
        self._end = None if self.seconds is None else time.monotonic() + self.seconds

    def tick(self, stage: str) -> None:
        """Name the stage that begins. Raises TimeLimitReached."""
        if self._end is not None and time.monotonic() >= self._end:
            raise TimeLimitReached(f"The time limit of {self.seconds} seconds was reached at '{stage}'.")
        if self.tell:
            self.tell(stage)


@dataclass(slots=True)
class Solution:
    """The optimum in rows and columns of the board, with its proof. `chosen` is -1 where nobody could be found.

    `blocked_seekers` and `blocked_guides` are the narrowest cut: these seekers are allowed these guides only, and
    there are more of them than places.
    """

    chosen: Ints
    lists: Lists
    lowest: int
    prices: Ints
    proof: Proof | None
    flows: int
    ties: int
    blocked_seekers: Ints
    blocked_guides: NDArray[np.bool_]


class Exact:
    """One problem: the seekers of a board, its guides with their free places, and a seed for ties.

    `list_length` and `most_ties` only change how much is tried before a proof asks for more, never the answer.
    """

    def __init__(
        self, board: Board, seed: int, clock: Clock, list_length: int = LIST_LENGTH, most_ties: int = MOST_TIES
    ) -> None:
        self.clock, self.list_length, self.most_ties = clock, list_length, most_ties
        self.whole = self.board = board
        self.capacity = np.array([guide.capacity_left for guide in board.roster.guides], dtype=np.int64)
        self.hashes = seeded(key_hashes([seeker.key for seeker in board.seekers], "seeker"), seed)
        self.guide_hashes = seeded(board.roster.hashes, seed)
        self.flows = 0
        self.blocked_seekers = np.zeros(0, dtype=np.int64)
        self.blocked_guides = np.zeros(board.shape[1], dtype=bool)

    def solve(self) -> Solution:
        """All aims in turn. Raises TimeLimitReached, SolverError."""
        self.clock.tick("candidates")
        every = best_lists(self.whole, (self.hashes >> np.uint64(33)).astype(np.int64), self.list_length)
        rows = np.flatnonzero(every.best > EXCLUDED)
        chosen = np.full(self.whole.shape[0], -1, dtype=np.int64)
        prices = np.zeros(self.whole.shape[1], dtype=np.int64)
        lowest, ties, proof = 0, 0, None
        if len(rows):
            self.board, self.lists, self.hashes = self.whole.only(rows), every.only(rows), self.hashes[rows]
            matched, lowest = self._coverage_and_floor()
            found, proof, ties = self._highest_total(matched, lowest)
            chosen[rows] = np.where(found == len(prices), -1, found)
            prices = proof.prices[:-1]
            self.blocked_seekers = rows[self.blocked_seekers]
        return Solution(
            chosen, every, lowest, prices, proof, self.flows, ties, self.blocked_seekers, self.blocked_guides
        )

    # The first two aims

    def _coverage_and_floor(self) -> tuple[int, int]:
        count = self.board.shape[0]
        if self.capacity.sum() >= count:
            floor = int(self.lists.best.min())
            self.clock.tick("coverage")
            everyone, below = self._reaches(count, floor)
            if everyone:
                return count, floor
            if below > EXCLUDED and self._most() == count:
                return count, self._floor(count, min(below, floor))
        matched = self._most()
        if matched == 0:
            return 0, 0
        return matched, self._floor(matched, int(np.sort(self.lists.best)[-matched]))

    def _most(self) -> int:
        while True:
            self.clock.tick("coverage")
            cut = self._cut(0)
            if cut.matched == self.board.shape[0]:
                break
            if widen(self.board, self.lists, cut.seekers, cut.guides, 0) == EXCLUDED:
                self.blocked_seekers, self.blocked_guides = cut.seekers, cut.guides
                break
        return cut.matched

    def _floor(self, matched: int, highest: int) -> int:
        """The largest score that everybody matched can be given at least. `highest` is an upper bound."""
        low, high, jumps = 0, highest, 0
        while low < high:
            self.clock.tick("floor")
            middle = high if jumps < JUMPS_BEFORE_BISECTION else (low + high + 1) // 2
            reached, below = self._reaches(matched, middle)
            if reached:
                low = middle
            else:
                high = min(middle - 1, below)
            jumps += 1
        return high

    def _reaches(self, matched: int, score: int) -> tuple[bool, int]:
        """Whether so many can be matched with this score or more; if not, the next score worth trying."""
        while True:
            cut = self._cut(score)
            if cut.matched >= matched:
                return True, score
            highest = widen(self.board, self.lists, cut.seekers, cut.guides, score)
            if highest < score:
                return False, highest
            self.clock.tick("floor")

    def _cut(self, score: int) -> flows.Cut:
        self.flows += 1
        return flows.most_matched(self.lists.arcs.at_least(score), self.board.shape[0], self.capacity)

    # The third aim, and the choice among equals

    def _highest_total(self, matched: int, lowest: int) -> tuple[Ints, Proof, int]:
        count, width = self.board.shape
        arcs, top = self.lists.arcs.at_least(lowest), int(self.lists.best.max())
        seeker, column, cost = arcs.seeker, arcs.guide, top - arcs.score
        if matched < count:
            everyone = np.arange(count)
            seeker, column = np.append(seeker, everyone), np.append(column, np.full(count, width))
            cost = np.append(cost, np.zeros(count, dtype=np.int64))
        beyond = np.where(self.lists.beyond >= max(lowest, 0), top - self.lists.beyond, NEVER)
        # The last column takes those who stay without a guide, exactly so many.
        places = np.append(self.capacity, count - matched)
        must_be_full = np.arange(width + 1) == width

        def costs(rows: Ints) -> Iterator[tuple[Ints, NDArray]]:
            for some, scores in self.board.blocks(rows):
                yield some, np.where(scores >= lowest, top - scores.astype(np.int64), NEVER)

        ties = Ties(self.hashes, self.guide_hashes, self.most_ties)
        problem = Problem(seeker, column, cost, beyond, places, must_be_full, costs)
        proof = proven.solve(problem, self.clock.tick, ties)
        self.flows += proof.rounds
        self.clock.tick("ties")
        return self._canonical(proof, ties, places, costs)

    def _canonical(self, proof: Proof, ties: Ties, places: Ints, costs: proven.Costs) -> tuple[Ints, Proof, int]:
        """The one optimal assignment that the seed prefers. Who has a single tie keeps it; a flow settles the rest."""
        seeker, column, cost = ties.arcs()
        options = np.bincount(seeker, minlength=len(proof.chosen))
        is_loose = (options > 1) | (ties.beyond < NEVER)
        loose = np.flatnonzero(is_loose)
        if not len(loose):
            return proof.chosen, proof, 0
        row_of = np.full(len(options), -1, dtype=np.int64)
        row_of[loose] = np.arange(len(loose))
        kept = is_loose[seeker]
        left = places - np.bincount(proof.chosen[~is_loose], minlength=len(places))
        must_be_full = proof.prices > 0
        must_be_full[-1] = True

        def hashes(rows: Ints) -> Iterator[tuple[Ints, NDArray]]:
            for some, values in costs(loose[rows]):
                is_tie = values + proof.prices[:-1] == proof.limit[some, None]
                yield row_of[some], np.where(is_tie, ties.hashes(some), NEVER)

        problem = Problem(
            row_of[seeker[kept]], column[kept], cost[kept], ties.beyond[loose], left, must_be_full, hashes
        )
        settled = proven.solve(problem, lambda _stage: self.clock.tick("ties"))
        self.flows += settled.rounds
        chosen = proof.chosen.copy()
        chosen[loose] = settled.chosen
        return chosen, proof, len(seeker) - len(options)
