"""Mentors named in the query of an address, where anybody can write anything."""

from collections.abc import Iterable
from uuid import UUID


def as_key(word: str) -> UUID | None:
    """The key a word names, or None for a word that names none."""
    try:
        return UUID(word)
    except ValueError:
        return None


def as_keys(words: Iterable[str]) -> list[UUID]:
    """The keys that these words name, each once, in their order; other words are left aside."""
    return list(dict.fromkeys(key for key in map(as_key, words) if key))
