"""What kind of file this is, by its first bytes: a name can say anything."""

from enum import Enum, auto

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.importing.problems import Unreadable


class Kind(Enum):
    """The two kinds that are read."""

    DELIMITED = auto()
    WORKBOOK = auto()


_SAVE_AS = gettext_lazy("In the spreadsheet choose “Save as” and the type XLSX or CSV.")
_SIGNS: tuple[tuple[bytes, object], ...] = (
    (b"%PDF", gettext_lazy("This is a PDF, not a table.")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("This is an old Excel file (.xls) or one with a password.")),
    (b"\x89PNG", gettext_lazy("This is a picture, not a table.")),
    (b"\xff\xd8\xff", gettext_lazy("This is a picture, not a table.")),
    (b"GIF8", gettext_lazy("This is a picture, not a table.")),
    (b"{\\rtf", gettext_lazy("This is a text document, not a table.")),
    (b"\x1f\x8b", gettext_lazy("This is a packed file. Unpack it first.")),
    (b"7z\xbc\xaf", gettext_lazy("This is a packed file. Unpack it first.")),
    (b"Rar!", gettext_lazy("This is a packed file. Unpack it first.")),
    (b"\x7fELF", gettext_lazy("This is a program, not a table.")),
    (b"MZ\x90", gettext_lazy("This is a program, not a table.")),
    (b"SQLite format", gettext_lazy("This is a database, not a table.")),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg", b"<script")


def kind_of(content: bytes, file_name: str) -> Kind:
    """Which reader the file needs. Raises Unreadable for an empty file and for every other kind."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(_("The file is empty."))
    if content.startswith(b"PK"):
        return Kind.WORKBOOK
    for sign, words in _SIGNS:
        if content.startswith(sign):
            raise Unreadable(f"{words} {_SAVE_AS}")
    beginning = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(_MARKUP):
        raise Unreadable("{} {}".format(_("This is a web page or an XML file, not a table."), _SAVE_AS))
    if beginning.startswith((b"{", b"[{")):
        raise Unreadable("{} {}".format(_("This is a JSON file, not a table."), _SAVE_AS))
    if file_name.lower().endswith((".xlsx", ".xlsm")):
        raise Unreadable("{} {}".format(_("The name says XLSX, but the file is something else or damaged."), _SAVE_AS))
    return Kind.DELIMITED
