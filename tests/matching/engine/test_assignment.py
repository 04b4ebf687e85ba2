"""The assignment is the best of all, keeps every hard rule and is the same in every order."""

import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from matching.engine import POINTS, Guide, Rule, Rules, Seeker, Weights, assign, explain
from tests.matching.engine.worlds import allowed_scores, best_aims, seekers_and_guides

COARSE = Weights(
    skills=2, goals=0, languages=0, zone=1, availability=1, grade=1, department=0, location=1, preferences=0, earlier=1
)


def aims(found):
    return found.objective.matched, found.objective.lowest, found.objective.total


@pytest.mark.parametrize("weights", [Weights(), COARSE], ids=["fine", "many ties"])
@pytest.mark.parametrize("start", range(4))
def test_assignment_equals_brute_force_in_all_three_aims(weights, start):
    rules = Rules()
    for number in range(150):
        rng = random.Random(f"{start}-{number}")
        seekers, guides = seekers_and_guides(rng, 5, 4)
        expected = best_aims(allowed_scores(seekers, guides, weights, rules), [g.capacity_left for g in guides])

        found = assign(seekers, guides, weights, rules, seed=number)

        assert aims(found) == expected, f"world {start}-{number}"
        assert found.certificate.gap == 0


@pytest.mark.parametrize("number", range(60))
def test_assignment_never_breaks_a_hard_rule_or_a_capacity(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 25, 12, most=4)
    by_seeker = {seeker.key: seeker for seeker in seekers}
    by_guide = {guide.key: guide for guide in guides}

    found = assign(seekers, guides, seed=number)

    assert [Rules().excluded(by_seeker[p.seeker], by_guide[p.guide]) for p in found.pairs] == [Rule.NONE] * len(
        found.pairs
    )
    load = Counter(pair.guide for pair in found.pairs)
    assert found.figures.load == {key: load[key] for key in sorted(by_guide)}
    assert all(load[key] <= guide.capacity_left for key, guide in by_guide.items())
    assert sorted([p.seeker for p in found.pairs] + [u.seeker for u in found.unmatched]) == sorted(by_seeker)


@pytest.mark.parametrize("number", range(20))
def test_assignment_is_the_same_in_every_order_of_the_input(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 30, 10, most=5)
    expected = assign(seekers, guides, COARSE, seed=number)
    rng.shuffle(seekers)
    rng.shuffle(guides)

    assert assign(seekers, guides, COARSE, seed=number) == expected


def test_assignment_with_another_seed_breaks_ties_differently_at_the_same_value():
    seekers = [Seeker(key=f"s{n}") for n in range(12)]
    guides = [Guide(key=f"g{n}", capacity_left=3) for n in range(4)]

    found = [assign(seekers, guides, seed=seed) for seed in range(5)]

    assert len({tuple((p.seeker, p.guide) for p in one.pairs) for one in found}) == 5
    assert len({aims(one) for one in found}) == 1


@pytest.mark.parametrize("number", range(20))
def test_assignment_is_never_worse_with_one_more_place(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 12, 5)
    before = assign(seekers, guides)
    guides[0] = replace(guides[0], capacity_left=guides[0].capacity_left + 1)

    after = assign(seekers, guides)

    assert after.objective.matched >= before.objective.matched
    if after.objective.matched == before.objective.matched:
        assert not after.objective < before.objective


@pytest.mark.parametrize("number", range(40))
def test_assignment_keeps_locked_pairs_and_is_best_around_them(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 6, 4)
    scores = allowed_scores(seekers, guides, Weights(), Rules())
    possible = [(i, j) for i, row in enumerate(scores) for j, score in enumerate(row) if score is not None]
    if not possible:
        return
    row, column = rng.choice(possible)
    locked = (seekers[row].key, guides[column].key)
    places = [guide.capacity_left - (j == column) for j, guide in enumerate(guides)]

    found = assign(seekers, guides, locked=[locked])

    assert [(p.seeker, p.guide) for p in found.pairs if p.is_locked] == [locked]
    assert aims(found) == best_aims(scores[:row] + scores[row + 1 :], places)


def test_assignment_makes_no_forbidden_pair():
    seekers, guides = [Seeker(key="s")], [Guide(key="g"), Guide(key="h")]

    found = assign(seekers, guides, forbidden=[("s", "g")])

    assert [(pair.seeker, pair.guide) for pair in found.pairs] == [("s", "h")]
    assert assign(seekers, guides[:1], forbidden=[("s", "g")]).unmatched[0].rules == {"forbidden": 1}


def test_pair_of_an_assignment_explains_its_own_score_and_its_runner_up():
    seeker = Seeker(key="s", wants={"python"}, languages={"English"})
    best = Guide(key="best", offers={"python"}, languages={"English"})
    other = Guide(key="other", offers={"audit"}, languages={"English"})

    pair = assign([seeker], [best, other]).pairs[0]

    assert (pair.guide, pair.place) == ("best", 1)
    assert pair.score == sum(factor.points for factor in pair.factors) == explain.score(seeker, best)
    assert (pair.runner_up.guide, pair.runner_up.score) == ("other", explain.score(seeker, other))
    assert pair.runner_up.margin == pair.score - pair.runner_up.score == Weights().skills
    assert pair.runner_up.costs_at_least == Weights().skills


