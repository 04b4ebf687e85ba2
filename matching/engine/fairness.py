"""How fair a result is: by group, with small groups left out so that nobody can be found; by load; by envy."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.engine.figures import gini
from matching.engine.market import Market, Ranking, standing
from matching.engine.people import Guide, Seeker
from matching.engine.roster import Roster
from matching.engine.rules import Pair as KeyPair
from matching.engine.rules import Rules
from matching.engine.weights import Weights

SMALLEST = 5
"""Nobody speaks of fewer people than this, whatever is asked for."""


class Matched(Protocol):
    """What a pair of any result says."""

    @property
    def seeker(self) -> str:
        """The seeker's key."""

    @property
    def score(self) -> int:
        """The points of the pair."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group. `mean` and `first_choice` are about its matched people: None where these are too few to speak of."""

    name: str
    people: int
    matched: int
    coverage: float
    mean: float | None
    first_choice: float | None


@dataclass(frozen=True, slots=True)
class ByGroup:
    """The groups that can be shown, by name, and how many groups are left out with how many people in all."""

    groups: tuple[GroupFigures, ...]
    hidden_groups: int
    hidden_people: int


def by_group(
    seekers: Iterable[str],
    pairs: Iterable[Matched],
    group_of: Mapping[str, str],
    *,
    place_of: Callable[[Matched], int],
    smallest: int = SMALLEST,
) -> ByGroup:
    """Coverage, mean score and share with the first choice of each group of seekers.

    Whoever `group_of` does not name stands in the group "". A group of fewer than `smallest` people is left out, and
    with it others, the smallest first, until at least two are left out and so many people in all that nothing about
    a small one can be worked out from the figures of everybody. Means are kept to the same rule among the matched.
    Two results by different groups can still be laid side by side: show one at a time where groups cross.
    """
    smallest = max(smallest, SMALLEST)
    found = {pair.seeker: pair for pair in pairs}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for key in seekers:
        members[group_of.get(key, "")].append(key)
    matched = {name: [found[key] for key in keys if key in found] for name, keys in members.items()}
    hidden = _hidden({name: len(keys) for name, keys in members.items()}, smallest, set())
    silent = _hidden({name: len(some) for name, some in matched.items() if some}, smallest, hidden)
    shown = [
        _figures(name, len(members[name]), matched[name], place_of, name not in silent)
        for name in sorted(members)
        if name not in hidden
    ]
    return ByGroup(tuple(shown), len(hidden), sum(len(members[name]) for name in hidden))


def _hidden(sizes: Mapping[str, int], smallest: int, already: set[str]) -> set[str]:
    """The groups to leave out: the small ones, and more until nobody can be found by subtraction."""
    hidden = {name for name, size in sizes.items() if size < smallest or name in already}
    others = sorted((size, name) for name, size in sizes.items() if name not in hidden)
    for _size, name in others:
        if not hidden or (len(hidden) > 1 and sum(sizes[one] for one in hidden) >= smallest):
            break
        hidden.add(name)
    return hidden


def _figures(
    name: str, people: int, pairs: Sequence[Matched], place_of: Callable[[Matched], int], is_told: bool
) -> GroupFigures:
    told = pairs if is_told else ()
    return GroupFigures(
        name,
        people,
        len(pairs),
        len(pairs) / people,
        sum(pair.score for pair in told) / len(told) if told else None,
        sum(place_of(pair) == 1 for pair in told) / len(told) if told else None,
    )


@dataclass(frozen=True, slots=True)
class LoadSpread:
    """How the people are spread over guides with places: `gini` is 0 when all places are used to the same share."""

    fewest: int
    most: int
    mean: float
    without_anybody: int
    full: int
    gini: float


def load_spread(load: Mapping[str, int], places: Mapping[str, int]) -> LoadSpread | None:
    """The spread over the guides who have places; None where nobody has any."""
    loads = np.array([load.get(key, 0) for key, room in places.items() if room > 0], dtype=np.int64)
    rooms = np.array([room for room in places.values() if room > 0], dtype=np.int64)
    if not len(rooms):
        return None
    return LoadSpread(
        fewest=int(loads.min()),
        most=int(loads.max()),
        mean=float(loads.mean()),
        without_anybody=int((loads == 0).sum()),
        full=int((loads >= rooms).sum()),
        gini=gini(np.sort(loads / rooms)),
    )


@dataclass(frozen=True, slots=True)
class Envy:
    """The pairs who would both rather have each other than what they have: how many, and the first of them."""

    count: int
    pairs: tuple[KeyPair, ...]


def envy(
    seekers: Iterable[Seeker],
    guides: Iterable[Guide],
    pairs: Iterable[KeyPair],
    weights: Weights | None = None,
    rules: Rules | None = None,
    *,
    seeker_rankings: Ranking | None = None,
    guide_rankings: Ranking | None = None,
    forbidden: Iterable[KeyPair] = (),
    locked: Iterable[KeyPair] = (),
    most_listed: int = 50,
) -> Envy:
    """The blocking pairs of any result, with the places guides had before it. Locked pairs never move.

    Raises KeyError for a pair of somebody who does not take part, ValueError for rankings that make no sense.
    """
    roster = Roster(guides, weights, rules, forbidden)
    everyone = sorted(seekers, key=lambda seeker: seeker.key)
    market = Market(everyone, roster, seeker_rankings or {}, guide_rankings or {}, 0, locked)
    rows = {seeker.key: row for row, seeker in enumerate(everyone)}
    chosen = market.locked.copy()
    for seeker, guide in pairs:
        chosen[rows[seeker]] = roster.place(guide)
    found = standing(market, chosen, most_listed)
    keys = tuple((everyone[row].key, roster.guides[column].key) for row, column in found.blocking)
    return Envy(found.blocking_count, keys)
