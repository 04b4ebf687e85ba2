"""Starts programs that cannot outlive us, and waits for what they do."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from launcher import tether
from launcher.identity import Identity

PROJECT = Path(__file__).resolve().parent.parent


def start_program(
    command: Sequence[str | Path],
    *,
    end_with: signal.Signals,
    output: int | IO[bytes],
    identity: Identity | None = None,
    environ: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own (Ctrl-C reaches only us) that gets `end_with` when we end."""
    prefix, extra = (identity.prefix, identity.tether) if identity else ((), ())
    tied = [sys.executable, "-I", "-S", tether.__file__, end_with.name, str(os.getpid()), *extra, "exec"]
    return _spawn([*prefix, *tied, *map(str, command)], output, environ)


def start_module(
    command: Sequence[str], *, output: int | IO[bytes] | None, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start `python -m` one of our own programs; it and all it forks are killed when their parents end.

    Without an `output` it says what it says on our own terminal.
    """
    tied = [sys.executable, "-m", "launcher.tether", signal.SIGKILL.name, str(os.getpid()), "module"]
    return _spawn([*tied, *command], output, environ)


def _spawn(
    command: list[str], output: int | IO[bytes] | None, environ: Mapping[str, str] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=PROJECT,
        env=None if environ is None else dict(environ),
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], *, ask: signal.Signals, seconds: float) -> None:
    """Ask a process to end, and kill it with its whole session when it has not after `seconds`."""
    if process.poll() is None:
        process.send_signal(ask)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill_group(process.pid)
        process.wait()


def kill_group(pid: int) -> None:
    """Kill every process of the session that `pid` leads; nothing happens when it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """True when a process with this id exists (a zombie counts as gone)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """True as soon as the condition holds; False when it has not within `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True
