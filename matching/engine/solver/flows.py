"""OR-Tools' flow solvers with the status always read. A flow that is not proven optimal is never used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow

from matching.engine.solver.arcs import Arcs, Ints


class SolverError(RuntimeError):
    """The solver did not answer 'optimal' to a problem that has an optimum."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The most that can be matched, and the seekers and guides on the near side of the narrowest cut."""

    matched: int
    seekers: Ints
    guides: NDArray[np.bool_]


def most_matched(arcs: Arcs, count: int, capacity: Ints) -> Cut:
    """A maximum flow: how many seekers the arcs can match, and the seekers and guides that block more."""
    width = len(capacity)
    sink = count + width
    source = sink + 1
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        np.concatenate([np.full(count, source), arcs.seeker, np.arange(count, sink)]),
        np.concatenate([np.arange(count), arcs.guide + count, np.full(width, sink)]),
        np.concatenate([np.ones(count + len(arcs), dtype=np.int64), capacity]),
    )
    status = solver.solve(source, sink)
    if status != solver.OPTIMAL:
        raise SolverError(f"Maximum flow ended as {status.name}.")
    near = np.array(solver.get_source_side_min_cut(), dtype=np.int64)
    guides = np.zeros(width, dtype=bool)
    guides[near[(near >= count) & (near < sink)] - count] = True
    return Cut(solver.optimal_flow(), np.sort(near[near < count]), guides)


def cheapest(
    seeker: Ints, guide: Ints, cost: Ints, count: int, capacity: Ints, full: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """A minimum-cost flow that matches every seeker; returns each seeker's column and which arc leads there.

    Columns marked `full` must be used up, the others may keep places. Raises SolverError where that is impossible.
    """
    width = len(capacity)
    sink = count + width
    free = np.flatnonzero(~full)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([seeker, free + count]),
        np.concatenate([guide + count, np.full(len(free), sink)]),
        np.concatenate([np.ones(len(seeker), dtype=np.int64), capacity[free]]),
        np.concatenate([cost, np.zeros(len(free), dtype=np.int64)]),
    )
    supply = np.concatenate([np.ones(count, dtype=np.int64), np.where(full, -capacity, 0), [0]])
    supply[sink] = -int(supply.sum())
    solver.set_nodes_supplies(np.arange(sink + 1), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverError(f"Minimum-cost flow ended as {status.name}.")
    used = np.flatnonzero(solver.flows(arcs[: len(seeker)]) > 0)
    taken = np.full(count, -1, dtype=np.int64)
    taken[seeker[used]] = used
    if (taken < 0).any():
        raise SolverError("Minimum-cost flow left a seeker without a column.")
    return guide[taken], taken
