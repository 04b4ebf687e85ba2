"""An independent way to the optimum: a dense assignment over single places with OR-Tools' other algorithm."""

import numpy as np
from ortools.graph.python import linear_sum_assignment

from matching.engine.roster import Board

UNMATCHED = 1_000_000


def best_aims(board: Board, capacity: list[int]) -> tuple[int, int, int]:
    """(matched, lowest, total): coverage first, then a bisection over all scores, then the highest total."""
    scores = np.vstack([scores for _rows, scores in board.blocks()]).astype(np.int64)
    scores = np.repeat(scores, capacity, axis=1)
    matched, _total = _solve(scores, 0)
    if not matched:
        return 0, 0, 0
    levels = np.unique(scores[scores >= 0])
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _solve(scores, int(levels[middle]))[0] == matched:
            low = middle
        else:
            high = middle - 1
    return matched, int(levels[low]), _solve(scores, int(levels[low]))[1]


def _solve(scores: np.ndarray, least: int) -> tuple[int, int]:
    """Most matched with this score at least, and then the highest total."""
    seekers, places = scores.shape
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = np.nonzero(scores >= least)
    everyone, spare = np.arange(seekers), np.arange(places)
    # Each seeker has a column of their own for staying alone, each place a row of its own for staying open.
    solver.add_arcs_with_cost(
        np.concatenate([rows, everyone, seekers + spare, seekers + columns]),
        np.concatenate([columns, places + everyone, spare, places + rows]),
        np.concatenate([10_000 - scores[rows, columns], np.full(seekers, UNMATCHED), 0 * spare, 0 * rows]),
    )
    assert solver.solve() == solver.OPTIMAL
    found = [solver.right_mate(row) for row in range(seekers)]
    points = [scores[row, column] for row, column in enumerate(found) if column < places]
    return len(points), int(sum(points))
