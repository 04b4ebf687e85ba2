"""The tables of mentors that this process keeps, each as new as the database at every look.

A cohort of ordinary size is read while somebody waits. A large one is read beside, by a thread of its own; until then
whoever looks gets some mentors, and says so. News is put into the table in the request that finds it; when there is
too much of it, the old order serves for the seconds in which a new table is made. Whatever is shown of a person and
every rule between two is read from the database for the page at hand, so that an old order breaks no rule.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock, Thread
from uuid import UUID

import structlog
from django.db import connection

from matching import engine
from matching.bridge import attention, changes, table
from matching.bridge.profiles import weights_of
from matching.bridge.table import Table
from program.models import Enrollment

log = structlog.get_logger(__name__)

MOST_TABLES = 32
MOST_MENTORS = 100_000
"""How much one process keeps. What was looked at longest ago goes first; the table just asked for always stays."""

SPREAD_SECONDS = 600
"""How long the spreading of attention may lag behind the room that mentors have."""

Key = tuple[UUID, engine.Weights, str]


class Shelf:
    """Tables by cohort, weights, and the transaction whose unfinished changes they may hold (none for a page)."""

    def __init__(self) -> None:
        self._tables: OrderedDict[Key, Table] = OrderedDict()
        self._being_made: set[Key] = set()
        self._lock = Lock()

    def table_for(self, mentee: Enrollment) -> Table:
        """The mentors of this mentee's cohort. Threads may ask at the same time; none waits for another."""
        cohort, weights = mentee.cohort_id, weights_of(mentee.program)
        key = (cohort, weights, changes.own_transaction())
        kept = self._get(key)
        found = self._first(key, mentee) if kept is None else self._newer(key, kept, mentee)
        if found.is_whole and not key[2] and _is_due(found):
            self._beside(key, self._spread)
        return found

    def _first(self, key: Key, mentee: Enrollment) -> Table:
        made = table.whole(*key[:2]) if key[2] else table.first(*key[:2], mentee)
        if made.is_whole:
            return self._put(key, made)
        self._beside(key, self._make)
        return made

    def _newer(self, key: Key, kept: Table, mentee: Enrollment) -> Table:
        newer = table.updated(kept, changes.since(kept.snapshot))
        if newer is not None:
            return self._put(key, newer)
        if len(kept) <= table.READ_AT_ONCE:
            return self._first(key, mentee)
        self._beside(key, self._make)
        return kept

    def __len__(self) -> int:
        """How many tables are kept."""
        return len(self._tables)

    def is_being_made(self) -> bool:
        """Whether a table is being made beside."""
        with self._lock:
            return bool(self._being_made)

    def _get(self, key: Key) -> Table | None:
        with self._lock:
            if key in self._tables:
                self._tables.move_to_end(key)
            return self._tables.get(key)

    def _put(self, key: Key, made: Table) -> Table:
        with self._lock:
            self._tables[key] = made
            self._tables.move_to_end(key)
            while len(self._tables) > 1 and (
                len(self._tables) > MOST_TABLES or sum(map(len, self._tables.values())) > MOST_MENTORS
            ):
                self._tables.popitem(last=False)
        return made

    def _beside(self, key: Key, work: Callable[[Key], None]) -> None:
        with self._lock:
            if key in self._being_made:
                return
            self._being_made.add(key)
        Thread(target=self._carry_out, args=(key, work), name="mentors", daemon=True).start()

    def _carry_out(self, key: Key, work: Callable[[Key], None]) -> None:
        try:
            work(key)
        except Exception:
            log.exception("table_of_mentors_failed", cohort=str(key[0]))
        finally:
            connection.close()
            with self._lock:
                self._being_made.discard(key)

    def _make(self, key: Key) -> None:
        self._put(key, table.whole(*key[:2]))
        self._spread(key)

    def _spread(self, key: Key) -> None:
        """Find handicaps for the table that is kept now; news put into it meanwhile stays."""
        kept = self._get(key)
        if kept is None:
            return
        spread = attention.spread_over(kept)
        with self._lock:
            now = self._tables.get(key)
            if now is not None:
                self._tables[key] = replace(now, spread=spread)


def _is_due(kept: Table) -> bool:
    return kept.spread is None or time.monotonic() - kept.spread.found_at > SPREAD_SECONDS


shelf = Shelf()
# A process that was forked has the memory but not the threads: it begins with nothing, under locks of its own.
os.register_at_fork(after_in_child=shelf.__init__)  # type: ignore[misc]
