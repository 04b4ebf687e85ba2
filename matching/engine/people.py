"""The two sides of a match as plain data.

A *seeker* looks for somebody (a mentee, a client); a *guide* is somebody they may find (a mentor, a coach).
Nothing here knows a database: whoever calls the engine copies what it may use into these values.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.engine.halfdays import HALF_DAYS

PREFERENCES = ("same_location", "other_location", "same_department", "other_department")
"""What either side may wish of the other, by name."""

_SETS = (
    *("languages", "availability", "manager_chain", "blocked", "partners_before", "assesses", "preferences"),
    "pools",
)

LEVELS = range(6)
"""Skill levels run from 1 to 5; 0 means that no level was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What seekers and guides have in common.

    An empty set, an empty string, None or NaN always means "not said" and is treated as neutral, never as a zero.
    `manager_chain` holds the keys of everyone above the person, any number of levels, dotted lines included.
    `zone` is an IANA name; `availability` holds codes from `HALF_DAYS`, meant in that zone.
    `grade` is a whole number that grows with seniority.
    """

    key: str
    languages: frozenset[str] = frozenset()
    zone: str = ""
    availability: frozenset[str] = frozenset()
    location: str = ""
    department: str = ""
    grade: int | None = None
    manager_chain: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    partners_before: frozenset[str] = frozenset()
    assesses: frozenset[str] = frozenset()
    preferences: frozenset[str] = frozenset()
    pools: frozenset[str] = frozenset()
    ready: bool = True

    def __post_init__(self) -> None:
        """Check and tidy the values. Raises ValueError for an empty key, an unknown word or a bad grade."""
        if not isinstance(self.key, str) or not self.key:
            raise ValueError("A person needs a key that is not empty.")
        for name in _SETS:
            _freeze(self, name)
        for name in ("zone", "location", "department"):
            if not isinstance(getattr(self, name), str):
                _settle_text(self, name)
        _check_known(self.preferences, PREFERENCES, "preference")
        _check_known(self.availability, HALF_DAYS, "half day")
        object.__setattr__(self, "grade", _whole_grade(self.grade))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker(Party):
    """Somebody who looks for a guide. `wants` maps skill keys to the level wanted (0: any).

    `wishes` are the keys of guides the seeker asked for by name, the dearest first.
    """

    wants: Mapping[str, int] = field(default_factory=dict, hash=False)
    goal_words: frozenset[str] = frozenset()
    wishes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Accept `wants` as a mapping or as plain skill keys. Raises ValueError for a guide wished for twice."""
        Party.__post_init__(self)
        object.__setattr__(self, "wants", _levels(self.wants))
        _freeze(self, "goal_words")
        object.__setattr__(self, "wishes", _in_order(self.wishes, self.key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Party):
    """Somebody who can be found. `offers` maps skill keys to the level offered (0: not said).

    `load_at_least` is a wish: so many of the free places should be filled by this run, beside nothing from before.
    """

    offers: Mapping[str, int] = field(default_factory=dict, hash=False)
    experience_words: frozenset[str] = frozenset()
    capacity_left: int = 1
    load_at_least: int = 0

    def __post_init__(self) -> None:
        """Accept `offers` as a mapping or as plain skill keys. Raises ValueError for loads that cannot be."""
        Party.__post_init__(self)
        object.__setattr__(self, "offers", _levels(self.offers))
        _freeze(self, "experience_words")
        if not _is_count(self.capacity_left):
            raise ValueError(f"The capacity of {self.key} must be a whole number from 0.")
        if not _is_count(self.load_at_least) or self.load_at_least > self.capacity_left:
            raise ValueError(f"The least load of {self.key} must be a whole number from 0 to their capacity.")


def check_distinct(people: Iterable[Party], side: str) -> None:
    """Raise ValueError when two people on one side share a key."""
    seen: set[str] = set()
    for person in people:
        if person.key in seen:
            raise ValueError(f"{person.key} stands twice among the {side}.")
        seen.add(person.key)


def _check_known(chosen: frozenset[str], known: Iterable[str], what: str) -> None:
    unknown = chosen.difference(known)
    if unknown:
        raise ValueError(f"Unknown {what}: {', '.join(sorted(unknown))}.")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_absent(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _freeze(person: Party, name: str) -> None:
    value = getattr(person, name)
    if type(value) is not frozenset:
        if isinstance(value, str):
            raise ValueError(f"{name} must be a set of words, not one string.")
        object.__setattr__(person, name, frozenset() if _is_absent(value) else frozenset(value))


def _settle_text(person: Party, name: str) -> None:
    if not _is_absent(getattr(person, name)):
        raise ValueError(f"{name} must be a text.")
    object.__setattr__(person, name, "")


def _in_order(wishes: Iterable[str], key: str) -> tuple[str, ...]:
    if isinstance(wishes, str):
        raise ValueError("wishes must be keys in order, not one string.")
    found = tuple(wishes or ())
    if len(set(found)) < len(found):
        raise ValueError(f"{key} names somebody twice.")
    return found


def _levels(value: Mapping[str, int] | Iterable[str]) -> dict[str, int]:
    if isinstance(value, str):
        raise ValueError("Skills must be a collection of keys, not one string.")
    if _is_absent(value):
        return {}
    levels = dict(value) if isinstance(value, Mapping) else dict.fromkeys(value, 0)
    for skill, level in levels.items():
        if not isinstance(level, int) or level not in LEVELS:
            raise ValueError(f"The level of {skill} must be a whole number from 0 to {LEVELS[-1]}.")
    return levels


def _whole_grade(grade: object) -> int | None:
    if _is_absent(grade):
        return None
    if isinstance(grade, (int, float)) and not isinstance(grade, bool) and grade == grade // 1:
        return int(grade)
    raise ValueError(f"A grade is a whole number, not {grade!r}.")
