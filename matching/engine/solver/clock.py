"""How far a run is, and whether it has to end: asked between two steps and between two blocks of pairs."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

STAGES = ("reading", "candidates", "coverage", "floor", "total", "proof", "ties", "reasons", "done")
"""What `progress` is told, in this order; `total` and `proof` take turns."""

_SPANS = {
    "reading": (0.0, 0.3),
    "candidates": (0.3, 0.4),
    "coverage": (0.4, 0.45),
    "floor": (0.45, 0.5),
    "total": (0.5, 0.9),
    "proof": (0.5, 0.9),
    "ties": (0.9, 0.94),
    "reasons": (0.94, 1.0),
    "done": (1.0, 1.0),
}
"""Which part of the whole time a stage takes, as measured for 10,000 seekers and 1,250 guides."""

Blocks = Iterator[tuple[NDArray[np.int64], NDArray[np.int16]]]


class TimeLimitReached(RuntimeError):
    """The time given ran out before the optimum was proven. Nothing half-done is returned."""


class Cancelled(RuntimeError):
    """The caller asked the run to stop. Nothing half-done is returned."""


@dataclass(slots=True)
class Clock:
    """Watches the time limit and the wish to stop, and tells how far the work is."""

    seconds: float | None = None
    tell: Callable[[str, float], None] | None = None
    stop: Callable[[], bool] | None = None
    share: float = field(init=False, default=0.0)
    _stage: str = field(init=False, default="")
    _end: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Start the clock."""
        self._end = None if self.seconds is None else time.monotonic() + self.seconds

    def tick(self, stage: str, done: float | None = None) -> None:
        """Name the stage that begins or goes on, `done` of it if known. Raises TimeLimitReached, Cancelled.

        Where nobody can know how often a stage comes again, each time takes half of what its span has left.
        """
        span = _SPANS.get(stage, (0.0, 1.0))
        is_new = span != _SPANS.get(self._stage)
        self._stage = stage
        self.check()
        start, end = span
        if done is not None:
            self.share = max(self.share, start + (end - start) * done)
        else:
            self.share = max(self.share, start if is_new else (self.share + end) / 2)
        if self.tell:
            self.tell(stage, self.share)

    def check(self) -> None:
        """Raises TimeLimitReached, Cancelled."""
        if self._end is not None and time.monotonic() >= self._end:
            raise TimeLimitReached(f"The time limit of {self.seconds} seconds was reached at '{self._stage}'.")
        if self.stop and self.stop():
            raise Cancelled(f"The run was stopped at '{self._stage}'.")

    def watched(self, blocks: Blocks, rows: int = 0) -> Blocks:
        """The same blocks, with a check before each; given how many rows they have, also with the share done."""
        done = 0
        for some, values in blocks:
            if rows:
                self.tick(self._stage, done / rows)
            else:
                self.check()
            yield some, values
            done += len(some)
