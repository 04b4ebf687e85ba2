"""The best guides for one seeker, or for everyone, with the reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.exposure import effective
from matching.engine.factors import Factor
from matching.engine.hashing import TIE_BITS, key_hashes, pair_ties, seeded, short
from matching.engine.people import Guide, Seeker, check_distinct
from matching.engine.roster import EXCLUDED, Board, Roster
from matching.engine.rules import Rules
from matching.engine.weights import Weights

_SIEVE = 1024
_HIGHEST = np.int64((1 << 31) - 1)
_LOWEST = np.int32(-(1 << 31) + (1 << TIE_BITS))
"""Above every excluded pair and below every other one, whatever its handicap."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in a ranking: the guide's key, the whole points and what they consist of."""

    key: str
    score: int
    factors: tuple[Factor, ...]


class Rankings(Mapping[str, list[tuple[str, int]]]):
    """The best guides of many seekers by the seeker's key: (guide key, score), best first."""

    def __init__(self, keys: Sequence[str], guides: Sequence[str], columns: NDArray, scores: NDArray) -> None:
        self._line = {key: line for line, key in enumerate(keys)}
        self._guides, self._columns, self._scores = guides, columns, scores

    def __getitem__(self, key: str) -> list[tuple[str, int]]:
        """The ranking of one seeker. Raises KeyError for a stranger."""
        line = self._line[key]
        found = zip(self._columns[line].tolist(), self._scores[line].tolist(), strict=True)
        return [(self._guides[column], score) for column, score in found if column >= 0]

    def __iter__(self) -> Iterator[str]:
        """The seekers' keys in the order they were given."""
        return iter(self._line)

    def __len__(self) -> int:
        """How many seekers there are."""
        return len(self._line)


def rank(
    seeker: Seeker,
    guides: Iterable[Guide] | Roster,
    weights: Weights | None = None,
    rules: Rules | None = None,
    k: int = 20,
    *,
    seed: int = 0,
    handicaps: NDArray[np.int16] | None = None,
) -> list[Ranked]:
    """The best `k` guides for a seeker, best first; nobody a hard rule excludes. Equal scores are ordered by the seed.

    Pass a `Roster` instead of guides when the same guides are ranked again; it brings its own weights and rules.
    `handicaps` (from `spread_attention`, one for each guide in the order of keys) change the order and nothing else:
    the scores and factors told are the true ones. Raises ValueError for two guides with one key.
    """
    roster = _roster(guides, weights, rules)
    scores = roster.scores(seeker)
    if k < 1 or not len(scores):
        return []
    if handicaps is not None:
        return _ranked_with(handicaps, roster, seeker, scores, k, seed)
    places = np.flatnonzero(scores >= max(0, _floor(scores, k)))
    ties = pair_ties(short(seeded(key_hashes([seeker.key], "seeker"), seed)), roster.ties(seed)[places])
    order = np.argsort(-((scores[places].astype(np.int32) << TIE_BITS) | ties), kind="stable")[:k]
    return _told(roster, seeker, scores, places[order].tolist())


def _ranked_with(
    handicaps: NDArray[np.int16], roster: Roster, seeker: Seeker, scores: NDArray[np.int16], k: int, seed: int
) -> list[Ranked]:
    order_by = effective(scores, handicaps)
    places = np.flatnonzero((order_by >= _floor(order_by, k)) & (scores > EXCLUDED))
    ties = pair_ties(short(seeded(key_hashes([seeker.key], "seeker"), seed)), roster.ties(seed)[places])
    order = np.argsort(-((order_by[places].astype(np.int64) << TIE_BITS) | ties), kind="stable")[:k]
    return _told(roster, seeker, scores, places[order].tolist())


def _told(roster: Roster, seeker: Seeker, scores: NDArray[np.int16], best: list[int]) -> list[Ranked]:
    found = zip(best, scores[best].tolist(), roster.factors_of(seeker, best), strict=True)
    keys = roster.keys
    return [Ranked(keys[place], score, factors) for place, score, factors in found]


def rank_all(
    seekers: Sequence[Seeker],
    guides: Iterable[Guide] | Roster,
    weights: Weights | None = None,
    rules: Rules | None = None,
    k: int = 20,
    *,
    seed: int = 0,
    handicaps: NDArray[np.int16] | None = None,
) -> Rankings:
    """The best `k` guides of every seeker, in the order `rank` gives them; reasons come from `Roster.factors`.

    Memory grows with the answer, not with the number of pairs. Raises ValueError for repeated keys.
    """
    check_distinct(seekers, "seekers")
    roster = _roster(guides, weights, rules)
    keys = [seeker.key for seeker in seekers]
    k = max(0, min(k, len(roster)))
    columns, scores = np.full((len(keys), k), -1, dtype=np.int32), np.full((len(keys), k), -1, dtype=np.int16)
    board = Board(seekers, roster)
    mine, theirs = short(seeded(key_hashes(keys, "seeker"), seed)), roster.ties(seed)
    for rows, block in board.blocks() if k else ():
        order_by = block if handicaps is None else effective(block, handicaps)
        packed = (order_by.astype(np.int32) << TIE_BITS) | pair_ties(mine[rows, None], theirs)
        least = np.partition(packed, packed.shape[1] - k, axis=1)[:, packed.shape[1] - k]
        line, column = np.nonzero(packed >= np.maximum(least, 0 if handicaps is None else _LOWEST)[:, None])
        if handicaps is None:
            # Line, points and column in one number: sorting it sorts by all three.
            order = np.sort((line << 51) | ((_HIGHEST - packed[line, column]) << 20) | column)
            line, column = order >> 51, order & ((1 << 20) - 1)
        else:
            order = np.lexsort((column, -packed[line, column].astype(np.int64), line))
            line, column = line[order], column[order]
        place = np.arange(len(line)) - np.searchsorted(line, line)
        inside = place < k
        line, column, place = line[inside], column[inside], place[inside]
        columns[rows[line], place] = column
        scores[rows[line], place] = block[line, column]
    return Rankings(keys, [guide.key for guide in roster.guides], columns, scores)


def _roster(guides: Iterable[Guide] | Roster, weights: Weights | None, rules: Rules | None) -> Roster:
    if not isinstance(guides, Roster):
        return Roster(guides, weights, rules)
    if (weights and weights != guides.weights) or (rules and rules != guides.rules):
        raise ValueError("The roster was made for other weights or rules.")
    return guides


def _floor(scores: NDArray[np.int16], k: int) -> int:
    """A score that at least `k` guides reach, close to the k-th best; the lowest number if there are not so many."""
    count = len(scores)
    if k >= count:
        return int(np.iinfo(np.int16).min)
    if count < 8 * _SIEVE or k > _SIEVE:
        return int(np.partition(scores, count - k)[count - k])
    # The best of each of many groups: the k-th best of those is reached by k guides, in a fraction of the time.
    groups = scores[: count - count % _SIEVE].reshape(-1, _SIEVE).max(axis=0)
    return int(np.partition(groups, _SIEVE - k)[_SIEVE - k])
