"""What else each seeker could have had: the place of their guide in their own order, and the runner-up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.roster import EXCLUDED, Board
from matching.engine.solver.exact import Solution

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Per seeker: the score of their guide, its place in their own order (1: nobody scores more), the best other
    guide's column and score. -1 stands for none."""

    own: Ints
    places: Ints
    others: Ints
    points: Ints


def alternatives(board: Board, solution: Solution) -> Alternatives:
    """What the seekers of a solution have and could have had.

    A seeker's list answers where nothing beyond it could change the answer; the others are
    scored against everybody once more.
    """
    places, others, points = (np.full(board.shape[0], -1, dtype=np.int64) for _ in range(3))
    own = _own_scores(board, solution)
    matched = solution.chosen >= 0
    arcs, beyond = solution.lists.arcs, solution.lists.beyond
    higher = arcs.score > own[arcs.seeker]
    listed = 1 + np.bincount(arcs.seeker[higher], minlength=board.shape[0])
    # One number holds score and column, so that the highest is the best score in the first column.
    other = np.where(arcs.guide != solution.chosen[arcs.seeker], (arcs.score << 32) - arcs.guide, EXCLUDED << 32)
    listing, starts = np.unique(arcs.seeker, return_index=True)
    if len(listing):
        best = np.maximum.reduceat(other, starts)
        points[listing] = -(-best >> 32)
        others[listing] = np.where(points[listing] >= 0, (points[listing] << 32) - best, -1)
    places[matched] = listed[matched]
    unsure = matched & ((own < beyond) | ((points <= beyond) & (beyond > EXCLUDED)))
    for rows, scores in board.blocks(np.flatnonzero(unsure)):
        across, mine = np.arange(len(rows)), solution.chosen[rows]
        places[rows] = 1 + (scores > scores[across, mine][:, None]).sum(axis=1)
        scores[across, mine] = EXCLUDED
        others[rows] = scores.argmax(axis=1)
        points[rows] = scores[across, others[rows]]
    others[~matched] = points[~matched] = -1
    return Alternatives(own, places, others, points)


def _own_scores(board: Board, solution: Solution) -> Ints:
    arcs = solution.lists.arcs
    own = np.full(board.shape[0], EXCLUDED, dtype=np.int64)
    taken = np.flatnonzero(arcs.guide == solution.chosen[arcs.seeker])
    own[arcs.seeker[taken]] = arcs.score[taken]
    for rows, scores in board.blocks(np.flatnonzero((solution.chosen >= 0) & (own == EXCLUDED))):
        own[rows] = scores[np.arange(len(rows)), solution.chosen[rows]]
    return own
