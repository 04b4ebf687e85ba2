"""Envelope encryption of private fields: a key file wraps one data key per owner; AES-256-GCM seals each value."""

from core.encryption.keys import KeyFileError, create_key_file
from core.encryption.seal import CannotOpen, open_sealed, seal

__all__ = ["CannotOpen", "KeyFileError", "create_key_file", "open_sealed", "seal"]
