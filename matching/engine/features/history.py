"""Features between two particular people: what either side prefers, and whether they worked together before."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from matching.engine.factors import Reason
from matching.engine.features.base import CategoryFeature, Feature, Occasions, Row
from matching.engine.people import Guide, Seeker
from matching.engine.weights import Weights

_BEFORE, _NEW = Reason("earlier_partners"), Reason("earlier_none")
_NOBODY: tuple[frozenset[int]] = (frozenset(),)


class Preferences(CategoryFeature):
    """The share of the wishes, stated by either side, that the pair fulfils; no wish at all is neutral."""

    name = "preferences"

    def value(self, seeker: Seeker) -> tuple[frozenset[str], str, str]:
        """Wishes and the facts wishes are about."""
        return (seeker.preferences, seeker.location, seeker.department)

    def group(self, guide: Guide) -> tuple[frozenset[str], str, str]:
        """Wishes and the facts wishes are about."""
        return (guide.preferences, guide.location, guide.department)

    def points(self, value: Any, group: Any) -> int:
        """A wish whose facts are not known counts half."""
        mine, location, department = value
        theirs, their_location, their_department = group
        halves, wishes = _halves_met(mine, theirs, _same(location, their_location), _same(department, their_department))
        return self.most * halves // (2 * wishes) if wishes else self.half

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Lists the wishes met and those not met, each side's own; a wish about an answer left open is neither."""
        if not seeker.preferences and not guide.preferences:
            return Reason("preferences_not_said")
        facts = _same(seeker.location, guide.location), _same(seeker.department, guide.department)
        met: list[tuple[str, str]] = []
        unmet: list[tuple[str, str]] = []
        for side, person in (("seeker", seeker), ("guide", guide)):
            for wish in sorted(person.preferences):
                halves = _met(wish, *facts)
                if halves != 1:
                    (met if halves else unmet).append((side, wish))
        if not met and not unmet:
            return Reason("preferences_facts_not_said")
        return Reason("preferences_met" if met else "preferences_unmet", {"met": met, "unmet": unmet})


class Earlier(Feature):
    """New faces, or people who know each other, as the program wishes."""

    name = "earlier"

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        super().__init__(guides, weights)
        self._place = {guide.key: place for place, guide in enumerate(guides)}
        named: defaultdict[str, set[int]] = defaultdict(set)
        for place, guide in enumerate(guides):
            for key in guide.partners_before:
                named[key].add(place)
        self._named_by = dict(named)

    def values(self, seeker: Seeker) -> Sequence[frozenset[int]]:
        """The guides this seeker worked with, whichever side says so; for most people there are none."""
        if not seeker.partners_before and seeker.key not in self._named_by:
            return _NOBODY
        known = {self._place[key] for key in seeker.partners_before if key in self._place}
        return (frozenset(known | self._named_by.get(seeker.key, set())),)

    def occasions(self, seeker: Seeker, places: Sequence[int]) -> Occasions:
        """Whether they were partners."""
        partners = self.values(seeker)[0]
        return None, [place in partners for place in places]

    def row(self, value: Any) -> Row:
        """All points to new faces and none to former partners, or the other way round."""
        again = self.most * self.weights.earlier_again
        row = self.constant(self.most - again)
        row[np.array(sorted(value), dtype=np.intp)] = again
        return row

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Says whether they were partners before."""
        before = guide.key in seeker.partners_before or seeker.key in guide.partners_before
        return _BEFORE if before else _NEW


def _same(mine: str, theirs: str) -> bool | None:
    return mine == theirs if mine and theirs else None


@lru_cache(maxsize=4096)
def _halves_met(
    mine: frozenset[str], theirs: frozenset[str], same_location: bool | None, same_department: bool | None
) -> tuple[int, int]:
    """How far all wishes are met, in halves, and how many there are; few combinations exist, so all are kept."""
    wishes = [*mine, *theirs]
    return sum(_met(wish, same_location, same_department) for wish in wishes), len(wishes)


def _met(wish: str, same_location: bool | None, same_department: bool | None) -> int:
    """2 where the wish is met, 1 where nobody can tell, 0 where it is not."""
    same = same_location if wish.endswith("location") else same_department
    return 1 if same is None else 2 * (same == wish.startswith("same"))
