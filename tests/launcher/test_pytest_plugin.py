"""The plugin that gives these very tests their servers."""

import os
import tempfile
from pathlib import Path

import pytest

from launcher.pytest_plugin import PREFIX, own_redis_number, remove_leftovers
from tests.launcher.helpers import assert_nothing_left, python


@pytest.mark.parametrize(
    ("url", "worker", "expected"),
    [
        ("unix:///tmp/a/valkey.sock?db=0", "gw0", "unix:///tmp/a/valkey.sock?db=2"),
        ("unix:///tmp/a/valkey.sock?db=0", "gw12", "unix:///tmp/a/valkey.sock?db=26"),
        ("redis://:word@127.0.0.1:6379/0", "gw1", "redis://:word@127.0.0.1:6379/4"),
        ("redis://127.0.0.1:6379", "gw0", "redis://127.0.0.1:6379/2"),
    ],
)
def test_worker_gets_two_database_numbers_of_its_own(url: str, worker: str, expected: str) -> None:
    assert own_redis_number(url, worker) == expected


def test_leftovers_go_and_a_running_pair_stays() -> None:
    left = Path(tempfile.mkdtemp(prefix=PREFIX))
    (left / "lock").touch()
    remove_leftovers()
    assert left.exists()  # it might have been made this very moment
    os.utime(left, (0, 0))
    remove_leftovers()
    assert not left.exists()
    assert Path(os.environ["VAR_DIR"]).exists()


@pytest.mark.parametrize("number", [2, 15, 9], ids=["ctrl-c", "terminate", "kill"])
def test_run_that_is_ended_leaves_no_server(tmp_path: Path, number: int) -> None:
    (tmp_path / "test_wait.py").write_text(
        "import os, time\ndef test_wait():\n    print(os.environ['VAR_DIR'], flush=True)\n    time.sleep(60)\n"
    )
    options = ["-p", "no:django", "-p", "no:valkey", "-p", "launcher.pytest_plugin", "-q", "-s", "-c", os.devnull]
    with python("-m", "pytest", *options, str(tmp_path)) as run:
        assert run.stdout is not None
        folder = Path(next(line for line in run.stdout if PREFIX in line).strip())
        assert (folder / "postgres" / "postmaster.pid").exists()
        run.send_signal(number)
        run.communicate()
        assert_nothing_left(folder)
