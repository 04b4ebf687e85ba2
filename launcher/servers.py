"""The two servers of one data folder, as a pair: only those that no address is given for."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from launcher import binaries
from launcher.identity import Identity, ordinary
from launcher.postgres import Postgres, create_database
from launcher.problems import Problem
from launcher.valkey import Valkey

LONGEST_SOCKET_PATH = 107  # what the system accepts
LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")


class Servers:
    """PostgreSQL and Valkey below `root`, for as long as the `with` block lasts.

    `environ` is what programs that use them need: DATABASE_URL and REDIS_URL. A server whose variable is set in the
    given environment is used as it is and never started or stopped. `durable` keeps every write through a crash.
    """

    def __init__(
        self,
        root: Path,
        given: Mapping[str, str] = os.environ,
        *,
        durable: bool = True,
        identity: Identity | None = None,
    ) -> None:
        self.root, self.durable = root.resolve(), durable
        self._identity = identity
        self.environ = {name: given[name] for name in ("DATABASE_URL", "REDIS_URL") if given.get(name)}
        self.sockets: Path | None = None
        self._postgres: Postgres | None = None
        self._valkey: Valkey | None = None
        self._temporary: Path | None = None

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def restart(self) -> None:
        """Start the servers that have ended again, at the same addresses. Raises Problem when that fails."""
        for server in (self._postgres, self._valkey):
            if server is not None and (server.process is None or server.process.poll() is not None):
                server.start()

    def is_running(self) -> bool:
        """False as soon as a server started here has ended."""
        started = [server.process for server in (self._postgres, self._valkey) if server is not None]
        return all(process is not None and process.poll() is None for process in started)

    def stop(self) -> None:
        """Stop what was started here, the queue before the database. A second call does nothing."""
        for server in (self._valkey, self._postgres):
            if server is not None:
                server.stop()
        self._valkey = self._postgres = None
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None

    def _start(self) -> None:
        logs = self.root / "log"
        if "DATABASE_URL" not in self.environ:
            identity = self._identity or ordinary()
            sockets = self._socket_folder()
            if identity.owner[0] != os.geteuid():
                for folder in (self.root, sockets):
                    folder.chmod(folder.stat().st_mode | 0o011)  # may pass through, and see nothing
            self._postgres = Postgres(
                binaries.find_postgres(),
                self.root / "postgres",
                sockets / "pg",
                logs / "postgres.log",
                identity,
                durable=self.durable,
            )
            self._postgres.start()
            if self.durable:
                create_database(self._postgres.url)
            self.environ["DATABASE_URL"] = self._postgres.url
        if "REDIS_URL" not in self.environ:
            self._valkey = Valkey(
                binaries.find_valkey(),
                self.root / "valkey",
                self._socket_folder(),
                logs / "valkey.log",
                durable=self.durable,
            )
            self._valkey.start()
            self.environ["REDIS_URL"] = self._valkey.url

    def _socket_folder(self) -> Path:
        """A private folder with a short enough path: below the data, else a temporary one."""
        if self.sockets is None:
            folder = self.root / "run"
            if not _fits(folder):
                folder = self._temporary = Path(tempfile.mkdtemp(prefix="mentoring-"))
            if not _fits(folder):
                raise Problem(f"{folder} is too long a path for a socket: set TMPDIR to a short one, such as /tmp.")
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.sockets = folder
        return self.sockets


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / "pg")) + LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH
