"""Identifiers."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A time-ordered random identifier (RFC 9562, version 7): unguessable, yet new rows land at the index's end."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)
