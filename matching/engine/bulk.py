"""Both sides matched at once by their own orders: stable, or with everyone matched, or for the best of one side."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from matching.engine.assignment import without_locked_places
from matching.engine.bulk_results import BulkFigures, BulkMatch, BulkPair, Comparison, LeftOver, SideFigures
from matching.engine.deferred import Acceptance
from matching.engine.factors import Factor
from matching.engine.fingerprint import input_hash
from matching.engine.market import Ints, Market, Ranking, Standing, standing
from matching.engine.optimum import best_for_both, best_for_seekers
from matching.engine.people import Guide, Seeker, check_distinct
from matching.engine.roster import EXCLUDED, Roster
from matching.engine.rules import Pair, Rules
from matching.engine.solver.clock import Clock
from matching.engine.version import ENGINE_VERSION
from matching.engine.weights import Weights

METHODS = ("stable", "coverage_first", "seekers_first", "mutual")
MOST_LISTED = 50


def match_in_bulk(
    seekers: Iterable[Seeker],
    guides: Iterable[Guide],
    weights: Weights | None = None,
    rules: Rules | None = None,
    *,
    method: str = "stable",
    seeker_rankings: Ranking | None = None,
    guide_rankings: Ranking | None = None,
    seed: int = 0,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    time_limit: float | None = None,
    progress: Callable[[str, float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> BulkMatch:
    """Match seekers and guides by one of `METHODS`; the guide in docs/developers/engine.md defines each.

    Rankings map a key to the other side's keys, best first; whoever is not named follows by score. The other
    arguments are those of `assign`. Raises ValueError for repeated keys, a name ranked twice, an unknown method and
    locked pairs that cannot stand; TimeLimitReached, Cancelled, SolverError.
    """
    (found,) = compare_methods(
        *(seekers, guides, weights, rules),
        methods=[method],
        seeker_rankings=seeker_rankings,
        guide_rankings=guide_rankings,
        seed=seed,
        locked=locked,
        forbidden=forbidden,
        time_limit=time_limit,
        progress=progress,
        stop=stop,
    ).results.values()
    return found


def compare_methods(
    seekers: Iterable[Seeker],
    guides: Iterable[Guide],
    weights: Weights | None = None,
    rules: Rules | None = None,
    *,
    methods: Sequence[str] = METHODS,
    seeker_rankings: Ranking | None = None,
    guide_rankings: Ranking | None = None,
    seed: int = 0,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    time_limit: float | None = None,
    progress: Callable[[str, float], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Comparison:
    """The same people by several methods, and what each costs against the others; arguments as `match_in_bulk`."""
    unknown = set(methods).difference(METHODS)
    if unknown:
        raise ValueError(f"Unknown method: {', '.join(sorted(unknown))}.")
    clocks = _clocks(len(methods), time_limit, progress, stop)
    first = next(clocks)
    first.tick("reading")
    given = _read(seekers, guides, weights, rules, seeker_rankings, guide_rankings, seed, locked, forbidden)
    results: dict[str, BulkMatch] = {}
    for method, clock in zip(methods, chain([first], clocks), strict=True):
        chosen = _SOLVERS[method](given.market, given.seed, clock)
        clock.tick("reasons")
        results[method] = _told(method, given, chosen)
        clock.tick("done")
    return Comparison(results)


class _Given:
    """The input of one matching, read and checked once for all methods."""

    def __init__(self, market: Market, everyone: Sequence[Seeker], print_of_input: str, seed: int) -> None:
        self.market, self.seed, self.print_of_input = market, seed, print_of_input
        self._by_key = {seeker.key: seeker for seeker in everyone}

    def explain(self, seeker: str, guide: str) -> tuple[Factor, ...]:
        """The factors of a pair."""
        roster = self.market.board.roster
        return roster.factors(self._by_key[seeker], roster.guides[roster.place(guide)])

    def hash_of(self, method: str) -> str:
        """One hash for everything the answer of a method depends on."""
        return hashlib.sha256(f"{self.print_of_input} {method}".encode()).hexdigest()


def _read(
    seekers: Iterable[Seeker],
    guides: Iterable[Guide],
    weights: Weights | None,
    rules: Rules | None,
    seeker_rankings: Ranking | None,
    guide_rankings: Ranking | None,
    seed: int,
    locked: Iterable[Pair],
    forbidden: Iterable[Pair],
) -> _Given:
    weights, rules = weights or Weights(), rules or Rules()
    everyone = sorted(seekers, key=lambda seeker: seeker.key)
    offered = sorted(guides, key=lambda guide: guide.key)
    check_distinct(everyone, "seekers")
    check_distinct(offered, "guides")
    locked, forbidden = sorted(set(locked)), frozenset(forbidden)
    without_locked_places(everyone, offered, locked, rules, forbidden)
    roster = Roster(offered, weights, rules, forbidden)
    by_seekers, by_guides = seeker_rankings or {}, guide_rankings or {}
    market = Market(everyone, roster, by_seekers, by_guides, seed, locked)
    plain = input_hash(everyone, offered, weights, rules, seed, locked, forbidden)
    ranked = json.dumps([_settled(by_seekers), _settled(by_guides)])
    return _Given(market, everyone, hashlib.sha256(f"{plain} {ranked}".encode()).hexdigest(), seed)


def _settled(rankings: Ranking) -> list[tuple[str, list[str]]]:
    return [(key, list(rankings[key])) for key in sorted(rankings)]


def _clocks(
    count: int,
    limit: float | None,
    progress: Callable[[str, float], None] | None,
    stop: Callable[[], bool] | None,
) -> Iterator[Clock]:
    """A clock for each method, with the time that is left; together they tell of one whole."""
    started = time.monotonic()
    for number in range(count):

        def tell(stage: str, share: float, number: int = number) -> None:
            if progress:
                progress(stage, (number + share) / count)

        yield Clock(None if limit is None else limit + started - time.monotonic(), tell, stop)


def _stable(market: Market, _seed: int, clock: Clock) -> Ints:
    return Acceptance(market, clock).solve(largest=False)


def _coverage_first(market: Market, _seed: int, clock: Clock) -> Ints:
    return Acceptance(market, clock).solve(largest=True)


_SOLVERS: Mapping[str, Callable[[Market, int, Clock], Ints]] = {
    "stable": _stable,
    "coverage_first": _coverage_first,
    "seekers_first": best_for_seekers,
    "mutual": best_for_both,
}


def _told(method: str, given: _Given, chosen: Ints) -> BulkMatch:
    market = given.market
    seekers, guides = market.board.seekers, market.board.roster.guides
    found = standing(market, chosen, MOST_LISTED)
    columns = (chosen, found.scores, found.seeker_places, found.guide_places, market.locked)
    lines = enumerate(zip(*(array.tolist() for array in columns), strict=True))
    pairs = [
        BulkPair(seekers[row].key, guides[guide].key, score, mine, theirs, given.explain, lock >= 0)
        for row, (guide, score, mine, theirs, lock) in lines
        if guide >= 0
    ]
    return BulkMatch(
        method=method,
        pairs=tuple(pairs),
        unmatched=_left_over(market, chosen),
        figures=_figures(market, chosen, found),
        blocking_pairs=tuple((seekers[row].key, guides[column].key) for row, column in found.blocking),
        seed=given.seed,
        input_hash=given.hash_of(method),
        version=ENGINE_VERSION,
    )


def _left_over(market: Market, chosen: Ints) -> tuple[LeftOver, ...]:
    seekers = market.board.seekers
    left = np.flatnonzero(chosen < 0)
    if not market.shape[1]:
        return tuple(LeftOver(seekers[row].key, "no_guides") for row in left.tolist())
    return tuple(
        LeftOver(seekers[row].key, "capacity" if some else "rules")
        for rows, scores in market.board.blocks(left)
        for row, some in zip(rows.tolist(), np.any(scores > EXCLUDED, axis=1).tolist(), strict=True)
    )


def _figures(market: Market, chosen: Ints, found: Standing) -> BulkFigures:
    matched = chosen >= 0
    count, scores = int(matched.sum()), found.scores[matched]
    guides = market.board.roster.guides
    load = Counter(chosen[matched].tolist())
    return BulkFigures(
        seekers_count=len(chosen),
        matched=count,
        coverage=count / len(chosen) if len(chosen) else 1.0,
        seekers=_side(found.seeker_places[matched]),
        guides=_side(found.guide_places[matched]),
        mean=float(scores.mean()) if count else None,
        lowest=int(scores.min()) if count else None,
        blocking=found.blocking_count,
        load={guide.key: load[column] for column, guide in enumerate(guides)},
    )


def _side(places: Ints) -> SideFigures:
    if not len(places):
        return SideFigures(None, None, None, None)
    return SideFigures(
        float((places == 1).mean()), float((places <= 3).mean()), float(places.mean()), int(places.max())
    )
