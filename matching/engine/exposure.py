"""Attention shared fairly: small handicaps that change the order of a list, never a score.

In a list by score alone everybody sees the same few guides first. A handicap of some points moves a guide who is seen
more than their room allows behind one who fits nearly as well and has room. All numbers that decide are whole, so that
every machine finds the same handicaps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.figures import gini
from matching.engine.hashing import TIE_BITS, key_hashes, pair_ties, seeded, short
from matching.engine.people import Seeker
from matching.engine.roster import EXCLUDED, MOST_GUIDES, Board, Roster
from matching.engine.weights import MOST_POINTS

Ints = NDArray[np.int64]

FULL_SHARE = 100
NO_ROOM = MOST_POINTS + 1
"""The handicap of a guide without room: behind everybody who has some."""

_ROUNDS = 40
_FINE = 1 << 8
_LOST = -(1 << 14)
_COLUMN_BITS = MOST_GUIDES.bit_length() - 1
_SCORE_FROM = TIE_BITS + _COLUMN_BITS
"""Score, tie and column in one number, from the left: sorting it sorts by all three."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Handicaps in the order of `roster.guides`, and what they change for the seekers looked at.

    `gini` tells how unevenly attention falls on the places that are free: 0 when each place gets the same, near 1
    when one gets all; `gini_by_score` is the same in the pure order of scores. `given_up` is the mean score that the
    first k guides lose by the new order, in points, and `share_given_up` in parts of the score they had.
    """

    handicaps: NDArray[np.int16]
    seekers: int
    gini_by_score: float
    gini: float
    given_up: float
    share_given_up: float

    @property
    def ratio(self) -> float:
        """The unevenness left, as a share of that of the pure order."""
        return self.gini / self.gini_by_score if self.gini_by_score else 1.0


def spread_attention(
    seekers: Iterable[Seeker],
    roster: Roster,
    *,
    room: Mapping[str, int] | None = None,
    k: int = 20,
    most_percent: int = 5,
    most_seekers: int = 2_000,
    seed: int = 0,
) -> Exposure:
    """Handicaps by which attention in everybody's first `k` follows the room that guides have.

    `room` maps guides' keys to free places (left out: their capacity). No handicap is above `most_percent` of a
    perfect score, but for guides without room, who stand behind all others. Of more than `most_seekers` a sample is
    looked at, the same for the same seed. Pass the handicaps to `rank` or `rank_all` of the same roster.

    Raises ValueError for a share outside 0 to 50 and for a negative room.
    """
    if not 0 <= most_percent <= FULL_SHARE // 2:
        raise ValueError("Handicaps can take from 0 to 50 percent of a perfect score.")
    places = np.array(
        [guide.capacity_left if room is None else room.get(guide.key, 0) for guide in roster.guides], dtype=np.int64
    )
    if (places < 0).any():
        raise ValueError("Room is a whole number from 0.")
    most = roster.weights.total * most_percent // FULL_SHARE
    lists = _Lists(_sample(seekers, most_seekers, seed), roster, places, min(k, len(roster)), most, seed)
    pure = lists.attention(np.zeros(len(roster), dtype=np.int64))
    handicaps, best = np.zeros(len(roster), dtype=np.int64), pure
    if most and lists.height and places.any():
        handicaps, best = _searched(lists, places, most, pure)
    lost = pure.points - best.points
    return Exposure(
        handicaps=np.where(places > 0, handicaps, NO_ROOM).astype(np.int16),
        seekers=lists.height,
        gini_by_score=_unevenness(pure.attention, places),
        gini=_unevenness(best.attention, places),
        given_up=lost / max(1, pure.shown),
        share_given_up=lost / max(1, pure.points),
    )


def effective(scores: NDArray[np.int16], handicaps: NDArray[np.int16]) -> NDArray[np.int16]:
    """What a list is ordered by; excluded guides come out below everybody. Raises ValueError for another roster's."""
    if handicaps.shape != scores.shape[-1:]:
        raise ValueError("There must be one handicap for each guide of the roster.")
    return np.where(scores > EXCLUDED, scores - handicaps, np.int16(_LOST))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Attention by guide, in whole units, and how many guides with how many points all first k show."""

    attention: Ints
    shown: int
    points: int


class _Lists:
    """For each seeker all guides whom some handicaps could bring into the first k; nobody else is ever looked at."""

    def __init__(self, seekers: list[Seeker], roster: Roster, places: Ints, k: int, most: int, seed: int) -> None:
        self.k, self.most, self.width = k, most, len(roster)
        # What the place in a list is worth: the second is looked at less than the first, and so on.
        self._worth = np.round(10_000 / np.log2(np.arange(k) + 2)).astype(np.int64)
        mine, theirs = short(seeded(key_hashes([s.key for s in seekers], "seeker"), seed)), roster.ties(seed)
        rows: list[tuple[NDArray, NDArray, NDArray]] = []
        lines = 0
        for some, scores in Board(seekers, roster).blocks() if k else ():
            scores[:, places < 1] = EXCLUDED
            least = np.partition(scores, self.width - k, axis=1)[:, self.width - k].astype(np.int64) - most
            line, column = np.nonzero((scores >= least[:, None]) & (scores > EXCLUDED))
            ties = pair_ties(mine[some[line]], theirs[column])
            keys = (scores[line, column].astype(np.int64) << TIE_BITS) | ties
            rows.append((lines + line, column, (keys << _COLUMN_BITS) | (MOST_GUIDES - 1 - column)))
            lines += len(some)
        self.height = lines
        self._pad(rows)

    def attention(self, handicaps: Ints) -> _Seen:
        """Who is seen how much if lists are ordered with these handicaps."""
        keys = self._keys - (handicaps << _SCORE_FROM)[self._columns]
        cut = keys.shape[1] - self.k
        if self.k and cut > 0:
            spots = np.argpartition(keys, cut, axis=1)[:, cut:]
        else:
            spots = np.tile(np.arange(keys.shape[1]), (len(keys), 1))
        order = np.take_along_axis(spots, np.argsort(-np.take_along_axis(keys, spots, axis=1), axis=1), axis=1)
        columns, own = np.take_along_axis(self._columns, order, axis=1), np.take_along_axis(self._keys, order, axis=1)
        is_real = own >= 0
        worth = np.broadcast_to(self._worth[: order.shape[1]], order.shape)[is_real]
        seen = np.bincount(columns[is_real], weights=worth, minlength=self.width).astype(np.int64)
        return _Seen(seen, int(is_real.sum()), int((own[is_real] >> _SCORE_FROM).sum()))

    def _pad(self, rows: list[tuple[NDArray, NDArray, NDArray]]) -> None:
        empty = np.zeros(0, dtype=np.int64)
        line, column, key = (
            (np.concatenate([empty, *parts]) for parts in zip(*rows, strict=True)) if rows else (empty,) * 3
        )
        counts = np.bincount(line, minlength=self.height)
        longest = max(self.k, int(counts.max(initial=0)))
        spot = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
        self._columns = np.zeros((self.height, longest), dtype=np.int32)
        # Far below every key with a handicap, so that empty spots are never seen.
        self._keys = np.full((self.height, longest), -(1 << 60), dtype=np.int64)
        self._columns[line, spot], self._keys[line, spot] = column, key


def _searched(lists: _Lists, places: Ints, most: int, pure: _Seen) -> tuple[Ints, _Seen]:
    """Whoever is seen too much for their room goes back a little, the others come forward, in ever smaller steps."""
    has_room = places > 0
    fine = np.full(len(places), most * _FINE // 2, dtype=np.int64)
    best, best_seen, least = np.zeros(len(places), dtype=np.int64), pure, _unevenness(pure.attention, places)
    for step in range(_ROUNDS):
        handicaps = fine // _FINE
        handicaps -= handicaps[has_room].min()
        seen = lists.attention(handicaps)
        unevenness = _unevenness(seen.attention, places)
        if unevenness < least:
            best, best_seen, least = handicaps, seen, unevenness
        total, room = int(seen.attention.sum()), int(places.sum())
        actual, wanted = seen.attention * room // max(1, total // 1_000), places * 1_000
        moved = most * _FINE * 2 // (4 + step) * (actual - wanted) // np.maximum(1, actual + wanted)
        fine = np.clip(fine + moved, 0, most * _FINE)
    return best, best_seen


def _unevenness(attention: Ints, places: Ints) -> float:
    """The Gini coefficient of attention over all free places, each taking its share of its guide's."""
    has_room = places > 0
    if not attention[has_room].sum():
        return 0.0
    room = places[has_room]
    each = np.repeat(attention[has_room] / room, room)
    return gini(np.sort(each))


def _sample(seekers: Iterable[Seeker], most: int, seed: int) -> list[Seeker]:
    everyone = sorted(seekers, key=lambda seeker: seeker.key)
    if len(everyone) <= most:
        return everyone
    order = np.argsort(seeded(key_hashes([seeker.key for seeker in everyone], "sample"), seed), kind="stable")
    return [everyone[row] for row in np.sort(order[:most]).tolist()]
