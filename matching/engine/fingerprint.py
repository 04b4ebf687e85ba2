"""One hash for everything an assignment depends on."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from matching.engine.people import Guide, Party, Seeker
from matching.engine.rules import Pair, Rules
from matching.engine.version import ENGINE_VERSION
from matching.engine.weights import Weights

_SEEKER_FIELDS = tuple(entry.name for entry in fields(Seeker))
_GUIDE_FIELDS = tuple(entry.name for entry in fields(Guide))


def input_hash(
    seekers: Iterable[Seeker],
    guides: Iterable[Guide],
    weights: Weights,
    rules: Rules,
    seed: int,
    locked: Iterable[Pair],
    forbidden: Iterable[Pair],
) -> str:
    """SHA-256 in hex; the order of people and of words within them does not change it."""
    found = hashlib.sha256()
    head = [ENGINE_VERSION, weights.to_dict(), rules.to_dict(), seed, sorted(locked), sorted(forbidden)]
    found.update(json.dumps(head, sort_keys=True).encode())
    for side, people in (("seekers", seekers), ("guides", guides)):
        found.update(side.encode())
        for person in sorted(people, key=lambda someone: someone.key):
            found.update(repr(_plain(person)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _plain(person: Party) -> list[Any]:
    names = _SEEKER_FIELDS if isinstance(person, Seeker) else _GUIDE_FIELDS
    return [_settled(getattr(person, name)) for name in names]


def _settled(value: Any) -> Any:
    if isinstance(value, frozenset):
        return _sorted(value)
    return sorted(value.items()) if isinstance(value, Mapping) else value


@lru_cache(maxsize=65536)
def _sorted(value: frozenset[str]) -> list[str]:
    return sorted(value)
