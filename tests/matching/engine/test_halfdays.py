"""Half days in common: real time between two clocks, counted in points and said by name."""

import pytest

from matching.engine import HALF_DAYS, Guide, Roster, Seeker, Weights, explain
from matching.engine.halfdays import shared_half_days

DAYS = Weights(availability=100)


def points(mine, theirs, zones=("", "")):
    factors = explain.factors(
        Seeker(key="s", availability=mine, zone=zones[0]), Guide(key="g", availability=theirs, zone=zones[1]), DAYS
    )
    (found,) = [entry for entry in factors if entry.feature == "availability"]
    return found.points, found.code


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"mon_am"}, {"mon_am"}, (75, "availability_shared")),
        ({"mon_am", "fri_pm"}, {"mon_am", "fri_pm", "tue_am"}, (100, "availability_shared")),
        (set(HALF_DAYS), set(HALF_DAYS), (100, "availability_shared")),
        ({"mon_am"}, {"mon_pm"}, (0, "availability_none")),
        ({"mon_am"}, set(), (50, "availability_not_said")),
        (set(), {"mon_am"}, (50, "availability_not_said")),
        (set(), set(), (50, "availability_not_said")),
    ],
)
def test_points_follow_the_half_days_in_common(mine, theirs, expected):
    assert points(mine, theirs) == expected


def test_half_days_are_real_time_between_two_zones():
    assert points({"mon_am"}, {"mon_am"}, ("Europe/Warsaw", "Europe/Berlin")) == (75, "availability_shared")
    assert points({"mon_am"}, {"mon_am"}, ("Europe/Warsaw", "Asia/Tokyo")) == (0, "availability_none")
    # From one to five in Warsaw it is seven to eleven in New York: two hours of a morning there.
    assert points({"mon_pm"}, {"mon_am"}, ("Europe/Warsaw", "America/New_York")) == (37, "availability_shared")
    assert points({"mon_am"}, {"mon_am"}, ("Europe/Warsaw", "Mars/Olympus")) == (75, "availability_shared")


def test_a_week_has_no_end_between_far_zones():
    """A Monday morning in Auckland is a Sunday in Honolulu, and a Tuesday morning there lies in a Monday here."""
    shared = shared_half_days(
        frozenset({"tue_am"}), "Pacific/Auckland", frozenset({"mon_am", "mon_pm"}), "Pacific/Honolulu"
    )

    assert (shared.mine, shared.theirs) == (("tue_am",), ("mon_am", "mon_pm"))
    assert (
        shared_half_days(frozenset({"mon_am"}), "Pacific/Auckland", frozenset(HALF_DAYS), "Pacific/Honolulu").minutes
        == 0
    )


def test_the_poorer_half_of_the_year_counts():
    """Phoenix keeps one clock all year, Denver changes: at worst they are an hour apart."""
    shared = shared_half_days(frozenset({"mon_am"}), "America/Phoenix", frozenset({"mon_am"}), "America/Denver")

    assert shared.minutes == 180


def test_rows_of_many_guides_say_what_each_pair_says():
    zones = ("", "Europe/Berlin", "America/Phoenix", "Asia/Kolkata", "Pacific/Auckland", "no/where")
    guides = [
        Guide(key=f"{zone} {n}", zone=zone, availability=frozenset(HALF_DAYS[n : 2 * n]))
        for zone in zones
        for n in range(9)
    ]
    roster = Roster(guides, DAYS)
    for zone in zones:
        for n in range(9):
            seeker = Seeker(key="s", zone=zone, availability=frozenset(HALF_DAYS[n:]))
            scores = roster.scores(seeker)
            for guide in guides:
                minutes = shared_half_days(seeker.availability, zone, guide.availability, guide.zone).minutes
                first = min(minutes, 240)
                expected = (3 * first + min(minutes, 480) - first) * 100 // 960
                (own,) = [f for f in roster.factors(seeker, guide) if f.feature == "availability"]
                assert own.points == (expected if guide.availability else 50)
                assert scores[roster.place(guide.key)] == explain.score(seeker, guide, DAYS)
