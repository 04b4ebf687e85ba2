"""Both sides at once: stable, largest, best for one side or both; held against checks that share no code with it."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.people import clients_and_coaches
from matching.engine import (
    METHODS,
    POINTS,
    STAGES,
    Cancelled,
    Guide,
    Rule,
    Rules,
    Seeker,
    TimeLimitReached,
    Weights,
    assign,
    compare_methods,
    explain,
    match_in_bulk,
    rank,
)
from tests.matching.engine.test_properties import GUIDES, KEYS, RULES, SEEDS, SEEKERS
from tests.matching.engine.worlds import seekers_and_guides

RANKINGS = st.dictionaries(KEYS, st.lists(KEYS, max_size=4, unique=True), max_size=5)
COARSE = Weights(**{**dict.fromkeys(POINTS, 0), "location": 2, "department": 1, "skills": 2})


class Sides:
    """Everyone's order, pair by pair and slowly: (level of a guide for a seeker, of a seeker for a guide) or None."""

    def __init__(self, seekers, guides, weights=None, rules=None, by_seekers=None, by_guides=None, forbidden=()):
        self.seekers, self.guides = {s.key: s for s in seekers}, {g.key: g for g in guides}
        self.by_seekers, self.by_guides = by_seekers or {}, by_guides or {}
        self.scores = {
            (s.key, g.key): explain.score(s, g, weights)
            for s, g in product(seekers, guides)
            if not (rules or Rules()).excluded(s, g, forbidden)
        }

    def wish(self, seeker, guide):
        return self._level(self.by_seekers.get(seeker, ()), guide, self.scores[seeker, guide])

    def favour(self, seeker, guide):
        return self._level(self.by_guides.get(guide, ()), seeker, self.scores[seeker, guide])

    def places(self, pair):
        seeker, guide = pair
        return (
            1 + sum(self.wish(seeker, g) > self.wish(*pair) for s, g in self.scores if s == seeker),
            1 + sum(self.favour(s, guide) > self.favour(*pair) for s, g in self.scores if g == guide),
        )

    def blocking(self, pairs, locked=()):
        has = dict(pairs)
        held = {key: [s for s, g in pairs if g == key] for key in self.guides}
        fixed = {s for s, _g in locked}
        found = []
        for seeker, guide in self.scores:
            if seeker in fixed or (seeker in has and self.wish(seeker, guide) <= self.wish(seeker, has[seeker])):
                continue
            has_room = len(held[guide]) < self.guides[guide].capacity_left
            movable = [s for s in held[guide] if s not in fixed]
            if has_room or any(self.favour(seeker, guide) > self.favour(s, guide) for s in movable):
                found.append((seeker, guide))
        return sorted(found)

    def all_matchings(self, seekers=None):
        """Every way to match within the rules and capacities."""
        names = sorted(self.seekers) if seekers is None else seekers
        if not names:
            yield {}
            return
        for rest in self.all_matchings(names[1:]):
            yield rest
            load = Counter(rest.values())
            for guide in self.guides:
                if (names[0], guide) in self.scores and load[guide] < self.guides[guide].capacity_left:
                    yield {names[0]: guide, **rest}

    @staticmethod
    def _level(ranked, key, score):
        return (1, -list(ranked).index(key)) if key in ranked else (0, score)


def pairs_of(found):
    return [(pair.seeker, pair.guide) for pair in found.pairs]


def strict_world(number, seekers=4, guides=4, most=1):
    """Everyone ranks everyone, so that no two are equal."""
    rng = random.Random(number)
    people = [Seeker(key=f"s{n}") for n in range(seekers)]
    others = [Guide(key=f"g{n}", capacity_left=rng.randint(min(1, most), most)) for n in range(guides)]
    forbidden = frozenset((s.key, g.key) for s in people for g in others if rng.random() < 0.45)
    by_seekers = {s.key: rng.sample([g.key for g in others], guides) for s in people}
    by_guides = {g.key: rng.sample([s.key for s in people], seekers) for g in others}
    sides = Sides(people, others, by_seekers=by_seekers, by_guides=by_guides, forbidden=forbidden)
    given_to = {"seeker_rankings": by_seekers, "guide_rankings": by_guides, "forbidden": forbidden}
    return sides, (people, others), given_to


