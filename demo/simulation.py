"""Lives many scripts through in the order of time.

A script is a generator: it yields the moment at which it wants to go on. So a partnership's story reads from top to
bottom, and yet everything in the organization happens in order, the scheduler's sweeps included.
"""

import heapq
from collections.abc import Generator, Iterable
from datetime import datetime
from itertools import count

from demo.clock import Clock

Script = Generator[datetime, None, None]


def side_by_side(scripts: Iterable[Script]) -> Script:
    """Many scripts as one, their moments in order. Scripts that want the same moment go in the order given."""
    order = count()
    waiting: list[tuple[datetime, int, Script]] = []
    for script in scripts:
        _wait(waiting, script, order)
    while waiting:
        yield waiting[0][0]
        _moment, _number, script = heapq.heappop(waiting)
        _wait(waiting, script, order)


def live(scripts: Iterable[Script], until: datetime, clock: Clock) -> None:
    """Run the scripts up to `until`; what lies after it has not happened yet.

    A script that asks for a moment before the clock's goes on at once: time never runs backwards.
    """
    for moment in side_by_side(scripts):
        if moment > until:
            break
        clock.moment = max(clock.moment, moment)
    clock.moment = until


def _wait(waiting: list[tuple[datetime, int, Script]], script: Script, order: "count[int]") -> None:
    moment = next(script, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, next(order), script))
