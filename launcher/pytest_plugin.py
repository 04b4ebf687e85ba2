"""Gives the tests a PostgreSQL and a Valkey of their own.

Loaded with `-p launcher.pytest_plugin`, because Django's settings are read before any conftest. Only the main process
starts servers; workers of pytest-xdist inherit the addresses, get a test database each from pytest-django, and two
database numbers each of Valkey from here. DATABASE_URL and REDIS_URL, when set, are used instead.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from launcher import devsecrets
from launcher.problems import Problem
from launcher.servers import Servers

PREFIX = "mentoring-tests-"
YOUNG_SECONDS = 60
NUMBERS_EACH = 2  # one for the queue, one for the cache (config.settings)


class TestServers:
    """The private pair of one test run in a temporary folder, which is gone afterwards."""

    __test__ = False

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = (self.folder / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.servers = Servers(self.folder, durable=False)

    def start(self) -> None:
        """Start the pair and set the environment that config.settings reads."""
        self.servers.__enter__()
        (self.folder / "static").mkdir(exist_ok=True)  # WhiteNoise warns of a missing folder
        os.environ.update(self.servers.environ)
        os.environ.update(
            DEBUG="1",  # static files straight from their folders; pytest-django switches the pages to DEBUG off
            SECRET_KEY=devsecrets.secret_key(self.folder / "keys" / "secret-key"),
            FIELD_KEYS_FILE=str(devsecrets.field_keys(self.folder / "keys" / "field-keys.json")),
            SEAL_KEYS_DIR=str(self.folder / "keys" / "seal"),
            BASE_URL="http://testserver",
            ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
            VAR_DIR=str(self.folder),
        )

    def stop(self) -> None:
        """Stop the pair and remove the folder."""
        self.servers.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()


def remove_leftovers() -> None:
    """Remove the folders of test runs that were killed: ours by name and owner, and locked by nobody."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime < YOUNG_SECONDS:
                continue  # perhaps just made, and not locked yet
            with (folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def own_redis_number(url: str, worker: str) -> str:
    """The address with the database number of one xdist worker ("gw0", "gw1", …) in it."""
    number = NUMBERS_EACH * (int(re.sub(r"\D", "", worker)) + 1)
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


@pytest.hookimpl(hookwrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before pytest-django reads the settings: start the pair, or take the worker's share of the one that runs."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["REDIS_URL"] = own_redis_number(os.environ["REDIS_URL"], worker)
    else:
        remove_leftovers()
        pair = TestServers()
        early_config.add_cleanup(pair.stop)
        try:
            pair.start()
        except Problem as problem:
            raise pytest.UsageError(str(problem)) from None
    yield
