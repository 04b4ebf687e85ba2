"""Unique words that a test can find again, and who may read each of them."""

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Canary:
    """One unique word: what it stands for, which roles may read it on a page, and whether it is stored sealed."""

    token: str
    meaning: str
    readers: frozenset[str]
    is_sealed: bool


@dataclass(slots=True)
class Aviary:
    """Every canary of a world."""

    canaries: dict[str, Canary] = field(default_factory=dict)

    def put(self, meaning: str, *readers: str, sealed: bool = True) -> str:
        """A new unique word about `meaning` that these roles, and nobody else, may read."""
        token = f"Zq{sha256(meaning.encode()).hexdigest()[:14]}"
        assert token not in self.canaries, meaning
        self.canaries[token] = Canary(token, meaning, frozenset(readers), sealed)
        return token

    def found_in(self, text: str) -> list[Canary]:
        """The canaries that occur in a text, sealed words in the bytes of a database dump included."""
        if "Zq" not in text and "5a71" not in text:
            return []
        return [canary for token, canary in self.canaries.items() if token in text or token.encode().hex() in text]
