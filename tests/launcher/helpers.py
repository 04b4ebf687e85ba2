"""Real processes for the tests of the launcher."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from launcher.processes import PROJECT, wait_until

SERVE = """
import sys, time
from pathlib import Path
from launcher.servers import Servers
with Servers(Path(sys.argv[1]), {}) as servers:
    print(servers.environ["DATABASE_URL"], servers.environ["REDIS_URL"], flush=True)
    sys.stdin.read()
"""


def clean_environ(**more: str) -> dict[str, str]:
    """The environment of this process without what the test set-up put there."""
    ours = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS_FILE", "SEAL_KEYS_DIR", "DEBUG"}
    ours |= {"BASE_URL", "ALLOWED_HOSTS", "VAR_DIR", "EMAIL_URL"}
    return {name: value for name, value in os.environ.items() if name not in ours and "PYTEST" not in name} | more


@contextmanager
def python(*arguments: str, environ: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A Python process of the project, killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=clean_environ(**(environ or {})),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def serving(root: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A launcher process that keeps the two servers of a folder up until its input ends."""
    with python("-c", SERVE, str(root)) as process:
        assert process.stdout is not None
        database, redis = process.stdout.readline().split()
        yield process, {"DATABASE_URL": database, "REDIS_URL": redis}


def processes_of(root: Path) -> list[str]:
    """The command lines of all processes that name the folder in their command line or their environment."""
    mark = os.fsencode(root)
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            if command and mark in command + (folder / "environ").read_bytes():
                found.append(command.replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def assert_nothing_left(root: Path, seconds: float = 30) -> None:
    """Fail naming the processes of the folder that are still there after some seconds."""
    wait_until(lambda: not processes_of(root), seconds)
    assert processes_of(root) == []
