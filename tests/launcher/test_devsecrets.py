"""Secrets that are made once and kept."""

from pathlib import Path

from core.encryption.keys import wrapping_keys
from launcher import devsecrets
from launcher.environment import development


def test_secret_key_is_made_once_and_private(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret-key"
    made = devsecrets.secret_key(file)
    assert len(made) > 60
    assert devsecrets.secret_key(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret-key"]


def test_field_keys_open_what_the_application_seals(tmp_path: Path, settings: object) -> None:
    file = devsecrets.field_keys(tmp_path / "keys" / "field-keys.json")
    content = file.read_bytes()
    settings.FIELD_KEYS_FILE = file  # type: ignore[attr-defined]
    current, keys = wrapping_keys()
    assert [len(key) for key in keys.values()] == [32]
    assert list(keys) == [current]
    assert devsecrets.field_keys(file).read_bytes() == content
    assert file.stat().st_mode & 0o777 == 0o600


def test_development_fills_only_what_is_missing(tmp_path: Path) -> None:
    given = {"SECRET_KEY": "s", "FIELD_KEYS_FILE": "f", "SEAL_KEYS_DIR": "d", "BASE_URL": "b"}
    assert development(tmp_path, given) == {"VAR_DIR": str(tmp_path), "DEBUG": "1"}
    assert list(tmp_path.iterdir()) == []


def test_production_gets_no_secret_by_default(tmp_path: Path) -> None:
    assert development(tmp_path, {"DEBUG": "0"}) == {"VAR_DIR": str(tmp_path)}
    assert list(tmp_path.iterdir()) == []
