"""What a run was made from, as JSON and back: the same inputs give the same answer for good."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from matching import engine

Pair = tuple[str, str]
_SETS = (
    *("languages", "manager_chain", "blocked", "partners_before", "assesses", "preferences", "pools"),
    *("goal_words", "experience_words", "availability"),
)


def to_json(
    seekers: Iterable[engine.Seeker], guides: Iterable[engine.Guide], locked: Iterable[Pair], forbidden: Iterable[Pair]
) -> dict[str, Any]:
    """Everything the engine was given besides weights, rules and seed, in a settled order."""
    return {
        "seekers": [_plain(asdict(one)) for one in sorted(seekers, key=lambda one: one.key)],
        "guides": [_plain(asdict(one)) for one in sorted(guides, key=lambda one: one.key)],
        "locked": sorted(list(pair) for pair in locked),
        "forbidden": sorted(list(pair) for pair in forbidden),
    }


def people_of(stored: Mapping[str, Any]) -> tuple[dict[str, engine.Seeker], dict[str, engine.Guide]]:
    """The people of a run by key, as the engine was given them."""
    seekers = (engine.Seeker(**_sets(entry)) for entry in stored["seekers"])
    guides = (engine.Guide(**_sets(entry)) for entry in stored["guides"])
    return {one.key: one for one in seekers}, {one.key: one for one in guides}


def forbidden_in(stored: Mapping[str, Any]) -> list[Pair]:
    """The pairs that a run kept apart."""
    return [(seeker, guide) for seeker, guide in stored["forbidden"]]


def assign_again(stored: Mapping[str, Any], weights: Mapping[str, int], rules: Mapping[str, bool], seed: int) -> Any:
    """Run the engine on stored inputs; answers its Assignment."""
    seekers, guides = people_of(stored)
    return engine.assign(
        seekers.values(),
        guides.values(),
        engine.Weights.from_dict(weights),
        engine.Rules.from_dict(rules),
        seed=seed,
        locked=[(seeker, guide) for seeker, guide in stored["locked"]],
        forbidden=forbidden_in(stored),
    )


def fingerprint(pairs: Iterable[tuple[str, str, int]]) -> str:
    """One line that stands for a whole answer: who with whom, with how many points."""
    return hashlib.sha256(json.dumps(sorted(pairs)).encode()).hexdigest()


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value) if name in _SETS else list(value) if isinstance(value, tuple) else value
        for name, value in entry.items()
    }


def _sets(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: frozenset(value) if name in _SETS else value for name, value in entry.items()}
