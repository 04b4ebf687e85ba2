"""Runs a program that ends when the process that started it ends, however that one ends.

Linux can send a process a signal when its parent is gone (`PR_SET_PDEATHSIG`). Setting it needs code in the new
process, before the program itself starts: this file is that code. Two ways in:

    python tether.py SIGNAL PARENT_PID [--as UID:GID] exec PROGRAM ARGUMENT…     becomes the program
    python -m launcher.tether SIGNAL PARENT_PID module NAME ARGUMENT…            runs a Python module, and ties
                                                                                every process it forks as well

On systems without the call the program runs untied.
"""

from __future__ import annotations

import ctypes  # here, because `become` may put Python's own folder out of reach
import os
import signal
import sys
import threading

PR_SET_PDEATHSIG = 1


def tie_to_parent(number: signal.Signals, parent: int) -> None:
    """Ask for the signal `number` when the process `parent` ends; end at once when it has ended already."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def tie_forks(number: signal.Signals) -> None:
    """Tie every process forked from the main thread from now on to the process that forked it.

    A fork from another thread is left alone: the signal would come when that thread ends, not the process.
    """
    forking: list[int] = []

    def before() -> None:
        forking[:] = [os.getpid()] if threading.current_thread() is threading.main_thread() else []

    def in_child() -> None:
        if forking:
            tie_to_parent(number, forking[0])

    os.register_at_fork(before=before, after_in_child=in_child)


def become(uid: int, gid: int) -> None:
    """Give up every right but those of the user `uid` and the group `gid`."""
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(arguments: list[str]) -> None:
    """Parse the command line described above and run the program; does not return for `exec`."""
    number, parent, rest = signal.Signals[arguments[0]], int(arguments[1]), arguments[2:]
    if rest[0] == "--as":
        uid, gid = rest[1].split(":")
        become(int(uid), int(gid))
        rest = rest[2:]
    tie_to_parent(number, parent)  # after `become`, which would clear it
    kind, command = rest[0], rest[1:]
    if kind == "exec":
        try:
            os.execvp(command[0], command)  # noqa: S606 - the launcher's own command line
        except OSError as error:
            sys.exit(f"{command[0]}: {error.strerror}")
    import runpy

    tie_forks(number)
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
