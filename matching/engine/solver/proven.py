"""A minimum-cost flow on few arcs, proven against all of them: solve, price, look for better pairs, repeat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.solver.arcs import Ints
from matching.engine.solver.flows import SolverError, cheapest
from matching.engine.solver.prices import place_prices

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
    """

    seeker: Ints
    column: Ints
    cost: Ints
    beyond: Ints
    places: Ints
    must_be_full: NDArray[np.bool_]
    costs: Costs


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
    count, rounds = len(problem.beyond), 0
    while True:
        before_round("total")
        rounds += 1
        chosen, used = cheapest(
            problem.seeker, problem.column, problem.cost, count, problem.places, problem.must_be_full
        )
        own = problem.cost[used]
        before_round("proof")
        prices = place_prices(problem.seeker, problem.column, problem.cost, chosen, own, problem.must_be_full)
        load = np.bincount(chosen, minlength=len(prices))
        if (prices[(load < problem.places) & ~problem.must_be_full] != 0).any():
            raise SolverError("A guide with room has a price: the flow is not optimal.")
        limit = own + prices[chosen]
        if ties:
            ties.start(chosen)
        if not _add_better(problem, limit, prices, ties):
            # Python's integers: prices of columns that must be full can be huge.
            paid = zip(prices.tolist(), problem.places.tolist(), strict=True)
            dual = sum(limit.tolist()) - sum(price * places for price, places in paid)
            return Proof(chosen, limit, prices, int(own.sum()), dual, rounds)


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
