"""Figures by group give nobody away; load and envy are counted as they are."""

import random
from collections import Counter
from operator import attrgetter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Guide, Rules, Seeker, assign, by_group, envy, load_spread, match_in_bulk
from tests.matching.engine.test_bulk import Sides
from tests.matching.engine.worlds import seekers_and_guides

PLACE = attrgetter("place")


def world(groups):
    """Groups as name: (people, matched); scores and places differ from pair to pair."""
    keys, group_of, pairs = [], {}, []
    for name, (people, matched) in groups.items():
        for number in range(people):
            key = f"{name}{number}"
            keys.append(key)
            if name:
                group_of[key] = name
            if number < matched:
                pairs.append(SimpleNamespace(seeker=key, score=100 * (number + 1), place=1 + number % 2))
    return keys, pairs, group_of


def figures(groups, smallest=5):
    keys, pairs, group_of = world(groups)
    return by_group(keys, pairs, group_of, place_of=PLACE, smallest=smallest)


def test_groups_are_told_with_coverage_mean_and_first_choice():
    found = figures({"Legal": (10, 8), "Sales": (6, 6)})

    assert [(g.name, g.people, g.matched, g.coverage) for g in found.groups] == [
        ("Legal", 10, 8, 0.8),
        ("Sales", 6, 6, 1.0),
    ]
    assert [(g.mean, g.first_choice) for g in found.groups] == [(450.0, 0.5), (350.0, 0.5)]
    assert (found.hidden_groups, found.hidden_people) == (0, 0)


def test_a_small_group_takes_the_next_one_with_it():
    found = figures({"Legal": (4, 2), "Sales": (9, 9), "People": (7, 7), "Finance": (30, 20)})

    assert [group.name for group in found.groups] == ["Finance", "Sales"]
    assert (found.hidden_groups, found.hidden_people) == (2, 11)


def test_two_small_groups_hide_each_other_once_they_are_enough_people():
    enough = figures({"A": (3, 3), "B": (2, 2), "C": (9, 9)})
    too_few = figures({"A": (2, 2), "B": (1, 1), "C": (9, 9), "D": (10, 10)})

    assert ([group.name for group in enough.groups], enough.hidden_people) == (["C"], 5)
    assert ([group.name for group in too_few.groups], too_few.hidden_people) == (["D"], 12)


def test_whoever_has_no_group_is_a_group_too():
    found = figures({"": (3, 3), "Sales": (8, 8), "Legal": (9, 9)})

    assert [group.name for group in found.groups] == ["Legal"]


def test_means_of_few_matched_people_are_not_told_nor_found_by_subtraction():
    found = figures({"Legal": (10, 1), "Sales": (12, 12), "People": (9, 9)})

    assert [(g.name, g.coverage == 0.1, g.mean is None, g.first_choice is None) for g in found.groups] == [
        ("Legal", True, True, True),
        ("People", False, True, True),
        ("Sales", False, False, False),
    ]


def test_the_smallest_group_can_be_raised_but_never_lowered():
    assert figures({"Legal": (4, 4), "Sales": (4, 4)}, smallest=1).groups == ()
    assert figures({"Legal": (7, 7), "Sales": (40, 40), "People": (41, 41)}, smallest=10).hidden_groups == 2


SIZES = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.tuples(st.integers(1, 12), st.integers(0, 12)).map(lambda x: (x[0], min(x))),
    max_size=7,
)


@given(SIZES, st.integers(5, 8))
def test_nothing_about_fewer_people_than_allowed_can_be_worked_out(groups, smallest):
    """Everything shown, taken from the whole, leaves either nothing or a crowd of at least two groups."""
    found = figures(groups, smallest)

    for told, size in (
        ({g.name for g in found.groups}, {name: people for name, (people, _matched) in groups.items()}),
        (
            {g.name for g in found.groups if g.mean is not None},
            {name: matched for name, (_people, matched) in groups.items() if matched},
        ),
    ):
        assert all(size[name] >= smallest for name in told)
        hidden = [count for name, count in size.items() if name not in told]
        assert not told or not hidden or (len(hidden) > 1 and sum(hidden) >= smallest)


def test_load_is_told_for_guides_with_places():
    spread = load_spread({"a": 2, "b": 1}, {"a": 2, "b": 4, "c": 1, "full": 0})

    assert (spread.fewest, spread.most, spread.mean, spread.without_anybody, spread.full) == (0, 2, 1.0, 1, 1)
    assert spread.gini == pytest.approx((2 * (1 * 0 + 2 * 0.25 + 3 * 1) / 1.25 - 4) / 3)
    assert load_spread({"a": 1, "b": 2}, {"a": 2, "b": 4}).gini == 0.0
    assert load_spread({}, {"a": 0}) is None


@pytest.mark.parametrize("number", range(30))
def test_envy_of_an_assignment_is_what_a_look_at_every_pair_finds(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 9, 5)
    pairs = [(pair.seeker, pair.guide) for pair in assign(seekers, guides, seed=number).pairs]
    found = envy(seekers, guides, pairs)

    assert sorted(found.pairs) == Sides(seekers, guides).blocking(pairs)
    assert found.count == len(found.pairs)
    stable = match_in_bulk(seekers, guides)
    assert envy(seekers, guides, [(pair.seeker, pair.guide) for pair in stable.pairs]).count == 0


def test_envy_leaves_locked_pairs_alone_and_lists_no_more_than_asked():
    seekers = [Seeker(key=f"s{n}", location="Pune") for n in range(4)]
    guides = [Guide(key="far", location="Lyon", capacity_left=4), Guide(key="near", location="Pune", capacity_left=4)]
    pairs = [(seeker.key, "far") for seeker in seekers]

    found = envy(seekers, guides, pairs, locked=pairs[:1], most_listed=2)

    assert (found.count, len(found.pairs)) == (3, 2)
    assert "s0" not in dict(found.pairs)
    assert envy(seekers, guides, pairs, rules=Rules(), forbidden=[("s1", "near")]).count == 3


def test_load_of_a_matching_counts_every_pair():
    seekers, guides = [Seeker(key=f"s{n}") for n in range(5)], [Guide(key="a", capacity_left=3), Guide(key="b")]
    found = match_in_bulk(seekers, guides)

    assert found.figures.load == Counter(pair.guide for pair in found.pairs) == {"a": 3, "b": 1}
    spread = load_spread(found.figures.load, {guide.key: guide.capacity_left for guide in guides})
    assert (spread.fewest, spread.most, spread.full, spread.gini) == (1, 3, 2, 0.0)
