"""Makes words safe to draw: nothing turns text around, hides it, leaves the page or has no shape in our fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

JOINERS = "\u200c\u200d"  # Persian and the scripts of India are misspelt without them
GAP = "\u200b"  # a place where a line may break
UNSHOWN = "\ufffd"
MARKS_IN_A_ROW = 4  # the heaviest honest stack; more of them climb over the lines around
# The longest words that fit a line as they are: in a paragraph, in a heading, in a narrow column.
WIDE, HEADING, NARROW = 46, 28, 14
# Scripts that set no spaces between words: the renderer knows their words, and nobody writes so many without a pause.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
UNSPACED_LONGEST = 300

_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_SPACED_WORD = re.compile(rf"[^\s{UNSPACED}]+")
_UNSPACED_WORDS = re.compile(rf"[{UNSPACED}]+")
_UNSHOWN = re.compile(rf"[{JOINERS}]*{UNSHOWN}[{JOINERS}]*")
_BLANK_LINES = re.compile(r"\n{3,}")


def cleaned(text: str, is_shown: Callable[[str], bool], longest: int = WIDE) -> str:
    """The text without controls, overrides and stacked marks; characters without a shape become U+FFFD.

    Words longer than `longest` get invisible places to break.
    """
    kept, marks = [], 0
    for character in unicodedata.normalize("NFC", _NEWLINES.sub("\n", text)):
        drawn, is_mark = _drawn(character, is_shown)
        marks = marks + 1 if is_mark else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(drawn)
    whole = _UNSHOWN.sub(UNSHOWN, _BLANK_LINES.sub("\n\n", "".join(kept))).strip()
    whole = _SPACED_WORD.sub(lambda found: _with_gaps(found[0], longest, longest // 2), whole)
    return _UNSPACED_WORDS.sub(lambda found: _with_gaps(found[0], UNSPACED_LONGEST, NARROW // 2), whole)


def line(text: str, is_shown: Callable[[str], bool], longest: int = WIDE) -> str:
    """The cleaned text on one line."""
    return " ".join(cleaned(text, is_shown, longest).split())


def is_right_to_left(text: str) -> bool:
    """True when most of its letters run from right to left: an English sentence may begin with an Arabic name."""
    balance = 0
    for character in text:
        direction = unicodedata.bidirectional(character)
        balance += (direction in {"R", "AL"}) - (direction == "L")
    return balance > 0


def _drawn(character: str, is_shown: Callable[[str], bool]) -> tuple[str, bool]:
    """What to draw for a character, and whether it is a mark on the one before it."""
    if character == "\n":
        return character, False
    category = unicodedata.category(character)
    if character in "\t\v\f" or category == "Zs":
        return " ", False
    if category in {"Cc", "Cf", "Cs"} or _is_variation(character):
        return (character if character in JOINERS else ""), False
    return (character if is_shown(character) else UNSHOWN), category in {"Mn", "Me"}


def _is_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _with_gaps(word: str, longest: int, piece: int) -> str:
    if len(word) <= longest:
        return word
    return GAP.join(word[start : start + piece] for start in range(0, len(word), piece))
