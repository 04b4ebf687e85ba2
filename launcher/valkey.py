"""One Valkey (or Redis) server on a private Unix socket."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path

from launcher import processes
from launcher.problems import Problem

DATABASES = 64
START_SECONDS = 30


class Valkey:
    """A server whose data lie in `data` and whose socket lies in `sockets`; both are private folders."""

    def __init__(self, binary: Path, data: Path, sockets: Path, log: Path, *, durable: bool) -> None:
        self.binary, self.data, self.log, self.durable = binary, data, log, durable
        self.socket = sockets / "valkey.sock"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for REDIS_URL, in redis-py's form for a socket."""
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        """Start and return when the server answers. Raises Problem with the last line of its log when it does not."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "databases": str(DATABASES),
            "appendonly": "yes" if self.durable else "no",
            "save": "",
            "daemonize": "no",
            "loglevel": "warning",
        }
        command: list[str | Path] = [self.binary]
        for name, value in options.items():
            command += [f"--{name}", value]
        self.socket.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            process = processes.start_program(command, end_with=signal.SIGTERM, output=log)
        self.process = process
        processes.wait_until(lambda: process.poll() is not None or self._answers(), START_SECONDS)
        if process.poll() is not None or not self._answers():
            self.stop()
            lines = self.log.read_bytes()[-2000:].decode(errors="replace").strip().splitlines() or ["it said nothing"]
            raise Problem(f"Valkey did not start: {lines[-1]} (more in {self.log}).")

    def stop(self) -> None:
        """Stop after what is in memory has been written to the append-only file."""
        if self.process is not None:
            processes.stop(self.process, ask=signal.SIGTERM, seconds=15)
            self.process = None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
