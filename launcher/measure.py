"""Runs a command and prints how long it took and how much memory it and all it started held at most."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

PAUSE_SECONDS = 1.0
PROC = Path("/proc")


def descendants(pid: int) -> set[int]:
    """The process ids of all that `pid` started, directly or not."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def memory_bytes(pid: int) -> int:
    """What the process holds, shared pages counted in parts; 0 when it is gone or must not be looked at."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


class Peak(threading.Thread):
    """Looks once a second and remembers the most."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Look until told that it is over."""
        while not self.over.wait(PAUSE_SECONDS):
            self.bytes = max(self.bytes, sum(memory_bytes(pid) for pid in descendants(os.getpid())))


def main(command: list[str]) -> int:
    """Run the command, print the figures, and return its exit code."""
    began = time.monotonic()
    peak = Peak()
    peak.start()
    try:
        code = subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        code = 130
    peak.over.set()
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    memory = f"{peak.bytes / 2**30:.2f} GB of memory at most" if PROC.exists() else "memory not measured on this system"
    print(f"{minutes} min {seconds:02d} s, {memory}.", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
