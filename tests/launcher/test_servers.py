"""Real servers: started, killed hard, started again."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest
import redis

from launcher.identity import Identity, nobody, ordinary
from launcher.postgres import Postgres
from launcher.problems import Problem
from launcher.servers import Servers
from tests.launcher.helpers import assert_nothing_left, serving


def write(addresses: dict[str, str]) -> None:
    connection = psycopg2.connect(addresses["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (word text)")
        cursor.execute("INSERT INTO kept VALUES ('here')")
    connection.close()
    with redis.Redis.from_url(addresses["REDIS_URL"]) as client:
        client.set("kept", "here")


def read(addresses: dict[str, str]) -> tuple[list[tuple[str]], object]:
    connection = psycopg2.connect(addresses["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        rows = cursor.fetchall()
    connection.close()
    with redis.Redis.from_url(addresses["REDIS_URL"]) as client:
        return rows, client.get("kept")


def test_servers_after_hard_kill_of_launcher_leave_nothing_and_keep_everything(tmp_path: Path) -> None:
    with serving(tmp_path) as (launcher, addresses):
        write(addresses)
        launcher.kill()
        launcher.wait()
        with serving(tmp_path) as (_, addresses):  # within the same second: the old ones may still be ending
            assert read(addresses) == ([("here",)], b"here")
    assert_nothing_left(tmp_path)


def test_servers_after_hard_kill_of_postgres_itself_keep_everything(tmp_path: Path) -> None:
    with Servers(tmp_path, {}) as servers:
        write(servers.environ)
        assert servers._postgres is not None
        assert servers._postgres.process is not None
        servers._postgres.process.kill()
        servers._postgres.process.wait()
        assert not servers.is_running()
        servers.restart()
        assert servers.is_running()
        assert read(servers.environ) == ([("here",)], b"here")
    assert_nothing_left(tmp_path)


def test_postgres_with_pid_file_that_names_another_program_starts(tmp_path: Path) -> None:
    with Servers(tmp_path, {}) as servers:
        pid_file = tmp_path / "postgres" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    with serving(tmp_path / "other") as (other, _):  # alive, and owned by the same user
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        with Servers(tmp_path, {}) as servers:
            assert servers.is_running()


def test_postgres_with_data_of_another_version_says_what_to_do(tmp_path: Path) -> None:
    with Servers(tmp_path, {}):
        pass
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(Problem, match=r"holds data of PostgreSQL 9, but the one found is .* set PG_BIN"):
        Servers(tmp_path, {}).__enter__()
    assert_nothing_left(tmp_path)


def test_postgres_left_half_made_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "postgres.new" / "base").mkdir(parents=True)
    (tmp_path / "postgres.new").chmod(0o700)
    with Servers(tmp_path, {}) as servers:
        assert servers.is_running()


def test_postgres_that_cannot_start_says_why(tmp_path: Path) -> None:
    with Servers(tmp_path, {}):
        pass
    (tmp_path / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(Problem, match=r"PostgreSQL did not start: .*\(more in .*postgres\.log\)"):
        Servers(tmp_path, {}).__enter__()
    assert_nothing_left(tmp_path)


@pytest.mark.parametrize("identity", [ordinary, *([nobody] if os.geteuid() == 0 else [])])
def test_postgres_runs_as_an_ordinary_user_whoever_starts_it(identity: Callable[[], Identity]) -> None:
    # Not pytest's own folder, which `nobody` must not pass through.
    with (
        tempfile.TemporaryDirectory(prefix="mentoring-identity-") as folder,
        Servers(Path(folder), {"REDIS_URL": "redis://unused"}, durable=False, identity=identity()) as servers,
    ):
        assert servers._postgres is not None
        assert servers._postgres.process is not None
        command = Path(f"/proc/{servers._postgres.process.pid}")
        assert (command / "comm").read_text() == "postgres\n"
        assert command.stat().st_uid == identity().owner[0]


def test_servers_in_a_folder_with_a_long_path_use_a_short_one_for_sockets(tmp_path: Path) -> None:
    root = tmp_path / ("long" * 25)
    with Servers(root, {}) as servers:
        short = servers.sockets
        assert short is not None
        assert not short.is_relative_to(root)
        assert short.stat().st_mode & 0o777 == 0o700
    assert not short.exists()


def test_servers_with_given_addresses_start_nothing(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://db.invalid/a", "REDIS_URL": "redis://db.invalid/0"}
    with Servers(tmp_path, given) as servers:
        assert servers.environ == given
    assert list(tmp_path.iterdir()) == []


def test_servers_are_private_sockets_without_a_port(tmp_path: Path) -> None:
    with Servers(tmp_path, {}) as servers:
        connection = psycopg2.connect(servers.environ["DATABASE_URL"])
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('listen_addresses'), current_setting('fsync')")
            assert cursor.fetchone() == ("", "on")
        connection.close()
        with redis.Redis.from_url(servers.environ["REDIS_URL"]) as client:
            assert client.config_get("port", "appendonly") == {"port": "0", "appendonly": "yes"}
        assert (tmp_path / "run").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "run" / "pg").stat().st_mode & 0o777 == 0o700


def test_postgres_has_what_the_application_asks_of_it(tmp_path: Path) -> None:
    with Servers(tmp_path, {"REDIS_URL": "redis://unused"}, durable=False) as servers:
        assert isinstance(servers._postgres, Postgres)
        connection = psycopg2.connect(servers.environ["DATABASE_URL"].rpartition("/")[0] + "/postgres")
        with connection, connection.cursor() as cursor:
            for extension in ("btree_gist", "pg_trgm", "unaccent"):
                cursor.execute(f"CREATE EXTENSION {extension}")
            cursor.execute("SELECT lower('ÄÖÜ'), 'Ärger' < 'Zug'")
            assert cursor.fetchone() == ("äöü", False)  # C.UTF-8: letters have case, order is by code point
        connection.close()
