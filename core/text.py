"""Cleaning text on its way in, and making it inert on its way out."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
# Overrides and isolates can make a name read as another; joiners (ZWJ, ZWNJ) stay, scripts need them.
_DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def single_line(value: str) -> str:
    """One line in NFC: control characters and line breaks become spaces, direction overrides go, spaces collapse.

    A line break in a title would become a broken mail header and a reminder that fails for ever.
    """
    value = _DIRECTION_OVERRIDES.sub("", _CONTROL.sub(" ", value))
    return " ".join(unicodedata.normalize("NFC", value).split())


def paragraphs(value: str) -> str:
    """Several lines in NFC: line breaks kept (as \\n), every other control character and direction override dropped."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = _DIRECTION_OVERRIDES.sub("", _CONTROL_BUT_LINES.sub("", value))
    return unicodedata.normalize("NFC", value).strip()


def inert_cell(value: str) -> str:
    """A spreadsheet cell that no program runs as a formula: a leading apostrophe before = + - @ and controls."""
    return f"'{value}" if value.startswith(_FORMULA_START) else value
