"""Joins Arabic letters before they are drawn, so that words can be selected and copied.

The font takes a dotted letter apart, draws its body and its dots as two shapes, and the renderer names both of them
after the letter: whoever copies such a word gets its letters twice. So each letter is drawn as the one shape that
Unicode knows for its place in the word, and the file is told afterwards which letter that is.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import defaultdict

from agreements.sealing.rewriting import Change, rewritten

_SHAPE = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_WORD = re.compile(r"[\u0620-\u06ff]+")
_STREAM = re.compile(rb"<</Length (\d+)([^<>]*/FlateDecode[^<>]*>>\nstream\n)")
# Where the file says which letters a shape stands for: in the table of a font, and beside one with two meanings.
_NAMED = re.compile(rb"(?<=> <)[0-9A-F]{4,}(?=>\n)|(?<=/ActualText<FEFF)[0-9A-F]{4,}(?=>)")


def _shapes() -> dict[str, dict[str, str]]:
    """For each letter its shapes alone, at the beginning, in the middle and at the end of a word."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        match unicodedata.decomposition(chr(code)).split():
            case ["<isolated>" | "<initial>" | "<medial>" | "<final>" as place, letter]:
                found[chr(int(letter, 16))].setdefault(place, chr(code))
    return dict(found)


SHAPES = _shapes()


def joined(text: str) -> str:
    """The text with Arabic letters in the shapes of their places.

    As it is when it has signs beside letters (vowels, other scripts), which need the help of their font.
    """
    if not _WORD.search(text) or any(unicodedata.category(each)[0] == "M" for each in text):
        return text
    words = [_joined(found[0]) for found in _WORD.finditer(text)]
    if any(_WORD.search(word) for word in words):
        return text
    drawn = iter(words)
    return _WORD.sub(lambda _found: next(drawn), text)


def _joined(word: str) -> str:
    if any("<isolated>" not in SHAPES.get(letter, ()) for letter in word):
        return word
    drawn = []
    for place, letter in enumerate(word):
        shapes = SHAPES[letter]
        after = place > 0 and "<initial>" in SHAPES[word[place - 1]] and "<final>" in shapes
        before = place + 1 < len(word) and "<initial>" in shapes and "<final>" in SHAPES[word[place + 1]]
        kind = "<medial>" if after and before else "<final>" if after else "<initial>" if before else "<isolated>"
        drawn.append(shapes.get(kind, letter))
    return "".join(drawn)


def has_shapes(text: str) -> bool:
    """True when `joined` changed something in the text, or somebody wrote it so."""
    return _SHAPE.search(text) is not None


def spelled(pdf: bytes) -> bytes:
    """The drawn file, in which each of these shapes is named after its letter."""
    changes = []
    for found in _STREAM.finditer(pdf):
        start, length = found.end(), int(found[1])
        try:
            content = zlib.decompress(pdf[start : start + length])
        except zlib.error:
            continue  # bytes of something else that look like the beginning of a stream
        better = _NAMED.sub(_letters, content) if b"begincmap" in content or b"/ActualText" in content else content
        if better != content:
            packed = zlib.compress(better, 9)
            head = b"<</Length %d%s" % (len(packed), found[2])
            changes.append(Change(found.start(), start + length, head + packed))
    return rewritten(pdf, changes) if changes else pdf


def _letters(found: re.Match[bytes]) -> bytes:
    if len(found[0]) % 4:
        return found[0]
    text = bytes.fromhex(found[0].decode()).decode("utf-16-be", "surrogatepass")
    plain = _SHAPE.sub(lambda shapes: unicodedata.normalize("NFKC", shapes[0]), text)
    return plain.encode("utf-16-be", "surrogatepass").hex().upper().encode()