def test_runner_up_may_score_nothing():
    weights = Weights(**{**dict.fromkeys(POINTS, 0), "location": 10})
    guides = [Guide(key="far", location="Lyon"), Guide(key="here", location="Pune"), Guide(key="off", location="Lyon")]

    pair = assign([Seeker(key="s", location="Pune")], guides, weights).pairs[0]

    assert (pair.guide, pair.runner_up.guide, pair.runner_up.score, pair.runner_up.margin) == ("here", "far", 0, 10)


def test_unmatched_names_the_rule_when_every_guide_is_excluded():
    seeker = Seeker(key="s", languages={"Polski"}, manager_chain={"g1"})
    guides = [Guide(key="g1", languages={"English"}), Guide(key="g2", languages={"Deutsch"})]

    entry = assign([seeker], guides).unmatched[0]

    assert (entry.seeker, entry.cause, entry.rules) == (
        "s",
        "rules",
        {"no_common_language": 2, "reporting_line": 1},
    )


def test_unmatched_names_the_group_that_competes_for_too_few_places():
    polish = [Seeker(key=f"p{n}", languages={"Polski"}) for n in range(3)]
    english = [Seeker(key=f"e{n}", languages={"English"}) for n in range(2)]
    guides = [
        Guide(key="pg", languages={"Polski"}, capacity_left=2),
        Guide(key="eg", languages={"English"}, capacity_left=9),
    ]

    found = assign(polish + english, guides)

    assert found.objective.matched == 4
    (entry,) = found.unmatched
    assert (entry.cause, entry.seekers, entry.guides) == ("capacity", ("p0", "p1", "p2"), ("pg",))
    assert (entry.places, entry.missing_places) == (2, 1)


def test_unmatched_is_a_matter_of_capacity_when_the_only_guide_is_full():
    entry = assign([Seeker(key="s")], [Guide(key="g", capacity_left=0)]).unmatched[0]

    assert (entry.cause, entry.guides, entry.places, entry.missing_places) == ("capacity", ("g",), 0, 1)


@pytest.mark.parametrize("number", range(40))
def test_the_missing_places_take_in_the_whole_group(number):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 14, 5, most=1)
    found = assign(seekers, guides)
    entries = [entry for entry in found.unmatched if entry.cause == "capacity" and "full" not in entry.rules]
    if not entries:
        return
    entry = entries[0]
    guides = [
        replace(guide, capacity_left=guide.capacity_left + entry.missing_places * (guide.key in entry.guides))
        for guide in guides
    ]

    left = {again.seeker for again in assign(seekers, guides).unmatched}

    assert left.isdisjoint(entry.seekers)


def test_assignment_of_nobody_is_empty_and_not_an_error():
    seeker, guide = Seeker(key="s"), Guide(key="g")

    assert assign([], []).pairs == ()
    assert assign([], [guide]).figures.load == {"g": 0}
    assert assign([], []).figures.mean is None
    assert [entry.cause for entry in assign([seeker], []).unmatched] == ["no_guides"]
    assert [(pair.seeker, pair.guide) for pair in assign([seeker], [guide]).pairs] == [("s", "g")]


def test_assignment_of_one_person_to_themself_is_refused_by_rule():
    found = assign([Seeker(key="same")], [Guide(key="same")])

    assert (found.pairs, found.unmatched[0].rules) == ((), {"self": 1})


def test_a_zero_score_is_not_a_refusal():
    nothing = Weights(**dict.fromkeys(("skills", "goals", "languages", "zone", "grade", "department"), 0))
    nothing = replace(nothing, availability=0, location=10, preferences=0, earlier=0)

    found = assign([Seeker(key="s", location="Lyon")], [Guide(key="g", location="Łódź")], nothing)

    assert [(pair.guide, pair.score) for pair in found.pairs] == [("g", 0)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seekers": [Seeker(key="s"), Seeker(key="s")]}, "s stands twice among the seekers."),
        ({"guides": [Guide(key="g"), Guide(key="g")]}, "g stands twice among the guides."),
        ({"locked": [("s", "x")]}, "The locked pair s and x names somebody who does not take part."),
        ({"locked": [("s", "g"), ("s", "h")]}, "s is locked to more than one guide."),
        ({"locked": [("s", "h"), ("t", "h")]}, "h has 2 locked pairs but only 1 places."),
        ({"locked": [("s", "b")]}, "The locked pair s and b breaks: blocked."),
    ],
)
def test_assignment_refuses_input_that_contradicts_itself(arguments, message):
    people = {
        "seekers": [Seeker(key="s"), Seeker(key="t")],
        "guides": [Guide(key="g", capacity_left=2), Guide(key="h"), Guide(key="b", blocked={"s"})],
    }

    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        assign(**{**people, **arguments})


def test_input_hash_follows_every_input_and_no_order():
    seekers = [Seeker(key="s", wants={"python": 2, "audit": 1}), Seeker(key="t")]
    guides = [Guide(key="g"), Guide(key="h")]
    plain = assign(seekers, guides).input_hash

    assert assign(seekers[::-1], guides[::-1]).input_hash == plain
    assert (
        len(
            {
                plain,
                assign(seekers, guides, seed=1).input_hash,
                assign(seekers, guides, Weights(skills=1)).input_hash,
                assign(seekers, guides, rules=Rules(full=False)).input_hash,
                assign(seekers, guides, locked=[("s", "g")]).input_hash,
                assign(seekers, guides, forbidden=[("s", "g")]).input_hash,
                assign([replace(seekers[0], grade=3), seekers[1]], guides).input_hash,
                assign(seekers, [replace(guides[0], load_at_least=1), guides[1]]).input_hash,
            }
        )
        == 8
    )
