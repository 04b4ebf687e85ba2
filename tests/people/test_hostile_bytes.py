"""Bytes nobody meant as a file of people: whatever comes, the answer is a table or a sentence, never a crash."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.importing import columns
from people.importing.check import check
from people.importing.directory import Directory
from people.importing.problems import Unreadable, visible
from people.importing.rows import parse
from people.importing.tables import read

TODAY = dt.date(2026, 11, 21)
QUIETLY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
HEADER = "employee_id,email,first_name,last_name,manager,grade,hire_date,time_zone,languages,skills,status,left_on"
AWKWARD = st.sampled_from(
    [
        *("", " ", "\x00", "\n", "'", '"', "=1+1", "@", "a@b", "a@x.example", "A@X.EXAMPLE", "1", "01", "-1", "1e9"),
        *("٣", "²", "\u202e", "\ud7ff", "𝟘", "9" * 400, "2026-02-30", "0000-00-00", "9999-99-99", "31/31/2020"),
        *("active", "terminated", "Europe/Berlin", "en;en;EN", ";;;", "a" * 300, "ﬀ", "İ", "ß", "\ufeff"),
    ]
)


def answer(content: bytes, name: str) -> None:
    """Read, parse and check; only Unreadable may be raised."""
    try:
        table = read(content, name)
    except Unreadable:
        return
    mapping = columns.guess(table.headers)
    if columns.problem_with(mapping, table.headers):
        return
    rows, problems = parse(table, mapping, TODAY, lambda done: None)
    checked = check(rows, problems, mapping, Directory())
    assert checked.rows == len(checked.good) + checked.refused
    for problem in checked.problems:
        assert problem.reason
        assert "\x00" not in problem.value
        assert len(problem.value) < 400


@QUIETLY
@given(st.binary(max_size=600), st.sampled_from(["x.csv", "x.xlsx"]))
def test_any_bytes(content: bytes, name: str) -> None:
    answer(content, name)


@QUIETLY
@given(st.text(max_size=600), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252"]))
def test_any_text_below_a_good_header(text: str, encoding: str) -> None:
    answer(f"{HEADER}\r\n{text}".encode(encoding, errors="replace"), "x.csv")


@QUIETLY
@given(st.lists(st.lists(AWKWARD, min_size=12, max_size=12), min_size=1, max_size=8))
def test_awkward_cells_in_a_text_file(rows: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [HEADER, *(",".join(map(quoted, row)) for row in rows)]
    answer("\r\n".join(lines).encode("utf-8", errors="replace"), "x.csv")


@pytest.fixture(scope="module")
def good_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(
        ["1", "a@x.example", "Ada", "Nowak", "", 3, dt.date(2020, 1, 2), "UTC", "en", "Go", "active", None]
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@QUIETLY
@given(st.data())
def test_workbook_with_a_damaged_part(good_workbook: bytes, data: st.DataObject) -> None:
    """One file of the folder is cut, overwritten or missing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_workbook)) as old, zipfile.ZipFile(out, "w") as new:
        victim = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            text = bytearray(old.read(name))
            if name == victim:
                place = data.draw(st.integers(0, len(text) - 1))
                how = data.draw(st.sampled_from(["cut", "write", "drop"]))
                if how == "drop":
                    continue
                if how == "cut":
                    text = text[:place]
                else:
                    junk = data.draw(st.binary(min_size=1, max_size=8))
                    text[place : place + len(junk)] = junk
            new.writestr(name, bytes(text))
    answer(out.getvalue(), "x.xlsx")


@QUIETLY
@given(st.data())
def test_workbook_with_damaged_bytes(good_workbook: bytes, data: st.DataObject) -> None:
    content = bytearray(good_workbook)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answer(bytes(content), "x.xlsx")


@given(st.text(max_size=300))
def test_shown_value_is_always_one_line_the_database_takes(text: str) -> None:
    shown = visible(text)
    assert "\x00" not in shown
    assert shown.isprintable() or " " in shown
