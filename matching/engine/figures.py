"""The figures of a run, from its pairs alone."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from matching.engine.results import Figures, Pair


def figures_of(pairs: Sequence[Pair], seekers: int, guides: Iterable[str]) -> Figures:
    """Coverage, points, places and load of an assignment."""
    load = Counter(pair.guide for pair in pairs)
    scores = np.sort(np.array([pair.score for pair in pairs], dtype=np.int64))
    places = np.array([pair.place for pair in pairs], dtype=np.int64)
    some = len(pairs) > 0
    return Figures(
        seekers=seekers,
        matched=len(pairs),
        coverage=len(pairs) / seekers if seekers else 1.0,
        mean=float(scores.mean()) if some else None,
        lowest=int(scores[0]) if some else None,
        fifth_percentile=int(scores[(len(scores) - 1) // 20]) if some else None,
        first_choice=float((places == 1).mean()) if some else None,
        top_three=float((places <= 3).mean()) if some else None,
        mean_place=float(places.mean()) if some else None,
        worst_place=int(places.max()) if some else None,
        gini=gini(scores) if some else None,
        load={key: load[key] for key in sorted(guides)},
    )


def gini(values: np.ndarray) -> float:
    """0 when all values are equal, nearly 1 when one has everything. `values` must be sorted and not negative."""
    total = values.sum()
    if not total:
        return 0.0
    ranks = np.arange(1, len(values) + 1)
    return float((2 * (ranks * values).sum() / total - len(values) - 1) / len(values))
