"""Scores are whole points that explain themselves; rankings follow them."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.people import clients_and_coaches
from matching.engine import CODES, Guide, Roster, Rule, Rules, Seeker, Weights, explain, rank, rank_all, swap, why_not
from tests.matching.engine.worlds import allowed_scores, seekers_and_guides

PERFECT = {
    "languages": {"English", "Polski"},
    "zone": "Europe/Warsaw",
    "availability": {"mon_am", "thu_pm"},
    "location": "Łódź",
    "preferences": {"same_location"},
}


def factor(name, seeker, guide, weights=None):
    return next(found for found in explain.factors(seeker, guide, weights) if found.feature == name)


@pytest.mark.parametrize("number", range(40))
def test_points_of_all_factors_add_up_to_the_score_and_stay_within_their_weights(number):
    rng = random.Random(number)
    weights = Weights(
        skills=rng.randint(0, 999), goals=rng.randint(0, 99), zone=rng.randint(0, 77), earlier_again=number % 2
    )
    seekers, guides = seekers_and_guides(rng, 10, 10)
    roster = Roster(guides, weights, Rules(full=False))

    for seeker in seekers:
        scores = roster.scores(seeker)
        for guide in guides:
            factors = roster.factors(seeker, guide)
            assert all(0 <= entry.points <= entry.most and entry.code in CODES for entry in factors)
            told = {feature.name: feature.reason(seeker, guide) for feature in roster._features}
            assert [(f.code, dict(f.params)) for f in factors] == [
                (told[f.feature].code, dict(told[f.feature].params or {})) for f in factors
            ]
            if not Rules(full=False).excluded(seeker, guide):
                assert scores[roster.place(guide.key)] == sum(entry.points for entry in factors)


@pytest.mark.parametrize("number", range(20))
def test_rule_mask_of_a_roster_says_what_the_rules_say_pair_by_pair(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 12, 12)
    rules = Rules(reporting_line=rng.random() < 0.7, assesses=rng.random() < 0.7, pools=rng.random() < 0.7)
    forbidden = frozenset({(seekers[0].key, guides[0].key)})
    roster = Roster(guides, Weights(), rules, forbidden)

    for seeker in seekers:
        expected = [rules.excluded(seeker, guide, forbidden) for guide in roster.guides]
        assert roster.mask.row(seeker).tolist() == expected
        assert (roster.scores(seeker) < 0).tolist() == [rule != 0 for rule in expected]


def test_a_pair_that_fits_in_everything_has_all_points():
    words = {"plan", "lead", "audit"}
    seeker = Seeker(key="s", wants={"python": 3}, goal_words=words, grade=3, department="A", **PERFECT)
    guide = Guide(key="g", offers={"python": 3}, experience_words=words, grade=5, department="B", **PERFECT)

    assert explain.score(seeker, guide) == Weights().total == 1000


def test_a_pair_that_said_nothing_is_neutral_in_every_feature():
    factors = explain.factors(Seeker(key="s"), Guide(key="g"))

    assert [entry.points * 2 for entry in factors if entry.feature not in ("earlier", "goals")] == [
        entry.most for entry in factors if entry.feature not in ("earlier", "goals")
    ]
    assert [entry.feature for entry in factors if not entry.is_neutral] == ["earlier"]


def test_a_silent_guide_beats_one_without_the_skill_and_loses_to_one_with_it():
    seeker = Seeker(key="s", wants={"python"})
    guides = [Guide(key="without", offers={"audit"}), Guide(key="with", offers={"python"}), Guide(key="silent")]

    assert [found.key for found in rank(seeker, guides)] == ["with", "silent", "without"]


@pytest.mark.parametrize(
    ("offers", "points", "code"),
    [
        ({"python": 3}, 100, "skills_shared"),
        ({"python": 0}, 100, "skills_shared"),
        ({"python": 1}, 33, "skills_shared"),
        ({"testing": 5}, 50, "skills_near"),
        ({"audit": 5}, 0, "skills_none"),
        ({}, 50, "skills_not_said"),
    ],
)
def test_skill_points_follow_level_and_nearness(offers, points, code):
    found = factor("skills", Seeker(key="s", wants={"python": 3}), Guide(key="g", offers=offers), Weights(skills=100))

    assert (found.points, found.code) == (points, code)


@pytest.mark.parametrize(
    ("zone", "points", "minutes"),
    [("Europe/Berlin", 140, 480), ("America/New_York", 70, 120), ("Asia/Tokyo", 0, 0)],
)
def test_zone_points_follow_the_shared_working_hours(zone, points, minutes):
    found = factor("zone", Seeker(key="s", zone="Europe/Warsaw"), Guide(key="g", zone=zone))

    assert (found.points, dict(found.params)) == (points, {"minutes": minutes})


@pytest.mark.parametrize(("grade", "points"), [(3, 80), (4, 120), (7, 120), (8, 80), (9, 40), (10, 0), (1, 0)])
def test_grade_points_are_highest_inside_the_wanted_band(grade, points):
    assert factor("grade", Seeker(key="s", grade=3), Guide(key="g", grade=grade)).points == points


@pytest.mark.parametrize(
    ("band", "grade", "code"),
    [
        ((1, 4), 4, "grade_in_band"),
        ((1, 4), 3, "grade_too_near"),
        ((1, 4), 2, "grade_below"),
        ((1, 4), 8, "grade_too_far"),
        ((0, 0), 3, "grade_wanted"),
        ((-4, -1), 2, "grade_wanted"),
        ((-4, -1), 3, "grade_too_far"),
    ],
)
def test_grade_reason_says_where_the_guide_stands_whatever_the_band(band, grade, code):
    weights = Weights(grade_from=band[0], grade_to=band[1])
    assert factor("grade", Seeker(key="s", grade=3), Guide(key="g", grade=grade), weights).code == code


@pytest.mark.parametrize(
    ("mine", "theirs", "location", "points", "code"),
    [
        ({"same_location"}, set(), "Pune", 80, "preferences_met"),
        ({"same_location"}, {"other_location"}, "Pune", 40, "preferences_met"),
        (set(), {"other_location"}, "Pune", 0, "preferences_unmet"),
        ({"same_location"}, set(), "", 40, "preferences_facts_not_said"),
        (set(), {"same_department"}, "Pune", 40, "preferences_facts_not_said"),
        ({"same_location"}, {"same_department"}, "Pune", 60, "preferences_met"),
        (set(), set(), "Pune", 40, "preferences_not_said"),
    ],
)
def test_wishes_of_either_side_count_alike_and_what_nobody_can_tell_is_neutral(mine, theirs, location, points, code):
    found = factor(
        "preferences",
        Seeker(key="s", location="Pune", preferences=mine),
        Guide(key="g", location=location, preferences=theirs),
    )

    assert (found.points, found.code) == (points, code)


def test_unknown_zone_and_nan_grade_count_as_not_said():
    guide = Guide(key="g", zone="Europe/Berlin", grade=4)

    assert factor("zone", Seeker(key="s", zone="Mars/Olympus"), guide).code == "zone_not_said"
    assert factor("grade", Seeker(key="s", grade=float("nan")), guide).code == "grade_not_said"


@pytest.mark.parametrize("number", range(20))
def test_ranking_equals_sorting_all_pairs(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 8, 20)
    scores = allowed_scores(seekers, guides, Weights(), Rules())
    everyone = rank_all(seekers, guides, k=5)

    for seeker, row in zip(seekers, scores, strict=True):
        found = rank(seeker, guides, k=5)
        expected = sorted((score for score in row if score is not None), reverse=True)[:5]
        assert [entry.score for entry in found] == expected
        assert everyone[seeker.key] == [(entry.key, entry.score) for entry in found]


def test_ranking_breaks_ties_by_seed_and_not_by_the_order_of_the_input():
    guides = [Guide(key=f"g{n}") for n in range(30)]
    seeker = Seeker(key="s")
    keys = [entry.key for entry in rank(seeker, guides, k=5)]

    assert [entry.key for entry in rank(seeker, guides[::-1], k=5)] == keys
    assert [entry.key for entry in rank(seeker, guides, k=5, seed=1)] != keys
    assert [entry.key for entry in rank(seeker, guides, k=30)][:5] == keys


def test_threads_that_share_a_roster_get_the_rankings_of_one_thread():
    seekers, guides = clients_and_coaches(400, 2)
    expected = [rank(seeker, guides) for seeker in seekers[::20]]
    shared = Roster(guides)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda seeker: rank(seeker, shared), seekers))

    assert found[::20] == expected


def test_ranking_of_nobody_or_of_no_places_is_empty():
    assert rank(Seeker(key="s"), []) == []
    assert rank(Seeker(key="s"), [Guide(key="g")], k=0) == []
    assert rank(Seeker(key="s"), [Guide(key="g", capacity_left=0)]) == []


def test_ranking_shows_full_guides_where_the_rules_say_so():
    found = rank(Seeker(key="s"), [Guide(key="g", capacity_left=0)], rules=Rules(full=False))

    assert [entry.key for entry in found] == ["g"]


def test_why_not_reports_a_private_rule_alone_and_marks_it():
    seeker = Seeker(key="s", languages={"Polski"})
    guides = [
        Guide(key="blocker", blocked={"s"}, languages={"English"}),
        Guide(key="english", languages={"English"}),
        Guide(key="near", languages={"Polski"}),
        Guide(key="far", languages={"Polski"}, partners_before={"s"}),
    ]
    roster = Roster(guides)
    answers = {guide.key: why_not(seeker, guide.key, roster) for guide in guides}

    assert (answers["blocker"].code, answers["blocker"].can_be_told) == ("blocked", False)
    assert (answers["english"].code, answers["english"].can_be_told) == ("no_common_language", True)
    assert (answers["near"].code, answers["near"].place) == ("best", 1)
    assert (answers["far"].code, answers["far"].place, answers["far"].points_behind) == ("ranked_lower", 2, 40)


def test_swap_says_what_it_costs_and_what_forbids_it():
    one, other = Seeker(key="one", wants={"python"}), Seeker(key="other", wants={"audit"}, blocked={"p"})
    python = Guide(key="p", offers={"python"}, capacity_left=0)
    audit = Guide(key="a", offers={"audit"}, capacity_left=0)

    found = swap((one, python), (other, audit))

    assert (found.cost, found.broken, found.is_allowed) == (2 * Weights().skills, ("blocked",), False)
    assert swap((one, audit), (one, python)).cost == 0


def test_rule_codes_are_words():
    assert (Rule.SELF | Rule.FULL).codes == ("self", "full")
    assert Rule.NONE.codes == ()


@pytest.mark.parametrize("kind", [Weights, Rules])
def test_weights_and_rules_survive_a_round_trip_and_refuse_strangers(kind):
    assert kind.from_dict(kind().to_dict()) == kind()
    assert kind.from_dict({}) == kind()
    with pytest.raises(ValueError, match="charm"):
        kind.from_dict({"charm": 1})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"skills": -1}, "cannot be below zero"),
        ({"skills": 1.5}, "must be a whole number"),
        ({"skills": True}, "must be a whole number"),
        ({"skills": 20_000}, "the most is 10000"),
        ({"grade_from": 5}, "ends before it starts"),
        ({"earlier_again": 2}, "is 0 or 1"),
    ],
)
def test_weights_that_make_no_sense_are_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Weights(**values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"key": ""}, "a key that is not empty"),
        ({"capacity_left": -1}, "capacity of g"),
        ({"capacity_left": 1.5}, "capacity of g"),
        ({"languages": "English"}, "languages must be a set"),
        ({"offers": {"python": 6}}, "level of python"),
        ({"offers": "python"}, "not one string"),
        ({"grade": "high"}, "a whole number, not 'high'"),
        ({"preferences": {"taller"}}, "Unknown preference: taller"),
        ({"availability": {"mon_am", "sun_pm"}}, "Unknown half day: sun_pm"),
        ({"availability": "mon_am"}, "availability must be a set"),
    ],
)
def test_people_that_make_no_sense_are_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Guide(**{"key": "g", **values})
