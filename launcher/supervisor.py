"""Keeps a few programs running as one group, and shows what they say."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from launcher import processes

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_SECONDS = 60  # who ran this long starts afresh: its next pause is the first again
STOP_SECONDS = 15
TICK_SECONDS = 0.2
DRAIN_SECONDS = 1.0


def say(text: str) -> None:
    """One line on the terminal, at once; a terminal that is gone is no reason to fail."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


@dataclass
class Child:
    """One program of the group: its name in front of its lines, its command line, and how it has fared."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    start_after: float = 0.0
    unfinished: bytes = field(default=b"", repr=False)

    def pause(self) -> float:
        """Seconds until the next attempt: 1, 2, 4 … 30."""
        return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** max(0, self.failures - 1))


class Supervisor:
    """Starts the children, restarts those that end, stops all. One thread; `tick` is called again and again."""

    def __init__(
        self, children: Sequence[Child], environ: Mapping[str, str], tell: Callable[[str], None] = say
    ) -> None:
        self.children, self.environ, self.tell = list(children), environ, tell
        self.selector = selectors.DefaultSelector()

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            self._start(child)

    def tick(self) -> None:
        """Show what was said, notice who ended, restart whose pause is over; takes up to a fifth of a second."""
        self._show(TICK_SECONDS)
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.start_after:
                    self._start(child)
            elif child.process.poll() is not None:
                self._ended(child, child.process.returncode, now)

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ask all to end (the last started first), show their last lines, kill who takes longer than `seconds`."""
        running = [child.process for child in reversed(self.children) if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        end = time.monotonic() + seconds
        while any(process.poll() is None for process in running) and time.monotonic() < end:
            self._show(TICK_SECONDS)
        for process in running:
            processes.kill_group(process.pid)  # what is left of it, and of its own children
            process.wait()
        self._drain(running)
        self.selector.close()

    def _start(self, child: Child) -> None:
        child.process = processes.start_module(child.command, output=subprocess.PIPE, environ=self.environ)
        child.started_at = time.monotonic()
        assert child.process.stdout is not None
        os.set_blocking(child.process.stdout.fileno(), False)
        self.selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _ended(self, child: Child, code: int, now: float) -> None:
        assert child.process is not None
        processes.kill_group(child.process.pid)
        self._drain([child.process])  # its last words first
        child.process = None
        child.failures = 1 if now - child.started_at > STEADY_SECONDS else child.failures + 1
        child.start_after = now + child.pause()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        self.tell(f"[{child.name}] {how}; starting it again in {child.pause():.0f} s.")

    def _drain(self, ended: Sequence[subprocess.Popen[bytes]]) -> None:
        """Show what is left in the pipes; they come to an end, because all who could write are gone."""
        end = time.monotonic() + DRAIN_SECONDS
        while any(not pipe.closed for each in ended if (pipe := each.stdout)) and time.monotonic() < end:
            self._show(0)

    def _show(self, seconds: float) -> None:
        if not self.selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self.selector.select(seconds):
            child: Child = key.data
            said = os.read(key.fd, 65536)
            lines = (child.unfinished + (said or b"\n")).split(b"\n")
            child.unfinished = lines.pop()
            for line in lines:
                if line.strip():
                    self.tell(f"[{child.name}] {line.decode(errors='replace')}")
            if not said:
                self.selector.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]
