"""An independent way to the optimum: dense assignments over single places, by solvers that know no flows.

Nothing is shared with the engine but the scores: no lists, no proofs, no stages. All aims of one floor stand in one
cost, as large weights: people, then places of least loads, then points.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import linear_sum_assignment

from matching.engine import Objective
from matching.engine.roster import Board

Matrix = NDArray[np.int64]
Solver = Callable[[Matrix], tuple[NDArray, NDArray]]
MOST_POINTS = 10_000


def by_ortools(costs: Matrix) -> tuple[NDArray, NDArray]:
    """Rows and columns of a cheapest assignment of the shorter side."""
    side = max(costs.shape)
    square = np.zeros((side, side), dtype=np.int64)
    square[: costs.shape[0], : costs.shape[1]] = costs
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = np.indices(square.shape)
    solver.add_arcs_with_cost(rows.ravel(), columns.ravel(), square.ravel())
    assert solver.solve() == solver.OPTIMAL
    mates = np.array([solver.right_mate(row) for row in range(costs.shape[0])])
    inside = mates < costs.shape[1]
    return np.flatnonzero(inside), mates[inside]


def by_scipy(costs: Matrix) -> tuple[NDArray, NDArray]:
    """The same by SciPy, a peer of the benchmarks. Sums stay below 2^53, so that its floats are exact."""
    from scipy.optimize import linear_sum_assignment as assigned

    return assigned(costs)


def differs(board: Board, found: Objective, solve: Solver = by_ortools) -> bool:
    """Whether a dense solver contradicts any of the aims: at no floor, at the floor found, and one point above it."""
    scores = np.vstack([scores for _rows, scores in board.blocks()]).astype(np.int64)
    matched, shortfall, _total = best_at(scores, board, 0, solve)
    if (matched, shortfall) != (found.matched, found.shortfall):
        return True
    if not matched:
        return (found.lowest, found.total) != (0, 0)
    if best_at(scores, board, found.lowest, solve) != (matched, shortfall, found.total):
        return True
    above = best_at(scores, board, found.lowest + 1, solve)
    return above[:2] == (matched, shortfall)


def best_at(scores: Matrix, board: Board, floor: int, solve: Solver) -> tuple[int, int, int]:
    """(matched, shortfall, total) of the best assignment in which nobody has less than `floor`."""
    guides = board.roster.guides
    capacity = np.array([guide.capacity_left for guide in guides], dtype=np.int64)
    owner = np.repeat(np.arange(len(guides)), capacity)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(capacity) - capacity, capacity)
    is_least = place < np.array([guide.load_at_least for guide in guides], dtype=np.int64)[owner]
    points = scores[:, owner]
    least_weight = MOST_POINTS * len(scores) + 1
    person_weight = 2 * least_weight * (len(scores) + 1)
    costs = np.where(points >= max(floor, 0), MOST_POINTS - points - least_weight * is_least, person_weight)
    rows, columns = solve(costs)
    is_pair = points[rows, columns] >= max(floor, 0)
    rows, columns = rows[is_pair], columns[is_pair]
    shortfall = int(is_least.sum() - is_least[columns].sum())
    return len(rows), shortfall, int(points[rows, columns].sum())
