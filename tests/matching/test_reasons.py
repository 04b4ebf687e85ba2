"""Every reason the engine can give has its sentence, from every side, in any language of skills."""

from dataclasses import replace

import pytest
from django.utils import translation

from matching import engine
from matching.bridge.reasons import Speaker, View, from_json, to_json
from matching.bridge.words import HALF_DAYS, LABELS, OWN_ORDER, WORDS

SEEKER = engine.Seeker(
    key="a",
    wants={"negotiation": 0, "python": 0},
    goal_words=frozenset({"reorganization"}),
    languages=frozenset({"en", "de"}),
    zone="Europe/Oslo",
    grade=3,
    department="Sales",
    location="Oslo",
    availability=frozenset({"mon_am", "mon_pm"}),
)
GUIDE = engine.Guide(
    key="b",
    offers={"negotiation": 0, "data_analysis": 0},
    experience_words=frozenset({"reorganization"}),
    languages=frozenset({"en", "de"}),
    zone="Asia/Kolkata",
    grade=5,
    department="Legal",
    location="Oslo",
    availability=frozenset({"mon_pm", "wed_am"}),
)


def test_every_code_and_feature_has_its_words() -> None:
    assert set(WORDS) == set(engine.CODES)
    assert set(LABELS) == set(engine.POINTS)


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize(
    ("seeker", "guide"),
    [
        (SEEKER, GUIDE),
        (engine.Seeker(key="a"), engine.Guide(key="b")),
        (engine.Seeker(key="a", availability={"mon_am"}), engine.Guide(key="b", availability={"fri_am"})),
        (SEEKER, engine.Guide(key="b", offers={"data_analysis": 0}, zone="America/Los_Angeles", grade=20)),
        (engine.Seeker(key="a", partners_before=frozenset({"b"}), grade=5), GUIDE),
    ],
)
def test_any_pair_is_said_without_a_gap(view: View, seeker: engine.Seeker, guide: engine.Guide) -> None:
    factors = engine.factors(seeker, guide)
    fit = Speaker(view, {"negotiation": "Verhandeln"}).fit(factors)
    said = " ".join([fit.sentence, *fit.reasons, *(str(factor.get("text", "")) for factor in fit.factors)])
    assert "%(" not in said
    assert sum(factor.points for factor in factors) == fit.score


def test_skills_are_named_as_the_organization_writes_them() -> None:
    fit = Speaker(View.SEEKER, {"negotiation": "Verhandeln"}).fit(engine.factors(SEEKER, GUIDE))
    assert "Can help with Verhandeln, which you want to learn." in fit.reasons


def test_stored_factors_say_the_same() -> None:
    factors = engine.factors(SEEKER, GUIDE)
    speaker = Speaker(View.ADMIN)
    assert speaker.fit(from_json(to_json(factors))) == speaker.fit(factors)


def test_languages_are_named_in_the_readers_language() -> None:
    with translation.override("de"):
        said = [str(factor.get("text")) for factor in Speaker(View.SEEKER).fit(engine.factors(SEEKER, GUIDE)).factors]
    assert any("Deutsch" in text for text in said)


def test_half_days_in_common_are_said_by_the_readers_own_clock() -> None:
    seeker = engine.Seeker(key="a", zone="Europe/London", availability=frozenset({"mon_am", "mon_pm", "tue_pm"}))
    guide = engine.Guide(key="b", zone="Asia/Kolkata", availability=frozenset({"mon_pm"}))
    (factor,) = [found for found in engine.factors(seeker, guide) if found.feature == "availability"]
    said = {view: Speaker(view).say(factor) for view in View}
    assert said == {
        View.SEEKER: "You both keep time free on Monday morning: 2 hours and 30 minutes a week together.",
        View.GUIDE: "You both keep time free on Monday afternoon: 2 hours and 30 minutes a week together.",
        View.ADMIN: "The half days they keep free share 2 hours and 30 minutes a week.",
    }


def test_many_half_days_are_counted_after_the_third() -> None:
    everything = frozenset(engine.HALF_DAYS)
    factors = engine.factors(
        engine.Seeker(key="a", availability=everything), engine.Guide(key="b", availability=everything)
    )
    (factor,) = [found for found in factors if found.feature == "availability"]
    assert Speaker(View.SEEKER).say(factor) == (
        "You both keep time free on Monday morning, Monday afternoon, Tuesday morning and 7 other half days:"
        " 40 hours a week together."
    )
    assert set(HALF_DAYS) == everything


@pytest.mark.parametrize("view", [View.GUIDE, View.ADMIN])
@pytest.mark.parametrize("wishes", [(), ("b",), ("other", "b"), ("other",)])
def test_an_order_by_name_is_told_to_nobody_else(view: View, wishes: tuple[str, ...]) -> None:
    plain = Speaker(view).fit(engine.factors(SEEKER, GUIDE))
    told = Speaker(view).fit(
        engine.factors(replace(SEEKER, wishes=wishes), GUIDE, replace(engine.Weights(), wishes=300))
    )
    assert (told.score, told.sentence, told.reasons) == (plain.score, plain.sentence, plain.reasons)
    (line,) = [factor for factor in told.factors if factor not in plain.factors]
    assert line == {"label": LABELS["wishes"], "text": OWN_ORDER}


def test_the_owner_reads_what_their_order_gave() -> None:
    factors = engine.factors(replace(SEEKER, wishes=("x", "b")), GUIDE, replace(engine.Weights(), wishes=300))
    (line,) = [f for f in Speaker(View.SEEKER).fit(factors).factors if f["label"] == LABELS["wishes"]]
    assert (line["text"], line["weight"]) == ("You put them at place 2 of your own order.", "100 of 300 points")
