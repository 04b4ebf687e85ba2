"""The best assignment that exists, with its reasons and its proof."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from matching.engine.alternatives import alternatives
from matching.engine.causes import unmatched
from matching.engine.factors import Factor
from matching.engine.figures import figures_of
from matching.engine.fingerprint import input_hash
from matching.engine.people import Guide, Seeker, check_distinct
from matching.engine.results import Assignment, Certificate, Objective, Pair, RunnerUp, ShortLoad
from matching.engine.roster import Board, Roster
from matching.engine.rules import Pair as KeyPair
from matching.engine.rules import Rule, Rules
from matching.engine.solver.clock import Clock
from matching.engine.solver.exact import Exact, Solution
from matching.engine.version import ENGINE_VERSION
from matching.engine.weights import Weights

Explain = Callable[[str, str], tuple[Factor, ...]]


def assign(
    seekers: Iterable[Seeker],
    guides: Iterable[Guide],
    weights: Weights | None = None,
    rules: Rules | None = None,
    *,
    seed: int = 0,
    locked: Iterable[KeyPair] = (),
    forbidden: Iterable[KeyPair] = (),
    time_limit: float | None = None,
    progress: Callable[[str, float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Assignment:
    """Assign each seeker at most one guide: most matched, then the least badly served best served, then most points.

    Where guides have a `load_at_least`, as many of these places as possible are filled before anybody's score counts,
    at nobody's expense: as many people are matched as without. Ties are broken by `seed`; the order of the input never
    matters. `locked` pairs (seeker key, guide key) are kept as they are and use up places; `forbidden` pairs are never
    made. Capacities hold whatever the rules say.

    `time_limit` is in seconds. `progress` is told the stage (one of `STAGES`) and the share of the work done, from 0
    to 1 and never back; it may raise. `stop` is asked many times a second; once it answers True the run ends with
    `Cancelled`.

    Raises ValueError for repeated keys and for locked pairs that cannot stand, TimeLimitReached, Cancelled,
    SolverError.
    """
    weights, rules = weights or Weights(), rules or Rules()
    everyone = sorted(seekers, key=lambda seeker: seeker.key)
    offered = sorted(guides, key=lambda guide: guide.key)
    check_distinct(everyone, "seekers")
    check_distinct(offered, "guides")
    locked, forbidden = sorted(set(locked)), frozenset(forbidden)
    clock = Clock(time_limit, progress, stop)
    clock.tick("reading")
    print_of_input = input_hash(everyone, offered, weights, rules, seed, locked, forbidden)
    clock.tick("reading", 0.4)
    wished = {guide.key: guide.load_at_least for guide in offered if guide.load_at_least}
    offered = without_locked_places(everyone, offered, locked, rules, forbidden)
    roster = Roster(offered, weights, rules, forbidden)
    clock.tick("reading", 0.6)
    taken = {seeker for seeker, _guide in locked}
    board = Board([seeker for seeker in everyone if seeker.key not in taken], roster)
    solution = Exact(board, seed, clock, with_least_loads=True).solve()
    clock.tick("reasons")
    pairs = _all_pairs(everyone, board, solution, locked)
    clock.tick("reasons", 0.3)
    figures = figures_of(pairs, len(everyone), [guide.key for guide in offered])
    found = Assignment(
        pairs=tuple(pairs),
        unmatched=unmatched(board, solution, clock),
        objective=_objective(pairs, roster, solution),
        certificate=_certificate(roster, solution),
        figures=figures,
        seed=seed,
        input_hash=print_of_input,
        version=ENGINE_VERSION,
        short_loads=_short_loads(wished, figures.load),
    )
    clock.tick("done")
    return found


def _objective(pairs: list[Pair], roster: Roster, solution: Solution) -> Objective:
    """Counted from the pairs themselves, not taken from the solver."""
    scores = [pair.score for pair in pairs if not pair.is_locked]
    load = np.bincount(solution.chosen[solution.chosen >= 0], minlength=len(roster))
    shortfall = sum(max(0, guide.load_at_least - int(got)) for guide, got in zip(roster.guides, load, strict=True))
    return Objective(len(scores), min(scores, default=0), sum(scores), shortfall)


def _short_loads(wished: Mapping[str, int], load: Mapping[str, int]) -> tuple[ShortLoad, ...]:
    return tuple(ShortLoad(key, least, load[key]) for key, least in wished.items() if load[key] < least)


def _certificate(roster: Roster, solution: Solution) -> Certificate:
    prices = {roster.guides[place].key: int(solution.prices[place]) for place in np.flatnonzero(solution.prices)}
    proof, bounds = solution.proof, (solution.at_most, solution.shortfall)
    if proof is None:
        return Certificate(0, 0, 0, solution.flows, 0, prices, *bounds)
    return Certificate(proof.cost, proof.dual, proof.rounds, solution.flows, solution.ties, prices, *bounds)


def _all_pairs(everyone: list[Seeker], board: Board, solution: Solution, locked: list[KeyPair]) -> list[Pair]:
    """In the order of the seekers' keys."""
    by_key, roster = {seeker.key: seeker for seeker in everyone}, board.roster

    def explain(seeker: str, guide: str) -> tuple[Factor, ...]:
        return roster.factors(by_key[seeker], roster.guides[roster.place(guide)])

    pairs = _pairs(board, solution, explain) + _locked_pairs(by_key, roster, locked, explain)
    return sorted(pairs, key=lambda pair: pair.seeker)


