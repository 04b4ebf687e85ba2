"""Who uses a data folder: one owner that started the servers, and others who share them while it runs.

Locks of the kernel (flock) carry this, so that a killed owner is never mistaken for a running one.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from launcher.problems import Problem


@dataclass(frozen=True)
class Running:
    """A group that runs: its owner, the addresses of its servers, and of its pages when it has any."""

    pid: int
    what: str
    environ: Mapping[str, str]
    page: str | None


class Group:
    """The claim on one data folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "run"
        self.record_file = self.folder / "servers.json"

    def prepare(self) -> None:
        """Make the folders. Raises Problem when the data folder cannot be written to."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / "owner.lock").touch()
            (self.folder / "users.lock").touch()
        except OSError as error:
            raise Problem(
                f"Cannot write to {self.root} ({error.strerror}): make it yours, or set VAR_DIR to a folder that is."
            ) from error

    @contextmanager
    def owned(self, what: str, wait: float = 0) -> Iterator[bool]:
        """Hold the folder as its only owner; yields False at once (or after `wait` seconds) when somebody else does.

        `what` is shown to those who come later.
        """
        self.prepare()
        with (self.folder / "owner.lock").open("r+") as lock:
            if not _lock_within(lock, wait):
                yield False
                return
            self.record_file.unlink(missing_ok=True)
            lock.truncate(0)
            lock.write(f"{os.getpid()} {what}")
            lock.flush()
            try:
                yield True
            finally:
                self.record_file.unlink(missing_ok=True)

    def record(self, what: str, environ: Mapping[str, str], page: str | None = None) -> None:
        """Tell others the addresses; only for the owner."""
        content = {"pid": os.getpid(), "what": what, "environ": dict(environ), "page": page}
        fresh = self.record_file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(content, indent=2) + "\n")
        fresh.rename(self.record_file)

    def owner(self) -> str:
        """The process that holds the folder, in words for a person."""
        pid, _, what = (self.folder / "owner.lock").read_text().partition(" ")
        return f"{what or 'another process'} (process {pid or 'unknown'})"

    def running(self) -> Running | None:
        """The group that owns the folder; None when nobody does, and while its servers are not up (any more)."""
        self.prepare()
        if not self._is_owned():
            return None
        try:
            content = json.loads(self.record_file.read_text())
        except (OSError, ValueError):
            return None
        return Running(content["pid"], content["what"], content["environ"], content["page"])

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Count as a user of the servers, so that a command that owns them waits before it stops them."""
        with (self.folder / "users.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield

    def wait_for_users(self) -> None:
        """Let nobody new share the servers, and return when those who do are done; only for the owner."""
        self.record_file.unlink(missing_ok=True)
        with (self.folder / "users.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

    def _is_owned(self) -> bool:
        with (self.folder / "owner.lock").open() as lock:
            return not _lock_within(lock, 0, fcntl.LOCK_SH)


def _lock_within(lock: IO[str], seconds: float, kind: int = fcntl.LOCK_EX) -> bool:
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.05)
        else:
            return True
