"""Both sides' orders as the engine reads them, and the way of matching that fits them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from matching import engine
from matching.bridge import inputs
from matching.bridge.profiles import key_of
from matching.bridge.runs import Field
from matching.enums import RunMethod
from matching.models import Ranking

Orders = dict[str, list[str]]
BULK_METHODS = (RunMethod.MUTUAL, RunMethod.STABLE, RunMethod.COVERAGE, RunMethod.SEEKERS)


def orders_in(field: Field) -> tuple[Orders, Orders]:
    """The orders of mentees and of mentors by key, with those names only who take part; one query."""
    mentees = {one.pk: key_of(one) for one in field.clients}
    mentors = {one.pk: key_of(one) for one in field.coaches}
    rows = Ranking.objects.filter(owner__in=[*mentees, *mentors]).order_by("owner", "rank")
    listed = list(rows.values_list("owner", "other"))
    return _orders(listed, mentees, mentors), _orders(listed, mentors, mentees)


def recommended(ranked: Mapping[str, int], ready: Mapping[str, int]) -> RunMethod:
    """Stable where more than half of both sides ranked by hand; else the best for both, whose worst pair is best.

    An order by hand says what people want, and a stable result leaves no two who would both rather have each other.
    Where the order is mostly ours, points say more than places.
    """
    has_orders = ranked and all(2 * ranked[side] > ready[side] for side in ranked)
    return RunMethod.STABLE if has_orders else RunMethod.MUTUAL


def match_again(
    stored: Mapping[str, Any], method: str, weights: Mapping[str, int], rules: Mapping[str, bool], seed: int
) -> engine.BulkMatch:
    """Run the engine on what a run has stored."""
    seekers, guides = inputs.people_of(stored)
    return engine.match_in_bulk(
        seekers.values(),
        guides.values(),
        engine.Weights.from_dict(weights),
        engine.Rules.from_dict(rules),
        method=method,
        seeker_rankings=stored["orders"]["seekers"],
        guide_rankings=stored["orders"]["guides"],
        seed=seed,
        locked=[(seeker, guide) for seeker, guide in stored["locked"]],
        forbidden=inputs.forbidden_in(stored),
    )


def _orders(listed: list[tuple[UUID, UUID]], own: Mapping[UUID, str], others: Mapping[UUID, str]) -> Orders:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for owner, other in listed:
        if owner in own and other in others:
            found[own[owner]].append(others[other])
    return dict(found)
