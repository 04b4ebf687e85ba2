"""Small random worlds for the engine, and the slowest, simplest way to the right answer."""

import random
from collections import Counter
from collections.abc import Iterator

from matching.engine import HALF_DAYS, Guide, Rules, Seeker, Weights, explain

LANGUAGES = ("English", "Deutsch", "Polski", "日本語")
SKILLS = ("python", "testing", "delegation", "coaching", "negotiation", "falconry")
WORDS = ("führung", "projekt", "negotiation", "architecture", "audit")


def seekers_and_guides(
    rng: random.Random, seekers: int = 4, guides: int = 3, most: int = 2
) -> tuple[list[Seeker], list[Guide]]:
    """Up to so many people on each side, some of them on both, with gaps in their answers."""
    everyone = [f"Ä{number}" for number in range(seekers + guides)]
    some_seekers = rng.sample(everyone, rng.randint(1, seekers))
    some_guides = rng.sample(everyone, rng.randint(1, guides))
    return (
        [
            Seeker(
                **_facts(rng, key, everyone),
                wants=_skills(rng),
                goal_words=_some(rng, WORDS, 3),
                wishes=rng.sample(everyone, rng.randint(0, 3)),
            )
            for key in some_seekers
        ],
        [
            Guide(
                **_facts(rng, key, everyone),
                offers=_skills(rng),
                experience_words=_some(rng, WORDS, 3),
                capacity_left=rng.randint(0, most),
            )
            for key in some_guides
        ],
    )


def allowed_scores(
    seekers: list[Seeker], guides: list[Guide], weights: Weights, rules: Rules, forbidden: frozenset = frozenset()
) -> list[list[int | None]]:
    """Every score pair by pair, None where a rule excludes the pair."""
    return [
        [None if rules.excluded(s, g, forbidden) else explain.score(s, g, weights) for g in guides] for s in seekers
    ]


def best_aims(scores: list[list[int | None]], capacity: list[int]) -> tuple[int, int, int]:
    """Try everything: (matched, lowest, total) of the best assignment."""
    matched, _shortfall, lowest, total = best_aims_with_loads(scores, capacity, [0] * len(capacity))
    return matched, lowest, total


def best_aims_with_loads(
    scores: list[list[int | None]], capacity: list[int], least: list[int]
) -> tuple[int, int, int, int]:
    """Try everything: (matched, shortfall, lowest, total) of the best assignment."""
    found = (_aims(found, least) for found in _all_assignments(scores, list(capacity)))
    matched, filled, lowest, total = max(found)
    return matched, sum(least) - filled, lowest, total


def _aims(found: list[tuple[int, int]], least: list[int]) -> tuple[int, int, int, int]:
    load = Counter(column for column, _score in found)
    points = [score for _column, score in found]
    filled = sum(min(load[column], wish) for column, wish in enumerate(least) if wish)
    return len(found), filled, min(points, default=0), sum(points)


def _all_assignments(scores: list[list[int | None]], capacity: list[int]) -> Iterator[list[tuple[int, int]]]:
    if not scores:
        yield []
        return
    head, *rest = scores
    yield from _all_assignments(rest, capacity)
    for column, score in enumerate(head):
        if score is not None and capacity[column]:
            capacity[column] -= 1
            for found in _all_assignments(rest, capacity):
                yield [(column, score), *found]
            capacity[column] += 1


def _facts(rng: random.Random, key: str, everyone: list[str]) -> dict:
    return {
        "key": key,
        "languages": _some(rng, LANGUAGES, 2),
        "zone": rng.choice(("", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Nowhere/Land")),
        "availability": _some(rng, HALF_DAYS, 4),
        "location": rng.choice(("", "Łódź", "Lyon")),
        "department": rng.choice(("", "Sales", "Engineering/Data", "Engineering/Platform")),
        "grade": rng.choice((None, 1, 2, 3, 5, 9)),
        "manager_chain": _some(rng, everyone, 1),
        "blocked": _some(rng, everyone, 1),
        "partners_before": _some(rng, everyone, 2),
        "assesses": _some(rng, everyone, 1),
        "preferences": _some(rng, ("same_location", "other_department", "same_department"), 2),
        "pools": _some(rng, ("inside", "outside"), 1),
        "ready": rng.random() < 0.9,
    }


def _skills(rng: random.Random) -> dict[str, int]:
    return {skill: rng.randint(0, 5) for skill in rng.sample(SKILLS, rng.randint(0, 3))}


def _some(rng: random.Random, words: tuple[str, ...] | list[str], most: int) -> frozenset[str]:
    return frozenset(rng.sample(words, rng.randint(0, min(most, len(words)))))
