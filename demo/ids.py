"""Identifiers for the demo, the same in every load. They decide between equal fits, so the pairs are the same too.

They are as good as others for a demo, whose one password everybody knows; not for anything else.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from types import SimpleNamespace

from core import ids


@contextmanager
def counted(start: datetime, seed: int) -> Iterator[None]:
    """While it is in use, each new identifier is a millisecond later than the one before, from `start` on.

    For one process that loads the demo, like its clock. Only identifiers: secrets and keys stay random.
    """
    rng = random.Random(f"{seed} {start:%Y-%m-%d}")  # noqa: S311 - a demo wants the same dice every time
    begun, number = int(start.timestamp()) * 1_000_000_000, count()
    vars(ids)["time"] = SimpleNamespace(time_ns=lambda: begun + next(number) * 1_000_000)
    vars(ids)["os"] = SimpleNamespace(urandom=rng.randbytes)
    try:
        yield
    finally:
        vars(ids).update(time=time, os=os)