def _pairs(board: Board, solution: Solution, explain: Explain) -> list[Pair]:
    found = alternatives(board, solution)
    guides = board.roster.guides
    rows = np.flatnonzero(solution.chosen >= 0)
    columns, own, others, points = solution.chosen[rows], found.own[rows], found.others[rows], found.points[rows]
    losses = np.maximum(0, own - solution.prices[columns] - points + solution.prices[others])
    pairs = []
    for row, column, score, place, other, other_score, loss in zip(
        *(array.tolist() for array in (rows, columns, own, found.places[rows], others, points, losses)), strict=True
    ):
        runner_up = RunnerUp(guides[other].key, other_score, score - other_score, loss) if other >= 0 else None
        pairs.append(Pair(board.seekers[row].key, guides[column].key, score, place, runner_up, explain))
    return pairs


def _locked_pairs(
    everyone: Mapping[str, Seeker], roster: Roster, locked: list[KeyPair], explain: Explain
) -> list[Pair]:
    found = []
    for seeker_key, guide_key in locked:
        score = sum(factor.points for factor in explain(seeker_key, guide_key))
        place = 1 + int((roster.scores(everyone[seeker_key]) > score).sum())
        found.append(Pair(seeker_key, guide_key, score, place, None, explain, is_locked=True))
    return found


def without_locked_places(
    everyone: list[Seeker], offered: list[Guide], locked: list[KeyPair], rules: Rules, forbidden: frozenset[KeyPair]
) -> list[Guide]:
    """The guides with the places left beside the locked pairs. Raises ValueError where a lock cannot stand."""
    seekers = {seeker.key: seeker for seeker in everyone}
    guides = {guide.key: guide for guide in offered}
    twice = [key for key, count in Counter(seeker for seeker, _guide in locked).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]} is locked to more than one guide.")
    for seeker, guide in locked:
        if seeker not in seekers or guide not in guides:
            raise ValueError(f"The locked pair {seeker} and {guide} names somebody who does not take part.")
        broken = rules.excluded(seekers[seeker], guides[guide], forbidden) & ~Rule.FULL
        if broken:
            raise ValueError(f"The locked pair {seeker} and {guide} breaks: {', '.join(broken.codes)}.")
    used = Counter(guide for _seeker, guide in locked)
    for key, count in used.items():
        if count > guides[key].capacity_left:
            raise ValueError(f"{key} has {count} locked pairs but only {guides[key].capacity_left} places.")
    return [_with_less_room(guide, used[guide.key]) if used[guide.key] else guide for guide in offered]


def _with_less_room(guide: Guide, used: int) -> Guide:
    return replace(guide, capacity_left=guide.capacity_left - used, load_at_least=max(0, guide.load_at_least - used))
