"""Sealing one value: version byte, data key id, nonce, ciphertext. The place it belongs to is associated data."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from core.encryption import keys
from core.rules import Refusal

VERSION = b"\x01"
_HEADER = 1 + 16 + keys.NONCE_BYTES


class CannotOpen(Refusal):
    """A sealed value does not open: wrong or destroyed key, changed byte, or a value from another row."""

    def __init__(self) -> None:
        super().__init__(
            _("This note cannot be opened. Nothing of it was shown. Please tell the people who run this site.")
        )


def seal(text: str, *, owner: str, place: str) -> bytes:
    """Seal text under its owner's data key for one place ('model.field:row'). Empty text stays empty."""
    if not text:
        return b""
    key_id, key = keys.data_key_for(owner)
    nonce = os.urandom(keys.NONCE_BYTES)
    return VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, text.encode(), _bound(owner, place))


def open_sealed(blob: bytes, *, owner: str, place: str) -> str:
    """The text sealed for exactly this owner and place. Raises CannotOpen; never answers with raw bytes."""
    if not blob:
        return ""
    if blob[:1] != VERSION or len(blob) < _HEADER:
        raise CannotOpen
    try:
        key_owner, key = keys.data_key(UUID(bytes=blob[1:17]))
        if key_owner != owner:
            raise CannotOpen
        return AESGCM(key).decrypt(blob[17:_HEADER], blob[_HEADER:], _bound(owner, place)).decode()
    except (InvalidTag, keys.KeyUnavailable, UnicodeDecodeError):
        raise CannotOpen from None


def _bound(owner: str, place: str) -> bytes:
    return b"|".join((VERSION, place.encode(), owner.encode()))