@settings(max_examples=120, deadline=None)
@given(SEEKERS, GUIDES, RULES, SEEDS, RANKINGS, RANKINGS, st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_bulk_matching_holds_every_promise_for_anybody(
    seekers, guides, rules, seed, by_seekers, by_guides, method, random
):
    arguments = {"method": method, "seeker_rankings": by_seekers, "guide_rankings": by_guides, "seed": seed}
    found = match_in_bulk(seekers, guides, COARSE, rules, **arguments)
    sides = Sides(seekers, guides, COARSE, rules, by_seekers, by_guides)

    load = Counter(pair.guide for pair in found.pairs)
    assert all(load[key] <= guide.capacity_left for key, guide in sides.guides.items())
    assert sorted([*dict(pairs_of(found)), *(left.seeker for left in found.unmatched)]) == sorted(sides.seekers)
    for pair in found.pairs:
        assert rules.excluded(sides.seekers[pair.seeker], sides.guides[pair.guide]) == Rule.NONE
        assert (pair.seeker_place, pair.guide_place) == sides.places((pair.seeker, pair.guide))
        assert pair.score == sides.scores[pair.seeker, pair.guide] == sum(factor.points for factor in pair.factors)
    blocking = sides.blocking(pairs_of(found))
    assert (sorted(found.blocking_pairs), found.figures.blocking) == (blocking, len(blocking))
    assert method != "stable" or not blocking
    random.shuffle(seekers)
    random.shuffle(guides)
    assert match_in_bulk(seekers, guides, COARSE, rules, **arguments) == found


@pytest.mark.parametrize("number", range(60))
def test_stable_matching_is_the_best_stable_one_for_every_seeker(number):
    sides, people, given_to = strict_world(number, most=2)
    stable = [one for one in sides.all_matchings() if not sides.blocking(sorted(one.items()))]
    best = {}
    for seeker in sides.seekers:
        options = [one[seeker] for one in stable if seeker in one]
        if options:
            best[seeker] = max(options, key=lambda guide, seeker=seeker: sides.wish(seeker, guide))

    assert dict(pairs_of(match_in_bulk(*people, **given_to))) == best


@pytest.mark.parametrize("number", range(80))
def test_coverage_first_is_a_largest_matching_that_no_other_largest_one_outvotes(number):
    sides, people, given_to = strict_world(number)
    found = dict(pairs_of(match_in_bulk(*people, method="coverage_first", **given_to)))
    every = list(sides.all_matchings())
    largest = [one for one in every if len(one) == max(map(len, every))]

    assert len(found) == len(largest[0])
    for other in largest:
        votes = 0
        for seeker in sides.seekers:
            votes += _vote(other.get(seeker), found.get(seeker), lambda g, seeker=seeker: sides.wish(seeker, g))
        theirs, ours = ({g: s for s, g in one.items()} for one in (other, found))
        for guide in sides.guides:
            votes += _vote(theirs.get(guide), ours.get(guide), lambda s, guide=guide: sides.favour(s, guide))
        assert votes <= 0


def _vote(new, old, level):
    if new is None or old is None:
        return (new is not None) - (old is not None)
    return (level(new) > level(old)) - (level(new) < level(old))


@pytest.mark.parametrize("method", METHODS[1:])
@pytest.mark.parametrize("number", range(40))
def test_all_other_methods_match_as_many_as_can_be(number, method):
    rng = random.Random(number)
    seekers, guides = seekers_and_guides(rng, 6, 4)
    every = [len(one) for one in Sides(seekers, guides).all_matchings()]

    assert match_in_bulk(seekers, guides, method=method).figures.matched == max(every)


@pytest.mark.parametrize("number", range(60))
def test_seekers_first_gives_up_the_fewest_places_of_all_largest_matchings(number):
    sides, people, given_to = strict_world(number, seekers=5, guides=3, most=2)
    every = list(sides.all_matchings())
    largest = [one for one in every if len(one) == max(map(len, every))]
    fewest = min(sum(sides.places(pair)[0] for pair in one.items()) for one in largest)

    found = match_in_bulk(*people, method="seekers_first", **given_to)

    assert sum(pair.seeker_place for pair in found.pairs) == fewest


@pytest.mark.parametrize("number", range(40))
def test_mutual_serves_the_least_pleased_pair_best_and_then_all_together(number):
    sides, people, given_to = strict_world(number, seekers=5, guides=3, most=2)

    def points(seeker, guide):
        mine, theirs = given_to["seeker_rankings"][seeker], given_to["guide_rankings"][guide]
        return sum(
            5000 + 3000 * (len(one) - one.index(key)) // len(one) for one, key in ((mine, guide), (theirs, seeker))
        )

    def aims(one):
        found = [points(*pair) for pair in one.items()]
        return len(found), min(found, default=0), sum(found)

    found = match_in_bulk(*people, method="mutual", **given_to)

    assert aims(dict(pairs_of(found))) == max(aims(one) for one in sides.all_matchings())


def test_mutual_without_rankings_is_the_assignment():
    seekers, guides = clients_and_coaches(120, 1.02)
    assert pairs_of(match_in_bulk(seekers, guides, method="mutual", seed=3)) == pairs_of(
        assign(seekers, guides, seed=3)
    )


@pytest.mark.parametrize("places", [0.8, 1.02, 1.3])
def test_lists_of_one_name_and_long_lists_lead_to_the_same_matching(places, monkeypatch):
    from matching.engine import deferred

    seekers, guides = clients_and_coaches(300, places, seed=2)
    rng = random.Random(1)
    by_guides = {g.key: rng.sample([s.key for s in seekers], 9) for g in guides[:30]}
    by_seekers = {s.key: rng.sample([g.key for g in guides], 5) for s in seekers[::2]}
    found = []
    for length in (1, 7, 64):
        monkeypatch.setattr(deferred, "LIST_LENGTH", length)
        compared = compare_methods(
            seekers, guides, methods=METHODS[:2], seeker_rankings=by_seekers, guide_rankings=by_guides
        )
        found.append([pairs_of(one) for one in compared.results.values()])

    assert found[0] == found[1] == found[2]
    assert found[0][0] != found[0][1] or places > 1


def test_locked_pairs_stay_and_others_work_around_them():
    seekers = [Seeker(key=key) for key in "abc"]
    guides = [Guide(key="g", capacity_left=2), Guide(key="h")]
    rankings = {key: ["g", "h"] for key in "abc"}
    for method in METHODS:
        found = match_in_bulk(
            seekers,
            guides,
            method=method,
            seeker_rankings=rankings,
            guide_rankings={"g": [*"abc"]},
            locked=[("c", "g")],
        )
        assert dict(pairs_of(found)) == {"a": "g", "b": "h", "c": "g"}, method
        assert [pair.seeker for pair in found.pairs if pair.is_locked] == ["c"]
        assert [(pair.seeker, pair.guide_place) for pair in found.pairs if pair.guide == "g"] == [("a", 1), ("c", 3)]
        assert found.figures.blocking == 0


def test_those_left_are_named_with_their_cause():
    seekers = [Seeker(key="deaf", languages={"Polski"}), Seeker(key="a"), Seeker(key="b")]
    guides = [Guide(key="g", languages={"English"})]
    found = match_in_bulk(seekers, guides, guide_rankings={"g": ["b", "a"]})

    assert {left.seeker: left.cause for left in found.unmatched} == {"a": "capacity", "deaf": "rules"}
    assert [left.cause for left in match_in_bulk(seekers, []).unmatched] == ["no_guides"] * 3
    assert match_in_bulk([], guides).figures.coverage == 1.0
    assert match_in_bulk([Seeker(key="same")], [Guide(key="same")]).figures.matched == 0


def test_what_a_method_costs_is_the_difference_of_the_figures():
    """The classic: two want what only one can have, and the other place suits one of them only."""
    seekers = [Seeker(key="a"), Seeker(key="b")]
    guides = [Guide(key="g"), Guide(key="h")]
    given_to = {
        "seeker_rankings": {"a": ["g", "h"], "b": ["g", "h"]},
        "guide_rankings": {"g": ["a", "b"], "h": ["a", "b"]},
        "forbidden": [("b", "h")],
    }
    compared = compare_methods(seekers, guides, **given_to)

    assert pairs_of(compared.results["stable"]) == [("a", "g")]
    assert pairs_of(compared.results["coverage_first"]) == [("a", "h"), ("b", "g")]
    cost = compared.cost("coverage_first", "stable")
    assert (cost.people, cost.blocking, cost.seekers_first, cost.seekers_place) == (-1, 1, 0, 0.5)
    assert compared.results["coverage_first"].blocking_pairs == (("a", "g"),)
    assert compared.best("people") == ("coverage_first", "seekers_first", "mutual")
    assert compared.best("blocking") == ("stable",)


def test_input_hash_follows_method_and_rankings_and_no_order():
    seekers, guides = [Seeker(key="a"), Seeker(key="b")], [Guide(key="g"), Guide(key="h")]

    def hash_of(**arguments):
        return match_in_bulk(seekers, guides, **arguments).input_hash

    plain = hash_of(seeker_rankings={"a": ["g", "h"], "b": ["h"]})
    assert hash_of(seeker_rankings={"b": ["h"], "a": ["g", "h"]}) == plain
    others = [
        hash_of(),
        hash_of(seeker_rankings={"a": ["h", "g"], "b": ["h"]}),
        hash_of(guide_rankings={"g": ["a", "b"]}),
        hash_of(seeker_rankings={"a": ["g", "h"], "b": ["h"]}, method="mutual"),
        hash_of(seeker_rankings={"a": ["g", "h"], "b": ["h"]}, seed=1),
    ]
    assert len({plain, *others}) == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seeker_rankings": {"a": ["g", "g"]}}, "The ranking of a must name each person once."),
        ({"guide_rankings": {"g": "aa"}}, "The ranking of g must name each person once."),
        ({"seeker_rankings": {"a": [str(n) for n in range(30_000)]}}, "a ranks 30000 people; the most is 22765."),
        ({"method": "luck"}, "Unknown method: luck."),
        ({"locked": [("a", "x")]}, "The locked pair a and x names somebody who does not take part."),
    ],
)
def test_bulk_matching_refuses_what_makes_no_sense(arguments, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        match_in_bulk([Seeker(key="a")], [Guide(key="g")], **arguments)


def test_names_that_do_not_take_part_are_passed_over():
    found = match_in_bulk(
        [Seeker(key="a")],
        [Guide(key="g")],
        seeker_rankings={"a": ["gone", "g"], "gone": ["g"]},
        guide_rankings={"g": ["x"]},
    )
    assert pairs_of(found) == [("a", "g")]


def test_bulk_matching_tells_its_stages_and_can_be_stopped():
    people = [Seeker(key="a")], [Guide(key="g")]
    told = []
    compare_methods(*people, progress=lambda stage, share: told.append((stage, share)))

    assert {stage for stage, _share in told} <= set(STAGES)
    assert [share for _stage, share in told] == sorted(share for _stage, share in told)
    assert told[-1] == ("done", 1.0)
    with pytest.raises(Cancelled):
        match_in_bulk(*people, stop=lambda: True)
    with pytest.raises(TimeLimitReached):
        match_in_bulk(*people, time_limit=0)


def test_a_full_guide_takes_nobody_even_where_the_rules_look_away():
    guides = [replace(Guide(key="g"), capacity_left=0)]
    for method in METHODS:
        found = match_in_bulk([Seeker(key="a")], guides, rules=Rules(full=False), method=method)
        assert (found.pairs, [left.cause for left in found.unmatched], found.figures.blocking) == ((), ["capacity"], 0)


@pytest.mark.parametrize("places", [0.7, 1.0, 1.02])
def test_every_method_but_stable_matches_as_many_as_the_assignment_at_any_size(places):
    seekers, guides = clients_and_coaches(240, places, seed=5)
    rng = random.Random(5)
    seekers = [replace(s, languages=frozenset({rng.choice(("German", "Polish", "Welsh"))})) for s in seekers]
    guides = [replace(g, languages=frozenset({rng.choice(("German", "German", "Polish"))})) for g in guides]
    by_guides = {g.key: rng.sample([s.key for s in seekers], 6) for g in guides}

    compared = compare_methods(seekers, guides, guide_rankings=by_guides)
    most = assign(seekers, guides).objective.matched

    assert {compared.results[method].figures.matched for method in METHODS[1:]} == {most}
    assert compared.results["stable"].figures.matched <= most
    assert compared.results["stable"].figures.blocking == 0
    gap = compared.cost("mutual", "seekers_first").seekers_place
    assert gap == pytest.approx(
        compared.results["mutual"].figures.seekers.mean_place
        - compared.results["seekers_first"].figures.seekers.mean_place
    )
    assert gap >= 0


def test_a_seeker_alone_gets_whom_the_ranking_shows_first():
    guides = [Guide(key=f"g{number}") for number in range(40)]
    for seed in range(5):
        for key in "abc":
            seeker = Seeker(key=key)
            for method in ("stable", "coverage_first"):
                found = match_in_bulk([seeker], guides, method=method, seed=seed)
                assert pairs_of(found) == [(key, rank(seeker, guides, seed=seed)[0].key)]
