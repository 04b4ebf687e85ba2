"""Several things at the same instant, with real threads and real connections."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection

from core.rules import Refusal

Action = Callable[[], Any]


@contextmanager
def crew(size: int) -> Iterator[Callable[..., Sequence[Any]]]:
    """So many workers, each with a connection of its own, for round after round. A Refusal is an answer."""
    barrier = Barrier(size)

    def run(action: Action) -> Any:
        barrier.wait(timeout=60)
        try:
            return action()
        except Refusal as refusal:
            return refusal

    def leave(_number: int) -> None:
        barrier.wait(timeout=60)
        connection.close()

    with ThreadPoolExecutor(size) as pool:

        def at_once(*actions: Action) -> Sequence[Any]:
            assert len(actions) == size
            return list(pool.map(run, actions))

        yield at_once
        list(pool.map(leave, range(size)))
