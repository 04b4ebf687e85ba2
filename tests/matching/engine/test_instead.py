"""What another guide would cost, from the prices of the proof alone, held against a run that forces the pair."""

import random
from dataclasses import replace

import pytest

from bench.people import WEIGHTS, clients_and_coaches
from matching.engine import Guide, Roster, Seeker, Weights, assign, instead


def is_kept(before, after):
    """Whether the first three aims are reached as before."""
    return (after.matched, after.shortfall) == (before.matched, before.shortfall) and after.lowest >= before.lowest


@pytest.mark.parametrize("least", [0, 2])
@pytest.mark.parametrize("number", range(6))
def test_forcing_a_pair_costs_what_the_prices_say_or_more(number, least):
    seekers, guides = clients_and_coaches(60, 1.02, seed=number)
    guides = [replace(guide, load_at_least=least) for guide in guides]
    found, roster, rng = assign(seekers, guides, WEIGHTS), Roster(guides, WEIGHTS), random.Random(number)
    given = {pair.seeker: pair for pair in found.pairs}
    checked = exact = 0
    for seeker in (one for one in seekers if one.key in given):
        for other in (guide.key for guide in rng.sample(guides, 3)):
            answer, pair = instead(found, seeker, other, roster), given[seeker.key]
            if answer.costs_at_least is None:
                continue
            assert answer.margin == pair.score - answer.score
            assert answer.costs_at_least >= 0
            assert pair.guide != other or answer.costs_at_least == 0
            again = assign(seekers, guides, WEIGHTS, locked=[(seeker.key, other)]).objective
            if is_kept(found.objective, replace(again, matched=again.matched + 1)):
                checked += 1
                loss = found.objective.total - again.total - answer.score
                assert loss >= answer.costs_at_least
                exact += loss == answer.costs_at_least
    assert checked > 10
    assert exact > checked // 3


def test_a_pair_that_rules_exclude_has_a_reason_and_no_cost():
    seeker = Seeker(key="s", manager_chain={"boss"}, blocked={"hidden"})
    guides = [Guide(key="boss"), Guide(key="hidden"), Guide(key="free")]
    found, roster = assign([seeker], guides), Roster(guides)

    assert instead(found, seeker, "boss", roster).code == "reporting_line"
    assert (instead(found, seeker, "hidden", roster).can_be_told, instead(found, seeker, "hidden", roster).score) == (
        False,
        None,
    )
    assert instead(found, seeker, "free", roster).costs_at_least == 0
    with pytest.raises(KeyError):
        instead(found, Seeker(key="nobody"), "free", roster)


def test_a_pair_below_the_floor_is_named_as_such():
    seeker = Seeker(key="s", location="Lyon")
    guides = [Guide(key="far", location="Pune"), Guide(key="here", location="Lyon")]

    answer = instead(assign([seeker], guides), seeker, "far", Roster(guides))

    assert (answer.is_below_floor, answer.costs_at_least, answer.margin) == (True, None, Weights().location)
