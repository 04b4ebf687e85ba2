"""Exact assignment: against the bare flow solve, its growth, its memory, and that nothing differs."""

import math
import random
from collections.abc import Iterator

from bench import dense
from bench.frame import Figure, in_child
from bench.people import WEIGHTS, clients_and_coaches
from matching.engine import assign
from matching.engine.roster import Board, Roster

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


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """All figures of assignments; the sizes keep their names in a quick run."""
    scale = 10 if quick else 1
    for clients, easy, hard, memory in ((10_000, 2.5, 4, 300), (30_000, 4, 8, 512)):
        name = f"assign_{clients}"
        if not only or only in f"{name}_vs_flow {name}_tight_vs_flow {name}_memory":
            yield from against_flow(name, clients // scale, easy, hard, memory)
    if not only or only in "assign_growth_exponent":
        yield growth(1_000, 30_000 // scale)
    if not only or only in "assign_differences":
        yield differences(3_000 // scale)


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


def differences(clients: int) -> Figure:
    """Pairs that differ in ten input orders, plus aims that differ from a dense solver of another kind."""
    count = 0
    for room in (ROOM, TIGHT, 0.9):
        seekers, guides = clients_and_coaches(clients, room)
        expected = {(pair.seeker, pair.guide) for pair in assign(seekers, guides, WEIGHTS, seed=7).pairs}
        for order in range(10):
            rng = random.Random(order)
            rng.shuffle(seekers)
            rng.shuffle(guides)
            found = {(pair.seeker, pair.guide) for pair in assign(seekers, guides, WEIGHTS, seed=7).pairs}
            count += len(found ^ expected)
    for number in range(30):
        seekers, guides = clients_and_coaches(120 + 10 * number, (ROOM, TIGHT, 0.9)[number % 3], seed=number)
        board = Board(seekers, Roster(guides, WEIGHTS))
        best = dense.best_aims(board, [guide.capacity_left for guide in board.roster.guides])
        aims = assign(seekers, guides, WEIGHTS).objective
        count += (aims.matched, aims.lowest, aims.total) != best
    reference = f"10 orders of {clients:,} clients at 3 capacities; 30 worlds by a dense solver"
    return Figure("assign_differences", count, "differences", 0, reference)
