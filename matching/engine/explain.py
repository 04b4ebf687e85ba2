"""Questions about single pairs, answered from the same numbers as every ranking and run."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.engine.factors import Factor
from matching.engine.people import Guide, Seeker
from matching.engine.results import Assignment
from matching.engine.roster import Roster
from matching.engine.rules import Pair, Rule, Rules
from matching.engine.weights import Weights


def factors(seeker: Seeker, guide: Guide, weights: Weights | None = None) -> tuple[Factor, ...]:
    """The points of a pair feature by feature; their sum is its score. Rules play no part here."""
    return Roster([guide], weights).factors(seeker, guide)


def score(seeker: Seeker, guide: Guide, weights: Weights | None = None) -> int:
    """The score of a pair, whether or not a rule excludes it."""
    return sum(factor.points for factor in factors(seeker, guide, weights))


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a guide is not proposed to a seeker.

    `code` is a rule code, or `ranked_lower` when nothing stands against the pair but points, or `best` when the
    guide is the first in the list. `can_be_told` is False where the rule itself is private to somebody: then the
    seeker is only told that this match is not possible.
    """

    code: str
    can_be_told: bool
    score: int | None = None
    place: int | None = None
    points_behind: int | None = None


# Said rules name facts that the seeker knows or sees in the directory; the others would give somebody away.
_TOLD = (
    Rule.SELF,
    Rule.REPORTING_LINE,
    Rule.NO_COMMON_LANGUAGE,
    Rule.OTHER_POOL,
    Rule.FULL,
    Rule.NOT_READY,
)


def why_not(seeker: Seeker, guide_key: str, roster: Roster) -> WhyNot:
    """Why this guide is not (or not higher) in the seeker's list. Raises KeyError for somebody not in the roster.

    Where a private rule applies it alone is reported, so that no list of rules says more than one sentence.
    """
    place = roster.place(guide_key)
    guide = roster.guides[place]
    mask = roster.rules.excluded(seeker, guide, roster.forbidden)
    if mask:
        told = [rule for rule in _TOLD if rule in mask]
        private = [rule for rule in Rule if rule in mask and rule not in _TOLD and rule]
        rule = private[0] if private else told[0]
        return WhyNot(rule.name.lower() if rule.name else "", not private)
    scores = roster.scores(seeker)
    own = int(scores[place])
    rank = 1 + int((scores > own).sum())
    behind = int(scores.max()) - own
    return WhyNot("best" if rank == 1 else "ranked_lower", True, own, rank, behind)


@dataclass(frozen=True, slots=True)
class Instead:
    """What it would cost to give somebody another guide than the run did.

    `code` and `can_be_told` are those of `why_not`. The rest is None where a rule excludes the pair.
    `margin` is what the assigned guide scores more. `costs_at_least` is the proven least loss of the total over
    everybody when the rest is arranged anew as well as it can be, with as many matched and nobody served worse than
    before; None where the pair itself lies below that floor (`is_below_floor`).
    """

    code: str
    can_be_told: bool
    score: int | None = None
    margin: int | None = None
    costs_at_least: int | None = None
    is_below_floor: bool = False


def instead(found: Assignment, seeker: Seeker, guide_key: str, roster: Roster) -> Instead:
    """Why not this guide instead: the reduced cost of the pair, read from the prices of the run's proof.

    `roster` holds the guides of the run with its weights and rules. Raises KeyError for somebody who is not in the
    roster, and for a seeker without a guide or with a locked one: for them there is no price.
    """
    own = next((pair for pair in found.pairs if pair.seeker == seeker.key and not pair.is_locked), None)
    if own is None:
        raise KeyError(f"{seeker.key} was not assigned by this run.")
    why = why_not(seeker, guide_key, roster)
    if why.score is None:
        return Instead(why.code, why.can_be_told)
    margin, prices = own.score - why.score, found.certificate.prices
    if why.score < found.objective.lowest:
        return Instead(why.code, True, why.score, margin, is_below_floor=True)
    loss = margin - prices.get(own.guide, 0) + prices.get(guide_key, 0)
    return Instead(why.code, True, why.score, margin, loss)


@dataclass(frozen=True, slots=True)
class Swap:
    """What exchanging the guides of two seekers would do. `broken` holds rule codes; with any, it cannot be done."""

    first_before: int
    first_after: int
    second_before: int
    second_after: int
    broken: tuple[str, ...]

    @property
    def cost(self) -> int:
        """Points the two pairs lose together; below zero they gain."""
        return self.first_before + self.second_before - self.first_after - self.second_after

    @property
    def is_allowed(self) -> bool:
        """True when no hard rule forbids either new pair."""
        return not self.broken


def swap(
    first: tuple[Seeker, Guide],
    second: tuple[Seeker, Guide],
    weights: Weights | None = None,
    rules: Rules | None = None,
    forbidden: Iterable[Pair] = (),
) -> Swap:
    """What it would cost if the two seekers exchanged their guides. Loads stay, so fullness plays no part."""
    rules, forbidden = rules or Rules(), frozenset(forbidden)
    (one, her_guide), (other, his_guide) = first, second
    mask = rules.excluded(one, his_guide, forbidden) | rules.excluded(other, her_guide, forbidden)
    return Swap(
        score(one, her_guide, weights),
        score(one, his_guide, weights),
        score(other, his_guide, weights),
        score(other, her_guide, weights),
        (mask & ~Rule.FULL).codes,
    )
