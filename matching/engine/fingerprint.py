"""One hash for everything an assignment depends on."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from matching.engine.people import Guide, Party, Seeker
from matching.engine.rules import Pair, Rules
from matching.engine.version import ENGINE_VERSION
from matching.engine.weights import Weights

_SEEKER_FACTS = attrgetter(*(entry.name for entry in fields(Seeker)))
_GUIDE_FACTS = attrgetter(*(entry.name for entry in fields(Guide)))
_UNSETTLED = (frozenset, dict)
"""What has no order of its own; people hold no other collections."""


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
    facts = _SEEKER_FACTS(person) if isinstance(person, Seeker) else _GUIDE_FACTS(person)
    return [_settled(value) if type(value) in _UNSETTLED else value for value in facts]


def _settled(value: Any) -> Any:
    return _sorted(value) if type(value) is frozenset else sorted(value.items())


@lru_cache(maxsize=65536)
def _sorted(value: frozenset[str]) -> list[str]:
    return sorted(value)
