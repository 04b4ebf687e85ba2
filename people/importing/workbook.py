"""XLSX, opened only after its zip folder proved harmless; cells become the text a person sees."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from people.importing.limits import (
    MAX_COLUMNS,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    RATIO_MATTERS_FROM_BYTES,
)
from people.importing.lines import Line
from people.importing.problems import Unreadable


def letter(place: int) -> str:
    """A column's letter in a spreadsheet, from its place (0 is A)."""
    return str(get_column_letter(place + 1))


def refuse_bombs(content: bytes) -> None:
    """Read the zip folder's directory only. Raises Unreadable for what is no workbook or would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            entries = folder.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable(_("The XLSX file is damaged. Open it in a spreadsheet and save it again.")) from None
    unpacked = sum(entry.file_size for entry in entries)
    is_tight = any(
        entry.file_size > RATIO_MATTERS_FROM_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if unpacked > MAX_UNPACKED_BYTES or len(entries) > MAX_ENTRIES or is_tight:
        raise Unreadable(
            _("The XLSX file unpacks to far more than a table of people holds, so it was not opened. Save it as CSV.")
        )
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise Unreadable(_("This is a packed file, but no XLSX workbook. Save the table as XLSX or CSV."))


def lines(content: bytes) -> Iterator[Line]:
    """Every row of the first visible sheet with its number. Raises Unreadable for a damaged or forged file."""
    refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
            if not sheets:
                raise Unreadable(_("The workbook has no sheet."))
            sheet = sheets[0]
            # The size a file claims for itself is not to be trusted.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1, values_only=True)
            for number, cells in enumerate(rows, start=1):
                yield Line(number, [_text(cell) for cell in cells[: _filled(cells)]])
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as problem:  # in a damaged or forged file the libraries meet anything, and it all means the same
        raise Unreadable(
            _("The XLSX file is damaged or holds something unexpected. Open it in a spreadsheet and save it again.")
        ) from problem


def _filled(cells: tuple[object, ...]) -> int:
    """How many cells there are up to the last that holds something."""
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1] not in (None, "")), 0)


def _text(value: object) -> str:
    """A cell as text: whole numbers without '.0', dates as 2026-11-24."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds")
    return str(value)
