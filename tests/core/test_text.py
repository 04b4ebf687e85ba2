"""Text is cleaned on the way in and inert on the way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import inert_cell, paragraphs, single_line


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  two   spaces ", "two spaces"),
        ("Eve\r\nBcc: all@x.example", "Eve Bcc: all@x.example"),
        ("a\x00b\x1fc", "a b c"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_single_line(raw: str, clean: str) -> None:
    assert single_line(raw) == clean


@given(st.text())
def test_single_line_is_one_line_and_settles(raw: str) -> None:
    once = single_line(raw)
    assert len(once.splitlines()) <= 1
    assert single_line(once) == once


def test_paragraphs_keep_lines_and_drop_other_controls() -> None:
    assert paragraphs(" one\r\ntwo\rthree\x07\x00 ") == "one\ntwo\nthree"


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1 engineer", "-1", "@x", "\t=1"])
def test_a_formula_becomes_inert(cell: str) -> None:
    assert inert_cell(cell) == f"'{cell}"


def test_an_ordinary_cell_stays() -> None:
    assert inert_cell("O'Brien-Żółć") == "O'Brien-Żółć"
