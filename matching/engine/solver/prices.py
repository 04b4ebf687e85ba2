"""Prices of places: the dual values that prove an assignment to be the best of all.

The price of a column may be above 0 only where it is full, below 0 only where it has its least load and no more, and
empty seats stand in the cheapest columns only. Among all prices at which nobody would rather have another column,
some are better news than others: those of full columns are the lowest, so that each says what one more place is
worth; those below 0 the highest, so that each says what one seeker less at the least load is worth.
"""

import numpy as np
from numpy.typing import NDArray

from matching.engine.solver.arcs import Ints
from matching.engine.solver.flows import Columns, Flow

UNPRICED = -(1 << 52)
"""Where prices that have no lower bound begin: lower than any sum of costs on a path."""


def place_prices(
    seeker: Ints, column: Ints, cost: Ints, flow: Flow, own_cost: Ints, columns: Columns, near_zero: bool
) -> Ints:
    """The lowest prices at which nobody would rather have another column they have an arc to.

    Bellman-Ford on the graph of columns: a price rises to what the keenest other seeker would gain there. With room
    left, a column ends at 0 or below exactly if the assignment is optimal on these arcs. With `near_zero` no price
    but the last is lower than it must be (nor below 0 for want of a bound).
    """
    at_least = _load(flow, columns) <= columns.least
    at_least &= columns.least > 0
    prices = np.where(at_least, UNPRICED, 0).astype(np.int64)
    if near_zero and at_least[:-1].any():
        highest = _highest_prices(seeker, column, cost, flow, own_cost, columns)
        prices[:-1] = np.where(at_least, np.minimum(highest, 0), 0)[:-1]
    order = np.argsort(column, kind="stable")
    seeker, cost, column = seeker[order], cost[order], column[order]
    reached, starts = np.unique(column, return_index=True)
    for _round in range(len(prices) + 2):
        before = prices.copy()
        if len(starts):
            wish = (own_cost + prices[flow.chosen])[seeker] - cost
            prices[reached] = np.maximum(prices[reached], np.maximum.reduceat(wish, starts))
        if columns.spare:
            dearest = int(prices[flow.empty > 0].max())
            prices[columns.empty > 0] = np.maximum(prices[columns.empty > 0], dearest)
        if np.array_equal(before, prices):
            return prices
    raise ArithmeticError("Prices do not settle: the assignment is not optimal on its arcs.")


def is_proper(prices: Ints, flow: Flow, columns: Columns) -> NDArray[np.bool_]:
    """Whether each price may be what it is beside the load of its column."""
    load = _load(flow, columns)
    return ((prices <= 0) | (load == columns.places)) & ((prices >= 0) | (load == columns.least))


def _load(flow: Flow, columns: Columns) -> Ints:
    return np.bincount(flow.chosen, minlength=len(columns.places)) + flow.empty


def _highest_prices(seeker: Ints, column: Ints, cost: Ints, flow: Flow, own_cost: Ints, columns: Columns) -> Ints:
    """The same from above: a price falls to what keeps everybody in the column from leaving it."""
    prices = np.where(_load(flow, columns) < columns.places, 0, -UNPRICED).astype(np.int64)
    home = flow.chosen[seeker]
    order = np.argsort(home, kind="stable")
    seeker, cost, column, home = seeker[order], cost[order], column[order], home[order]
    homes, starts = np.unique(home, return_index=True)
    loss = cost - own_cost[seeker]
    for _round in range(len(prices) + 2):
        before = prices.copy()
        if len(starts):
            prices[homes] = np.minimum(prices[homes], np.minimum.reduceat(loss + prices[column], starts))
        if columns.spare:
            cheapest = int(prices[columns.empty > 0].min())
            prices[flow.empty > 0] = np.minimum(prices[flow.empty > 0], cheapest)
        if np.array_equal(before, prices):
            return prices
    raise ArithmeticError("Prices do not settle: the assignment is not optimal on its arcs.")
