"""A minimum-cost flow on few arcs, proven against all of them: solve, price, look for better pairs, repeat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.solver.arcs import Ints
from matching.engine.solver.flows import Columns, SolverError, cheapest
from matching.engine.solver.prices import is_proper, place_prices

NEVER = 1 << 50
"""The cost of a pair that cannot be."""

Costs = Callable[[Ints], Iterator[tuple[Ints, NDArray]]]
"""Given rows, yields (some of the rows, their cost with every guide) until all are done."""


class TieTaker(Protocol):
    """Somebody who wants to know all pairs of reduced cost 0."""

    def start(self, chosen: Ints) -> None:
        """A proof begins for this choice; forget what was told before."""

    def add(self, seeker: Ints, column: Ints) -> None:
        """Pairs of reduced cost 0."""


@dataclass(slots=True)
class Problem:
    """What to solve. `beyond` bounds from below the cost of every pair that has no arc (`NEVER`: all have one).

    The last column takes those who stay without a guide; `costs` does not know it, its arcs are all given.
    `near_zero` asks for prices that say something, where a least load leaves a choice.
    """

    seeker: Ints
    column: Ints
    cost: Ints
    beyond: Ints
    columns: Columns
    costs: Costs
    near_zero: bool = False


@dataclass(slots=True)
class Proof:
    """The cheapest choice, what each seeker pays in cost and price, and the prices. `dual` equals the total cost."""

    chosen: Ints
    limit: Ints
    prices: Ints
    cost: int
    dual: int
    rounds: int


def solve(problem: Problem, before_round: Callable[[str], None], ties: TieTaker | None = None) -> Proof:
    """The cheapest assignment of all pairs; `ties` is told every pair of reduced cost 0.

    Raises SolverError where the flow or its proof fails.
    """
    count, columns, rounds = len(problem.beyond), problem.columns, 0
    while True:
        before_round("total")
        rounds += 1
        flow = cheapest(problem.seeker, problem.column, problem.cost, count, columns)
        own = problem.cost[flow.used]
        before_round("proof")
        prices = place_prices(
            problem.seeker, problem.column, problem.cost, flow, own, columns, near_zero=problem.near_zero
        )
        if not is_proper(prices, flow, columns).all():
            raise SolverError("A price does not fit the load of its guide: the flow is not optimal.")
        limit = own + prices[flow.chosen]
        if ties:
            ties.start(flow.chosen)
        if not _add_better(problem, limit, prices, ties):
            return Proof(flow.chosen, limit, prices, int(own.sum()), _dual(limit, prices, columns), rounds)


def _dual(limit: Ints, prices: Ints, columns: Columns) -> int:
    """What no assignment can cost less than. In Python's integers: prices of columns that must be full can be huge."""
    paid = zip(prices.tolist(), columns.places.tolist(), columns.least.tolist(), strict=True)
    seats = columns.spare * int(prices[columns.empty > 0].min()) if columns.spare else 0
    return sum(limit.tolist()) + seats - sum(price * (most if price > 0 else least) for price, most, least in paid)


def _add_better(problem: Problem, limit: Ints, prices: Ints, ties: TieTaker | None) -> bool:
    """Add every pair that would lower the cost at these prices; when there is none, tell all that would keep it.

    Only seekers whose pairs without an arc could be as good as what they have need a look.
    """
    guides = prices[:-1]
    open_rows = (problem.beyond < NEVER) & (problem.beyond + guides.min(initial=0) <= limit)
    better: list[tuple[Ints, Ints, Ints]] = []
    for rows, costs in problem.costs(np.flatnonzero(open_rows)):
        reduced = costs + guides
        line, column = np.nonzero((reduced <= limit[rows, None]) & (costs < NEVER))
        is_better = reduced[line, column] < limit[rows[line]]
        if is_better.any():
            line, column = line[is_better], column[is_better]
            better.append((rows[line], column, costs[line, column].astype(np.int64)))
        elif ties and not better:
            ties.add(rows[line], column)
    if better:
        known = (problem.seeker, problem.column, problem.cost)
        problem.seeker, problem.column, problem.cost = (
            np.concatenate([old, *new]) for old, new in zip(known, zip(*better, strict=True), strict=True)
        )
        return True
    if ties:
        is_tie = problem.cost + prices[problem.column] == limit[problem.seeker]
        is_tie &= ~open_rows[problem.seeker] | (problem.column == len(guides))
        ties.add(problem.seeker[is_tie], problem.column[is_tie])
    return False
