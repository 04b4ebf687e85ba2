"""`manage.py verify_agreement` and `make_seal_key`, as an operator and a stranger run them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agreements.sealing import certificates, make_key, signing_key
from people.models import Organization
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import NOW
from tests.launcher.helpers import PROJECT, clean_environ

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command in a process that knows no server, with an empty folder for data."""

    def _run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=PROJECT,
            env=clean_environ(VAR_DIR=str(tmp_path / "var")),
            capture_output=True,
            text=True,
            timeout=120,
        )

    return _run


@pytest.fixture
def path(plain: Sealed, tmp_path: Path) -> Path:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(plain.content)
    return file


def test_an_unchanged_file_is_told_without_any_server(run: Run, path: Path, plain: Sealed, tmp_path: Path) -> None:
    said = run("manage.py", "verify_agreement", str(path), "--certificates", str(plain.folder))
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [
        "Unchanged since it was sealed by Northwind Works on 2026-11-21 at 15:40:00 UTC.",
        "Agreement 0199f2a4-7a3e-7c41-9b52-0f6f0f3f2d11, version 1.",
        f"Certificate (SHA-256): {plain.key.certificate.fingerprint}",
    ]
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_stranger_needs_no_settings_and_one_certificate(run: Run, path: Path, plain: Sealed) -> None:
    (certificate,) = plain.folder.glob("*.cert.pem")
    said = run("-m", "agreements.sealing", str(path), "--json", "--certificates", str(certificate))
    assert (said.returncode, said.stderr) == (0, "")
    assert json.loads(said.stdout)["status"] == "unchanged"


def test_an_altered_file_ends_with_one(run: Run, path: Path, plain: Sealed) -> None:
    path.write_bytes(plain.content + b"\n")
    said = run("manage.py", "verify_agreement", str(path), "--json", "--certificates", str(plain.folder))
    assert said.returncode == 1
    assert json.loads(said.stdout) | {"status": "altered", "reason": "added"} == json.loads(said.stdout)


def test_a_file_that_cannot_be_read_ends_with_two(run: Run, plain: Sealed, tmp_path: Path) -> None:
    said = run("manage.py", "verify_agreement", str(tmp_path / "none.pdf"), "--certificates", str(plain.folder))
    assert (said.returncode, said.stdout) == (2, "This file cannot be read.\n")


def test_a_folder_without_certificates_ends_with_two(run: Run, path: Path, tmp_path: Path) -> None:
    said = run("manage.py", "verify_agreement", str(path), "--certificates", str(tmp_path))
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"There is no certificate in {tmp_path}.")


def test_a_key_is_made_without_any_server_when_the_name_is_given(run: Run, tmp_path: Path) -> None:
    said = run("manage.py", "make_seal_key", "--organization", "Żółć GmbH")
    assert (said.returncode, said.stderr) == (0, "")
    (made,) = certificates(tmp_path / "var" / "keys" / "seal")
    assert made.organization == "Żółć GmbH"
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.django_db
def test_a_key_bears_the_name_of_the_organization(tmp_path: Path, settings: object) -> None:
    settings.SEAL_KEYS_DIR = tmp_path  # type: ignore[attr-defined]
    Organization.objects.create(name="Northwind Works")
    call_command("make_seal_key", verbosity=0)
    (made,) = certificates(tmp_path)
    assert made.organization == "Northwind Works"


@pytest.mark.django_db
def test_a_key_without_an_organization_is_refused(tmp_path: Path, settings: object) -> None:
    settings.SEAL_KEYS_DIR = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="give its name with --organization"):
        call_command("make_seal_key")
    assert list(tmp_path.iterdir()) == []


def test_a_second_key_leaves_the_first_alone(tmp_path: Path, settings: object) -> None:
    settings.SEAL_KEYS_DIR = tmp_path  # type: ignore[attr-defined]
    make_key(tmp_path, "Northwind Works", now=NOW)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    call_command("make_seal_key", organization="Northwind Works", verbosity=0)
    after = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert len(after) == 4
    assert before.items() <= after.items()


def test_the_first_start_makes_one_key_only(tmp_path: Path, settings: object) -> None:
    settings.SEAL_KEYS_DIR = tmp_path / "keys"  # type: ignore[attr-defined]
    for _start in range(2):
        call_command("make_seal_key", organization="Northwind Works", since="2023-01-01", if_none=True, verbosity=0)
    (made,) = certificates(tmp_path / "keys")
    assert signing_key(tmp_path / "keys", NOW).id == made.id
    assert made.parsed.not_valid_before_utc.isoformat() == "2023-01-01T00:00:00+00:00"
