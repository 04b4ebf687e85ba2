"""One folder, one owner: others share its servers or wait."""

from pathlib import Path

import pytest

from launcher.attach import needs_servers
from launcher.group import Group
from launcher.problems import Problem
from tests.launcher.helpers import assert_nothing_left, python

# What manage.py does around a command, without the command: say the addresses, stay until the input ends.
COMMAND = """
import os, sys
from launcher.attach import servers_for
with servers_for(["shell"]):
    print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
    sys.stdin.read()
"""


def test_command_with_nobody_running_starts_the_servers_and_stops_them(tmp_path: Path) -> None:
    with python("-c", COMMAND, environ={"VAR_DIR": str(tmp_path)}) as command:
        said, warned = command.communicate()
    assert said == f"postgresql://mentoring@{str(tmp_path / 'run' / 'pg').replace('/', '%2F')}/mentoring " + (
        f"unix://{tmp_path}/run/valkey.sock?db=0\n"
    )
    assert warned == f"Using the servers embedded in {tmp_path} for this command.\n"
    assert_nothing_left(tmp_path, seconds=0)


def test_second_command_shares_and_keeps_the_servers_up_until_it_ends(tmp_path: Path) -> None:
    with python("-c", COMMAND, environ={"VAR_DIR": str(tmp_path)}) as first:
        assert first.stdout is not None
        addresses = first.stdout.readline()
        with python("-c", COMMAND, environ={"VAR_DIR": str(tmp_path)}) as second:
            assert second.stdout is not None
            assert second.stdout.readline() == addresses
            assert first.stdin is not None
            first.stdin.close()
            with pytest.raises(Exception, match="timed out"):
                first.wait(0.5)
            second.communicate()
        assert first.wait(30) == 0
    assert_nothing_left(tmp_path, seconds=0)


def test_command_with_given_addresses_uses_them_and_touches_no_folder(tmp_path: Path) -> None:
    given = {"VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": "postgresql://db/a", "REDIS_URL": "redis://db/0"}
    with python("-c", COMMAND, environ=given) as command:
        assert command.communicate() == ("postgresql://db/a redis://db/0\n", "")
    assert not (tmp_path / "var").exists()


def test_record_of_an_owner_that_is_gone_is_not_believed(tmp_path: Path) -> None:
    group = Group(tmp_path)
    with group.owned("make run"):
        group.record("make run", {"DATABASE_URL": "x"}, "http://127.0.0.1:8000")
        content = group.record_file.read_text()
        running = Group(tmp_path).running()
        assert running is not None
        assert running.page == "http://127.0.0.1:8000"
    group.record_file.write_text(content)
    assert group.running() is None


def test_record_is_private(tmp_path: Path) -> None:
    group = Group(tmp_path)
    with group.owned("make run"):
        group.record("make run", {})
        assert group.record_file.stat().st_mode & 0o777 == 0o600


def test_folder_has_one_owner(tmp_path: Path) -> None:
    with Group(tmp_path).owned("make run") as first, Group(tmp_path).owned("manage.py shell") as second:
        assert (first, second) == (True, False)
        assert Group(tmp_path).owner().startswith("make run (process ")


def test_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as caught:
        Group(tmp_path / "file" / "var").prepare()
    assert str(caught.value) == (
        f"Cannot write to {tmp_path}/file/var (Not a directory): make it yours, or set VAR_DIR to a folder that is."
    )


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ([], False),
        (["help"], False),
        (["migrate", "--help"], False),
        (["check"], False),
        (["check", "--database", "default"], True),
        (["collectstatic"], False),
        (["migrate"], True),
        (["makemigrations", "--check"], True),
    ],
)
def test_needs_servers_only_for_commands_that_touch_the_database(arguments: list[str], needed: bool) -> None:
    assert needs_servers(arguments) is needed
