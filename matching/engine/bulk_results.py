"""What bulk matching says: pairs with each side's place of the other, who is left, figures, and what methods cost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from matching.engine.factors import Factor


@dataclass(frozen=True, slots=True)
class BulkPair:
    """One pair. A place is 1 when the other stands first in one's own order: those ranked, then the rest by score."""

    seeker: str
    guide: str
    score: int
    seeker_place: int
    guide_place: int
    explain: Callable[[str, str], tuple[Factor, ...]] = field(repr=False, compare=False)
    is_locked: bool = False

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The points feature by feature, with reasons."""
        return self.explain(self.seeker, self.guide)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A seeker without a guide: `no_guides`, `rules` (every guide is excluded) or `capacity` (too few places)."""

    seeker: str
    cause: str


@dataclass(frozen=True, slots=True)
class SideFigures:
    """How well one side's own order was served, over all pairs; None without pairs."""

    first_choice: float | None
    top_three: float | None
    mean_place: float | None
    worst_place: int | None


@dataclass(frozen=True, slots=True)
class BulkFigures:
    """How good a result is as a whole. Shares run from 0 to 1.

    `blocking` counts the pairs who would both rather have each other; `largest_load` and `load` are people a guide.
    """

    seekers_count: int
    matched: int
    coverage: float
    seekers: SideFigures
    guides: SideFigures
    mean: float | None
    lowest: int | None
    blocking: int
    load: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BulkMatch:
    """The answer of one method. `blocking_pairs` names the first of them; the figures count them all."""

    method: str
    pairs: tuple[BulkPair, ...]
    unmatched: tuple[LeftOver, ...]
    figures: BulkFigures
    blocking_pairs: tuple[tuple[str, str], ...]
    seed: int
    input_hash: str
    version: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What one method gives up against another, figure by figure; below zero it gains. Places and points are means.

    `people` counts those who are left without a guide, `seekers_first` and `guides_first` pairs with the first choice.
    """

    people: int
    seekers_first: int
    guides_first: int
    seekers_place: float
    guides_place: float
    points: float
    lowest: int
    blocking: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same people by several methods."""

    results: Mapping[str, BulkMatch]

    def cost(self, method: str, against: str) -> Cost:
        """What a method gives up against another one. Raises KeyError for a method that was not compared."""
        mine, theirs = self.results[method].figures, self.results[against].figures
        return Cost(
            people=theirs.matched - mine.matched,
            seekers_first=_firsts(theirs.seekers, theirs) - _firsts(mine.seekers, mine),
            guides_first=_firsts(theirs.guides, theirs) - _firsts(mine.guides, mine),
            seekers_place=(mine.seekers.mean_place or 0) - (theirs.seekers.mean_place or 0),
            guides_place=(mine.guides.mean_place or 0) - (theirs.guides.mean_place or 0),
            points=(theirs.mean or 0) - (mine.mean or 0),
            lowest=(theirs.lowest or 0) - (mine.lowest or 0),
            blocking=mine.blocking - theirs.blocking,
        )

    def best(self, figure: str) -> tuple[str, ...]:
        """The methods that nobody beats in a figure, by its name in `Cost`."""
        return tuple(
            one for one in self.results if all(getattr(self.cost(one, other), figure) <= 0 for other in self.results)
        )


def _firsts(side: SideFigures, figures: BulkFigures) -> int:
    return round((side.first_choice or 0) * figures.matched)
