"""The reference of the ranking figures: the same scores in plain Python, one pair at a time, as it is usually done.

Straightforward, not slow on purpose: facts are prepared once per person, and rules are asked before points.
"""

import heapq
from collections.abc import Sequence

from matching.engine import Guide, Rule, Rules, Seeker, Weights, skills
from matching.engine.halfdays import HALF_DAY_MINUTES, shared_half_days
from matching.engine.hours import WORKING_MINUTES, shared_minutes
from matching.engine.words import most_specific

RULES = Rules()


def best(seeker: Seeker, guides: Sequence[Guide], weights: Weights, k: int) -> list[tuple[int, str]]:
    """The best k as (score, key)."""
    found = []
    for guide in guides:
        if RULES.excluded(seeker, guide) is Rule.NONE:
            found.append((score(seeker, guide, weights), guide.key))
    return heapq.nlargest(k, found)


def score(seeker: Seeker, guide: Guide, weights: Weights) -> int:
    """The points of one pair."""
    return (
        _skills(seeker, guide, weights.skills)
        + _goals(seeker, guide, weights.goals)
        + _languages(seeker, guide, weights.languages)
        + _zone(seeker, guide, weights.zone)
        + _availability(seeker, guide, weights.availability)
        + _grade(seeker, guide, weights)
        + _department(seeker, guide, weights.department)
        + _location(seeker, guide, weights.location)
        + _preferences(seeker, guide, weights.preferences)
        + weights.earlier * (guide.key not in seeker.partners_before and seeker.key not in guide.partners_before)
    )


def _shares(total: int, parts: int) -> list[int]:
    return [total // parts + (place < total % parts) for place in range(parts)]


def _skills(seeker: Seeker, guide: Guide, most: int) -> int:
    if not seeker.wants:
        return most // 2
    points = 0
    for (skill, wanted), share in zip(sorted(seeker.wants.items()), _shares(most, len(seeker.wants)), strict=True):
        if not guide.offers:
            points += share // 2
        elif skill in guide.offers:
            offered = guide.offers[skill]
            points += share if not wanted or not offered or offered >= wanted else share * offered // wanted
        elif not skills.near(skill).isdisjoint(guide.offers):
            points += share // 2
    return points


def _goals(seeker: Seeker, guide: Guide, most: int) -> int:
    words = most_specific(seeker.goal_words, 6)
    if not words:
        return most // 3
    points = 0
    for word, share in zip(words, _shares(most, max(3, len(words))), strict=False):
        points += share // 3 if not guide.experience_words else share if word in guide.experience_words else 0
    return points


def _languages(seeker: Seeker, guide: Guide, most: int) -> int:
    if not seeker.languages or not guide.languages:
        return most // 2
    common = len(seeker.languages & guide.languages)
    return most if common > 1 else most * 3 // 4 if common else 0


def _zone(seeker: Seeker, guide: Guide, most: int) -> int:
    minutes = shared_minutes(seeker.zone, guide.zone)
    return most // 2 if minutes is None else most * min(2 * minutes, WORKING_MINUTES) // WORKING_MINUTES


def _availability(seeker: Seeker, guide: Guide, most: int) -> int:
    if not seeker.availability or not guide.availability:
        return most // 2
    minutes = shared_half_days(seeker.availability, seeker.zone, guide.availability, guide.zone).minutes
    first = min(minutes, HALF_DAY_MINUTES)
    return most * (3 * first + min(minutes, 2 * HALF_DAY_MINUTES) - first) // (4 * HALF_DAY_MINUTES)


def _grade(seeker: Seeker, guide: Guide, weights: Weights) -> int:
    if seeker.grade is None or guide.grade is None:
        return weights.grade // 2
    above = guide.grade - seeker.grade
    return weights.grade * max(0, 3 - max(weights.grade_from - above, above - weights.grade_to, 0)) // 3


def _department(seeker: Seeker, guide: Guide, most: int) -> int:
    if not seeker.department or not guide.department:
        return most // 2
    if seeker.department == guide.department:
        return 0
    return most // 2 if seeker.department.split("/")[0] == guide.department.split("/")[0] else most


def _location(seeker: Seeker, guide: Guide, most: int) -> int:
    if not seeker.location or not guide.location:
        return most // 2
    return most if seeker.location == guide.location else 0


def _preferences(seeker: Seeker, guide: Guide, most: int) -> int:
    wishes = [*seeker.preferences, *guide.preferences]
    if not wishes:
        return most // 2
    met = 0
    for wish in wishes:
        mine, theirs = (
            (seeker.location, guide.location) if wish.endswith("location") else (seeker.department, guide.department)
        )
        met += 1 if not mine or not theirs else 2 * ((mine == theirs) == wish.startswith("same"))
    return most * met // (2 * len(wishes))
