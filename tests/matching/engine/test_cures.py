"""Everybody without a guide is told the smallest cure; applied, it helps as it says. Private rules look alike."""

import random
from dataclasses import replace

import pytest

from matching.engine import Guide, Rule, Rules, Seeker, assign
from tests.matching.engine.worlds import seekers_and_guides


def more(guides, plan):
    return [replace(guide, capacity_left=guide.capacity_left + plan.get(guide.key, 0)) for guide in guides]


def lifted(seekers, guides, seeker_key, guide_key, option):
    """The same people with an option applied between two of them; nobody else gains a possible pair."""
    rules, seeker = option["rules"], next(one for one in seekers if one.key == seeker_key)
    guide = next(one for one in guides if one.key == guide_key)
    before = (seeker, guide)
    if "reporting_line" in rules:
        seeker = replace(seeker, manager_chain=seeker.manager_chain - {guide.key})
        guide = replace(guide, manager_chain=guide.manager_chain - {seeker.key})
    if "no_common_language" in rules:
        seeker = replace(seeker, languages=frozenset())
    if "other_pool" in rules:
        seeker = replace(seeker, pools=frozenset())
    forbidden = []
    if "not_ready" in rules:
        if not guide.ready:
            forbidden = [(other.key, guide.key) for other in seekers if other.key != seeker.key]
        seeker, guide = replace(seeker, ready=True), replace(guide, ready=True)
    guide = replace(guide, capacity_left=guide.capacity_left + option["places"])
    return (
        [seeker if one is before[0] else one for one in seekers],
        [guide if one is before[1] else one for one in guides],
        forbidden,
    )


@pytest.mark.parametrize("start", range(4))
def test_every_cure_applied_helps_as_it_says(start):
    codes = {"more_places": 0, "lift_rules": 0, "private": 0, "add_guide": 0}
    for number in range(40):
        rng = random.Random(f"cure {start}-{number}")
        seekers, guides = seekers_and_guides(rng, 14, 4)
        found = assign(seekers, guides)
        for entry in found.unmatched:
            codes[entry.cure.code] += 1
            check(entry, seekers, guides, found.objective.matched, rng)
    assert min(codes["more_places"], codes["lift_rules"], codes["private"]) > 3


def check(entry, seekers, guides, matched, rng):
    params = entry.cure.params
    if entry.cure.code == "more_places":
        again = assign(seekers, more(guides, params["plan"]))
        assert again.objective.matched == matched + params["people"]
        assert {left.seeker for left in again.unmatched}.isdisjoint(entry.seekers if params["people"] > 1 else ())
        assert sum(params["plan"].values()) == params["places"] == params["people"]
        for key in params["guides"]:
            assert assign(seekers, more(guides, {key: 1})).objective.matched == matched + 1
    elif entry.cure.code == "lift_rules":
        option = rng.choice(params["options"])
        key = rng.choice(option["guides"])
        changed, places, forbidden = lifted(seekers, guides, entry.seeker, key, option)
        again = assign(changed, places, forbidden=forbidden)
        assert again.objective.matched == matched + 1
        assert option["places"] or entry.seeker not in {left.seeker for left in again.unmatched}
    elif entry.cure.code == "add_guide":
        again = assign(seekers, [*guides, Guide(key="new", capacity_left=params["places"])])
        assert again.objective.matched > matched
    else:
        assert (entry.cure.code, params) == ("private", {})


def test_without_any_guide_the_cure_is_a_guide_with_a_place_for_everyone():
    seekers = [Seeker(key=f"s{number}") for number in range(3)]

    cures = [entry.cure for entry in assign(seekers, []).unmatched]

    assert [(cure.code, cure.params) for cure in cures] == [("add_guide", {"places": 3})] * 3
    assert assign(seekers, [Guide(key="new", capacity_left=3)]).unmatched == ()


def test_two_places_with_one_guide_may_help_one_person_only_so_the_plan_says_where():
    """Behind `a` waits one person only who can move on to `b`: two places at `b` would take in one of two."""
    seekers = [
        Seeker(key="one", pools={"a"}),
        Seeker(key="two", pools={"a"}),
        Seeker(key="mover", pools={"a", "b"}),
        Seeker(key="fixed", pools={"b"}),
    ]
    guides = [Guide(key="ga", pools={"a"}), Guide(key="gb", pools={"b"})]
    entry = assign(seekers, guides).unmatched[0]

    assert (entry.missing_places, entry.cure.params["guides"]) == (2, ("ga", "gb"))
    plan = entry.cure.params["plan"]
    assert assign(seekers, more(guides, plan)).unmatched == ()
    assert len(assign(seekers, more(guides, {"gb": 2})).unmatched) == 1


