"""One way to write a value down, so that the same content always has the same hash."""

import hashlib
import json
from typing import Any


def dump(value: Any) -> str:
    """JSON with sorted keys, no spaces, every script as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
