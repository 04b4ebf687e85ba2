"""Least loads are filled as far as they can be, at nobody's expense, and proven like everything else."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from matching.engine import Guide, Rules, Seeker, Weights, assign
from matching.engine.roster import Board, Roster
from matching.engine.solver.clock import Clock
from matching.engine.solver.exact import Exact
from tests.matching.engine.worlds import allowed_scores, best_aims_with_loads, seekers_and_guides

COARSE = Weights(skills=2, goals=0, languages=0, zone=1, grade=1, department=0, location=1, preferences=0, earlier=1)


def aims(found):
    return found.objective.matched, found.objective.shortfall, found.objective.lowest, found.objective.total


def with_least_loads(rng, guides):
    return [replace(guide, load_at_least=rng.randint(0, guide.capacity_left)) for guide in guides]


@pytest.mark.parametrize("weights", [Weights(), COARSE], ids=["fine", "many ties"])
@pytest.mark.parametrize("start", range(3))
def test_assignment_with_least_loads_equals_brute_force_in_all_four_aims(weights, start):
    short = 0
    for number in range(120):
        rng = random.Random(f"least {start}-{number}")
        seekers, guides = seekers_and_guides(rng, 6, 4)
        guides = with_least_loads(rng, guides)
        expected = best_aims_with_loads(
            allowed_scores(seekers, guides, weights, Rules()),
            [guide.capacity_left for guide in guides],
            [guide.load_at_least for guide in guides],
        )

        found = assign(seekers, guides, weights, seed=number)

        assert aims(found) == expected, f"world {start}-{number}"
        proof = found.certificate
        assert (proof.gap, proof.matched_at_most, proof.shortfall_at_least) == (0, *expected[:2])
        short += expected[1] > 0
    assert 10 < short < 110


@pytest.mark.parametrize("number", range(25))
def test_a_least_load_never_costs_a_person_and_is_the_same_in_every_order(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 40, 12, most=5)
    without = assign(seekers, guides, COARSE, seed=number)
    guides = with_least_loads(rng, guides)

    found = assign(seekers, guides, COARSE, seed=number)

    assert found.objective.matched == without.objective.matched
    assert found.objective.shortfall <= sum(
        max(0, guide.load_at_least - without.figures.load[guide.key]) for guide in guides
    )
    rng.shuffle(seekers)
    rng.shuffle(guides)
    assert assign(seekers, guides, COARSE, seed=number) == found


@pytest.mark.parametrize("number", range(12))
def test_the_answer_with_least_loads_does_not_depend_on_how_much_is_tried_first(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 60, 20, most=5)
    board = Board(
        sorted(seekers, key=lambda one: one.key), Roster(with_least_loads(rng, guides), (Weights(), COARSE)[number % 2])
    )
    expected = Exact(board, number, Clock(), with_least_loads=True).solve()

    for limits in ({"list_length": 1, "most_ties": 1}, {"list_length": 3, "most_ties": 2}):
        found = Exact(board, number, Clock(), with_least_loads=True, **limits).solve()
        assert found.chosen.tolist() == expected.chosen.tolist()
        assert (found.prices.tolist(), found.shortfall) == (expected.prices.tolist(), expected.shortfall)
        assert found.proof is None or found.proof.cost == found.proof.dual


def test_the_result_names_the_guides_who_fell_short_and_what_a_least_load_costs():
    seekers = [Seeker(key=f"s{number}", languages={"English"}, location="Lyon") for number in range(4)]
    guides = [
        Guide(key="far", languages={"English"}, location="Pune", capacity_left=4, load_at_least=2),
        Guide(key="here", languages={"English"}, location="Lyon", capacity_left=4, load_at_least=1),
        Guide(key="mute", languages={"Latin"}, capacity_left=3, load_at_least=2),
    ]

    found = assign(seekers, guides)

    assert found.figures.load == {"far": 2, "here": 2, "mute": 0}
    assert [(short.guide, short.at_least, short.load) for short in found.short_loads] == [("mute", 2, 0)]
    assert found.objective.shortfall == 2
    assert found.certificate.prices["far"] == -Weights().location
    # One seeker less at the least load gains exactly that price.
    eased = assign(seekers, [replace(guides[0], load_at_least=1), *guides[1:]])
    assert eased.objective.total - found.objective.total == Weights().location


def test_locked_pairs_count_towards_a_least_load():
    seekers = [Seeker(key=f"s{number}", location="Lyon") for number in range(3)]
    guides = [
        Guide(key="far", location="Pune", capacity_left=3, load_at_least=2),
        Guide(key="here", location="Lyon", capacity_left=3),
    ]

    found = assign(seekers, guides, locked=[("s0", "far")])

    assert found.figures.load == {"far": 2, "here": 1}
    assert (found.objective.shortfall, found.short_loads) == (0, ())


def test_an_objective_with_fewer_least_places_missed_is_better_but_never_at_the_price_of_a_person():
    found = assign([Seeker(key="s")], [Guide(key="g")]).objective
    missing = replace(found, shortfall=1, lowest=found.lowest + 1)

    assert missing < found
    assert found > missing
    assert found < replace(missing, matched=2)


@pytest.mark.parametrize("least", [-1, 3, 1.0, True, float("nan"), None])
def test_a_least_load_is_a_whole_number_up_to_the_places(least):
    with pytest.raises(ValueError, match=r"^The least load of g must be a whole number from 0 to their capacity.$"):
        Guide(key="g", capacity_left=2, load_at_least=least)


def test_nobody_can_fill_a_least_load_when_nobody_is_allowed():
    found = assign([Seeker(key="s", languages={"Latin"})], [Guide(key="g", languages={"Greek"}, load_at_least=1)])

    assert (found.pairs, found.objective.shortfall, found.short_loads[0].guide) == ((), 1, "g")
    assert assign([], [Guide(key="g", load_at_least=1)]).objective.shortfall == 1
    assert Counter(entry.cause for entry in found.unmatched) == {"rules": 1}
