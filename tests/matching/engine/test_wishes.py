"""Guides asked for by name count in the order they were named."""

import json

import pytest

from matching.bridge import inputs
from matching.engine import Guide, Roster, Rules, Seeker, Weights, assign, explain

WEIGHTS = Weights(wishes=300)
GUIDES = [Guide(key=key, capacity_left=1) for key in "abcd"]


def points_of(seeker: Seeker, weights: Weights = WEIGHTS) -> dict[str, int]:
    return {
        guide.key: next(f.points for f in explain.factors(seeker, guide, weights) if f.feature == "wishes")
        for guide in GUIDES
    }


def test_points_fall_from_all_to_a_third_in_the_order_named():
    assert points_of(Seeker(key="s", wishes=("c", "a", "b"))) == {"c": 300, "a": 200, "b": 100, "d": 0}


@pytest.mark.parametrize(
    ("wishes", "points"),
    [((), [150] * 4), (("a",), [300, 0, 0, 0]), (("gone",), [0] * 4), (("gone", "b"), [0, 100, 0, 0])],
)
def test_nobody_named_is_neutral_and_who_is_gone_keeps_their_place_in_the_order(wishes, points):
    assert list(points_of(Seeker(key="s", wishes=wishes)).values()) == points


def test_a_roster_counts_the_same_for_everybody_at_once():
    seekers = [Seeker(key=str(n), wishes=order) for n, order in enumerate([(), ("a",), ("b", "a"), ("a", "d", "c")])]
    roster = Roster(GUIDES, WEIGHTS, Rules())

    for seeker in seekers:
        alone = [explain.score(seeker, guide, WEIGHTS) for guide in GUIDES]
        assert roster.scores(seeker).tolist() == alone
        assert [sum(f.points for f in roster.factors(seeker, guide)) for guide in GUIDES] == alone


def test_without_points_wishes_change_nothing():
    assert Weights().total == 1000
    assert explain.score(Seeker(key="s", wishes=("a",)), GUIDES[0]) == explain.score(Seeker(key="s"), GUIDES[0])


def test_an_assignment_follows_the_wishes_and_is_the_same_from_what_was_stored():
    seekers = [Seeker(key="x", wishes=("b", "a")), Seeker(key="y", wishes=("a", "b"))]
    found = assign(seekers, GUIDES, WEIGHTS, seed=3)
    stored = json.loads(json.dumps(inputs.to_json(seekers, GUIDES, [], [])))
    again = inputs.assign_again(stored, WEIGHTS.to_dict(), Rules().to_dict(), 3)

    assert {pair.seeker: pair.guide for pair in found.pairs} == {"x": "b", "y": "a"}
    assert (again.input_hash, again.pairs) == (found.input_hash, found.pairs)


def test_another_order_of_the_same_names_is_another_input():
    one, other = (assign([Seeker(key="x", wishes=order)], GUIDES, WEIGHTS) for order in (("a", "b"), ("b", "a")))
    assert one.input_hash != other.input_hash


@pytest.mark.parametrize("wishes", ["abc", ("a", "a")])
def test_an_order_that_is_none_is_refused(wishes):
    with pytest.raises(ValueError, match=r"wishes|twice"):
        Seeker(key="s", wishes=wishes)
