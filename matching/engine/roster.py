"""Guides prepared for scoring, and seekers set against them in blocks of bounded size."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.engine import features
from matching.engine.factors import Factor
from matching.engine.hashing import key_hashes, seeded, short
from matching.engine.people import Guide, Seeker, check_distinct
from matching.engine.rules import Group, Pair, RuleMask, Rules
from matching.engine.table import PointTable
from matching.engine.weights import Weights

EXCLUDED = -1
"""Stands in a block of scores where a hard rule excludes the pair. Scores start at 0; all bits set beat any of them."""

BLOCK_CELLS = 1 << 17
MOST_ROWS = 1 << 12
MOST_GUIDES = 1 << 20
TABLE_BYTES = 1 << 28


class Roster:
    """Guides in the order of their keys (`keys`), ready to be scored against any seeker.

    Building it costs some milliseconds for thousands of guides; keep it as long as guides, weights and rules stay
    the same. Threads may share it. Raises ValueError when two guides share a key.
    """

    def __init__(
        self,
        guides: Iterable[Guide],
        weights: Weights | None = None,
        rules: Rules | None = None,
        forbidden: Iterable[Pair] = (),
    ) -> None:
        self.guides: tuple[Guide, ...] = tuple(sorted(guides, key=lambda guide: guide.key))
        check_distinct(self.guides, "guides")
        if len(self.guides) > MOST_GUIDES:
            raise ValueError(f"More than {MOST_GUIDES} guides in one roster.")
        self.weights = weights or Weights()
        self.rules = rules or Rules()
        self.forbidden = frozenset(forbidden)
        self.keys = tuple(guide.key for guide in self.guides)
        self.mask = RuleMask(self.guides, self.rules, self.forbidden)
        self._features = features.build(self.guides, self.weights)
        self._place = {guide.key: place for place, guide in enumerate(self.guides)}
        self._excluded: dict[Group, NDArray[np.int16]] = {}
        self._ties: tuple[int, NDArray[np.uint32] | None] = (0, None)
        self.table = PointTable(self._features, len(self.guides))

    def __len__(self) -> int:
        """How many guides there are."""
        return len(self.guides)

    def place(self, key: str) -> int:
        """The column of a guide. Raises KeyError for a stranger."""
        return self._place[key]

    def scores(self, seeker: Seeker) -> NDArray[np.int16]:
        """The seeker's score with every guide, `EXCLUDED` where a rule forbids the pair."""
        if self.table.size > TABLE_BYTES:
            self.table = PointTable(self._features, len(self.guides))
        table = self.table
        rows = table.rows(seeker)
        cells = table.cells
        # Row 0 holds zeros, so that there are always two to begin with.
        first, second, *others = rows if len(rows) > 1 else (*rows, 0, 0)
        scores = cells[first] + cells[second]
        for row in others:
            scores += cells[row]
        scores |= self.excluded(self.mask.group_of(seeker))
        scores[[place for place, _rule in self.mask.singles(seeker)]] = EXCLUDED
        return scores

    def factors(self, seeker: Seeker, guide: Guide) -> tuple[Factor, ...]:
        """The same points feature by feature, with their reasons. They add up to the score."""
        return self.table.factors_of(seeker, self.guides, [self._place[guide.key]])[0]

    def factors_of(self, seeker: Seeker, places: Sequence[int]) -> list[tuple[Factor, ...]]:
        """`factors` for several guides at once, given by their columns."""
        return self.table.factors_of(seeker, self.guides, places)

    def excluded(self, group: Group) -> NDArray[np.int16]:
        """All bits (`EXCLUDED`) for the guides excluded for a whole group of seekers, 0 for the others."""
        if group not in self._excluded:
            self._excluded[group] = np.where(self.mask.shared_row(group), EXCLUDED, 0).astype(np.int16)
        return self._excluded[group]

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """One hash per guide, for ties."""
        return key_hashes([guide.key for guide in self.guides], "guide")

    def ties(self, seed: int) -> NDArray[np.uint32]:
        """One short hash per guide and seed; those of the seed asked for last are kept."""
        kept, hashes = self._ties
        if kept != seed or hashes is None:
            hashes = short(seeded(self.hashes, seed))
            self._ties = (seed, hashes)
        return hashes


class Board:
    """Seekers against a roster: scores in blocks of rows, so that memory stays bounded for any number of people."""

    def __init__(self, seekers: Sequence[Seeker], roster: Roster) -> None:
        self.seekers = tuple(seekers)
        self.roster = roster
        self.shape = (len(self.seekers), len(roster))
        self._table = roster.table
        self._step = min(MOST_ROWS, max(8, BLOCK_CELLS // max(1, len(roster))))
        rows = [self._table.rows(seeker) for seeker in self.seekers]
        self._rows = np.zeros((len(rows), max([1, *map(len, rows)])), dtype=np.int32)
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        filled = np.arange(self._rows.shape[1]) < lengths[:, None]
        self._rows[filled] = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(lengths.sum()))
        self._read_rules()

    def only(self, rows: NDArray[np.int64]) -> "Board":
        """The same board with some seekers only."""
        return self if len(rows) == self.shape[0] else Board([self.seekers[row] for row in rows], self.roster)

    def blocks(self, chosen: NDArray[np.int64] | None = None) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int16]]]:
        """Yield (rows of seekers, their scores with every guide), `EXCLUDED` where a rule forbids the pair.

        Each array of scores is the caller's own. `chosen` rows must be sorted.
        """
        every = np.arange(len(self.seekers)) if chosen is None else chosen
        for start in range(0, len(every), self._step):
            rows = every[start : start + self._step]
            yield rows, self.scores(rows)

    def scores(self, rows: NDArray[np.int64]) -> NDArray[np.int16]:
        """Scores of some seekers (sorted rows) with every guide."""
        cells, numbers = self._table.cells, self._rows[rows]
        scores = cells[numbers[:, 0]]
        part = np.empty_like(scores)
        for column in range(1, numbers.shape[1]):
            scores += np.take(cells, numbers[:, column], axis=0, out=part, mode="clip")
        scores |= np.take(self._group_mask, self._group[rows], axis=0, out=part, mode="clip")
        first, last = self._single_start[rows], self._single_start[rows + 1]
        counts = last - first
        if counts.any():
            line = np.repeat(np.arange(len(rows)), counts)
            offset = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
            scores[line, self._single_place[first[line] + offset]] = EXCLUDED
        return scores

    def _read_rules(self) -> None:
        mask = self.roster.mask
        codes: dict[Group, int] = {}
        groups = [codes.setdefault(mask.group_of(seeker), len(codes)) for seeker in self.seekers]
        self._group = np.array(groups, dtype=np.int32)
        self._group_mask = np.zeros((len(codes), len(self.roster)), dtype=np.int16)
        for group, code in codes.items():
            self._group_mask[code] = self.roster.excluded(group)
        singles = [[place for place, _rule in mask.singles(seeker)] for seeker in self.seekers]
        self._single_start = np.cumsum([0, *map(len, singles)])
        self._single_place = np.array([place for places in singles for place in places], dtype=np.int32)
