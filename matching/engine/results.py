"""What an assignment says: pairs with their reasons, who is left and why, figures, and the proof."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from matching.engine.factors import Factor


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The seeker's best other guide, full or not.

    `margin` is what the assigned guide scores more (below zero: the other would have suited better but was needed
    elsewhere). `costs_at_least` is the proven least loss of total score if the runner-up were taken instead.
    """

    guide: str
    score: int
    margin: int
    costs_at_least: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One assigned pair. `place` is the guide's place in the seeker's own order: 1 is the first choice.

    Locked pairs stand as they were given.
    """

    seeker: str
    guide: str
    score: int
    place: int
    runner_up: RunnerUp | None
    explain: Callable[[str, str], tuple[Factor, ...]] = field(repr=False, compare=False)
    is_locked: bool = False

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The points feature by feature, with reasons, read from the table that scored the run."""
        return self.explain(self.seeker, self.guide)


@dataclass(frozen=True, slots=True)
class Cure:
    """The smallest change that would help somebody without a guide; the parameters depend on the code.

    - `more_places`: one more place with any of `guides` takes in one more person; `plan` (places by guide) takes in
      all `people`, with the fewest `places` that can do it.
    - `lift_rules`: `options`, each as small as the others. With its `rules` out of the way between this person and any
      of its `guides` (`count` in all, the first of them named), this person would be matched. Where `places` is 1,
      the guide needs one more place too, and one more person would be matched.
    - `add_guide`: only another guide helps, with so many `places`.
    - `private`: what stands in the way is not for telling, not even how often.
    """

    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody without a guide, the cause, and what would cure it.

    - `no_guides`: there is nobody to assign.
    - `rules`: every guide is excluded; `rules` counts the guides by rule code.
    - `capacity`: `seekers` (this one among them) can only go to `guides`, which have `places` places together,
      `missing_places` too few. Which guides should get them for all to be taken in says the cure.
    """

    seeker: str
    cause: str
    rules: Mapping[str, int]
    seekers: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    places: int = 0
    missing_places: int = 0
    cure: Cure | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proof that no assignment is better: equal primal and dual values over all allowed pairs.

    `rounds` is how often arcs were added before the proof held, `ties` how many equally good arcs there were
    beside the chosen ones, `prices` what a place with a wanted guide is worth in points; below 0, what the least load
    of a guide costs. `matched_at_most` and `shortfall_at_least` are the bounds of the cuts that stand behind the
    first two aims, counted apart from the flows: the objective reaches both.
    """

    primal: int
    dual: int
    rounds: int
    flows: int
    ties: int
    prices: Mapping[str, int]
    matched_at_most: int = 0
    shortfall_at_least: int = 0

    @property
    def gap(self) -> int:
        """0 when the optimum is proven."""
        return self.primal - self.dual


@dataclass(frozen=True, slots=True)
class Objective:
    """The aims, without locked pairs: compare two of them with < and >.

    `shortfall` comes second in the order of aims: the places of least loads that stay empty, the fewer the better.
    """

    matched: int
    lowest: int
    total: int
    shortfall: int = 0

    def __lt__(self, other: "Objective") -> bool:
        """Lexicographic order: matched, shortfall, lowest, total."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int, int]:
        return self.matched, -self.shortfall, self.lowest, self.total


@dataclass(frozen=True, slots=True)
class ShortLoad:
    """A guide who got fewer people than they wished for. Both numbers count this run, locked pairs included."""

    guide: str
    at_least: int
    load: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How good the run is as a whole, locked pairs included. Shares run from 0 to 1; means are None without pairs."""

    seekers: int
    matched: int
    coverage: float
    mean: float | None
    lowest: int | None
    fifth_percentile: int | None
    first_choice: float | None
    top_three: float | None
    mean_place: float | None
    worst_place: int | None
    gini: float | None
    load: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The answer to `assign`. `input_hash` and `version` say what it was made from; the same input gives the same."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    objective: Objective
    certificate: Certificate
    figures: Figures
    seed: int
    input_hash: str
    version: str
    short_loads: tuple[ShortLoad, ...] = ()
