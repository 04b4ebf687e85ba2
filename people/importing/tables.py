"""A file as a table: one header row and rows of text cells, whatever it was stored as."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from people.importing import delimited, workbook
from people.importing.kinds import Kind, kind_of
from people.importing.limits import MAX_COLUMNS, MAX_ROWS
from people.importing.lines import Line
from people.importing.problems import Unreadable


@dataclass(slots=True)
class Table:
    """Column names, each different from the others, and the rows below them."""

    headers: list[str]
    rows: list[Line]


def read(content: bytes, file_name: str, *, first: int | None = None) -> Table:
    """The table in a file; only its `first` rows when given.

    Raises Unreadable, with a sentence for the person, for whatever is not a table of people.
    """
    kind = kind_of(content, file_name)
    lines = _counted(workbook.lines(content) if kind is Kind.WORKBOOK else delimited.lines(content))
    header = next(lines, None)
    if header is None or not any(cell.strip() for cell in header.cells):
        raise Unreadable(_("The first row of the file is empty. It must hold the names of the columns."))
    width = max(place + 1 for place, cell in enumerate(header.cells) if cell.strip())
    if width > MAX_COLUMNS:
        raise Unreadable(_("The file has more than %(most)d columns. Keep those about people.") % {"most": MAX_COLUMNS})
    headers = _distinct(cell.strip() for cell in header.cells[:width])
    rows = list(islice((line for line in lines if any(cell.strip() for cell in line.cells)), first))
    if not rows:
        raise Unreadable(_("The file has a header and no rows below it."))
    if kind is Kind.WORKBOOK:  # a row ends with its last filled cell there; in a text file a short row is a broken one
        for line in rows:
            line.cells += [""] * (width - len(line.cells))
    return Table(headers, rows)


def _counted(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        if line.number > MAX_ROWS + 1:
            raise Unreadable(
                _("The file has more than %(most)d rows. Split it and import the parts.") % {"most": MAX_ROWS}
            )
        yield line


def _distinct(names: Iterator[str]) -> list[str]:
    """Names as they are; an empty one gets its letter, a repeated one its number."""
    seen: dict[str, int] = {}
    distinct = []
    for place, name in enumerate(names):
        title = _one_line(name) or _("Column %(letter)s") % {"letter": workbook.letter(place)}
        seen[title] = seen.get(title, 0) + 1
        distinct.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return distinct


def _one_line(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:80]
