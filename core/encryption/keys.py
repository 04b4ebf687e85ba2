"""The key file (outside the database) and the data keys it wraps (inside)."""

import base64
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core import context
from core.models import DataKey

NONCE_BYTES = 12
KEY_BYTES = 32
# Data keys by owner, for as long as `keys_at_hand` lasts.
_AT_HAND: ContextVar[Mapping[str, tuple[UUID, bytes]]] = ContextVar("data keys at hand", default={})  # noqa: B039


class KeyFileError(ImproperlyConfigured):
    """The key file is missing or is not one."""


class KeyUnavailable(Exception):
    """A data key does not exist (any more) or does not open with the key file at hand."""


def create_key_file(path: Path) -> None:
    """Write a new key file readable by its owner only. Raises FileExistsError rather than replace one."""
    name = secrets.token_hex(4)
    content = {"current": name, "keys": {name: base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file)


@lru_cache(maxsize=4)
def _key_file(path: Path, _modified: int) -> tuple[str, dict[str, bytes]]:
    try:
        content = json.loads(path.read_text())
        keys = {name: base64.b64decode(value) for name, value in content["keys"].items()}
        current = content["current"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileError(f"{path} is not a key file. Restore it from your backup.") from error
    if current not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeyFileError(f"{path} is damaged. Restore it from your backup.")
    return current, keys


def wrapping_keys() -> tuple[str, dict[str, bytes]]:
    """The name of the current wrapping key, and all of them by name. Raises KeyFileError."""
    path = settings.FIELD_KEYS_FILE
    try:
        modified = path.stat().st_mtime_ns
    except OSError as error:
        raise KeyFileError(f"FIELD_KEYS_FILE: there is no readable file at {path}.") from error
    return _key_file(path, modified)


def data_key_for(owner: str) -> tuple[UUID, bytes]:
    """The owner's data key, made on first need. Two at once agree on one (unique owner)."""
    if owner in _AT_HAND.get():
        return _AT_HAND.get()[owner]
    row = DataKey.objects.filter(owner=owner).first()
    if row is None:
        made = _new_key(owner)
        row, _ = DataKey.objects.get_or_create(
            owner=owner, defaults={"wrapped": made.wrapped, "wrapped_with": made.wrapped_with}
        )
    return row.pk, _unwrap(row)


@contextmanager
def keys_at_hand(owners: Iterable[str]) -> Iterator[None]:
    """Hold the data keys of many owners ready while much is sealed, in two queries; missing ones are made."""
    wanted = set(owners)
    known = set(DataKey.objects.filter(owner__in=wanted).values_list("owner", flat=True))
    DataKey.objects.bulk_create([_new_key(owner) for owner in sorted(wanted - known)], ignore_conflicts=True)
    rows = DataKey.objects.filter(owner__in=wanted)
    before = _AT_HAND.set({row.owner: (row.pk, _unwrap(row)) for row in rows})
    try:
        yield
    finally:
        _AT_HAND.reset(before)


def _new_key(owner: str) -> DataKey:
    current, keys = wrapping_keys()
    nonce = os.urandom(NONCE_BYTES)
    wrapped = nonce + AESGCM(keys[current]).encrypt(nonce, secrets.token_bytes(KEY_BYTES), owner.encode())
    return DataKey(owner=owner, wrapped=wrapped, wrapped_with=current)


def data_key(key_id: UUID) -> tuple[str, bytes]:
    """A data key's owner and bytes, asked for once in a request (a page opens many values). Raises KeyUnavailable."""
    remembered = context.memory()
    if remembered is not None and ("data key", key_id) in remembered:
        found: tuple[str, bytes] = remembered["data key", key_id]
        return found
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise KeyUnavailable
    opened = row.owner, _unwrap(row)
    if remembered is not None:
        remembered["data key", key_id] = opened
    return opened


def _unwrap(row: DataKey) -> bytes:
    _, keys = wrapping_keys()
    wrapping = keys.get(row.wrapped_with)
    if wrapping is None:
        raise KeyUnavailable
    blob = bytes(row.wrapped)
    try:
        return AESGCM(wrapping).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], row.owner.encode())
    except InvalidTag:
        raise KeyUnavailable from None
