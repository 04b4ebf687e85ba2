"""A private pair of servers with a migrated database, for as long as the `with` block lasts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from launcher.postgres import create_database
from launcher.pytest_plugin import TestServers


@contextmanager
def private_database(*, debug: bool = True) -> Iterator[None]:
    """Start the servers, set Django up and migrate; everything is gone afterwards.

    Without `debug` the pages are served as in production: static files collected under their hashed names.
    Once in a process, because Django can only be set up once.
    """
    pair = TestServers()
    try:
        pair.start()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ.update(DEBUG="1" if debug else "0", LOG_LEVEL="ERROR")
        create_database(os.environ["DATABASE_URL"])

        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        if not debug:
            call_command("collectstatic", interactive=False, verbosity=0)
        yield
        connection.close()
    finally:
        pair.stop()
