"""The sparse graph the flows run on: each seeker's best guides, widened where a proof asks for more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.roster import EXCLUDED, Board

Ints = NDArray[np.int64]
Blocks = Iterator[tuple[Ints, NDArray[np.int16]]]
LIST_LENGTH = 48
"""Long enough that most proofs hold in the first round; longer lists make every flow slower."""

WIDEN_BY = 12
_TIE_BITS = 17


@dataclass(slots=True)
class Arcs:
    """Allowed pairs as parallel arrays (seeker row, guide column, score), sorted, without repeats."""

    seeker: Ints
    guide: Ints
    score: Ints
    width: int

    def __len__(self) -> int:
        """How many arcs there are."""
        return len(self.seeker)

    def at_least(self, score: int) -> "Arcs":
        """Only the arcs with this score or more."""
        keep = self.score >= score
        return Arcs(self.seeker[keep], self.guide[keep], self.score[keep], self.width)

    def joined(self, seeker: Ints, guide: Ints, score: Ints) -> "Arcs":
        """These arcs and some more."""
        keys = np.concatenate([self.seeker * self.width + self.guide, seeker * self.width + guide])
        keys, first = np.unique(keys, return_index=True)
        return Arcs(keys // self.width, keys % self.width, np.concatenate([self.score, score])[first], self.width)


@dataclass(slots=True)
class Lists:
    """Each seeker's best guides as arcs. `best` is the best score of each, `EXCLUDED` where nobody is allowed.

    `beyond` is the bound that makes proofs cheap: no guide outside the list scores more. `EXCLUDED` means that the
    list is complete.
    """

    arcs: Arcs
    best: Ints
    beyond: Ints

    def only(self, rows: Ints) -> "Lists":
        """The lists of some seekers, counted anew; arcs of others must not exist."""
        place = np.full(len(self.best), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        arcs = Arcs(place[self.arcs.seeker], self.arcs.guide, self.arcs.score, self.arcs.width)
        return Lists(arcs, self.best[rows], self.beyond[rows])


def unwatched(blocks: Blocks, _rows: int = 0) -> Blocks:
    """Blocks as they are, for those who need no clock."""
    return blocks


def best_lists(
    board: Board, shifts: Ints, length: int = LIST_LENGTH, watched: Callable[[Blocks, int], Blocks] = unwatched
) -> Lists:
    """The best `length` guides of each seeker. `watched` may look between two blocks, given the number of rows.

    Among equal scores each seeker prefers other guides (by `shifts`), or everybody's list would name the same few.
    """
    height, width = board.shape
    found: list[tuple[Ints, Ints, Ints]] = []
    best, beyond = (np.full(height, EXCLUDED, dtype=np.int64) for _ in range(2))
    bits = _TIE_BITS if width < 1 << _TIE_BITS else 40
    wide = np.dtype(np.int32 if bits == _TIE_BITS else np.int64)
    columns = np.arange(width, dtype=wide)
    for rows, scores in watched(board.blocks(), height) if width else ():
        shift = (shifts[rows] % width).astype(wide)
        turned = columns + shift[:, None]
        turned -= np.where(turned >= width, wide.type(width), wide.type(0))
        keys = np.left_shift(scores.astype(wide), bits) | turned
        if width > length:
            keys = np.partition(keys, width - length, axis=1)[:, width - length :]
            beyond[rows] = np.maximum(keys.min(axis=1) >> bits, EXCLUDED)
        line, spot = np.nonzero(keys >= 0)
        values = keys[line, spot].astype(np.int64)
        guide = ((values & ((1 << bits) - 1)) - shift[line]) % width
        found.append((rows[line].astype(np.int64), guide, values >> bits))
        best[rows] = np.maximum(keys.max(axis=1) >> bits, EXCLUDED)
    found.append((np.zeros(0, dtype=np.int64),) * 3)
    seeker, guide, score = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(seeker * width + guide)
    return Lists(Arcs(seeker[order], guide[order], score[order], width), best, beyond)


def widen(
    board: Board,
    lists: Lists,
    rows: Ints,
    closed: NDArray[np.bool_],
    score: int,
    watched: Callable[[Blocks], Blocks] = unwatched,
) -> int:
    """Look for pairs of `score` or more between some seekers and the guides that are not `closed`: *all* such pairs.

    If there are any, the best of them become arcs and `score` is returned. Otherwise the answer is below `score`,
    and no such pair scores more than it. With a cut from a maximum flow this proves that nothing was missed. The
    listed pairs must score less than `score`, as they do beyond a cut.
    """
    open_columns = np.flatnonzero(~closed)
    if not len(open_columns):
        return EXCLUDED
    inside = np.zeros(board.shape[0], dtype=bool)
    inside[rows] = True
    beyond = lists.beyond[rows]
    unlisted = int(beyond[beyond < score].max(initial=EXCLUDED))
    listed = lists.arcs.score[inside[lists.arcs.seeker] & ~closed[lists.arcs.guide]]
    highest = max(unlisted, int(listed.max(initial=EXCLUDED)))
    found: list[tuple[Ints, Ints, Ints]] = []
    for lines, scores in watched(board.blocks(rows[beyond >= score])):
        seen = scores[:, open_columns]
        highest = max(highest, int(seen.max(initial=EXCLUDED)))
        if highest < score:
            continue
        keep = min(WIDEN_BY, seen.shape[1])
        spots = np.argpartition(seen, -keep, axis=1)[:, -keep:]
        values = np.take_along_axis(seen, spots, axis=1)
        line, spot = np.nonzero(values >= score)
        found.append((lines[line], open_columns[spots[line, spot]], values[line, spot].astype(np.int64)))
    if highest >= score:
        seeker, guide, points = (np.concatenate(part) for part in zip(*found, strict=True))
        lists.arcs = lists.arcs.joined(seeker, guide, points)
    return min(highest, score)
