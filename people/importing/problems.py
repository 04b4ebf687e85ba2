"""What can be wrong with a file, a row, a cell."""

from dataclasses import asdict, dataclass
from typing import Any

from core.rules import Refusal

VALUE_CHARS = 80
_ESCAPED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Unreadable(Refusal):
    """The file as a whole cannot be read as people; the reason says why and what to do."""


class Wrong(Exception):
    """A cell's text is not what its column needs; the message says why, in words for the person."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused: the spreadsheet's row number, the file's column, our field, the reason, the cell's text."""

    row: int
    column: str
    field: str
    reason: str
    value: str = ""

    def as_row(self) -> dict[str, Any]:
        """As it is stored, shown and printed."""
        return asdict(self)


def visible(text: str) -> str:
    """A cell's text fit for a page, a log and the database: controls as `\\n` or `\\x00`, not longer than a line."""
    short = text if len(text) <= VALUE_CHARS else f"{text[:VALUE_CHARS]}…"
    return "".join(_symbol(character) for character in short)


def _symbol(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return _ESCAPED.get(character, f"\\x{code:02x}")
    if character.isprintable():
        return character
    return " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"
