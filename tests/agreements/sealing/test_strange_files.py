"""Files that anybody may bring: the answer is one of four, quickly, and never an error."""

from __future__ import annotations

import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.sealing import examine, render
from agreements.sealing.examination import LARGEST
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import document

BOMB = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + zlib.compress(bytes(200_000_000), 9) + b"\nendstream\n"
CYCLE = b"%PDF-1.7\n1 0 obj\n[1 0 R]\nendobj\nxref\n0 1\ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
STRANGE = {
    b"": ("unreadable", "empty"),
    b"hello": ("unreadable", "not_a_pdf"),
    b"PK\x03\x04" + bytes(2000): ("unreadable", "not_a_pdf"),
    b"%PDF-1.7\n%%EOF": ("foreign", "no_mark"),
    b"%PDF-1.7\n" + b"[" * 5_000_000: ("foreign", "no_mark"),
    b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]" * 300_000: ("foreign", "no_mark"),
    b"%PDF-1.7\ntrailer <</Encrypt 5 0 R>>": ("unreadable", "encrypted"),
    b"%PDF-1.7\n%agreement-seal/1 key=0123456789abcdef": ("foreign", "other_key"),
    BOMB: ("foreign", "no_mark"),
    CYCLE: ("foreign", "no_mark"),
}


@pytest.mark.parametrize("content", STRANGE, ids=lambda content: repr(content[:24]))
def test_strange_files_get_an_answer(plain: Sealed, content: bytes) -> None:
    began = time.process_time()
    found = examine(BytesIO(content), plain.certificates)
    assert (found.status, found.reason) == STRANGE[content]
    assert time.process_time() - began < 5  # generous: it takes milliseconds, and must not hang


def test_an_agreement_that_was_never_sealed_is_not_from_here(plain: Sealed) -> None:
    found = examine(BytesIO(render(document())), plain.certificates)
    assert (found.status, found.reason) == ("foreign", "no_mark")


def test_a_file_of_500_megabytes_is_refused_without_reading_it(plain: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(plain.content)
        file.truncate(500 * 1024 * 1024)
    with path.open("rb") as file:
        found = examine(file, plain.certificates)
        assert file.tell() == LARGEST + 1
    assert (found.status, found.reason) == ("unreadable", "too_large")
    assert examine(path, plain.certificates) == found


def test_a_file_that_is_missing_or_a_folder_cannot_be_read(plain: Sealed, tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path):
        assert examine(path, plain.certificates).reason == "not_read"


def test_without_our_certificate_it_is_not_from_here(plain: Sealed) -> None:
    assert examine(BytesIO(plain.content), []).reason == "other_key"


@given(st.binary(max_size=2000))
def test_whatever_comes_has_an_answer(plain: Sealed, content: bytes) -> None:
    assert examine(BytesIO(content), plain.certificates).status in {"foreign", "unreadable"}


@given(st.data())
def test_whatever_stands_in_the_place_of_the_seal_is_noticed(plain: Sealed, data: st.DataObject) -> None:
    start = plain.content.index(b"/Contents <3082") + len(b"/Contents <")
    other = data.draw(st.binary(min_size=8, max_size=3000)).hex().upper().encode()
    changed = plain.content[:start] + other + plain.content[start + len(other) :]
    if changed != plain.content:
        assert examine(BytesIO(changed), plain.certificates).status == "altered"
