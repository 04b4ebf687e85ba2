"""What must hold for people nobody thought of."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import HALF_DAYS, Guide, Rule, Rules, Seeker, Weights, assign, explain, rank
from matching.engine.weights import POINTS

KEYS = st.sampled_from([f"person {number}" for number in range(9)])
WORDS = st.frozensets(st.sampled_from(["python", "audit", "delegation", "führung", "書道", "x"]), max_size=3)
SKILLS = st.dictionaries(st.sampled_from(["python", "testing", "audit", "falconry"]), st.integers(0, 5), max_size=3)
TEXTS = st.sampled_from(["", "Łódź", "Lyon", "A/B", "A/C", "\x00", "😀"])
FACTS = {
    "languages": WORDS,
    "zone": st.sampled_from(["", "Europe/Berlin", "Asia/Tokyo", "Pacific/Kiritimati", "no/where"]),
    "availability": st.frozensets(st.sampled_from(HALF_DAYS), max_size=3),
    "location": TEXTS,
    "department": TEXTS,
    "grade": st.none() | st.integers(-3, 20),
    "manager_chain": st.frozensets(KEYS, max_size=2),
    "blocked": st.frozensets(KEYS, max_size=1),
    "partners_before": st.frozensets(KEYS, max_size=2),
    "assesses": st.frozensets(KEYS, max_size=1),
    "preferences": st.frozensets(st.sampled_from(["same_location", "other_location", "same_department"])),
    "pools": st.frozensets(st.sampled_from(["inside", "outside"]), max_size=1),
    "ready": st.booleans(),
}
SEEKERS = st.lists(
    st.builds(Seeker, key=KEYS, wants=SKILLS, goal_words=WORDS, **FACTS), max_size=7, unique_by=lambda one: one.key
)


def guide_with_loads(room, least, **facts):
    return Guide(capacity_left=room, load_at_least=min(room, least), **facts)


LOADS = {"room": st.integers(0, 3), "least": st.sampled_from([0, 0, 1, 3])}
GUIDES = st.lists(
    st.builds(guide_with_loads, key=KEYS, offers=SKILLS, experience_words=WORDS, **LOADS, **FACTS),
    max_size=6,
    unique_by=lambda one: one.key,
)
WEIGHTS = st.builds(Weights, **{name: st.integers(0, 1000) for name in POINTS}, grade_from=st.integers(-3, 4))
RULES = st.builds(Rules, reporting_line=st.booleans(), common_language=st.booleans(), full=st.booleans())
SEEDS = st.integers(-(2**70), 2**70)


@settings(max_examples=80, deadline=None)
@given(SEEKERS, GUIDES, WEIGHTS, RULES, SEEDS, st.randoms(use_true_random=False))
def test_assignment_holds_every_promise_for_anybody(seekers, guides, weights, rules, seed, random):
    found = assign(seekers, guides, weights, rules, seed=seed)

    by_seeker, by_guide = {one.key: one for one in seekers}, {one.key: one for one in guides}
    load = Counter(pair.guide for pair in found.pairs)
    assert all(load[key] <= guide.capacity_left for key, guide in by_guide.items())
    assert sorted([*(pair.seeker for pair in found.pairs), *(left.seeker for left in found.unmatched)]) == sorted(
        by_seeker
    )
    for pair in found.pairs:
        seeker, guide = by_seeker[pair.seeker], by_guide[pair.guide]
        assert rules.excluded(seeker, guide) == Rule.NONE
        assert pair.score == explain.score(seeker, guide, weights) == sum(factor.points for factor in pair.factors)
    assert found.certificate.gap == 0
    proof, aims = found.certificate, found.objective
    assert (proof.matched_at_most, proof.shortfall_at_least) == (aims.matched, aims.shortfall)
    assert aims.shortfall == sum(short.at_least - short.load for short in found.short_loads)
    assert aims.shortfall == sum(max(0, guide.load_at_least - load[key]) for key, guide in by_guide.items())
    assert all(left.cure and left.cure.code for left in found.unmatched)
    random.shuffle(seekers)
    random.shuffle(guides)
    assert assign(seekers, guides, weights, rules, seed=seed) == found


@settings(max_examples=60, deadline=None)
@given(SEEKERS, GUIDES, WEIGHTS, RULES, st.data())
def test_one_more_place_is_never_worse_and_least_loads_never_cost_a_person(seekers, guides, weights, rules, data):
    before = assign(seekers, guides, weights, rules).objective
    plain = assign(seekers, [replace(one, load_at_least=0) for one in guides], weights, rules).objective
    assert plain.matched == before.matched
    if not guides:
        return
    place = data.draw(st.integers(0, len(guides) - 1))
    guides[place] = replace(guides[place], capacity_left=guides[place].capacity_left + 1)

    after = assign(seekers, guides, weights, rules).objective

    assert not after < before
    assert before.matched <= after.matched <= before.matched + 1 or not rules.full


@settings(max_examples=60, deadline=None)
@given(SEEKERS, GUIDES, WEIGHTS, RULES, st.integers(0, 8))
def test_ranking_holds_every_promise_for_anybody(seekers, guides, weights, rules, k):
    for seeker in seekers:
        found = rank(seeker, guides, weights, rules, k)
        allowed = {one.key: one for one in guides if not rules.excluded(seeker, one)}
        assert len(found) == min(k, len(allowed))
        assert [entry.score for entry in found] == sorted(
            (explain.score(seeker, guide, weights) for guide in allowed.values()), reverse=True
        )[:k]
        assert {entry.key for entry in found} <= set(allowed)
