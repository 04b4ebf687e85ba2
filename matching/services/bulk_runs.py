"""Matching a whole cohort at once: every method is worked out in one go, so that they can be compared; one is kept.

The places that people give each other count, and go into what the run was made from. No pair keeps them, and no page
shows them: figures about them come from `matching.selectors.bulk`, which holds the small-group rule.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import Refusal
from matching import engine
from matching.bridge import inputs, reasons
from matching.bridge.bulk import BULK_METHODS, Orders, orders_in
from matching.bridge.methods import Method, Watch
from matching.bridge.runs import Field, field_for
from matching.models import AssignmentPair, AssignmentRun
from matching.permissions import may_invite_to_rank
from matching.services import runs
from matching.services.run_results import lockable
from people.models import Person
from program.models import Cohort

TIME_LIMIT_SECONDS = 240.0
STAGES: dict[str, Any] = {
    "gathering": gettext_lazy("The answers of everybody are read"),
    "reading": gettext_lazy("The answers of everybody are read"),
    "candidates": gettext_lazy("Every mentee is compared with every mentor"),
    "coverage": gettext_lazy("As many mentees as possible get a mentor"),
    "floor": gettext_lazy("The worst pair is made as good as it can be"),
    "total": gettext_lazy("All pairs together are made as good as they can be"),
    "proof": gettext_lazy("It is proven that nothing better exists"),
    "ties": gettext_lazy("Equally good results are decided by the seed"),
    "reasons": gettext_lazy("The ways to match are compared"),
    "done": gettext_lazy("The result is stored"),
    "storing": gettext_lazy("The result is stored"),
}


@dataclass
class Given:
    """Everything the engine is asked with."""

    field: Field
    weights: engine.Weights
    rules: engine.Rules
    seed: int
    locked: list[tuple[str, str]]
    by_mentees: Orders
    by_mentors: Orders
    ready: dict[str, int]

    def seeker(self, key: str) -> engine.Seeker:
        """The mentee of a key."""
        return self._by_key[key]

    @cached_property
    def forbidden(self) -> frozenset[tuple[str, str]]:
        """The pairs that are kept apart."""
        return frozenset(self.field.forbidden)

    @cached_property
    def _by_key(self) -> dict[str, engine.Seeker]:
        return {one.key: one for one in self.field.seekers}


def order(cohort: Cohort, method: str, *, by: Person, earlier: AssignmentRun | None = None) -> AssignmentRun:
    """A run that waits to be worked out; it keeps the locked pairs and exclusions of an `earlier` one.

    Raises Refusal when the program does not match in bulk, nobody waits, or the earlier run cannot be changed.
    """
    may_invite_to_rank.check(by, cohort.program)
    if method not in BULK_METHODS:
        raise Refusal(_("Choose one of the ways to match."))
    return runs.order(cohort, {}, by=by, earlier=earlier, method=method)


def gather(run: AssignmentRun) -> Given:
    """Who takes part, what both sides ranked, the locked pairs. Raises Refusal when nobody waits."""
    field, rules = field_for(run), engine.Rules.from_dict(run.rules)
    if not field.clients:
        raise Refusal(_("No mentee waits for a mentor: everybody who is ready has one, or is left out."))
    kept = list(run.pairs.filter(is_locked=True).select_related("seeker__person", "guide__person"))
    by_mentees, by_mentors = orders_in(field)
    return Given(
        field,
        engine.Weights.from_dict(run.weights),
        rules,
        run.seed,
        lockable(field, kept, rules),
        by_mentees,
        by_mentors,
        {"mentees": len(field.clients), "mentors": len(field.coaches)},
    )


def solve(given: Given, watch: Watch) -> engine.Comparison:
    """The answer of every method. Raises TimeLimitReached, SolverError, Cancelled."""
    return engine.compare_methods(
        given.field.seekers,
        given.field.guides,
        given.weights,
        given.rules,
        methods=[str(method.value) for method in BULK_METHODS],
        seeker_rankings=given.by_mentees,
        guide_rankings=given.by_mentors,
        seed=given.seed,
        locked=given.locked,
        forbidden=given.field.forbidden,
        time_limit=TIME_LIMIT_SECONDS,
        progress=watch.tell,
        stop=watch.stop,
    )


def store(run: AssignmentRun, given: Given, found: engine.Comparison) -> dict[str, Any]:
    """Keep the pairs of the run's own method, and the figures of all; answers the fields of the run."""
    chosen, field = found.results[run.method], given.field
    run.pairs.all().delete()
    AssignmentPair.objects.bulk_create(
        [
            AssignmentPair(
                run=run,
                seeker=field.client(pair.seeker),
                guide=field.coach(pair.guide),
                score=pair.score,
                factors=reasons.to_json(pair.factors),
                is_locked=pair.is_locked,
            )
            for pair in chosen.pairs
        ],
        batch_size=1000,
    )
    people = inputs.to_json(field.seekers, field.guides, given.locked, field.forbidden)
    return {
        "engine_version": chosen.version,
        "inputs": people | {"orders": {"seekers": given.by_mentees, "guides": given.by_mentors}},
        "inputs_hash": chosen.input_hash,
        "figures": _figures(given, found, chosen),
        "unmatched": [_left_over(given, entry) for entry in chosen.unmatched],
    }


BULK = Method(gather, solve, store, STAGES)


def _figures(given: Given, found: engine.Comparison, chosen: engine.BulkMatch) -> dict[str, Any]:
    field, figures = given.field, chosen.figures
    return {
        "seekers": figures.seekers_count,
        "matched": figures.matched,
        "lowest": figures.lowest,
        "mean": figures.mean,
        "load": {str(field.coach(key).pk): count for key, count in figures.load.items()},
        "places": {str(field.coach(guide.key).pk): guide.capacity_left for guide in field.guides},
        "ready": given.ready,
        "ranked": {"mentees": len(given.by_mentees), "mentors": len(given.by_mentors)},
        "answer": inputs.fingerprint((pair.seeker, pair.guide, pair.score) for pair in chosen.pairs),
        "methods": {name: _method(result.figures) for name, result in found.results.items()},
    }


def _method(figures: engine.BulkFigures) -> dict[str, Any]:
    named = asdict(figures)
    del named["load"]
    return named | {"guides_count": sum(1 for count in figures.load.values() if count)}


def _left_over(given: Given, entry: engine.LeftOver) -> dict[str, Any]:
    """Somebody without a mentor: the cause, who would be possible, and which rules exclude the others."""
    field, seeker, forbidden = given.field, given.seeker(entry.seeker), given.forbidden
    possible, excluded = [], Counter[str]()
    for guide in field.guides:
        broken = given.rules.excluded(seeker, guide, forbidden)
        others = broken & ~engine.Rule.FULL
        if others:
            excluded.update(others.codes)
        else:
            possible.append(str(field.coach(guide.key).pk))
    return {
        "client": str(field.client(entry.seeker).pk),
        "cause": _cause(entry.cause, possible),
        "coaches": possible,
        "rules": dict(excluded),
    }


def _cause(cause: str, possible: list[str]) -> str:
    """`no_guides`, `rules`, or `taken`: whoever is possible has no place left."""
    return cause if cause == "no_guides" else "taken" if possible else "rules"
