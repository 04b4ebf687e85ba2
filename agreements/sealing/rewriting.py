"""Changes places of a file as the renderer writes it, and moves its table of addresses with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn]\r\n)+)trailer\n")
_END = re.compile(rb"startxref\n(\d+)\n%%EOF\n?\Z")
_USED = re.compile(rb"(\d{10})( \d{5} n)")


@dataclass(frozen=True, slots=True)
class Change:
    """What stands from `start` to `end` becomes `content`."""

    start: int
    end: int
    content: bytes

    @property
    def growth(self) -> int:
        """How far everything after it moves."""
        return len(self.content) - (self.end - self.start)


def rewritten(pdf: bytes, changes: Iterable[Change]) -> bytes:
    """The file with the changes, which must not overlap and stand before its table of addresses.

    Raises ValueError when the file is not written as the renderer does.
    """
    table, end = _TABLE.search(pdf), _END.search(pdf)
    if table is None or end is None or int(end[1]) != table.start():
        raise ValueError("This is not a file that was drawn here.")
    ordered = sorted(changes, key=lambda change: change.start)

    def moved(place: int) -> int:
        return place + sum(change.growth for change in ordered if change.end <= place)

    pieces, done = [], 0
    for change in ordered:
        pieces += [pdf[done : change.start], change.content]
        done = change.end
    pieces += [
        pdf[done : table.start(2)],
        _USED.sub(lambda found: b"%010d%s" % (moved(int(found[1])), found[2]), table[2]),
        pdf[table.end(2) : end.start(1)],
        str(moved(table.start())).encode(),
        pdf[end.end(1) :],
    ]
    return b"".join(pieces)