def test_a_cure_by_places_names_every_full_guide_who_would_do():
    seeker = Seeker(key="s", languages={"English"})
    guides = [
        Guide(key="full", languages={"English"}, capacity_left=0),
        Guide(key="full too", languages={"English"}, capacity_left=0),
        Guide(key="other", languages={"Latin"}),
    ]

    (entry,) = assign([seeker], guides).unmatched

    assert (entry.cause, entry.cure.code) == ("capacity", "more_places")
    assert entry.cure.params == {"places": 1, "people": 1, "guides": ("full", "full too"), "plan": {"full": 1}}


def test_the_cure_by_rules_names_the_single_rules_and_prefers_guides_with_room():
    seekers = [
        Seeker(key="s", languages={"Polski"}, manager_chain={"boss", "busy boss"}, pools={"inside"}),
        Seeker(key="t", languages={"Polski"}, pools={"inside"}),
    ]
    guides = [
        Guide(key="boss", languages={"Polski"}, pools={"inside"}, capacity_left=2),
        Guide(key="busy boss", languages={"Polski"}, pools={"inside"}, capacity_left=0),
        Guide(key="stranger", languages={"Latin"}, pools={"inside"}),
        Guide(key="outside", languages={"Latin"}, pools={"outside"}),
    ]

    entry = assign(seekers, guides).unmatched[0]

    assert (entry.seeker, entry.cause, entry.cure.code) == ("s", "rules", "lift_rules")
    assert entry.cure.params["options"] == (
        {"rules": ("no_common_language",), "places": 0, "guides": ("stranger",), "count": 1},
        {"rules": ("reporting_line",), "places": 0, "guides": ("boss",), "count": 1},
    )


def test_a_guide_whose_places_are_all_needed_by_others_comes_with_one_more_place():
    seekers = [Seeker(key="s", manager_chain={"boss"}), Seeker(key="t")]
    entry = assign(seekers, [Guide(key="boss")]).unmatched[0]

    assert entry.cure.params["options"] == (
        {"rules": ("reporting_line",), "places": 1, "guides": ("boss",), "count": 1},
    )
    assert entry.seeker == "s"


def test_many_guides_behind_one_rule_are_counted_and_only_some_are_named():
    guides = [Guide(key=f"g{number:03}", languages={"Latin"}) for number in range(200)]

    (option,) = assign([Seeker(key="s", languages={"Greek"})], guides).unmatched[0].cure.params["options"]

    assert (option["count"], len(option["guides"])) == (200, 20)


def test_private_rules_cannot_be_told_apart_nor_counted():
    """A block, an assessment, a forbidden pair, one or three of them: the same words, whoever reads."""
    plain = [Guide(key=f"g{number}") for number in range(3)]
    blocking = [replace(guide, blocked={"s"}) for guide in plain]
    assessing = [replace(guide, assesses={"s"}) for guide in plain]
    found = [
        assign([Seeker(key="s", blocked={"g0", "g1", "g2"})], plain),
        assign([Seeker(key="s")], blocking),
        assign([Seeker(key="s")], blocking[:1]),
        assign([Seeker(key="s")], assessing),
        assign([Seeker(key="s")], plain, forbidden=[("s", guide.key) for guide in plain]),
        assign([Seeker(key="s", manager_chain={"g0"})], blocking),
    ]

    assert [(one.unmatched[0].cure.code, one.unmatched[0].cure.params) for one in found] == [("private", {})] * 6


def test_a_private_rule_beside_a_rule_that_can_be_lifted_is_not_mentioned():
    seeker = Seeker(key="s", manager_chain={"boss"}, blocked={"hidden"})

    (entry,) = assign([seeker], [Guide(key="boss"), Guide(key="hidden")]).unmatched

    assert "hidden" not in repr(entry.cure)
    assert [option["rules"] for option in entry.cure.params["options"]] == [("reporting_line",)]


def test_only_oneself_to_choose_from_needs_another_guide():
    assert assign([Seeker(key="same")], [Guide(key="same")]).unmatched[0].cure.code == "add_guide"
    assert Rules().excluded(Seeker(key="same"), Guide(key="same")) == Rule.SELF
