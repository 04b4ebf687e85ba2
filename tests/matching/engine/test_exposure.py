"""Attention follows room: the order of lists changes a little, scores never."""

import random
from dataclasses import replace

import numpy as np
import pytest

from bench.people import clients_and_coaches
from matching.engine import POINTS, Guide, Roster, Rules, Seeker, Weights, rank, rank_all, spread_attention

K = 10


@pytest.fixture(scope="module")
def people():
    seekers, guides = clients_and_coaches(400, 1.1, seed=3)
    return seekers, [replace(guide, capacity_left=number % 4) for number, guide in enumerate(guides)]


@pytest.fixture(scope="module")
def roster(people):
    return Roster(people[1], rules=Rules(full=False))


@pytest.fixture(scope="module")
def found(people, roster):
    return spread_attention(people[0], roster, k=K)


def attention(lists, roster):
    """How much each guide is seen, counted list by list."""
    seen = dict.fromkeys((guide.key for guide in roster.guides), 0.0)
    for entries in lists:
        for place, (key, _score) in enumerate(entries):
            seen[key] += 1 / np.log2(place + 2)
    return seen


def with_points(entries, roster):
    return [score for key, score in entries if roster.guides[roster.place(key)].capacity_left]


def gini_of_places(seen, roster):
    each = sorted(seen[g.key] / g.capacity_left for g in roster.guides for _place in range(g.capacity_left))
    total = sum(abs(one - other) for one in each for other in each)
    return total / (2 * len(each) ** 2 * np.mean(each))


def test_attention_is_spread_at_the_price_that_is_told(people, roster, found):
    seekers = people[0]
    with_room = Roster([guide for guide in people[1] if guide.capacity_left])
    pure, spread = rank_all(seekers, with_room, k=K), rank_all(seekers, roster, k=K, handicaps=found.handicaps)
    shown = [[with_points(lists[s.key], roster) for s in seekers] for lists in (pure, spread)]
    (before, count), (after, _count) = ((sum(map(sum, points)), sum(map(len, points))) for points in shown)

    assert found.gini_by_score == pytest.approx(gini_of_places(attention(pure.values(), roster), roster), abs=1e-3)
    assert found.gini == pytest.approx(gini_of_places(attention(spread.values(), roster), roster), abs=1e-3)
    assert found.ratio < 0.75
    assert found.given_up == pytest.approx((before - after) / count)
    assert found.share_given_up == pytest.approx(1 - after / before)
    assert 0 < found.share_given_up < 0.02


def test_no_handicap_is_above_its_bound_and_a_clearly_better_fit_stays_ahead(people, roster, found):
    most = Weights().total * 5 // 100
    has_room = np.array([guide.capacity_left > 0 for guide in roster.guides])
    assert found.handicaps[has_room].min() == 0
    assert found.handicaps[has_room].max() <= most
    for seeker in people[0][::20]:
        entries = rank(seeker, roster, k=60, handicaps=found.handicaps)
        lowest_so_far = 10_000
        for entry in entries:
            if roster.guides[roster.place(entry.key)].capacity_left:
                assert entry.score <= lowest_so_far + most
                lowest_so_far = min(lowest_so_far, entry.score)


def test_guides_without_room_stand_behind_all_others(people, roster, found):
    mixed = 0
    for seeker in people[0][::20]:
        rooms = [
            roster.guides[roster.place(entry.key)].capacity_left > 0
            for entry in rank(seeker, roster, k=len(roster), handicaps=found.handicaps)
        ]
        assert rooms == sorted(rooms, reverse=True)
        mixed += any(rooms) and not all(rooms)
    assert mixed > 10


def test_handicaps_change_the_order_and_neither_scores_nor_who_is_excluded(people, roster, found):
    changed = 0
    for seeker in people[0][::20]:
        plain = {entry.key: entry for entry in rank(seeker, roster, k=len(roster))}
        spread = {entry.key: entry for entry in rank(seeker, roster, k=len(roster), handicaps=found.handicaps)}
        assert spread == plain
        changed += list(spread) != list(plain)
    assert changed > 10
    everyone = rank_all(people[0], roster, k=K, handicaps=found.handicaps)
    for seeker in people[0][::20]:
        entries = rank(seeker, roster, k=K, handicaps=found.handicaps)
        assert everyone[seeker.key] == [(entry.key, entry.score) for entry in entries]


def test_no_handicaps_keep_the_order_of_scores(people, roster):
    nothing = np.zeros(len(roster), dtype=np.int16)
    seekers = people[0][::20]

    assert [rank(s, roster, handicaps=nothing) for s in seekers] == [rank(s, roster) for s in seekers]
    plain, same = rank_all(seekers, roster), rank_all(seekers, roster, handicaps=nothing)
    assert dict(plain) == dict(same)


def test_handicaps_are_the_same_in_every_order_and_for_the_same_sample(people, roster, found):
    seekers, guides = list(people[0]), list(people[1])
    rng = random.Random(1)
    rng.shuffle(seekers)
    rng.shuffle(guides)
    again = spread_attention(seekers, Roster(guides, rules=Rules(full=False)), k=K)

    assert again.handicaps.tolist() == found.handicaps.tolist()
    one, other = (spread_attention(some, roster, k=K, most_seekers=90, seed=4) for some in (seekers, people[0]))
    assert one.seekers == 90
    assert one.handicaps.tolist() == other.handicaps.tolist()
    assert spread_attention(seekers, roster, k=K, most_seekers=90, seed=5).handicaps.tolist() != one.handicaps.tolist()


def test_room_can_be_told_apart_from_capacity():
    weights = Weights(**{**dict.fromkeys(POINTS, 0), "location": 100})
    guides = [Guide(key="near", location="Pune"), Guide(key="far", location="Lyon")]
    roster = Roster(guides, weights)
    seeker = Seeker(key="s", location="Pune")
    found = spread_attention([seeker], roster, room={"far": 2})

    assert [entry.key for entry in rank(seeker, roster)] == ["near", "far"]
    assert [entry.key for entry in rank(seeker, roster, handicaps=found.handicaps)] == ["far", "near"]
    assert [entry.score for entry in rank(seeker, roster, handicaps=found.handicaps)] == [0, 100]


def test_people_who_are_all_alike_are_shown_equally_often():
    seekers = [Seeker(key=f"s{n}") for n in range(200)]
    roster = Roster([Guide(key=f"g{n}") for n in range(40)])
    found = spread_attention(seekers, roster, k=5)

    assert found.gini <= found.gini_by_score < 0.25
    assert found.given_up == 0


def test_nobody_on_either_side_is_no_error():
    roster = Roster([Guide(key="g", capacity_left=0)])

    assert spread_attention([], roster).handicaps.tolist() == [10_001]
    assert spread_attention([Seeker(key="s")], Roster([])).gini == 0.0
    assert spread_attention([Seeker(key="s")], roster).ratio == 1.0
    assert spread_attention([Seeker(key="s")], Roster([Guide(key="g")]), most_percent=0).handicaps.tolist() == [0]


def test_what_makes_no_sense_is_refused(roster):
    with pytest.raises(ValueError, match="from 0 to 50 percent"):
        spread_attention([], roster, most_percent=51)
    with pytest.raises(ValueError, match="whole number from 0"):
        spread_attention([], Roster([Guide(key="g")]), room={"g": -1})
    with pytest.raises(ValueError, match="one handicap for each guide"):
        rank(Seeker(key="s"), roster, handicaps=np.zeros(1, dtype=np.int16))
