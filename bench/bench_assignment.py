"""Exact assignment: against the bare flow solve and against peers, its growth, its memory, and that nothing differs."""

import math
import random
import time
from collections.abc import Iterator

from bench import dense
from bench.frame import Figure, in_child, seconds
from bench.instances import CAPACITIES, KINDS, instance
from bench.people import WEIGHTS, clients_and_coaches, guide, seeker
from matching.engine import Assignment, Guide, Roster, Seeker, assign
from matching.engine.roster import Board

INSTANCES = 21 * KINDS
ROOM, TIGHT = 1.25, 1.02

_CHILD = """
import statistics, time
from bench.people import WEIGHTS, clients_and_coaches
from matching.engine import assign
seekers, guides = clients_and_coaches({clients}, {room})
taken = []
for _ in range({repeat}):
    start = time.process_time()
    found = assign(seekers, guides, WEIGHTS)
    taken.append(time.process_time() - start)
assert found.certificate.gap == 0
result = {{"seconds": statistics.median(taken)}}
"""
_BARE = """
import statistics, time
import numpy as np
from ortools.graph.python import min_cost_flow
from bench.people import WEIGHTS, clients_and_coaches
from matching.engine.roster import Board, Roster
from matching.engine.solver.arcs import best_lists
seekers, guides = clients_and_coaches({clients}, {room})
board = Board(seekers, Roster(guides, WEIGHTS))
n, m = board.shape
arcs = best_lists(board, np.arange(n) * 7919, 40).arcs
free = np.array([guide.capacity_left for guide in board.roster.guides])
def solve():
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([arcs.seeker, np.arange(n), np.arange(n, n + m)]),
        np.concatenate([arcs.guide + n, np.full(n + m, n + m)]),
        np.concatenate([np.ones(len(arcs) + n, dtype=np.int64), free]),
        np.concatenate([10_000 - arcs.score, np.full(n, 10_000 * n + 1), np.zeros(m, dtype=np.int64)]),
    )
    solver.set_nodes_supplies(np.arange(n + m + 1), np.concatenate([np.ones(n), np.zeros(m), [-n]]).astype(np.int64))
    assert solver.solve() == solver.OPTIMAL
taken = []
for _ in range({repeat}):
    start = time.process_time()
    solve()
    taken.append(time.process_time() - start)
result = {{"seconds": statistics.median(taken)}}
"""
_SCIPY = """
import time
import numpy as np
from scipy.optimize import linear_sum_assignment
from bench.people import WEIGHTS, clients_and_coaches
from matching.engine import assign
from matching.engine.roster import Board, Roster
seekers, guides = clients_and_coaches({clients}, {room})
start = time.process_time()
found = assign(seekers, guides, WEIGHTS)
own = time.process_time() - start
board = Board(seekers, Roster(guides, WEIGHTS))
scores = np.vstack([block for _rows, block in board.blocks()])
costs = np.where(scores >= found.objective.lowest, 10_000 - scores.astype(np.float64), 10_000.0 * len(seekers) + 1)
costs = np.repeat(costs, [guide.capacity_left for guide in board.roster.guides], axis=1)
start = time.process_time()
rows, columns = linear_sum_assignment(costs)
taken = time.process_time() - start
paid = costs[rows, columns]
paid = paid[paid <= 10_000]
assert (len(paid), int(10_000 * len(paid) - paid.sum())) == (found.objective.matched, found.objective.total)
result = {{"own": own, "scipy": taken}}
"""


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """All figures of assignments; the sizes keep their names in a quick run."""
    scale = 10 if quick else 1
    for clients, easy, hard, memory in ((10_000, 2.5, 4, 300), (30_000, 4, 8, 512)):
        name = f"assign_{clients}"
        if not only or only in f"{name}_vs_flow {name}_tight_vs_flow {name}_memory":
            yield from against_flow(name, clients // scale, easy, hard, memory)
    if not only or only in "assign_10000_vs_scipy":
        yield against_scipy(10_000 // scale)
    if not only or only in "assign_300_vs_munkres":
        yield against_munkres(300 // scale)
    if not only or only in "assign_growth_exponent":
        yield growth(1_000, 30_000 // scale)
    if not only or only in "assign_differences":
        yield differences(3_000 // scale, INSTANCES // scale)


def against_flow(name: str, clients: int, easy: float, hard: float, memory: float) -> Iterator[Figure]:
    """From people to the proven canonical answer, against one flow on 40 arcs a client; and the peak memory."""
    peak = 0.0
    for room, target, suffix in ((ROOM, easy, "_vs_flow"), (TIGHT, hard, "_tight_vs_flow")):
        values = {"clients": clients, "room": room, "repeat": 3}
        whole, bare = in_child(_CHILD.format(**values)), in_child(_BARE.format(**values))
        peak = max(peak, whole["peak_mib"])
        reference = f"bare OR-Tools flow, {bare['seconds']:.2f} s at {room} places a client; {whole['seconds']:.2f} s"
        yield Figure(name + suffix, whole["seconds"] / bare["seconds"], "x", target, reference)
    yield Figure(name + "_memory", peak, "MiB", memory, "peak of the whole process, people included")


def growth(small: int, large: int) -> Figure:
    """The exponent e of seconds ~ clients^e between two sizes."""
    first = in_child(_CHILD.format(clients=small, room=ROOM, repeat=5))["seconds"]
    last = in_child(_CHILD.format(clients=large, room=ROOM, repeat=1))["seconds"]
    reference = f"{small:,} clients {first:.3f} s, {large:,} clients {last:.2f} s"
    return Figure("assign_growth_exponent", math.log(last / first, large / small), "exponent", 1.35, reference)


def against_scipy(clients: int) -> Figure:
    """Against SciPy's dense solver on the same scores, which is even told the floor; both find the same optimum."""
    found = in_child(_SCIPY.format(clients=clients, room=ROOM))
    reference = f"dense linear_sum_assignment, {found['scipy']:.2f} s and {found['peak_mib']:,.0f} MiB; here"
    return Figure("assign_10000_vs_scipy", found["own"] / found["scipy"], "x", 0.2, f"{reference} {found['own']:.2f} s")


def against_munkres(people: int) -> Figure:
    """Against the pure-Python package, one to one on the same scores, told the floor; both find the same optimum."""
    from munkres import Munkres

    rng = random.Random(1)
    seekers = [seeker(rng, f"C{number}", people) for number in range(people)]
    guides = [guide(rng, f"G{number}", 1) for number in range(people)]
    found = assign(seekers, guides, WEIGHTS)
    own = seconds(lambda: assign(seekers, guides, WEIGHTS), repeat=5)
    board, floor = Board(seekers, Roster(guides, WEIGHTS)), found.objective.lowest
    costs = [
        [10_000 - score if score >= floor else 10_000 * people + 1 for score in line]
        for _rows, block in board.blocks()
        for line in block.tolist()
    ]
    start = time.process_time()
    chosen = Munkres().compute(costs)
    taken = time.process_time() - start
    points = [10_000 - costs[row][column] for row, column in chosen if costs[row][column] <= 10_000]
    assert (len(points), sum(points)) == (found.objective.matched, found.objective.total)
    return Figure(
        "assign_300_vs_munkres",
        taken / own,
        "x faster",
        300,
        f"munkres 1.1.4, {taken:.2f} s for {people} x {people}; here {own * 1e3:.1f} ms",
        lower_is_better=False,
    )


def differences(clients: int, instances: int) -> Figure:
    """Pairs that differ in ten input orders, plus aims that a dense solver of another kind contradicts."""
    count = 0
    for room in CAPACITIES:
        seekers, guides = clients_and_coaches(clients, room)
        expected = _pairs(seekers, guides)
        for order in range(10):
            rng = random.Random(order)
            rng.shuffle(seekers)
            rng.shuffle(guides)
            count += len(_pairs(seekers, guides) ^ expected)
    largest = 0
    for number in range(instances):
        problem = instance(number)
        largest = max(largest, len(problem.seekers))
        found = assign(problem.seekers, problem.guides, problem.weights, seed=number)
        count += not _is_proven(found) or dense.differs(problem.board(), found.objective, dense.by_scipy)
    reference = f"10 orders of {clients:,} clients at 3 capacities; SciPy on {instances} problems up to {largest:,}"
    return Figure("assign_differences", count, "differences", 0, reference)


def _pairs(seekers: list[Seeker], guides: list[Guide]) -> set[tuple[str, str]]:
    return {(pair.seeker, pair.guide) for pair in assign(seekers, guides, WEIGHTS, seed=7).pairs}


def _is_proven(found: Assignment) -> bool:
    proof, aims = found.certificate, found.objective
    return (proof.gap, proof.matched_at_most, proof.shortfall_at_least) == (0, aims.matched, aims.shortfall)
