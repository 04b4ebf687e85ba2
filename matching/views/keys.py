"""Keys that come in the query of an address."""

from collections.abc import Iterable
from uuid import UUID


def as_key(text: str | None) -> UUID | None:
    """The key in this text, or None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def as_keys(texts: Iterable[str]) -> list[UUID]:
    """The keys in these texts, in their order; whatever is none is left out."""
    return list(dict.fromkeys(key for key in map(as_key, texts) if key))
