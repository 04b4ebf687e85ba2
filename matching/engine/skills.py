"""Skill words in one vocabulary: spellings and translations become one key, near skills know each other."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from matching.engine.vocabulary import FAMILIES, NAMES

_SPACE = re.compile(r"[\s_\-–—/]+")
_NOISE = re.compile(r"[^\w\s+#.&]")


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """The key of a skill as a person wrote it; an unknown skill keeps its own words. Empty for an empty text.

    >>> key_of("Präsentieren"), key_of("public-speaking "), key_of("Falconry")
    ('public_speaking', 'public_speaking', 'falconry')
    """
    folded = _fold(text)
    return _SYNONYMS.get(folded) or _SYNONYMS.get(_singular(folded)) or folded


def keys_of(texts: Iterable[str]) -> frozenset[str]:
    """The keys of several skills, without empty ones."""
    return frozenset(key for key in map(key_of, texts) if key)


def near(key: str) -> frozenset[str]:
    """Skills close enough to help with this one; never the skill itself, empty for unknown skills."""
    return _NEAR.get(key, frozenset())


def is_known(key: str) -> bool:
    """True when the vocabulary has this key."""
    return key in NAMES


def name_of(key: str) -> str:
    """The English name of a known skill; an unknown one shows its own words."""
    return NAMES[key][0] if key in NAMES else key


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text or "").casefold()
    return _SPACE.sub(" ", _NOISE.sub(" ", plain)).strip()


def _singular(folded: str) -> str:
    return folded[:-1] if folded.endswith("s") and len(folded) > 4 else folded


def _collect_synonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, names in NAMES.items():
        for name in (key, *names):
            other = found.setdefault(_fold(name), key)
            if other != key:
                raise ValueError(f"The vocabulary gives '{name}' to both {other} and {key}.")
    return found


def _collect_near() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family in FAMILIES:
        for key in family:
            found.setdefault(key, set()).update(set(family) - {key})
    return {key: frozenset(others) for key, others in found.items()}


_SYNONYMS = _collect_synonyms()
_NEAR = _collect_near()
