"""What has changed since a process last looked: the version of the tables of mentors that it keeps.

A counter would not do: a change can become visible after a later one was counted. So the database writes each change
down with the number of its transaction (migration 0004), and a reader keeps the snapshot it read by. Whatever that
snapshot could not see and the present one can is new, whichever order the transactions ended in.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection

MOST_CHANGES = 2000
"""With more news than this a table is made anew."""

KEPT_HOURS = 24
"""Changes older than this are forgotten; who has not looked for so long starts anew."""

_NOW = "SELECT pg_current_snapshot()::text"
_SINCE = """
WITH news AS (
    SELECT DISTINCT kind, key FROM matching_rosterchange
    WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot) AND kind <> 'mark'
        AND (NOT pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot) OR xid = pg_current_xact_id_if_assigned())
    LIMIT %(most)s
)
SELECT pg_current_snapshot()::text, coalesce((SELECT array_agg(kind || ' ' || key) FROM news), '{}'),
    pg_snapshot_xmin(%(seen)s::pg_snapshot) < (SELECT min(xid) FROM matching_rosterchange WHERE kind = 'mark')
    OR pg_snapshot_xmax(%(seen)s::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())
"""
# A mark says which transactions were over at its time: once it is old, so is everything below it.
_MARK = """
INSERT INTO matching_rosterchange (xid, kind)
SELECT pg_snapshot_xmin(pg_current_snapshot()), 'mark' WHERE NOT EXISTS (
    SELECT FROM matching_rosterchange WHERE kind = 'mark' AND noted_at > clock_timestamp() - interval '1 hour')
"""
_FORGET = """
DELETE FROM matching_rosterchange WHERE xid < (
    SELECT max(xid) FROM matching_rosterchange
    WHERE kind = 'mark' AND noted_at < clock_timestamp() - make_interval(hours => %s))
"""


class Kind(StrEnum):
    """What a change is about: a mentor's place in a program, a person, a mentor's room, a word for a skill."""

    MENTOR = "mentor"
    PERSON = "person"
    ROOM = "room"
    SKILL = "skill"


@dataclass(frozen=True, slots=True)
class News:
    """What became visible between two snapshots. `is_too_much` says that a table is better made anew."""

    snapshot: str
    mentors: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()
    rooms: frozenset[UUID] = frozenset()
    is_too_much: bool = False


def snapshot() -> str:
    """What is visible now; to be taken before reading what it shall stand for."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        return str(cursor.fetchone()[0])


def own_transaction() -> str:
    """The number of the transaction at hand if it has changed anything: nobody else may see what is read in it."""
    if not connection.in_atomic_block:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned()::text")
        return str(cursor.fetchone()[0] or "")


def since(seen: str) -> News:
    """Everything that a reader with this snapshot could not see yet, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, {"seen": seen, "most": MOST_CHANGES + 1})
        now, found, is_lost = cursor.fetchone()
    keys: dict[str, set[UUID]] = {kind: set() for kind in Kind}
    for entry in found:
        kind, _space, key = entry.partition(" ")
        keys[kind].add(UUID(key))
    is_too_much = bool(is_lost) or len(found) > MOST_CHANGES or bool(keys[Kind.SKILL])
    return News(
        now, frozenset(keys[Kind.MENTOR]), frozenset(keys[Kind.PERSON]), frozenset(keys[Kind.ROOM]), is_too_much
    )


def forget_old() -> int:
    """Leave a mark now and then, and forget what every process has read by now; answers how many rows went."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        cursor.execute(_FORGET, [KEPT_HOURS])
        return int(cursor.rowcount)
