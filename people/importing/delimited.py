"""CSV as it really comes: commas, semicolons, tabs or bars, in UTF-8, UTF-16 or the Windows code page."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from people.importing.lines import Line
from people.importing.problems import Unreadable

DELIMITERS = ",;\t|"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def decode(content: bytes) -> str:
    """The file's text. Raises Unreadable for bytes that are no text at all."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    sample = content[:4096]
    if sample.count(0) > len(sample) // 4:
        return _decoded(content, "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Windows-1252 gives almost any byte a meaning. A text holds next to no control characters, other files do.
    if sum(sample.count(code) for code in range(32) if code not in (9, 10, 13)) > len(sample) // 50:
        raise Unreadable(_("This is not a text file. Save the table as CSV or XLSX."))
    return content.decode("cp1252", errors="replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("The file is damaged: its text breaks off. Save it again as CSV (UTF-8) or XLSX.")) from None


def delimiter_of(header: str) -> str:
    """The character between the cells of a header line: the most frequent outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


def lines(content: bytes) -> Iterator[Line]:
    """Every row with its number. Raises Unreadable where quotation marks do not pair."""
    text = decode(content)
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        text = text[separator.end() :]
    head = text[:100_000].lstrip("\r\n").split("\n", 1)[0]
    delimiter = separator.group(1) if separator else delimiter_of(head)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            yield Line(number, cells)
    except csv.Error:
        raise Unreadable(
            _("Row %(row)d cannot be read: a quotation mark opens or closes in the wrong place, or a cell is endless.")
            % {"row": number + 1}
        ) from None
