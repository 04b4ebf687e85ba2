"""The secrets of a development or test set-up: made once, kept in files that only their owner can read."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """The secret in the file, made on first need."""
    if not file.exists():
        _write_private(file, secrets.token_urlsafe(50))
    return file.read_text().strip()


def field_keys(file: Path) -> Path:
    """The key file that opens the sealed fields, made on first need and never replaced."""
    if not file.exists():
        name = secrets.token_hex(4)
        content = {"current": name, "keys": {name: base64.b64encode(secrets.token_bytes(32)).decode()}}
        _write_private(file, json.dumps(content))
    return file


def _write_private(file: Path, content: str) -> None:
    """Whole or not at all, and the first of two at once wins."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
