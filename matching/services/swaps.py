"""Exchanging the coaches of two clients by hand: what it costs is known before, and stays on record."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from matching import engine
from matching.bridge import reasons
from matching.bridge.swaps import Exchange, obstacle_to
from matching.engine.figures import figures_of
from matching.models import AssignmentPair, AssignmentRun
from matching.permissions import may_exchange
from matching.services.runs import locked_run
from people.models import Person

KEPT = ("mean", "lowest", "fifth_percentile", "first_choice", "top_three", "mean_place", "worst_place", "gini")


@transaction.atomic
def swap(first: AssignmentPair, second: AssignmentPair, *, by: Person) -> int:
    """Exchange the coaches of two clients of one run; answers what it costs in points (below zero: gains).

    Both pairs are locked, so that the next run keeps them; the figures are counted anew. Raises Refusal when the run
    cannot be changed, or a rule stands against one of the new pairs.
    """
    run = locked_run(first.run)
    may_exchange.check(by, run)
    first, second = _as_they_stand(run, first, second)
    exchange = Exchange(run)
    found = exchange.swap(first, second)
    reason = obstacle_to(first, second, found)
    if reason:
        raise Refusal(reason)
    first.guide, second.guide = second.guide, first.guide
    _store(run, exchange, (first, second))
    run.swaps = [*run.swaps, {"first": str(first.pk), "second": str(second.pk), "cost": found.cost}]
    run.figures = _counted_anew(run, found.cost)
    run.save(update_fields=["swaps", "figures"])
    audit.record("assignmentrun.swap", run, by=by, first=first.seeker_id, second=second.seeker_id, cost=found.cost)
    return found.cost


def _as_they_stand(
    run: AssignmentRun, first: AssignmentPair, second: AssignmentPair
) -> tuple[AssignmentPair, AssignmentPair]:
    rows = run.pairs.filter(pk__in=[first.pk, second.pk]).select_related("seeker__person", "guide__person")
    found = {pair.pk: pair for pair in rows}
    if len(found) < 2:
        raise Refusal(_("Choose two different clients of the same result."))
    return found[first.pk], found[second.pk]


def _store(run: AssignmentRun, exchange: Exchange, pairs: tuple[AssignmentPair, ...]) -> None:
    known = run.cohort.enrollments.filter(pk__in=list(run.figures.get("load", {})))
    coaches = {str(person): pk for pk, person in known.values_list("pk", "person")}
    for pair in pairs:
        factors = exchange.factors(pair)
        pair.seeker_rank, other, margin = exchange.place_and_next(pair)
        pair.score, pair.factors = sum(factor.points for factor in factors), reasons.to_json(factors)
        pair.runner_up_id = coaches.get(other) if other else None
        pair.margin = margin if pair.runner_up_id else None
        pair.is_locked = True
        pair.save(update_fields=["guide", "score", "factors", "seeker_rank", "runner_up", "margin", "is_locked"])


def _counted_anew(run: AssignmentRun, cost: int) -> dict[str, Any]:
    """The figures that an exchange changes, from the pairs as they are; what was best before stays beside them."""
    rows = run.pairs.values_list("seeker", "guide", "score", "seeker_rank")
    pairs = [
        engine.Pair(str(seeker), str(guide), score, place or 1, None, lambda _s, _g: ())
        for seeker, guide, score, place in rows
    ]
    counted, figures = figures_of(pairs, run.figures["seekers"], ()), dict(run.figures)
    best = figures.get("best") or {name: figures.get(name) for name in KEPT}
    by_hand = figures.get("points_below_best", 0) + cost
    figures |= {name: getattr(counted, name) for name in KEPT}
    return figures | {"best": best, "points_below_best": by_hand}
