"""Reporting lines: everybody above a person, any number of levels, dotted lines included."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

# UNION (not UNION ALL) drops what was seen before, so that a circle ends instead of going round for ever. Each step
# asks by key for the people it has reached, so that a few people cost the same in an organization of any size.
_ABOVE = """
WITH RECURSIVE above(person, boss) AS (
    SELECT start.id, start.id FROM unnest(%s::uuid[]) AS start(id)
    UNION
    SELECT above.person, edge.boss FROM above CROSS JOIN LATERAL (
        SELECT manager_id AS boss FROM people_person WHERE id = above.boss AND manager_id IS NOT NULL
        UNION ALL SELECT manager_id FROM people_dottedline WHERE person_id = above.boss
    ) AS edge
)
SELECT person, boss FROM above WHERE person <> boss
"""


def everyone_above(people: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """For each of these people everybody in their line upwards, in one query; people on top are left out."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [list(people)])
        for person, boss in cursor.fetchall():
            found[person].add(boss)
    return {person: frozenset(bosses) for person, bosses in found.items()}
