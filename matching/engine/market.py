"""Two sides with an order each: what seekers and guides think of one another, in levels that fit 16 bits.

A level is the score where nobody was ranked, and lies above every score where somebody was. `EXCLUDED` stands where a
hard rule excludes the pair, whatever anybody ranked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.hashing import key_hashes, pair_ties, seeded, short
from matching.engine.people import Seeker
from matching.engine.roster import EXCLUDED, Board, Roster
from matching.engine.rules import Pair
from matching.engine.weights import MOST_POINTS

Ints = NDArray[np.int64]
Levels = NDArray[np.int16]
Ranking = Mapping[str, Sequence[str]]
"""A person's key to the keys of the other side, best first. Whoever is not named follows by score."""

HIGHEST = 32_766
MOST_RANKED = HIGHEST - MOST_POINTS - 1
"""So many can be ranked by one person."""

MOST_SEEKERS = 1 << 20


@dataclass(frozen=True, slots=True)
class Stated:
    """The ranked pairs of one side, sorted by seeker's row: the level, the place from 0 and how many were named."""

    starts: Ints
    columns: Ints
    levels: Levels
    places: Ints
    named: Ints

    def within(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """For some rows: (line among these rows, column, where the pair stands here)."""
        counts = self.starts[rows + 1] - self.starts[rows]
        line = np.repeat(np.arange(len(rows)), counts)
        first = np.repeat(self.starts[rows] - np.cumsum(counts) + counts, counts)
        where = first + np.arange(len(line))
        return line, self.columns[where], where


class Market:
    """Seekers (in the order of their keys) and a roster, with what either side ranked.

    `free` are the rows of those who are not locked, `room` the places left for them.
    Names in a ranking that do not take part are passed over. Raises ValueError where a ranking names somebody twice
    or more people than `MOST_RANKED`.
    """

    def __init__(
        self,
        seekers: Sequence[Seeker],
        roster: Roster,
        by_seekers: Ranking,
        by_guides: Ranking,
        seed: int,
        locked: Iterable[Pair] = (),
    ) -> None:
        self.board = Board(seekers, roster)
        self.shape = self.board.shape
        if len(seekers) > MOST_SEEKERS:
            raise ValueError(f"More than {MOST_SEEKERS} seekers at once.")
        self.capacity = np.array([guide.capacity_left for guide in roster.guides], dtype=np.int64)
        rows = {seeker.key: row for row, seeker in enumerate(seekers)}
        columns = {guide.key: column for column, guide in enumerate(roster.guides)}
        self.by_seekers = _stated(_ranked(by_seekers, rows, columns), len(rows))
        turned = [(row, column, place, count) for column, row, place, count in _ranked(by_guides, columns, rows)]
        self.by_guides = _stated(turned, len(rows))
        self.locked = np.full(len(rows), -1, dtype=np.int64)
        for seeker_key, guide_key in locked:
            self.locked[rows[seeker_key]] = columns[guide_key]
        self.free = np.flatnonzero(self.locked < 0)
        self.room = self.capacity - np.bincount(self.locked[self.locked >= 0], minlength=len(columns))
        self._ties = short(seeded(key_hashes(rows, "seeker"), seed)), roster.ties(seed)
        self.choosy_seekers = np.diff(self.by_seekers.starts) > 0
        self.choosy_guides = np.zeros(len(columns), dtype=bool)
        self.choosy_guides[self.by_guides.columns] = True

    def blocks(self, rows: Ints | None = None) -> Iterator[tuple[Ints, Levels, Levels]]:
        """Yield (rows, what these seekers think of every guide, what every guide thinks of them); rows sorted."""
        for some, scores in self.board.blocks(rows):
            yield some, *self.levels(some, scores)

    def levels(self, rows: Ints, scores: Levels) -> tuple[Levels, Levels]:
        """Both sides' levels from the scores of some rows."""
        return self._ranked_over(self.by_seekers, rows, scores), self._ranked_over(self.by_guides, rows, scores)

    def ties(self, rows: Ints, columns: Ints | None = None) -> NDArray[np.int32]:
        """The order of equal levels, as `rank` has it: for all guides, or for a table of columns."""
        mine, theirs = self._ties
        return pair_ties(mine[rows, None], theirs if columns is None else theirs[columns])

    @staticmethod
    def _ranked_over(stated: Stated, rows: Ints, scores: Levels) -> Levels:
        line, column, where = stated.within(rows)
        if not len(line):
            return scores
        levels = scores.copy()
        allowed = scores[line, column] > EXCLUDED
        levels[line[allowed], column[allowed]] = stated.levels[where[allowed]]
        return levels


def _ranked(
    rankings: Ranking, own: Mapping[str, int], others: Mapping[str, int]
) -> Iterator[tuple[int, int, int, int]]:
    """(who ranks, who is ranked, place from 0, how many were named)."""
    for key, names in rankings.items():
        if isinstance(names, str) or len(set(names)) != len(names):
            raise ValueError(f"The ranking of {key} must name each person once.")
        if len(names) > MOST_RANKED:
            raise ValueError(f"{key} ranks {len(names)} people; the most is {MOST_RANKED}.")
        if key in own:
            for place, name in enumerate(names):
                if name in others:
                    yield own[key], others[name], place, len(names)


def _stated(ranked: Iterator[tuple[int, int, int, int]] | list[tuple[int, int, int, int]], height: int) -> Stated:
    found = np.array(sorted(ranked), dtype=np.int64).reshape(-1, 4)
    starts = np.searchsorted(found[:, 0], np.arange(height + 1))
    place, count = found[:, 2], found[:, 3]
    return Stated(starts, found[:, 1], (HIGHEST - place).astype(np.int16), place, count)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a choice looks from both sides. -1 stands for nobody; `blocking` lists (row, column) of the first found."""

    scores: Ints
    seeker_places: Ints
    guide_places: Ints
    blocking: tuple[tuple[int, int], ...]
    blocking_count: int


def standing(market: Market, chosen: Ints, most_listed: int) -> Standing:
    """Each side's place of the other, and the pairs that would both rather have each other.

    A place is 1 when nobody stands higher. Equals are no reason to change: a pair blocks only where both would truly
    be better off, the guide by a free place or by leaving somebody who stands lower. Locked pairs never move.
    """
    height, width = market.shape
    matched = np.flatnonzero(chosen >= 0)
    own, theirs, scores = (np.full(height, EXCLUDED, dtype=np.int16) for _ in range(3))
    for rows, block in market.board.blocks(matched):
        levels = market.levels(rows, block)
        across, columns = np.arange(len(rows)), chosen[rows]
        scores[rows] = block[across, columns]
        own[rows], theirs[rows] = levels[0][across, columns], levels[1][across, columns]
    order = matched[np.lexsort((-theirs[matched].astype(np.int64), chosen[matched]))]
    load = np.bincount(chosen[matched], minlength=width)
    slot = np.arange(len(order)) - np.repeat(np.cumsum(load) - load, load)
    worst = np.full(width, HIGHEST, dtype=np.int16)
    movable = order[market.locked[order] < 0]
    np.minimum.at(worst, chosen[movable], theirs[movable])
    worst[load < market.capacity] = EXCLUDED
    content = np.where(market.locked >= 0, HIGHEST, own)
    seeker_places, above = np.full(height, -1, dtype=np.int64), np.zeros(len(order), dtype=np.int64)
    slots = [np.flatnonzero(slot == number) for number in range(int(slot.max(initial=-1)) + 1)]
    found: list[tuple[int, int]] = []
    count = 0
    for rows, mine, others in market.blocks() if width else ():
        seeker_places[rows] = 1 + np.count_nonzero(mine > own[rows, None], axis=1)
        better = mine > content[rows, None]
        for spots in slots:
            people = order[spots]
            seen = others if len(spots) == width else others[:, chosen[people]]
            above[spots] += np.count_nonzero(seen > theirs[people], axis=0)
        better &= others > worst
        blocked = int(np.count_nonzero(better))
        count += blocked
        if blocked and len(found) < most_listed:
            line, column = np.nonzero(better)
            found += zip(rows[line].tolist(), column.tolist(), strict=True)
    guide_places = np.full(height, -1, dtype=np.int64)
    guide_places[order] = 1 + above
    seeker_places[chosen < 0] = -1
    return Standing(scores.astype(np.int64), seeker_places, guide_places, tuple(found[:most_listed]), count)
