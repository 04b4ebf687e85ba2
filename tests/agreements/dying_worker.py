"""Workers that are killed while they make sealed documents: `python -m tests.agreements.dying_worker HOW ID…`.

HOW is `sometime` (at a random moment, from before it begins until after it is done) or `locked` (while it waits to
store what it made). Prints for each document whether its worker was "killed", "done" or "failed", and when.
"""

import os
import random
import signal
import sys
import time
from uuid import UUID

import django

LONGEST = 30.0


def begin(document_id: str) -> int:
    """A worker of its own, with its own connection, at work on one document; its process id."""
    from django.db import connections

    from agreements.services import documents

    connections.close_all()
    process = os.fork()
    if process:
        return process
    os._exit(0 if documents.work(UUID(document_id), is_asked=True) else 1)


def warm_up() -> None:
    """Load once what every worker has loaded: fonts and libraries, but no thread that a fork would lose."""
    import pyhanko.sign.signers.cms_embedder  # noqa: F401

    from agreements.sealing import drawing, fonts

    drawing._compiler()
    fonts.is_shown("a")


def is_waiting_for_a_lock() -> bool:
    """Whether somebody in this database waits for somebody else's lock."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def end(process: int) -> str:
    """Kill it without warning, unless it is done, or has failed by itself."""
    os.kill(process, signal.SIGKILL)
    _pid, status = os.waitpid(process, 0)
    return "killed" if os.WIFSIGNALED(status) else "failed" if os.WEXITSTATUS(status) else "done"


def main(how: str, *document_ids: str) -> None:
    django.setup()
    warm_up()
    chance, usual = random.Random(4), 0.6
    for place, document_id in enumerate(document_ids):
        began = time.monotonic()
        process = begin(document_id)
        if how == "locked":
            while not is_waiting_for_a_lock() and time.monotonic() - began < LONGEST:
                time.sleep(0.01)
        elif place == 0:
            os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
            usual = time.monotonic() - began
        else:
            time.sleep(chance.uniform(0, usual * 1.1))
        print(end(process), round((time.monotonic() - began) / usual, 2), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
