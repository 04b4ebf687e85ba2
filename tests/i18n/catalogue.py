"""Reads a catalogue for translators (.po): small, because ours are written by gettext and hold no old entries."""

import ast
from dataclasses import dataclass
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """What the code says; `context` and `plural` are empty for most."""

    context: str
    one: str
    many: str

    @property
    def keys(self) -> list[object]:
        """How the compiled catalogue names its translations."""
        name = f"{self.context}\x04{self.one}" if self.context else self.one
        return [(name, 0), (name, 1)] if self.many else [name]


@dataclass(frozen=True, slots=True)
class Entry:
    """A message with its translations and whether gettext only guessed them."""

    message: Message
    translations: tuple[str, ...]
    is_guessed: bool


def read(language: str) -> list[Entry]:
    """Every entry of a language; the heading, which translates nothing, is left out."""
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    entries = [_entry(block) for block in text.strip().split("\n\n")]
    return [entry for entry in entries if entry.message.one]


def _entry(block: str) -> Entry:
    words: dict[str, str] = {}
    keyword = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith('"'):
            keyword, line = line.split(" ", 1)
        words[keyword] = words.get(keyword, "") + ast.literal_eval(line)
    translations = tuple(text for name, text in words.items() if name.startswith("msgstr"))
    message = Message(words.get("msgctxt", ""), words["msgid"], words.get("msgid_plural", ""))
    return Entry(message, translations, is_guessed=any(line.startswith("#, fuzzy") for line in block.splitlines()))
