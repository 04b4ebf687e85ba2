"""Prices of places: the dual values that prove an assignment to be the best of all."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.solver.arcs import Ints

UNPRICED = -(1 << 52)
"""Where prices of columns that must be full begin: lower than any sum of costs on a path."""


def place_prices(
    seeker: Ints, column: Ints, cost: Ints, chosen: Ints, own_cost: Ints, must_be_full: NDArray[np.bool_]
) -> Ints:
    """The lowest prices at which nobody would rather have another column they have an arc to.

    Bellman-Ford on the graph of columns: a price rises to what the keenest other seeker would gain there. Columns
    that may stay open start at 0 and, with room left, end there exactly if the assignment is optimal on these arcs.
    """
    order = np.argsort(column, kind="stable")
    seeker, cost, column = seeker[order], cost[order], column[order]
    columns, starts = np.unique(column, return_index=True)
    prices = np.where(must_be_full, UNPRICED, 0).astype(np.int64)
    for _round in range(len(prices) + 2):
        wish = (own_cost + prices[chosen])[seeker] - cost
        raised = np.maximum(prices[columns], np.maximum.reduceat(wish, starts)) if len(starts) else prices[columns]
        if np.array_equal(raised, prices[columns]):
            return prices
        prices[columns] = raised
    raise ArithmeticError("Prices do not settle: the assignment is not optimal on its arcs.")
