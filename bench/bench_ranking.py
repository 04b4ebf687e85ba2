"""Ranking: all pairs against a plain loop, one person against the bare sum of rows, and whom a list shows."""

import random
import time
from collections.abc import Iterator

import numpy as np

from bench import loop
from bench.frame import Figure, fastest, seconds
from bench.people import WEIGHTS, clients_and_coaches, guide, seeker
from matching.engine import Roster, rank, rank_all, spread_attention

NAMES = ("score_pairs_vs_loop", "rank_50000_vs_rowsum", "exposure_gini", "exposure_score_given_up")


def figures(quick: bool, only: str | None) -> Iterator[Figure]:
    """All figures."""
    if not only or only in NAMES[0]:
        yield all_pairs(1_000 if quick else 10_000, 200 if quick else 2_000)
    if not only or only in NAMES[1]:
        yield one_person(5_000 if quick else 50_000)
    if not only or any(only in name for name in NAMES[2:]):
        yield from exposure(1_000 if quick else 10_000)


def all_pairs(seekers: int, guides: int) -> Figure:
    """Best 50 for everyone, per pair; the loop is timed on a few seekers, and must find the same scores."""
    rng = random.Random(1)
    people = [seeker(rng, f"S{number}", guides) for number in range(seekers)]
    others = [guide(rng, f"G{number}", 2) for number in range(guides)]
    found = rank_all(people, others, WEIGHTS, k=50)
    taken = seconds(lambda: rank_all(people, others, WEIGHTS, k=50)) / (seekers * guides)
    sample = people[:: len(people) // 20]
    start = time.process_time()
    slow = {person.key: loop.best(person, others, WEIGHTS, 50) for person in sample}
    slow_taken = (time.process_time() - start) / (len(sample) * guides)
    for person in sample:
        assert [score for score, _key in slow[person.key]] == [score for _key, score in found[person.key]]
    return Figure(
        NAMES[0],
        slow_taken / taken,
        "x faster",
        300,
        f"plain Python, {1e-6 / slow_taken:.2f} million pairs/s; here {1e-6 / taken:.0f}",
        lower_is_better=False,
    )


def one_person(guides: int) -> Figure:
    """The best 20 with their factors, against the sum of the same table rows and nothing else."""
    clients, _coaches = clients_and_coaches(800, 1)
    rng = random.Random(1)
    roster = Roster([guide(rng, f"G{number}", 2) for number in range(guides)], WEIGHTS)
    for client in clients:
        rank(client, roster)
    rows = [roster.table.rows(client) for client in clients]
    cells = roster.table.cells
    bare = fastest(lambda: [np.add.reduce(cells[found], axis=0, dtype=np.int16) for found in rows]) / len(rows)
    whole = fastest(lambda: [rank(client, roster, k=20) for client in clients]) / len(clients)
    return Figure(
        NAMES[1], whole / bare, "x", 3, f"bare sum of {guides:,} columns {bare * 1e3:.3f} ms; {whole * 1e3:.3f}"
    )


def exposure(clients: int) -> Iterator[Figure]:
    """How unevenly places are seen in everybody's first 20, against the order by score alone, and what it costs."""
    seekers, guides = clients_and_coaches(clients, 1.25)
    roster = Roster(guides, WEIGHTS)
    found = spread_attention(seekers, roster)
    taken = seconds(lambda: spread_attention(seekers, roster), repeat=1)
    told = f"of {found.seekers:,} seekers and {len(guides):,} guides; {taken:.2f} s"
    yield Figure(
        NAMES[2],
        found.ratio,
        "x",
        0.65,
        f"Gini of attention per free place {found.gini:.3f}, by score alone {found.gini_by_score:.3f}, {told}",
    )
    yield Figure(
        NAMES[3],
        found.share_given_up,
        "of score",
        0.01,
        f"mean score of the first 20 by score alone; {found.given_up:.0f} of {WEIGHTS.total:,} points",
    )
