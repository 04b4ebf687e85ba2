"""A run tells how far it is, ends when asked to, and leaves nothing half-done."""

import pytest

from bench.people import clients_and_coaches
from matching.engine import STAGES, Cancelled, Guide, Seeker, TimeLimitReached, assign

ONE = [Seeker(key="s")], [Guide(key="g")]


def test_assignment_stops_at_its_time_limit():
    with pytest.raises(TimeLimitReached):
        assign(*ONE, time_limit=0)


def test_progress_names_the_stages_in_order_with_the_share_of_the_work_done():
    told = []
    assign(*clients_and_coaches(400, 0.95), progress=lambda stage, share: told.append((stage, share)))

    stages, shares = [stage for stage, _share in told], [share for _stage, share in told]
    assert list(dict.fromkeys(stages)) == list(STAGES)
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, ("done", 1.0))
    assert all(share < 1 for stage, share in told if stage != "done")
    assert len(set(shares)) > 12


def test_a_run_that_is_told_to_stop_ends_at_once_with_an_error_of_its_own():
    with pytest.raises(Cancelled, match=r"^The run was stopped at 'reading'.$"):
        assign(*ONE, stop=lambda: True)
    assert assign(*ONE, stop=lambda: False).objective.matched == 1


@pytest.mark.parametrize("stage", STAGES[:-1])
def test_a_run_can_be_stopped_in_every_stage(stage):
    seen = []

    def stop():
        return bool(seen) and seen[-1] == stage

    with pytest.raises(Cancelled):
        assign(*clients_and_coaches(400, 0.95), progress=lambda name, _share: seen.append(name), stop=stop)
    assert seen[-1] == stage


def test_the_wish_to_stop_is_asked_between_blocks_of_pairs_too():
    told, asked = [], []

    assign(
        *clients_and_coaches(3000, 1.02),
        progress=lambda stage, _share: told.append(stage),
        stop=lambda: bool(asked.append(None)),
    )

    assert told.count("candidates") > 5
    assert len(asked) > 20


def test_progress_may_raise_to_end_a_run():
    class Stop(Exception):
        pass

    def progress(stage, _share):
        if stage == "total":
            raise Stop

    with pytest.raises(Stop):
        assign(*ONE, progress=progress)
