"""Who works on a row: locks that a process cannot leave behind when it is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

_POSITIVE_BIGINT = 0x7FFF_FFFF_FFFF_FFFF


@contextmanager
def held(row_id: UUID) -> Iterator[bool]:
    """Hold a row's lock on this database connection; False when another connection holds it.

    It lasts beyond transactions. A killed process loses its connection and with it the lock, so nobody needs a clock
    to see that the work is nobody's any more.
    """
    key = row_id.int & _POSITIVE_BIGINT
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
