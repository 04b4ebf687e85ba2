"""All features in the order in which an explanation shows them, and the codes they speak in."""

from collections.abc import Sequence

from matching.engine.features.abilities import Goals, Skills
from matching.engine.features.base import CategoryFeature, Feature
from matching.engine.features.facts import Department, Grade, Languages, Location, Zone
from matching.engine.features.history import Earlier, Preferences
from matching.engine.features.times import Availability
from matching.engine.features.wishes import Wishes
from matching.engine.people import Guide
from matching.engine.weights import Weights

FEATURES: tuple[type[Feature], ...] = (
    Skills,
    Goals,
    Languages,
    Zone,
    Availability,
    Grade,
    Department,
    Location,
    Preferences,
    Earlier,
    Wishes,
)

CODES = (
    "skills_shared",
    "skills_near",
    "skills_none",
    "skills_not_said",
    "goals_shared",
    "goals_none",
    "goals_not_said",
    "languages_shared",
    "languages_none",
    "languages_not_said",
    "zone_overlap",
    "zone_apart",
    "zone_not_said",
    "availability_shared",
    "availability_none",
    "availability_not_said",
    "grade_in_band",
    "grade_wanted",
    "grade_below",
    "grade_too_near",
    "grade_too_far",
    "grade_not_said",
    "department_same",
    "department_near",
    "department_other",
    "department_not_said",
    "location_same",
    "location_other",
    "location_not_said",
    "preferences_met",
    "preferences_unmet",
    "preferences_facts_not_said",
    "preferences_not_said",
    "earlier_partners",
    "earlier_none",
    "wishes_named",
    "wishes_not_named",
    "wishes_not_said",
)
"""Every reason code a factor can carry: one sentence each is written by whoever shows them."""


def build(guides: Sequence[Guide], weights: Weights) -> list[Feature]:
    """Every feature that carries points, prepared for these guides."""
    return [feature(guides, weights) for feature in FEATURES if getattr(weights, feature.name)]


__all__ = ["CODES", "FEATURES", "CategoryFeature", "Feature", "build"]
