"""The lexicographic optimum: most matched, fewest least loads missed, then the least badly served, then the total.

Each aim is proven against every allowed pair, not only against the arcs the flows saw.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.hashing import key_hashes, seeded
from matching.engine.roster import EXCLUDED, Board
from matching.engine.solver import flows, proven
from matching.engine.solver.arcs import LIST_LENGTH, Ints, Lists, best_lists, widen
from matching.engine.solver.canonical import MOST_TIES, Ties
from matching.engine.solver.clock import Clock
from matching.engine.solver.flows import Columns
from matching.engine.solver.proven import NEVER, Problem, Proof

JUMPS_BEFORE_BISECTION = 4


@dataclass(slots=True)
class Solution:
    """The optimum in rows and columns of the board, with its proof. `chosen` is -1 where nobody could be found.

    `blocked_seekers` and `blocked_guides` are the narrowest cut: these seekers are allowed these guides only, and
    there are more of them than places. `shortfall` places of least loads stay empty, and `at_most` is how many people
    the cuts let through.
    """

    chosen: Ints
    lists: Lists
    shortfall: int
    lowest: int
    at_most: int
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
        self,
        board: Board,
        seed: int,
        clock: Clock,
        list_length: int = LIST_LENGTH,
        most_ties: int = MOST_TIES,
        with_least_loads: bool = False,
    ) -> None:
        self.clock, self.list_length, self.most_ties = clock, list_length, most_ties
        self.whole = self.board = board
        self.capacity = np.array([guide.capacity_left for guide in board.roster.guides], dtype=np.int64)
        wishes = [guide.load_at_least if with_least_loads else 0 for guide in board.roster.guides]
        self.least = np.array(wishes, dtype=np.int64)
        self.shortfall, self.at_most = int(self.least.sum()), 0
        self.hashes = seeded(key_hashes([seeker.key for seeker in board.seekers], "seeker"), seed)
        self.guide_hashes = seeded(board.roster.hashes, seed)
        self.flows = 0
        self.blocked_seekers = np.zeros(0, dtype=np.int64)
        self.blocked_guides = np.zeros(board.shape[1], dtype=bool)

    def solve(self) -> Solution:
        """All aims in turn. Raises TimeLimitReached, Cancelled, SolverError."""
        self.clock.tick("candidates")
        shifts = (self.hashes >> np.uint64(33)).astype(np.int64)
        every = best_lists(self.whole, shifts, self.list_length, self.clock.watched)
        rows = np.flatnonzero(every.best > EXCLUDED)
        chosen = np.full(self.whole.shape[0], -1, dtype=np.int64)
        prices = np.zeros(self.whole.shape[1], dtype=np.int64)
        lowest, ties, proof = 0, 0, None
        if len(rows):
            self.board, self.lists, self.hashes = self.whole.only(rows), every.only(rows), self.hashes[rows]
            matched, lowest = self._coverage_and_floor()
            if matched and self.least.any():
                lowest = self._least_loads(lowest)
            found, proof, ties = self._highest_total(matched, lowest)
            chosen[rows] = np.where(found == len(prices), -1, found)
            prices = proof.prices[:-1]
            self.blocked_seekers = rows[self.blocked_seekers]
        return Solution(
            *(chosen, every, self.shortfall, lowest, self.at_most, prices, proof, self.flows, ties),
            *(self.blocked_seekers, self.blocked_guides),
        )

    # The first aims: how many, and how good at the least

    def _coverage_and_floor(self) -> tuple[int, int]:
        count = self.board.shape[0]
        if self.capacity.sum() >= count:
            floor = int(self.lists.best.min())
            self.clock.tick("coverage")
            everyone, below = self._reaches(count, floor, self.capacity)
            if everyone:
                self.at_most = count
                return count, floor
            if below > EXCLUDED and self._most() == count:
                return count, self._floor(count, min(below, floor), self.capacity)
        matched = self._most()
        if matched == 0:
            return 0, 0
        return matched, self._floor(matched, int(np.sort(self.lists.best)[-matched]), self.capacity)

    def _least_loads(self, lowest: int) -> int:
        """Fill as many places of least loads as can be, and lower the floor where only that fills them.

        A largest matching and one that fills most of these places, both on the same arcs, join into one that does
        both (Mendelsohn and Dulmage): so each is asked for by a flow of its own, and nobody stays out for it.
        """
        filled = self.shortfall
        if not self._reaches(filled, lowest, self.least)[0]:
            filled = self._greatest(filled, self.least).at_most
            lowest = self._floor(filled, lowest, self.least)
        self.shortfall -= filled
        return lowest

    def _most(self) -> int:
        count = self.board.shape[0]
        cut = self._greatest(count, self.capacity)
        self.at_most = cut.at_most
        if cut.matched < count:
            self.blocked_seekers, self.blocked_guides = cut.seekers, cut.guides
        return cut.matched

    def _greatest(self, enough: int, capacity: Ints) -> flows.Cut:
        """The greatest flow over all allowed pairs, with its cut."""
        while True:
            self.clock.tick("coverage")
            cut = self._cut(0, capacity)
            if cut.matched == enough or self._widen(cut, 0, capacity) == EXCLUDED:
                return cut

    def _floor(self, matched: int, highest: int, capacity: Ints) -> int:
        """The largest score that everybody matched can be given at least. `highest` is an upper bound."""
        low, high, jumps = 0, highest, 0
        while low < high:
            self.clock.tick("floor")
            middle = high if jumps < JUMPS_BEFORE_BISECTION else (low + high + 1) // 2
            reached, below = self._reaches(matched, middle, capacity)
            if reached:
                low = middle
            else:
                high = min(middle - 1, below)
            jumps += 1
        return high

    def _reaches(self, matched: int, score: int, capacity: Ints) -> tuple[bool, int]:
        """Whether so many can be matched with this score or more; if not, the next score worth trying."""
        while True:
            cut = self._cut(score, capacity)
            if cut.matched >= matched:
                return True, score
            highest = self._widen(cut, score, capacity)
            if highest < score:
                return False, highest
            self.clock.tick("floor")

    def _cut(self, score: int, capacity: Ints) -> flows.Cut:
        self.flows += 1
        return flows.most_matched(self.lists.arcs.at_least(score), self.board.shape[0], capacity)

    def _widen(self, cut: flows.Cut, score: int, capacity: Ints) -> int:
        # Guides without a least load cannot help to fill one.
        closed = cut.guides if capacity is self.capacity else cut.guides | (capacity == 0)
        return widen(self.board, self.lists, cut.seekers, closed, score, self.clock.watched)

    # The highest total, and the choice among equals

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
        out = count - matched
        columns = Columns(
            np.append(self.capacity, out), np.append(self.least, out), np.append(self.least, 0), self.shortfall
        )

        def costs(rows: Ints) -> Iterator[tuple[Ints, NDArray]]:
            for some, scores in self.clock.watched(self.board.blocks(rows)):
                yield some, np.where(scores >= lowest, top - scores.astype(np.int64), NEVER)

        ties = Ties(self.hashes, self.guide_hashes, self.most_ties)
        problem = Problem(seeker, column, cost, beyond, columns, costs, near_zero=True)
        proof = proven.solve(problem, self.clock.tick, ties)
        self.flows += proof.rounds
        self.clock.tick("ties")
        return self._canonical(proof, ties, columns, costs)

    def _canonical(self, proof: Proof, ties: Ties, columns: Columns, costs: proven.Costs) -> tuple[Ints, Proof, int]:
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
        left = _left(columns, proof.prices, np.bincount(proof.chosen[~is_loose], minlength=len(columns.places)))

        def hashes(rows: Ints) -> Iterator[tuple[Ints, NDArray]]:
            for some, values in costs(loose[rows]):
                is_tie = values + proof.prices[:-1] == proof.limit[some, None]
                yield row_of[some], np.where(is_tie, ties.hashes(some), NEVER)

        problem = Problem(row_of[seeker[kept]], column[kept], cost[kept], ties.beyond[loose], left, hashes)
        settled = proven.solve(problem, lambda _stage: self.clock.tick("ties"))
        self.flows += settled.rounds
        chosen = proof.chosen.copy()
        chosen[loose] = settled.chosen
        return chosen, proof, len(seeker) - len(options)


def _left(columns: Columns, prices: Ints, used: Ints) -> Columns:
    """What every optimal assignment keeps to, by complementary slackness, beside the places already `used`.

    A guide with a price is full, one below 0 has exactly the least load, and empty seats stand where they are cheapest.
    """
    most = np.where(prices < 0, columns.least, columns.places)
    least = np.where(prices > 0, columns.places, columns.least)
    empty = columns.empty
    if columns.spare:
        empty = np.where(prices == prices[empty > 0].min(), empty, 0)
    return Columns(most - used, np.maximum(least - used, 0), empty, columns.spare)
