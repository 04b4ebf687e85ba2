"""At sizes at which lists are shorter than the choice, the answer still equals an independent dense optimum."""

import random
from dataclasses import replace

import pytest

from bench import dense
from bench.instances import KINDS, instance
from bench.people import clients_and_coaches
from matching.engine import Guide, Rules, Seeker, Weights, assign
from matching.engine.roster import Board, Roster
from matching.engine.solver.clock import Clock
from matching.engine.solver.exact import Exact

COARSE = Weights(
    skills=4, goals=0, languages=0, zone=0, availability=0, grade=2, department=0, location=1, preferences=0, earlier=0
)


def world(number, per_client):
    """60 to 160 clients, scarce languages, and lists that would be cut off."""
    rng = random.Random(number)
    seekers, guides = clients_and_coaches(rng.randint(60, 160), per_client, seed=number)
    if number % 3 == 0:
        seekers = [replace(s, languages=frozenset({rng.choice(("German", "Polish", "Welsh"))})) for s in seekers]
        guides = [replace(g, languages=frozenset({rng.choice(("German", "German", "Polish"))})) for g in guides]
    return seekers, guides


def exact(seekers, guides, weights, seed=0, **limits):
    board = Board(sorted(seekers, key=lambda seeker: seeker.key), Roster(guides, weights))
    return board, Exact(board, seed, Clock(), **limits).solve()


@pytest.mark.parametrize("number", range(5 * KINDS))
def test_assignment_equals_the_dense_optimum(number):
    """A share of the problems that `python -m bench --only assign_differences` goes through in full."""
    problem = instance(number, largest=500)

    found = assign(problem.seekers, problem.guides, problem.weights, seed=number)

    assert not dense.differs(problem.board(), found.objective)
    proof = found.certificate
    assert (proof.gap, proof.matched_at_most, proof.shortfall_at_least) == (
        0,
        found.objective.matched,
        found.objective.shortfall,
    )


@pytest.mark.parametrize("number", range(KINDS))
def test_the_dense_optimum_contradicts_every_other_answer(number):
    problem = instance(number, largest=80)
    board, right = problem.board(), assign(problem.seekers, problem.guides, problem.weights).objective

    assert not dense.differs(board, right)
    for name in ("matched", "shortfall", "lowest", "total"):
        for step in (-1, 1):
            assert dense.differs(board, replace(right, **{name: getattr(right, name) + step})), name


@pytest.mark.parametrize("weights", [Weights(), COARSE], ids=["fine", "many ties"])
@pytest.mark.parametrize("per_client", [0.9, 1.02, 1.25])
@pytest.mark.parametrize("number", range(8))
def test_the_answer_does_not_depend_on_how_much_is_tried_first(number, per_client, weights):
    seekers, guides = world(number, per_client)
    expected = exact(seekers, guides, weights, number)[1].chosen.tolist()

    for limits in ({"list_length": 1, "most_ties": 1}, {"list_length": 3, "most_ties": 2}, {"list_length": 9}):
        found = exact(seekers, guides, weights, number, **limits)[1]
        assert found.chosen.tolist() == expected
        assert found.proof.cost == found.proof.dual


def test_assignment_of_people_who_are_all_alike_is_settled_by_the_seed_alone():
    seekers = [Seeker(key=f"s{number}") for number in range(90)]
    guides = [Guide(key=f"g{number}", capacity_left=1) for number in range(90)]

    found = assign(seekers, guides, seed=4)
    narrow = exact(seekers, guides, Weights(), 4, list_length=2, most_ties=3)[1]

    assert found.objective.matched == 90
    assert found == assign(seekers[::-1], guides[::-1], seed=4)
    columns = {guide.key: column for column, guide in enumerate(sorted(guides, key=lambda guide: guide.key))}
    assert narrow.chosen.tolist() == [columns[pair.guide] for pair in found.pairs]


def test_runner_up_and_place_are_those_of_a_full_look_at_all_pairs():
    seekers, guides = world(1, 1.02)
    found = assign(seekers, guides, COARSE)
    board = Board(sorted(seekers, key=lambda seeker: seeker.key), Roster(guides, COARSE, Rules()))
    keys = [guide.key for guide in board.roster.guides]

    scores = {
        board.seekers[row].key: line for rows, block in board.blocks() for row, line in zip(rows, block, strict=True)
    }

    for pair in found.pairs:
        by_key = dict(zip(keys, scores[pair.seeker].tolist(), strict=True))
        assert by_key.pop(pair.guide) == pair.score == sum(factor.points for factor in pair.factors)
        assert pair.place == 1 + sum(score > pair.score for score in by_key.values())
        best_other = max(by_key.values())
        if best_other < 0:
            assert pair.runner_up is None
        else:
            assert (pair.runner_up.score, by_key[pair.runner_up.guide]) == (best_other, best_other)
