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
    """The most that can be matched, and the seekers and guides on the near side of the narrowest cut.

    `at_most` is what the cut lets through: counted anew, so that it proves the flow to be a greatest one.
    """

    matched: int
    seekers: Ints
    guides: NDArray[np.bool_]
    at_most: int


@dataclass(frozen=True, slots=True)
class Columns:
    """How many each column takes: from `least` to `places`.

    `spare` of the least places stay empty, at most `empty` of them in one column. Where `least` equals `places` a
    column is full in every answer.
    """

    places: Ints
    least: Ints
    empty: Ints
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Each seeker's column, which arc leads there, and how many places of each column the empty seats took."""

    chosen: Ints
    used: Ints
    empty: Ints


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
    seekers = np.sort(near[near < count])
    at_most = count - len(seekers) + int(capacity[guides].sum())
    if solver.optimal_flow() != at_most:
        raise SolverError("The cut of a maximum flow lets more through than the flow.")
    return Cut(at_most, seekers, guides, at_most)


def cheapest(seeker: Ints, column: Ints, cost: Ints, count: int, columns: Columns) -> Flow:
    """A minimum-cost flow that matches every seeker. Raises SolverError where that is impossible."""
    room = columns.places - columns.least
    free, seats = np.flatnonzero(room), np.flatnonzero(columns.empty if columns.spare else 0 * columns.empty)
    sink = count + len(room)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([seeker, free + count, np.full(len(seats), sink + 1)]),
        np.concatenate([column + count, np.full(len(free), sink), seats + count]),
        np.concatenate([np.ones(len(seeker), dtype=np.int64), room[free], columns.empty[seats]]),
        np.concatenate([cost, np.zeros(len(free) + len(seats), dtype=np.int64)]),
    )
    supply = np.concatenate([np.ones(count, dtype=np.int64), -columns.least, [0, columns.spare]])
    supply[sink] = -int(supply.sum())
    solver.set_nodes_supplies(np.arange(sink + 2), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverError(f"Minimum-cost flow ended as {status.name}.")
    used = np.flatnonzero(solver.flows(arcs[: len(seeker)]) > 0)
    taken = np.full(count, -1, dtype=np.int64)
    taken[seeker[used]] = used
    if (taken < 0).any():
        raise SolverError("Minimum-cost flow left a seeker without a column.")
    empty = np.zeros(len(room), dtype=np.int64)
    empty[seats] = solver.flows(arcs[len(arcs) - len(seats) :])
    return Flow(column[taken], taken, empty)
