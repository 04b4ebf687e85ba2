"""Hard rules: who may never be matched with whom. A bit mask, kept apart from every score."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from matching.engine.people import Guide, Seeker

Pair = tuple[str, str]
Group = tuple[frozenset[str], frozenset[str], bool]
"""Languages, pools and readiness: seekers who share them are treated alike by most rules."""


_NOBODY: Mapping[str, list[int]] = {}


class Rule(IntFlag):
    """Why a pair is excluded; one pair can have several reasons."""

    NONE = 0
    SELF = 1
    REPORTING_LINE = 2
    BLOCKED = 4
    NO_COMMON_LANGUAGE = 8
    ASSESSES = 16
    OTHER_POOL = 32
    FORBIDDEN = 64
    NOT_READY = 128
    FULL = 256

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of all rules in this mask, in small letters."""
        return tuple(rule.name.lower() for rule in Rule if rule in self and rule.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which rules hold. Oneself, blocked pairs and pairs the program forbids are always excluded.

    A language or pool nobody stated excludes nobody.
    """

    reporting_line: bool = True
    common_language: bool = True
    assesses: bool = True
    pools: bool = True
    ready: bool = True
    full: bool = True

    def __post_init__(self) -> None:
        """Raises ValueError for anything but true and false."""
        for entry in fields(self):
            if not isinstance(getattr(self, entry.name), bool):
                raise ValueError(f"The rule '{entry.name}' is on (true) or off (false).")

    def to_dict(self) -> dict[str, bool]:
        """All values by name, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, bool]) -> "Rules":
        """Read what `to_dict` wrote. Raises ValueError for an unknown name."""
        unknown = set(values).difference(entry.name for entry in fields(cls))
        if unknown:
            raise ValueError(f"Unknown rule: {', '.join(sorted(unknown))}.")
        return cls(**values)

    def excluded(self, seeker: Seeker, guide: Guide, forbidden: Iterable[Pair] = ()) -> Rule:
        """Every rule that excludes this pair; `Rule.NONE` when they may be matched."""
        found = Rule.NONE
        if seeker.key == guide.key:
            found |= Rule.SELF
        if self.reporting_line and (guide.key in seeker.manager_chain or seeker.key in guide.manager_chain):
            found |= Rule.REPORTING_LINE
        if guide.key in seeker.blocked or seeker.key in guide.blocked:
            found |= Rule.BLOCKED
        if self.assesses and (guide.key in seeker.assesses or seeker.key in guide.assesses):
            found |= Rule.ASSESSES
        if (seeker.key, guide.key) in forbidden:
            found |= Rule.FORBIDDEN
        return (
            found
            | self._of_groups(seeker.languages, guide.languages, seeker.pools, guide.pools)
            | self._of_states(seeker.ready and guide.ready, guide.capacity_left)
        )

    def _of_groups(self, languages: frozenset, theirs: frozenset, pools: frozenset, their_pools: frozenset) -> Rule:
        found = Rule.NONE
        if self.common_language and languages and theirs and languages.isdisjoint(theirs):
            found |= Rule.NO_COMMON_LANGUAGE
        if self.pools and pools and their_pools and pools.isdisjoint(their_pools):
            found |= Rule.OTHER_POOL
        return found

    def _of_states(self, ready: bool, capacity_left: int) -> Rule:
        found = Rule.NONE
        if self.ready and not ready:
            found |= Rule.NOT_READY
        if self.full and capacity_left < 1:
            found |= Rule.FULL
        return found


class RuleMask:
    """The rules of one set of guides as arrays: a shared row per group of seekers, and few single pairs on top."""

    def __init__(self, guides: Sequence[Guide], rules: Rules, forbidden: Iterable[Pair] = ()) -> None:
        self._rules = rules
        self._ignored = {
            rule
            for rule, is_on in ((Rule.REPORTING_LINE, rules.reporting_line), (Rule.ASSESSES, rules.assesses))
            if not is_on
        }
        self._place = {guide.key: place for place, guide in enumerate(guides)}
        states = [rules._of_states(guide.ready, guide.capacity_left) for guide in guides]
        self._states = np.array(states, dtype=np.uint16)
        groups: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        codes = [groups.setdefault((guide.languages, guide.pools), len(groups)) for guide in guides]
        self._groups, self._codes = list(groups), np.array(codes, dtype=np.int32)
        self._rows: dict[Group, NDArray[np.uint16]] = {}
        self._below: defaultdict[str, list[int]] = defaultdict(list)
        self._blockers: defaultdict[str, list[int]] = defaultdict(list)
        self._assessors: defaultdict[str, list[int]] = defaultdict(list)
        for place, guide in enumerate(guides):
            for keys, found in (
                (guide.manager_chain, self._below),
                (guide.blocked, self._blockers),
                (guide.assesses, self._assessors),
            ):
                for key in keys:
                    found[key].append(place)
        self._forbidden: defaultdict[str, list[str]] = defaultdict(list)
        for seeker_key, guide_key in forbidden:
            self._forbidden[seeker_key].append(guide_key)

    @staticmethod
    def group_of(seeker: Seeker) -> Group:
        """What a shared row depends on."""
        return seeker.languages, seeker.pools, seeker.ready

    def shared_row(self, group: Group) -> NDArray[np.uint16]:
        """The rules that treat everyone of a group alike, for every guide."""
        if group not in self._rows:
            languages, pools, ready = group
            found = [self._rules._of_groups(languages, theirs, pools, others) for theirs, others in self._groups]
            row = np.array(found, dtype=np.uint16)[self._codes] if found else np.zeros(0, dtype=np.uint16)
            if self._rules.ready and not ready:
                row = row | np.uint16(Rule.NOT_READY)
            self._rows[group] = row | self._states
        return self._rows[group]

    def singles(self, seeker: Seeker) -> list[tuple[int, Rule]]:
        """The guides excluded for this seeker in particular, with the rule; a guide can stand twice."""
        key, place = seeker.key, self._place
        found = [(place[key], Rule.SELF)] if key in place else []
        for keys, others, rule in (
            (seeker.manager_chain, self._below, Rule.REPORTING_LINE),
            (seeker.blocked, self._blockers, Rule.BLOCKED),
            (seeker.assesses, self._assessors, Rule.ASSESSES),
            (self._forbidden.get(key, ()), _NOBODY, Rule.FORBIDDEN),
        ):
            if keys:
                found += [(place[other], rule) for other in keys if other in place]
            if key in others:
                found += [(other, rule) for other in others[key]]
        return [(other, rule) for other, rule in found if rule not in self._ignored] if self._ignored else found

    def row(self, seeker: Seeker) -> NDArray[np.uint16]:
        """The whole mask of one seeker: `Rule` values, 0 where the pair is allowed."""
        row = self.shared_row(self.group_of(seeker)).copy()
        for place, rule in self.singles(seeker):
            row[place] |= np.uint16(rule)
        return row
