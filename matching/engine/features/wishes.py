"""The feature of guides whom a seeker put in order by name."""

from collections.abc import Hashable, Sequence
from typing import Any

from matching.engine.factors import Reason
from matching.engine.features.base import Feature, Occasions, Row
from matching.engine.people import Guide, Seeker
from matching.engine.weights import Weights

LAST_SHARE = 3
"""The guide named last still gets one part in so many of the points."""

_NOT_SAID, _NOT_NAMED = Reason("wishes_not_said"), Reason("wishes_not_named")
_SILENT, _OTHERS = (None,), ("", 0)


class Wishes(Feature):
    """The first guide a seeker names gets all points, falling evenly to a third for the last; the others get none."""

    name = "wishes"

    def __init__(self, guides: Sequence[Guide], weights: Weights) -> None:
        super().__init__(guides, weights)
        self._place = {guide.key: place for place, guide in enumerate(guides)}

    def values(self, seeker: Seeker) -> Sequence[Hashable]:
        """(guide, points) for each guide named who is here: seekers share them, so that rows stay few."""
        if not seeker.wishes:
            return _SILENT
        count = len(seeker.wishes)
        named = [(key, self._points(n, count)) for n, key in enumerate(seeker.wishes) if key in self._place]
        return named or (_OTHERS,)

    def row(self, value: Any) -> Row:
        """The points of one named guide; the neutral half for all where nobody is named."""
        if value is None:
            return self.constant(self.half)
        key, points = value
        row = self.constant(0)
        if key:
            row[self._place[key]] = points
        return row

    def occasions(self, seeker: Seeker, places: Sequence[int]) -> Occasions:
        """How long the order is, and the guide's place in it."""
        named = {self._place[key]: n for n, key in enumerate(seeker.wishes) if key in self._place}
        return len(seeker.wishes), [named.get(place) for place in places]

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names the place in the order. Whoever shows it decides who may read it: it is the seeker's own."""
        if not seeker.wishes:
            return _NOT_SAID
        if guide.key not in seeker.wishes:
            return _NOT_NAMED
        return Reason("wishes_named", {"place": seeker.wishes.index(guide.key) + 1})

    def _points(self, number: int, count: int) -> int:
        fall = self.most - self.most // LAST_SHARE
        return self.most - fall * number // max(1, count - 1)
