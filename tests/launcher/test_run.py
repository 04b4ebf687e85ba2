"""The one command: what it says when it cannot start, and the whole group when it can."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

from launcher.group import Group
from launcher.processes import PROJECT, wait_until
from tests.launcher.helpers import assert_nothing_left, clean_environ, processes_of, python


def refused(**environ: str) -> str:
    """What `make run` says as it refuses to start."""
    done = subprocess.run(
        [sys.executable, "-m", "launcher", "run"],
        cwd=PROJECT,
        env=clean_environ(**environ),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return int(answer.status)


def test_port_in_use_names_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(VAR_DIR=str(tmp_path), PORT=str(port))
    assert said == f"Port {port} is in use: end the other program, or choose another: PORT={port + 1} make run.\n"


def test_port_that_is_no_number_says_what_to_give(tmp_path: Path) -> None:
    said = refused(VAR_DIR=str(tmp_path), PORT="http")
    assert said == "PORT is 'http': give a number from 1 to 65535, for example PORT=8001 make run.\n"


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused(VAR_DIR=str(tmp_path / "file" / "var"))
    assert said == (
        f"Cannot write to {tmp_path}/file/var (Not a directory): make it yours, or set VAR_DIR to a folder that is.\n"
    )


def test_database_that_does_not_answer_is_named_with_the_reason(tmp_path: Path) -> None:
    said = refused(VAR_DIR=str(tmp_path), PORT=str(free_port()), DATABASE_URL=f"postgresql:///a?host={tmp_path}")
    assert said == (
        f'The server named by DATABASE_URL cannot be used: connection to server on socket "{tmp_path}/.s.PGSQL.5432"'
        " failed: No such file or directory\n"
    )


def test_redis_that_does_not_answer_is_named_with_the_reason(tmp_path: Path) -> None:
    said = refused(VAR_DIR=str(tmp_path), PORT=str(free_port()), REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert re.fullmatch(r"The server named by REDIS_URL cannot be used: Error .* Connection refused\.\n", said)


def test_group_that_already_runs_is_named(tmp_path: Path) -> None:
    group = Group(tmp_path)
    with group.owned("make run"):
        group.record("make run", {}, "http://127.0.0.1:8000")
        said = refused(VAR_DIR=str(tmp_path))
    assert re.fullmatch(r"The site already runs on http://127\.0\.0\.1:8000 \(process \d+\)\.\n", said)


def test_command_line_that_is_not_known_shows_the_usage() -> None:
    done = subprocess.run([sys.executable, "-m", "launcher", "walk"], cwd=PROJECT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "usage: python -m launcher run [--with-parent]")


def test_exec_gives_the_settings_what_they_need_without_a_server(tmp_path: Path) -> None:
    code = "import os; print(os.environ['DATABASE_URL'], len(os.environ['SECRET_KEY']) > 60); raise SystemExit(3)"
    command = [sys.executable, "-m", "launcher", "exec", sys.executable, "-c", code]
    environ = clean_environ(VAR_DIR=str(tmp_path))
    done = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("postgresql:///nowhere True\n", 3)
    assert not (tmp_path / "postgres").exists()


@contextmanager
def running(root: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The whole group, once it has said where it runs."""
    with python("-m", "launcher", "run", environ={"VAR_DIR": str(root), "PORT": str(port)}) as group:
        assert group.stdout is not None
        said = []
        for line in group.stdout:
            said.append(line)
            if "The site runs on" in line:
                assert line == f"The site runs on http://127.0.0.1:{port}  (Ctrl-C stops it)\n"
                break
        else:
            pytest.fail(f"it did not start: {''.join(said)}{group.communicate()[1]}")
        yield group


def add_person(root: Path) -> None:
    """A row of our own; it also keeps the demo organization out, which would take its time."""
    code = (
        "from django.core.management import call_command; call_command('migrate', verbosity=0);"
        "from people.models import Person; Person.objects.create(email='kept@example.org', first_name='Kept')"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, cwd=PROJECT, env=clean_environ(VAR_DIR=str(root)), check=True)


def people(root: Path) -> list[tuple[str]]:
    group = Group(root).running()
    assert group is not None
    connection = psycopg2.connect(group.environ["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT email FROM people_person")
        rows = cursor.fetchall()
    connection.close()
    return rows


def test_whole_group_answers_survives_a_hard_kill_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    add_person(tmp_path)
    with running(tmp_path, port) as group:
        assert (status(port, "/healthz"), status(port, "/")) == (200, 200)
        assert wait_until(lambda: sum("celery" in line for line in processes_of(tmp_path)) >= 4, 90)
        group.kill()
        group.wait()
        assert_nothing_left(tmp_path)
    with running(tmp_path, port) as group:
        assert people(tmp_path) == [("kept@example.org",)]
        group.send_signal(signal.SIGINT)
        said, complaints = group.communicate(timeout=90)
        own_words = [line for line in said.splitlines() if line and not line.startswith("[")]
        assert own_words[-2:] == ["Stopping…", "Stopped."]
        assert (complaints, group.returncode) == ("", 0)
        assert_nothing_left(tmp_path, seconds=0)
