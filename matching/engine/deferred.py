"""Deferred acceptance: seekers propose in their order, guides keep the best, nobody would rather have another.

With `largest` those who are left propose again with a stronger claim, until nobody more can be matched. The result is
a largest matching that no other largest matching would beat in a vote of both sides (Kavitha 2014, with the levels
ended as soon as the matching cannot grow).
"""

import heapq

import numpy as np
from numpy.typing import NDArray

from matching.engine.hashing import TIE_BITS
from matching.engine.market import Ints, Levels, Market
from matching.engine.roster import EXCLUDED
from matching.engine.solver.clock import Clock

LIST_LENGTH = 32
_ROW_BITS = 20
_CLAIM_BITS = 60
_ROWS = (1 << _ROW_BITS) - 1
_KEYS = (1 << _CLAIM_BITS) - 1
_CLOSED = 1 << 100


class Acceptance:
    """One run. What a guide has refused once stays refused, so lists hold only who would still accept."""

    def __init__(self, market: Market, clock: Clock, list_length: int | None = None) -> None:
        self.market, self.clock, self.length = market, clock, list_length or LIST_LENGTH
        height, width = market.shape
        self.chosen: list[int] = market.locked.tolist()
        self.claim = np.zeros(height, dtype=np.int64)
        self._held: list[list[int]] = [[] for _ in range(width)]
        self._room: list[int] = market.room.tolist()
        self._least = [-1 if room else _CLOSED for room in self._room]
        self._lists: list[tuple[list[int], list[int]]] = [([], [])] * height
        self._next = [0] * height
        self._is_whole = np.zeros(height, dtype=bool)

    def solve(self, *, largest: bool) -> Ints:
        """The guide's column of every seeker, -1 for nobody."""
        free = self.market.free.tolist()
        strongest = 0
        while True:
            self.clock.tick("total")
            left = self._settle(free, strongest)
            chosen = np.array(self.chosen, dtype=np.int64)
            if not largest or not left or not can_grow(self.market, chosen):
                return chosen
            strongest += 1
            self.claim[left] += 1
            free = left

    def _settle(self, free: list[int], strongest: int) -> list[int]:
        """Let these seekers and whoever they push out propose until nothing moves; answers who is left."""
        left: list[int] = []
        while free:
            self._fill(np.array(sorted(free), dtype=np.int64))
            done = np.array(self._propose(free), dtype=np.int64)
            whole = done[self._is_whole[done]]
            can_rise = self.claim[whole] < strongest
            rising = whole[can_rise]
            left += whole[~can_rise].tolist()
            self.claim[rising] += 1
            free = [*done[~self._is_whole[done]].tolist(), *rising.tolist()]
        return sorted(left)

    def _propose(self, free: list[int]) -> list[int]:
        """Work off the lists of these seekers and of all they push out; answers whose lists came to an end."""
        ended, waiting = [], list(free)
        chosen, held, least, room, lists, spots = (
            *(self.chosen, self._held, self._least, self._room),
            *(self._lists, self._next),
        )
        top = self.market.shape[0] - 1
        while waiting:
            row = waiting.pop()
            columns, keys = lists[row]
            for spot in range(spots[row], len(columns)):
                column, key = columns[spot], keys[spot]
                if key <= least[column]:
                    continue
                heap = held[column]
                if len(heap) < room[column]:
                    heapq.heappush(heap, key)
                else:
                    loser = top - (heapq.heapreplace(heap, key) & _ROWS)
                    chosen[loser] = -1
                    waiting.append(loser)
                if len(heap) == room[column]:
                    least[column] = heap[0]
                chosen[row], spots[row] = column, spot + 1
                break
            else:
                spots[row] = len(columns)
                ended.append(row)
        return ended

    def _fill(self, rows: Ints) -> None:
        """New lists: the best guides of each of these seekers among those who would accept them now."""
        least = np.array([value & _KEYS for value in self._least], dtype=np.int64)
        claims = np.array([min(value >> _CLAIM_BITS, 1 << 40) for value in self._least], dtype=np.int64)
        is_open = bool((claims < 0).all())
        for some, mine, theirs in self.market.blocks(rows) if len(least) else ():
            self.clock.check()
            ties = self.market.ties(some)
            wish = np.where(mine > EXCLUDED, (mine.astype(np.int64) << TIE_BITS) | ties, -1)
            if not is_open:
                claim, keys = self.claim[some, None], self._keys(some, theirs, ties)
                wish[(claim < claims) | ((claim == claims) & (keys <= least))] = -1
            self._keep(some, wish, theirs)
        if not len(least):
            self._is_whole[rows] = True

    def _keep(self, rows: Ints, wish: Ints, theirs: Levels) -> None:
        width = wish.shape[1]
        cut = min(self.length, width)
        columns = np.argpartition(wish, width - cut, axis=1)[:, width - cut :]
        values = np.take_along_axis(wish, columns, axis=1)
        order = np.lexsort((columns, -values), axis=1)
        columns, values = np.take_along_axis(columns, order, axis=1), np.take_along_axis(values, order, axis=1)
        keys = self._keys(rows, np.take_along_axis(theirs, columns, axis=1), self.market.ties(rows, columns))
        counts = (values >= 0).sum(axis=1)
        self._is_whole[rows] = (counts < self.length) | (width <= self.length)
        listed = zip(rows.tolist(), columns.tolist(), keys.tolist(), counts.tolist(), strict=True)
        for row, names, ranks, count in listed:
            claim = int(self.claim[row]) << _CLAIM_BITS
            ranks = [claim + rank for rank in ranks[:count]] if claim else ranks[:count]
            self._lists[row], self._next[row] = (names[:count], ranks), 0

    def _keys(self, rows: Ints, theirs: Levels, ties: NDArray[np.int32]) -> Ints:
        """What each guide goes by: the level, then the tie, then the seeker's place in the order of keys."""
        place = self.market.shape[0] - 1 - rows[:, None]
        return (((theirs.astype(np.int64) << TIE_BITS) | ties) << _ROW_BITS) | place


def can_grow(market: Market, chosen: Ints) -> bool:
    """Whether more could be matched: a walk from those left to all guides somebody could make room at."""
    width = market.shape[1]
    load = np.bincount(chosen[chosen >= 0], minlength=width)
    has_room = load < market.capacity
    movable = (chosen >= 0) & (market.locked < 0)
    reached = np.zeros(width, dtype=bool)
    is_seen = chosen < 0
    ahead = np.flatnonzero(is_seen)
    while len(ahead):
        fresh = np.zeros(width, dtype=bool)
        for _rows, scores in market.board.blocks(ahead):
            fresh |= (scores > EXCLUDED).any(axis=0)
        if (fresh & has_room).any():
            return True
        fresh &= ~reached
        reached |= fresh
        is_next = movable & ~is_seen
        is_next[is_next] = fresh[chosen[is_next]]
        is_seen |= is_next
        ahead = np.flatnonzero(is_next)
    return False
