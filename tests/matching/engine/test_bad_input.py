"""Whatever comes in, the answer is a result that says why, or a ValueError that names the fault."""

from collections import Counter

import pytest

from matching.engine import Guide, Rules, Seeker, Weights, assign

NAN = float("nan")


def test_without_any_coach_everybody_is_left_for_the_same_reason():
    found = assign([Seeker(key=f"s{number}") for number in range(50)], [])

    assert Counter((left.cause, left.cure.code) for left in found.unmatched) == {("no_guides", "add_guide"): 50}
    assert (found.objective.matched, found.certificate.gap, found.figures.coverage) == (0, 0, 0.0)


def test_with_more_clients_than_places_every_place_is_used_and_the_rest_is_told_how_many_are_missing():
    seekers = [Seeker(key=f"s{number:02}") for number in range(60)]
    guides = [Guide(key=f"g{number}", capacity_left=4) for number in range(5)]

    found = assign(seekers, guides)

    assert found.figures.load == {f"g{number}": 4 for number in range(5)}
    assert {(left.cause, left.missing_places, left.cure.params["people"]) for left in found.unmatched} == {
        ("capacity", 40, 40)
    }
    assert len(found.unmatched) == 40


def test_rules_that_exclude_everyone_leave_everyone_with_the_rule_to_lift():
    seekers = [Seeker(key=f"s{number}", languages={"Greek"}) for number in range(20)]
    guides = [Guide(key=f"g{number}", languages={"Latin"}, capacity_left=9) for number in range(4)]

    found = assign(seekers, guides)

    assert found.pairs == ()
    assert {left.cure.params["options"][0]["rules"] for left in found.unmatched} == {("no_common_language",)}
    assert assign(seekers, guides, rules=Rules(common_language=False)).unmatched == ()


@pytest.mark.parametrize("absent", [None, NAN])
def test_absent_answers_are_neutral_whatever_they_look_like(absent):
    names = ("languages", "zone", "location", "department", "grade", "manager_chain", "blocked", "preferences", "pools")
    facts = dict.fromkeys(names, absent)
    seeker, guide = (
        Seeker(key="s", wants=absent, goal_words=absent, **facts),
        Guide(key="g", offers=absent, **facts),
    )

    assert (seeker, guide) == (Seeker(key="s"), Guide(key="g"))
    assert assign([seeker], [guide]) == assign([Seeker(key="s")], [Guide(key="g")])


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (Seeker, {"key": ""}),
        (Seeker, {"key": NAN}),
        (Seeker, {"zone": 3}),
        (Seeker, {"grade": float("inf")}),
        (Seeker, {"wants": {"python": NAN}}),
        (Guide, {"capacity_left": NAN}),
        (Guide, {"capacity_left": -1}),
        (Guide, {"load_at_least": 2}),
    ],
)
def test_values_that_make_no_sense_are_refused_by_name(kind, facts):
    with pytest.raises(ValueError, match=r"must be a|needs a key|is a whole number"):
        kind(**{"key": "x"} | facts)


def test_weights_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="skills"):
        Weights(skills=NAN)


def test_one_person_on_both_sides_gets_and_gives_but_never_to_themself():
    both = {"key": "both", "languages": {"English"}}
    found = assign([Seeker(**both), Seeker(key="s")], [Guide(**both, capacity_left=2), Guide(key="g")])

    assert {pair.seeker: pair.guide for pair in found.pairs} == {"both": "g", "s": "both"}


def test_two_identical_people_are_two_people_and_the_seed_decides_between_them():
    twins = [Seeker(key="one", grade=3), Seeker(key="two", grade=3)]

    chosen = {assign(twins, [Guide(key="g")], seed=seed).pairs[0].seeker for seed in range(20)}

    assert chosen == {"one", "two"}
    with pytest.raises(ValueError, match="stands twice"):
        assign([twins[0], twins[0]], [Guide(key="g")])


def test_keys_of_any_letters_are_welcome():
    keys = ["Łódź 😀", "a\x00b", " ", "書道", "x" * 5000, "\ud800"]

    found = assign([Seeker(key=key) for key in keys], [Guide(key=key, capacity_left=1) for key in keys])

    assert found.objective.matched == len(keys)
