"""An assignment as others than its clients may see it: in points that leave the clients' own orders out.

A client's order of coaches (`Seeker.wishes`) counts in the assignment and belongs to the client. Whoever could subtract
the points of everything else from a score would read a place in it. So where orders count, what is stored for pages is
reckoned without them: scores, places, next best coaches, margins and figures. The pairs are those of the full points.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from matching import engine
from matching.engine.figures import figures_of

OWN = "wishes"


def plain(weights: engine.Weights) -> engine.Weights:
    """The same points without those for the clients' own orders."""
    return replace(weights, wishes=0)


def most_told(weights: Mapping[str, Any]) -> int:
    """The points of a perfect fit that pages speak of."""
    return plain(engine.Weights.from_dict(weights)).total


def with_note(factors: Iterable[engine.Factor], weights: Mapping[str, Any]) -> list[engine.Factor]:
    """These factors, and where orders count a last one that says so and nothing else."""
    told = [factor for factor in factors if factor.feature != OWN]
    most = weights.get(OWN, 0)
    return [*told, engine.Factor(OWN, 0, most, "wishes_not_said", {})] if most else told


def told(
    found: engine.Assignment,
    seekers: Iterable[engine.Seeker],
    guides: Iterable[engine.Guide],
    weights: engine.Weights,
    rules: engine.Rules,
    forbidden: Iterable[tuple[str, str]],
) -> engine.Assignment:
    """The same pairs, reckoned without the clients' own orders; the assignment itself where none count."""
    if not weights.wishes:
        return found
    roster = engine.Roster(guides, plain(weights), replace(rules, full=False), forbidden)
    by_key = {one.key: one for one in seekers}
    pairs = tuple(_retold(pair, by_key[pair.seeker], roster) for pair in found.pairs)
    figures = figures_of(pairs, found.figures.seekers, found.figures.load)
    return replace(found, pairs=pairs, figures=figures)


def _retold(pair: engine.Pair, seeker: engine.Seeker, roster: engine.Roster) -> engine.Pair:
    scores = roster.scores(seeker).astype(int)
    column = roster.place(pair.guide)
    factors = roster.factors(seeker, roster.guides[column])
    own = sum(factor.points for factor in factors)
    scores[column] = -1
    best = int(scores.argmax())
    runner_up = None
    if scores[best] >= 0:
        score = int(scores[best])
        runner_up = engine.RunnerUp(roster.guides[best].key, score, own - score, 0)
    place = 1 + int((scores > own).sum())
    return replace(pair, score=own, place=place, runner_up=runner_up, explain=lambda _s, _g: factors)
