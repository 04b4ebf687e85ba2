"""The matching engine: ranking, exact assignment and their explanations. Plain Python, no Django, no database.

Take people as `Seeker` and `Guide` values, what counts as `Weights`, what must never happen as `Rules`; call `rank`
for a list to choose from and `assign` for the best assignment of all. docs/developers/engine.md has the formulas.
"""

from matching.engine.assignment import assign
from matching.engine.bulk import METHODS, compare_methods, match_in_bulk
from matching.engine.bulk_results import BulkFigures, BulkMatch, BulkPair, Comparison, Cost, LeftOver, SideFigures
from matching.engine.explain import Instead, Swap, WhyNot, factors, instead, score, swap, why_not
from matching.engine.exposure import Exposure, spread_attention
from matching.engine.factors import Factor
from matching.engine.fairness import ByGroup, Envy, GroupFigures, LoadSpread, by_group, envy, load_spread
from matching.engine.features import CODES
from matching.engine.halfdays import HALF_DAYS
from matching.engine.people import PREFERENCES, Guide, Seeker
from matching.engine.ranking import Ranked, rank, rank_all
from matching.engine.results import (
    Assignment,
    Certificate,
    Cure,
    Figures,
    Objective,
    Pair,
    RunnerUp,
    ShortLoad,
    Unmatched,
)
from matching.engine.roster import Roster
from matching.engine.rules import Rule, Rules
from matching.engine.solver.clock import STAGES, Cancelled, TimeLimitReached
from matching.engine.solver.flows import SolverError
from matching.engine.version import ENGINE_VERSION
from matching.engine.weights import POINTS, Weights

__all__ = [
    "CODES",
    "ENGINE_VERSION",
    "HALF_DAYS",
    "METHODS",
    "POINTS",
    "PREFERENCES",
    "STAGES",
    "Assignment",
    "BulkFigures",
    "BulkMatch",
    "BulkPair",
    "ByGroup",
    "Cancelled",
    "Certificate",
    "Comparison",
    "Cost",
    "Cure",
    "Envy",
    "Exposure",
    "Factor",
    "Figures",
    "GroupFigures",
    "Guide",
    "Instead",
    "LeftOver",
    "LoadSpread",
    "Objective",
    "Pair",
    "Ranked",
    "Roster",
    "Rule",
    "Rules",
    "RunnerUp",
    "Seeker",
    "ShortLoad",
    "SideFigures",
    "SolverError",
    "Swap",
    "TimeLimitReached",
    "Unmatched",
    "Weights",
    "WhyNot",
    "assign",
    "by_group",
    "compare_methods",
    "envy",
    "factors",
    "instead",
    "load_spread",
    "match_in_bulk",
    "rank",
    "rank_all",
    "score",
    "spread_attention",
    "swap",
    "why_not",
]
