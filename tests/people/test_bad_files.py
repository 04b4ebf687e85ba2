"""Files that are not tables of people, and files made to do harm: a clear sentence each, quickly, and nothing else."""

import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest

from people.importing.problems import Unreadable
from people.importing.tables import Table, read

HEADER = b"employee_id,email,first_name\n"
ROW = b"1,ada@x.example,Ada\n"


def refusal(content: bytes, name: str = "people.csv") -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, name)
    return str(refused.value.reason)


def workbook(*rows: tuple[object, ...], **sheets: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def folder(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def changed(content: bytes, name: str, replace: tuple[bytes, bytes]) -> bytes:
    """The same zip folder with one file's text changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry)
            assert entry != name or replace[0] in text
            new.writestr(entry, text.replace(*replace) if entry == name else text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\x00" * 500, "The file is empty."),
        (b" \r\n\r\n", "The file is empty."),
        (HEADER, "The file has a header and no rows below it."),
        (b"\n" + HEADER + ROW, "The first row of the file is empty. It must hold the names of the columns."),
        (b"%PDF-1.7 x", "This is a PDF, not a table."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file (.xls) or one with a password."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a table."),
        (b"\xff\xd8\xff\xe0", "This is a picture, not a table."),
        (b"<!DOCTYPE html><html>", "This is a web page or an XML file, not a table."),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'b'>]>", "This is a web page or an XML file, not a table."),
        (b'{"people": []}', "This is a JSON file, not a table."),
        (b"\x7fELF\x02\x01", "This is a program, not a table."),
        (b"a,b\n" + bytes(range(128, 256)) + bytes(range(32)) * 9, "This is not a text file."),
    ],
)
def test_wrong_kind_of_file_is_named(content: bytes, words: str) -> None:
    assert refusal(content).startswith(words)


def test_name_that_promises_a_workbook_is_not_believed() -> None:
    assert refusal(HEADER + ROW, "people.xlsx").startswith("The name says XLSX, but the file is something else")


def test_quotation_mark_that_never_closes_is_named_with_its_row() -> None:
    assert refusal(HEADER + ROW + b'2,"b@x.example,Bo\n' + ROW).startswith("Row 3 cannot be read: a quotation mark")


def test_too_many_columns_are_refused() -> None:
    assert refusal(b",".join(b"c%d" % n for n in range(5000)) + b"\n1\n").startswith(
        "The file has more than 200 columns"
    )


def test_too_many_rows_are_refused() -> None:
    assert refusal(HEADER + ROW * 100_001).startswith("The file has more than 100000 rows")


def test_zip_bomb_is_refused_without_being_unpacked() -> None:
    bomb = folder(
        **{"[Content_Types].xml": b"", "xl__workbook.xml": b"", "xl__worksheets__sheet1.xml": b"0" * 60_000_000}
    )
    assert len(bomb) < 100_000
    started = time.monotonic()
    assert refusal(bomb, "bomb.xlsx").startswith("The XLSX file unpacks to far more than a table of people holds")
    assert time.monotonic() - started < 30  # seconds, not minutes, on any machine


def test_zip_folder_of_very_many_files_is_refused() -> None:
    many = folder(**{f"f{n}": b"" for n in range(2001)}, xl__workbook__xml=b"")
    assert refusal(many, "many.xlsx").startswith("The XLSX file unpacks to far more")


def test_other_packed_files_are_named() -> None:
    assert refusal(folder(word__document=b"x"), "letter.docx").startswith("This is a packed file, but no XLSX workbook")


@pytest.mark.parametrize("cut", [30, 200, 2000, 4000])
def test_broken_off_workbook_is_refused(cut: int) -> None:
    assert refusal(workbook(("email", "name"), ("a@x.example", "Ada"))[:cut], "people.xlsx").startswith("The XLSX file")


def test_workbook_with_an_entity_bomb_is_refused() -> None:
    whole = workbook(("email", "name"), ("a@x.example", "Ada"))
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet'
    forged = changed(whole, "xl/worksheets/sheet1.xml", (b"<worksheet", laughs))
    assert refusal(forged, "people.xlsx").startswith("The XLSX file is damaged or holds something unexpected")


@pytest.mark.parametrize("row", [b"1048576", b"99999999999"])
def test_workbook_that_claims_a_row_far_away_is_refused_quickly(row: bytes) -> None:
    whole = workbook(("email", "name"), ("a@x.example", "Ada"))
    forged = changed(whole, "xl/worksheets/sheet1.xml", (b'<row r="2"', b'<row r="%s"' % row))
    forged = changed(forged, "xl/worksheets/sheet1.xml", (b'r="A2"', b'r="A%s"' % row))
    started = time.monotonic()
    refusal(forged, "people.xlsx")
    assert time.monotonic() - started < 30  # seconds, not minutes, on any machine


def as_lists(table: Table) -> list[list[str]]:
    return [table.headers, *(line.cells for line in table.rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_delimiter_and_encoding_is_understood(delimiter: str, encoding: str) -> None:
    text = f'Name{delimiter}Ort\r\n"Müller{delimiter} Zoë"{delimiter}Köln\r\n'
    assert as_lists(read(text.encode(encoding), "x.csv")) == [["Name", "Ort"], [f"Müller{delimiter} Zoë", "Köln"]]


def test_rows_keep_the_numbers_a_spreadsheet_shows() -> None:
    table = read(b'email,name\na@x.example,"A\nda"\n\nb@x.example,Bo\n', "x.csv")
    assert [line.number for line in table.rows] == [2, 4]


def test_separator_line_of_a_spreadsheet_is_not_the_header() -> None:
    assert as_lists(read(b"sep=|\nname|mail\nAda|a@x.example\n", "x.csv")) == [["name", "mail"], ["Ada", "a@x.example"]]


def test_workbook_gives_dates_numbers_and_text_as_a_person_sees_them() -> None:
    content = workbook(
        ("id", "hired", "grade", "ok"), (7, dt.datetime(2026, 2, 3), 4.0, True), ("007", None, 4.5, None)
    )
    assert as_lists(read(content, "x.xlsx")) == [
        ["id", "hired", "grade", "ok"],
        ["7", "2026-02-03", "4", "TRUE"],
        ["007", "", "4.5", ""],
    ]


def test_column_names_are_told_apart() -> None:
    assert read(b"name,,name\n1,2,3\n", "x.csv").headers == ["name", "Column B", "name (2)"]
