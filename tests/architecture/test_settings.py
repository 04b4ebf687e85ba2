"""Settings: every variable is documented, production refuses what is unsafe."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agreements.sealing import make_key

ROOT = Path(__file__).resolve().parent.parent.parent
READ = re.compile(r"env\.(?:text|flag|words|whole|secret|required)\(\s*\"([A-Z_]+)\"")
SAFE = {
    "DATABASE_URL": "postgresql://app@db/app",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
    "BASE_URL": "https://mentoring.people.example",
    "ALLOWED_HOSTS": "mentoring.people.example",
    "SECRET_KEY": "k9mzQ4vT7w" * 6,
    "FIELD_KEYS_FILE": "/run/secrets/field-keys.json",
    "SEAL_KEYS_DIR": "/run/secrets/seal",
}


def check(**env: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` in a process of its own with exactly this environment."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**kept, "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    make_key(tmp_path, "Northwind Works")
    result = check(**{**SAFE, "SEAL_KEYS_DIR": str(tmp_path)})
    assert (result.returncode, result.stderr.strip()) == (0, "")


def test_production_is_told_that_it_cannot_seal() -> None:
    result = check(**SAFE)
    assert result.returncode != 0
    assert "SEAL_KEYS_DIR: there is no key to seal with in /run/secrets/seal." in result.stderr


def test_production_is_told_that_a_certificate_ends_soon(tmp_path: Path) -> None:
    make_key(tmp_path, "Northwind Works", years=1, now=datetime.now(UTC) - timedelta(days=305))
    result = check(**{**SAFE, "SEAL_KEYS_DIR": str(tmp_path)})
    assert result.returncode != 0
    assert "SEAL_KEYS_DIR: the certificate that seals ends in 59 days" in result.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_KEYS_FILE", "SEAL_KEYS_DIR", "BASE_URL"])
def test_production_refuses_to_start_without(missing: str) -> None:
    result = check(**{**SAFE, missing: ""})
    assert result.returncode != 0
    assert f"Set {missing}" in result.stderr


@pytest.mark.parametrize("sample", ["change-me-" * 6, "short"])
def test_production_refuses_an_example_secret(sample: str) -> None:
    result = check(**{**SAFE, "SECRET_KEY": sample})
    assert result.returncode != 0
    assert "SECRET_KEY is too short or still the example value" in result.stderr


def test_every_setting_read_is_documented() -> None:
    read = set(READ.findall((ROOT / "config/settings.py").read_text()))
    documented = set(re.findall(r"^#?\s?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - documented == set()


def test_the_product_name_stands_in_one_place() -> None:
    name = re.search(r'PRODUCT_NAME = "(\w+)"', (ROOT / "config/settings.py").read_text()).group(1)  # type: ignore[union-attr]
    found = subprocess.run(
        ["git", "grep", "--ignore-case", "--files-with-matches", name, "--", ":!LICENSE"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["README.md", "config/settings.py"]
