"""One PostgreSQL server on a private Unix socket."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from launcher import processes
from launcher.identity import Identity, own
from launcher.problems import Problem

USER = DATABASE = "mentoring"
START_SECONDS = 60  # a start after a hard kill first replays what was not yet written back
ORPHAN_SECONDS = 5
DURABLE = {"fsync": "on", "max_connections": "100"}
# For tests only: fast, and worth nothing after a crash.
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "max_wal_size": "4GB",
}


class Postgres:
    """A server whose data lie in `data` and whose socket lies in `sockets`; both are private folders."""

    def __init__(
        self, binaries: Path, data: Path, sockets: Path, log: Path, identity: Identity, *, durable: bool
    ) -> None:
        self.binaries, self.data, self.sockets, self.log = binaries, data, sockets, log
        self.identity, self.durable = identity, durable
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for DATABASE_URL, in libpq's own form for a socket."""
        return f"postgresql://{USER}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    def start(self) -> None:
        """Create the data folder when it is missing, start, and return when connections are accepted.

        A server left behind by a launcher that was killed is waited for, then stopped. Raises Problem when the
        data are of another version, or with the last line of the log when the server does not come up.
        """
        own(self.data, self.identity)
        own(self.sockets, self.identity)
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._check_version()
        end = time.monotonic() + START_SECONDS
        while True:
            self._clear_orphan()
            if self._try_start(end - time.monotonic()):
                return
            if time.monotonic() > end or not self._is_locked_out():
                raise Problem(f"PostgreSQL did not start: {self._last_words()} (more in {self.log}).")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop and let nobody wait: a fast shutdown that writes everything back, or none at all for test data."""
        if self.process is not None:
            processes.stop(self.process, ask=signal.SIGINT if self.durable else signal.SIGQUIT, seconds=30)
            self.process = None

    def _create(self) -> None:
        """Run initdb beside the final folder first, so that a kill half-way leaves nothing that looks finished."""
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        own(fresh, self.identity)
        command = [str(self.binaries / "initdb"), "-D", str(fresh), "-U", USER, "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C.UTF-8", "--no-instructions"]
        if self._major() >= 17:
            command += ["--locale-provider=builtin"]
        if not self.durable:
            command += ["--no-sync"]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            done = processes.start_program(command, end_with=signal.SIGKILL, output=log, identity=self.identity)
            failed = done.wait() != 0
        if failed:
            raise Problem(f"PostgreSQL could not make its data folder: {self._last_words()} (more in {self.log}).")
        self.data.rmdir()
        fresh.rename(self.data)

    def _major(self) -> int:
        shown = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True).stdout
        digits = shown.split()[-1].split(".")[0] if shown.split() else ""
        if not digits.isdigit():
            # Debian adds its own words: postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)
            digits = next((word.split(".")[0] for word in shown.split() if word[:1].isdigit()), "0")
        return int(digits)

    def _check_version(self) -> None:
        have, want = (self.data / "PG_VERSION").read_text().strip(), str(self._major())
        if have != want:
            raise Problem(
                f"{self.data} holds data of PostgreSQL {have}, but the one found is {want}:"
                f" set PG_BIN to the programs of {have}, or move the folder away to begin anew."
            )

    def _try_start(self, seconds: float) -> bool:
        """One attempt; False when the server ended instead."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **(DURABLE if self.durable else FLEETING),
        }
        command: list[str | Path] = [self.binaries / "postgres", "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            process = processes.start_program(command, end_with=signal.SIGINT, output=log, identity=self.identity)
        self.process = process
        processes.wait_until(lambda: process.poll() is not None or self._is_ready(process.pid), seconds)
        if process.poll() is None and self._is_ready(process.pid):
            return True
        self.stop()
        return False

    def _is_ready(self, pid: int) -> bool:
        """What pg_ctl looks at: the first and the eighth line of the server's own pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def _clear_orphan(self) -> None:
        """Wait for a server that is still ending, ask one that is not to end, drop a pid file that names no server.

        Only called by the one launcher that holds the lock on these folders, so a live server here is left over.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int((pid_file.read_text().split() or ["0"])[0])
        if self._is_our_server(pid):
            processes.wait_until(lambda: not self._is_our_server(pid), ORPHAN_SECONDS)
        if self._is_our_server(pid):
            os.kill(pid, signal.SIGINT)
            processes.wait_until(lambda: not self._is_our_server(pid), START_SECONDS)
        elif pid_file.exists() and processes.is_alive(pid):
            pid_file.unlink()  # the number has gone to another program since
        for leftover in self.sockets.glob(".s.PGSQL.*.lock"):
            leftover.unlink(missing_ok=True)

    def _is_our_server(self, pid: int) -> bool:
        if pid <= 0 or not processes.is_alive(pid):
            return False
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return True  # no /proc to ask: PostgreSQL itself decides
        return os.fsencode(self.data) in words

    def _is_locked_out(self) -> bool:
        said = self._last_words(lines=5)
        return "lock file" in said or "shared memory block" in said or "is being used" in said

    def _last_words(self, lines: int = 1) -> str:
        try:
            text = self.log.read_bytes()[-4000:].decode(errors="replace").strip()
        except OSError:
            return "it said nothing"
        return " ".join(text.splitlines()[-lines:]) or "it said nothing"


def create_database(url: str) -> None:
    """Create the database that the address names when the server does not have it yet."""
    import psycopg2
    from psycopg2 import errors, sql

    server, _, name = url.rpartition("/")
    connection = psycopg2.connect(f"{server}/postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except errors.DuplicateDatabase:
        pass
    finally:
        connection.close()
