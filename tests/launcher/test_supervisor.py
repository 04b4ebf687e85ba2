"""A group of real programs: watched, restarted, stopped, killed."""

import os
import time
from pathlib import Path

from launcher.processes import wait_until
from launcher.supervisor import Child, Supervisor
from tests.launcher.helpers import assert_nothing_left, clean_environ, processes_of, python

PROGRAMS = "tests.launcher.programs"
SUPERVISE = """
import os, sys
from launcher.supervisor import Child, Supervisor
supervisor = Supervisor([Child("forks", ["tests.launcher.programs.forking"])], dict(os.environ))
supervisor.start()
while True:
    supervisor.tick()
"""


def supervise(root: Path, *children: Child) -> tuple[Supervisor, list[str]]:
    said: list[str] = []
    return Supervisor(children, clean_environ(VAR_DIR=str(root)), said.append), said


def tick_until_said(supervisor: Supervisor, said: list[str], *lines: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not all(line in said for line in lines) and time.monotonic() < end:
        supervisor.tick()


def test_child_that_ends_is_named_with_its_words_and_started_again(tmp_path: Path) -> None:
    child = Child("dies", [f"{PROGRAMS}.dying", "3"])
    supervisor, said = supervise(tmp_path, child)
    supervisor.start()
    again = "[dies] ended with exit code 3; starting it again in 2 s."
    tick_until_said(supervisor, said, again)
    supervisor.stop()
    first = ["[dies] one line", "[dies] half a", "[dies] ended with exit code 3; starting it again in 1 s."]
    assert said == [*first, *first[:2], again]


def test_child_that_was_steady_starts_with_the_first_pause_again() -> None:
    child = Child("x", ["x"], failures=9)
    assert child.pause() == 30
    child.failures = 1
    assert child.pause() == 1


def test_child_that_was_killed_is_named_with_the_signal(tmp_path: Path) -> None:
    child = Child("polite", [f"{PROGRAMS}.polite"])
    supervisor, said = supervise(tmp_path, child)
    supervisor.start()
    tick_until_said(supervisor, said, "[polite] ready")
    assert child.process is not None
    child.process.kill()
    tick_until_said(supervisor, said, "[polite] was ended by SIGKILL; starting it again in 1 s.")
    supervisor.stop()
    assert said == ["[polite] ready", "[polite] was ended by SIGKILL; starting it again in 1 s."]


def test_stop_asks_and_shows_the_last_words(tmp_path: Path) -> None:
    supervisor, said = supervise(tmp_path, Child("polite", [f"{PROGRAMS}.polite"]))
    supervisor.start()
    tick_until_said(supervisor, said, "[polite] ready")
    supervisor.stop()
    assert said == ["[polite] ready", "[polite] goodbye"]
    assert_nothing_left(tmp_path, seconds=0)


def test_stop_kills_who_does_not_listen(tmp_path: Path) -> None:
    supervisor, said = supervise(tmp_path, Child("stubborn", [f"{PROGRAMS}.stubborn"]))
    supervisor.start()
    tick_until_said(supervisor, said, "[stubborn] ready")
    began = time.monotonic()
    supervisor.stop(seconds=0.5)
    assert time.monotonic() - began < 3
    assert_nothing_left(tmp_path, seconds=0)


def test_stop_ends_the_forks_of_a_child_as_well(tmp_path: Path) -> None:
    supervisor, _ = supervise(tmp_path, Child("forks", [f"{PROGRAMS}.forking"]))
    supervisor.start()
    wait_until(lambda: len(processes_of(tmp_path)) == 3, 30)
    assert len(processes_of(tmp_path)) == 3
    supervisor.stop()
    assert_nothing_left(tmp_path)


def test_hard_kill_of_the_supervisor_leaves_neither_child_nor_grandchild(tmp_path: Path) -> None:
    with python("-c", SUPERVISE, environ={"VAR_DIR": str(tmp_path)}) as supervisor:
        wait_until(lambda: len(processes_of(tmp_path)) == 4, 30)
        assert len(processes_of(tmp_path)) == 4
        supervisor.kill()
        supervisor.wait()
        assert_nothing_left(tmp_path)


def test_hard_kill_of_a_child_takes_its_forks_along(tmp_path: Path) -> None:
    child = Child("forks", [f"{PROGRAMS}.forking"])
    supervisor, _ = supervise(tmp_path, child)
    supervisor.start()
    wait_until(lambda: len(processes_of(tmp_path)) == 3, 30)
    assert child.process is not None
    os.kill(child.process.pid, 9)
    assert_nothing_left(tmp_path)
    supervisor.stop()
