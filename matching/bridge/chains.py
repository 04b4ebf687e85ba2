"""Reporting lines: everybody above a person, any number of levels, dotted lines included."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

# UNION (not UNION ALL) drops what was seen before, so that a circle ends instead of going round for ever.
_ABOVE = """
WITH RECURSIVE edge(person, boss) AS (
    SELECT id, manager_id FROM people_person WHERE manager_id IS NOT NULL
    UNION ALL
    SELECT person_id, manager_id FROM people_dottedline
), above(person, boss) AS (
    SELECT person, boss FROM edge WHERE person = ANY(%s)
    UNION
    SELECT above.person, edge.boss FROM above JOIN edge ON edge.person = above.boss
)
SELECT person, boss FROM above
"""


def everyone_above(people: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """For each of these people everybody in their line upwards, in one query; people on top are left out."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [list(people)])
        for person, boss in cursor.fetchall():
            found[person].add(boss)
    return {person: frozenset(bosses) for person, bosses in found.items()}
