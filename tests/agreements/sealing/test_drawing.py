"""What the page shows: every script, nothing that is active, the same bytes for the same words."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from agreements.catalogue.sealed import GERMAN, words
from agreements.sealing import Document, Goal, Party, SealKey, Section, render, sealed
from agreements.sealing.drawing import readable
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import HASH, NOW, document, signature, titled

NAMES = {
    "Polish": "Łukasz Żółć",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Greek": "Ελένη Παπαδοπούλου",
    "Russian": "Иван Петров",
    "Hebrew": "שלום כהן",
    "Arabic": "شيرين خالد الفاتح",
    "Persian": "گلناز پژمان",
    "Japanese": "山田 太郎",
    "Chinese": "王小明",
    "Korean": "김철수",
    "Thai": "สมชาย",
    "Hindi": "अमर",
}
HOSTILE = {
    "markup": "#panic() $x^2$ = heading\n- a `c` @ref <label> \\u{41} /* */ // [ ] { } *b* _i_",
    "html": "<script>alert(1)</script> {{ 7*7 }} {% now %}",
    "no spaces": "x" * 20_000,
    "no spaces in Thai": "ก" * 20_000,
    "no spaces in Arabic": "م" * 20_000,
    "emoji": "👩‍💻🎉" * 500,
    "stacked marks": "e" + "\u0301" * 5_000,
    "controls": "".join(map(chr, range(0x20))) + "\x7f\ufeff\ud800\udfff\U000e0041\uffff\U0010ffff",
    "every character": "".join(chr(code) for code in range(0x20, 0x3100)),
    "line ends": "\n" * 10_000 + "a\r\rb\u2028c",
}


def text_of(content: bytes, tmp_path: Path, *options: str) -> str:
    """What pdftotext reads, without the marks that say in which direction."""
    path = tmp_path / "page.pdf"
    path.write_bytes(content)
    said = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout
    return re.sub("[\u202a-\u202e\u200b]", "", said)


def named(name: str) -> Document:
    return document(parties=(Party(name, "Mentee"), Party("Grace Hopper", "Mentor")), signatures=(signature(name),))


@pytest.mark.parametrize("script", NAMES)
def test_names_can_be_selected_in_any_script(script: str, tmp_path: Path) -> None:
    text = text_of(render(named(NAMES[script])), tmp_path, "-l", "1")
    assert NAMES[script] in text
    assert "\ufffd" not in text


def test_all_fonts_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(render(document(parties=tuple(Party(name, "Mentee") for name in NAMES.values()))))
    rows = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(rows) >= 8
    # name, type, encoding, embedded, subset, Unicode
    assert {tuple(row.split()[-5:-2]) for row in rows} == {("yes", "yes", "yes")}


def test_a_character_without_a_shape_is_shown_as_such(tmp_path: Path) -> None:
    assert "Ada \ufffd\ufffd Lovelace" in text_of(render(named("Ada 👩‍💻 Lovelace")), tmp_path)


def test_a_name_cannot_turn_the_words_around(tmp_path: Path) -> None:
    assert "Ada ecarG" in text_of(render(named("Ada \u202eecarG\u2066\u2069\u200f")), tmp_path)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_stay_words_and_on_the_page(kind: str, tmp_path: Path) -> None:
    content = render(titled(HOSTILE[kind]))
    boxes = text_of(content, tmp_path, "-bbox")
    edges = [float(edge) for edge in re.findall(r'<word xMin="[^"]*" yMin="[^"]*" xMax="([^"]*)"', boxes)]
    assert max(edges) < 595 - 25
    assert b"/JavaScript" not in content
    assert b"/URI" not in content


def test_markup_is_printed_as_it_was_typed(tmp_path: Path) -> None:
    text = " ".join(text_of(render(titled(HOSTILE["markup"])), tmp_path).split())
    assert " ".join(HOSTILE["markup"].split()) in text


def test_100000_words_are_printed_to_the_last(tmp_path: Path) -> None:
    text = text_of(render(titled("coaching " * 99_999 + "ends")), tmp_path)
    assert text.count("coaching") == 99_999
    assert "ends" in text


def test_the_same_words_give_the_same_bytes() -> None:
    assert render(document(), "0" * 16) == render(document(), "0" * 16)
    assert render(document(), "0" * 16) != render(document(version=2), "0" * 16)


def test_it_is_small(plain: Sealed, seal_key: SealKey) -> None:
    names = tuple(signature(name) for name in NAMES.values())
    mixed = sealed(document(signatures=names), seal_key, NOW)
    print(
        f"\nA sealed agreement of two: {len(plain.content):,} bytes; of {len(names)} in as many scripts: {len(mixed):,}"
    )
    assert len(plain.content) < 100_000
    assert len(mixed) < 300_000


def test_it_is_tagged_titled_and_has_bookmarks(plain: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(plain.content)
    said = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Title: +Mentoring agreement – Version 1$", said, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", said, re.MULTILINE)
    assert re.search(r"^JavaScript: +no$", said, re.MULTILINE)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in plain.content
    assert b"/Lang (en)" in plain.content
    assert b"/Outlines" in plain.content


def test_every_page_names_agreement_version_and_fingerprint(tmp_path: Path) -> None:
    text = text_of(render(document()), tmp_path)
    foot = f"0199f2a4-7a3e-7c41-9b52-0f6f0f3f2d11 · Version 1 · {HASH[:16]}"
    pages = text.count("\f")
    assert text.count(foot) == pages == 3
    assert f"Page {pages} of {pages}" in text


def test_the_evidence_is_printed(tmp_path: Path) -> None:
    one = signature()
    text = " ".join(text_of(render(document()), tmp_path).split())
    shown = (one.email, one.signed_at, one.signed_local, one.address, one.browser, one.sign_in, *one.statements)
    assert [words for words in shown if words not in text] == []
    assert text.count(HASH) == 1 + 1 + 2 + 5  # the text, a withheld section, two signatures, five events
    assert "simple electronic signature with an audit trail" in text


def test_a_withheld_section_shows_its_fingerprint_and_no_word(tmp_path: Path) -> None:
    secret = Section("Between us", ("SECRET",), ("SECRET",), (Goal("SECRET"),), is_withheld=True, fingerprint="ab" * 32)
    content = render(document(sections=(secret,)))
    text = text_of(content, tmp_path)
    assert "Between us" in text
    assert "ab" * 32 in text
    assert "SECRET" not in text


def test_it_speaks_german(tmp_path: Path) -> None:
    content = render(document(language="de", words=words("de")))
    text = text_of(content, tmp_path)
    assert "Wie diese Vereinbarung unterschrieben wurde" in text
    assert "Seite 1 von 3" in text
    assert b"/Lang(de)" in content


def test_both_languages_name_the_same_places() -> None:
    braces = re.compile(r"{\w+}")
    for name in type(GERMAN).__dataclass_fields__:
        english, german = getattr(words("en"), name), getattr(GERMAN, name)
        assert sorted(braces.findall(english)) == sorted(braces.findall(german)), name


@pytest.mark.parametrize("language", ["", "xx-klingon", "zh-Hant", "ar", "../../etc"])
def test_any_language_is_drawn(language: str) -> None:
    assert render(replace(document(), language=language)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("given", "drawn"),
    [("#0f6b5c", "#0f6b5c"), ("#000000", "#000000"), ("red", "#000000"), ("#12345", "#000000"), ("", "#000000")],
)
def test_the_colour_of_the_organization_is_kept(given: str, drawn: str) -> None:
    assert readable(given) == drawn


def test_a_pale_colour_is_darkened() -> None:
    assert readable("#ffff00") not in {"#ffff00", "#000000"}
