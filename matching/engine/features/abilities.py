"""Features from what people wrote about themselves: skills wanted and offered, goals and experience."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from matching.engine import skills
from matching.engine.factors import Reason
from matching.engine.features.base import Feature, Row, shares
from matching.engine.people import LEVELS, Guide, Seeker
from matching.engine.weights import Weights
from matching.engine.words import most_specific

_SKILLS_NOT_SAID, _GOALS_NOT_SAID, _GOALS_NONE = (
    Reason("skills_not_said"),
    Reason("goals_not_said"),
    Reason("goals_none"),
)

_THIRDS = 3
"""A share of so many points or more has a third that is not zero."""

NOTHING_SAID = None
"""The value of a seeker who left the question open."""


class Skills(Feature):
    """Each wanted skill carries an equal share of the points; a near skill gives half of its share."""

    name = "skills"

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        super().__init__(guides, weights)
        self._silent = np.array([place for place, guide in enumerate(guides) if not guide.offers], dtype=np.intp)
        offers: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for place, guide in enumerate(guides):
            for skill, level in guide.offers.items():
                offers[skill, level].append(place)
        self._offers = {offer: np.array(places, dtype=np.intp) for offer, places in offers.items()}
        self._levels: defaultdict[str, list[int]] = defaultdict(list)
        for skill, level in sorted(self._offers):
            self._levels[skill].append(level)

    def values(self, seeker: Seeker) -> Sequence[Hashable]:
        """(skill, level, share) for each skill wanted."""
        if not seeker.wants:
            return (NOTHING_SAID,)
        parts = shares(self.most, len(seeker.wants))
        return [(*want, share) for want, share in zip(sorted(seeker.wants.items()), parts, strict=True)]

    def row(self, value: Any) -> Row:
        """The share where it is offered at the level wanted, less below it, half where only a near skill is."""
        if value is NOTHING_SAID:
            return self.constant(self.half)
        skill, wanted, share = value
        row = self.constant(0)
        for near in skills.near(skill):
            for level in self._levels.get(near, ()):
                row[self._offers[near, level]] = share // 2
        for level in self._levels.get(skill, ()):
            row[self._offers[skill, level]] = _part(share, wanted, level)
        row[self._silent] = share // 2
        return row

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Lists the skills shared, the near ones as (wanted, offered), and the missing ones."""
        wants = [(skill, 0, 0) for skill in sorted(seeker.wants)]
        return self.reason_by(wants, [1] * len(wants), seeker, guide)

    def told_by(self, values: Sequence[Any], cells: Sequence[int]) -> Reason | None:
        """A whole share is a skill shared, nothing at all one that is missing; what lies between can be either."""
        if not values or values[0] is NOTHING_SAID:
            return _SKILLS_NOT_SAID
        for (_skill, _level, share), points in zip(values, cells, strict=True):
            if 0 < points < share or share <= LEVELS[-1]:
                return None
        shared = [value[0] for value, points in zip(values, cells, strict=True) if points]
        return _skills_reason(shared, [], [value[0] for value, points in zip(values, cells, strict=True) if not points])

    def reason_by(self, values: Sequence[Any], cells: Sequence[int], seeker: Seeker, guide: Guide) -> Reason:
        """Only what lies between all and nothing is looked up."""
        offers = guide.offers
        if not offers or not seeker.wants:
            return _SKILLS_NOT_SAID
        shared: list[str] = []
        near: list[tuple[str, str]] = []
        missing: list[str] = []
        for (skill, _level, share), points in zip(values, cells, strict=True):
            is_sure = share > LEVELS[-1]
            if (is_sure and points == share) or skill in offers:
                shared.append(skill)
            elif (is_sure and not points) or (others := skills.near(skill)).isdisjoint(offers):
                missing.append(skill)
            else:
                near.append((skill, min(others.intersection(offers))))
        return _skills_reason(shared, near, missing)


class Goals(Feature):
    """Words of the seeker's goals that stand in the guide's experience.

    Kept small and apart from the skills: words are a hint. At most six words count, the longest ones, because
    the choice must not depend on who else is in the list.
    """

    name = "goals"
    words_counted = 6
    words_for_all = 3

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        super().__init__(guides, weights)
        self._silent = np.array([p for p, guide in enumerate(guides) if not guide.experience_words], dtype=np.intp)
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, guide in enumerate(guides):
            for word in guide.experience_words:
                found[word].append(place)
        self._places: Mapping[str, np.ndarray] = {w: np.array(places, dtype=np.intp) for w, places in found.items()}

    def values(self, seeker: Seeker) -> Sequence[Hashable]:
        """(word, share) for each word counted; words nobody among the guides knows share one row."""
        chosen = most_specific(seeker.goal_words, self.words_counted)
        if not chosen:
            return (NOTHING_SAID,)
        parts = shares(self.most, max(len(chosen), self.words_for_all))
        return [(word if word in self._places else "", share) for word, share in zip(chosen, parts, strict=False)]

    def row(self, value: Any) -> Row:
        """The share where the word is found; a third of it where the guide wrote nothing."""
        if value is NOTHING_SAID:
            return self.constant(self.most // 3)
        word, share = value
        row = self.constant(0)
        if word:
            row[self._places[word]] = share
        row[self._silent] = share // 3
        return row

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Lists the words found."""
        if not seeker.goal_words or not guide.experience_words:
            return _GOALS_NOT_SAID
        chosen = most_specific(seeker.goal_words, self.words_counted)
        return _goals_reason([word for word in chosen if word in guide.experience_words])

    def told_by(self, values: Sequence[Any], cells: Sequence[int]) -> Reason | None:
        """A whole share is a word found, a third of it a guide who wrote nothing."""
        if values[0] is NOTHING_SAID:
            return _GOALS_NOT_SAID
        found: list[str] = []
        for (word, share), points in zip(values, cells, strict=True):
            if share < _THIRDS:
                return None
            if 0 < points < share:
                return _GOALS_NOT_SAID
            if points:
                found.append(word)
        return _goals_reason(found)


def _skills_reason(shared: list[str], near: list[tuple[str, str]], missing: list[str]) -> Reason:
    code = "skills_shared" if shared else "skills_near" if near else "skills_none"
    return Reason(code, {"shared": shared, "near": near, "missing": missing})


def _goals_reason(found: list[str]) -> Reason:
    return Reason("goals_shared", {"words": found}) if found else _GOALS_NONE


def _part(share: int, wanted: int, offered: int) -> int:
    """A level not given, on either side, counts as enough."""
    return share if not wanted or not offered or offered >= wanted else share * offered // wanted
