"""The environment of a development set-up: what is not given is filled in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from launcher import devsecrets
from launcher.processes import PROJECT

DEFAULT_PORT = 8000


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """VAR_DIR, or `var` in the project, as an absolute path."""
    return Path(environ.get("VAR_DIR") or PROJECT / "var").resolve()


def port(environ: Mapping[str, str] = os.environ) -> str:
    """PORT, or 8000."""
    return environ.get("PORT") or str(DEFAULT_PORT)


def is_development(environ: Mapping[str, str] = os.environ) -> bool:
    """True unless DEBUG is given and says no."""
    return (environ.get("DEBUG") or "1").lower() in {"1", "true", "yes", "on"}


def development(root: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables that development may leave out, with secrets made once into `root`/keys.

    Empty when DEBUG says no: production gets nothing by default, and the settings name what is missing.
    """
    filled = {"VAR_DIR": str(root)}
    if is_development(environ):
        filled["DEBUG"] = "1"
        if not environ.get("SECRET_KEY"):
            filled["SECRET_KEY"] = devsecrets.secret_key(root / "keys" / "secret-key")
        if not environ.get("FIELD_KEYS_FILE"):
            filled["FIELD_KEYS_FILE"] = str(devsecrets.field_keys(root / "keys" / "field-keys.json"))
        if not environ.get("SEAL_KEYS_DIR"):
            filled["SEAL_KEYS_DIR"] = str(root / "keys" / "seal")  # `launcher.prepare` puts a pair into it
        if not environ.get("BASE_URL"):
            filled["BASE_URL"] = f"http://127.0.0.1:{port(environ)}"
    return filled
