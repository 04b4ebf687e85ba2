"""Arabic words: drawn joined, and read by other programs letter by letter."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.sealing import SealKey, examine, render, sealed
from agreements.sealing.arabic import joined
from agreements.sealing.rewriting import Change, rewritten
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import NOW, document, signature, titled
from tests.agreements.sealing.test_drawing import text_of

WORDS = "فاطمة أحمد شيرين خالد يوسف غزالة قاسم زينب ثابت ضياء چنگیزی پژمان لاله"


@pytest.mark.parametrize(
    ("word", "shapes"),
    [
        ("محمد", "\ufee3\ufea4\ufee4\ufeaa"),  # beginning, middle, middle, end
        ("دار", "\ufea9\ufe8d\ufead"),  # none joins to the left
        ("ب", "\ufe8f"),
        ("علي\u200cرضا", "\ufecb\ufee0\ufef2\u200c\ufead\ufebf\ufe8e"),  # a gap without a space ends the joining
        ("مُحَمَّد علي", "مُحَمَّد علي"),  # with vowel signs: as it is
        ("Ada & محمد", "Ada & \ufee3\ufea4\ufee4\ufeaa"),
    ],
)
def test_letters_take_the_shapes_of_their_places(word: str, shapes: str) -> None:
    assert joined(word) == shapes


def test_shapes_stand_for_the_letters_they_came_from() -> None:
    assert unicodedata.normalize("NFKC", joined(WORDS)) == WORDS


def test_every_word_is_read_as_it_was_written(tmp_path: Path) -> None:
    many = " ".join([WORDS] * 100)
    text = text_of(render(titled(many)), tmp_path)
    assert {word: text.count(word) for word in WORDS.split()} == dict.fromkeys(WORDS.split(), 100)


def test_a_file_with_arabic_words_is_whole_and_sealed(plain: Sealed, seal_key: SealKey) -> None:
    content = sealed(document(title=WORDS, signatures=(signature(WORDS),)), seal_key, NOW)
    assert examine(BytesIO(content), plain.certificates).status == "unchanged"
    reader = PdfFileReader(BytesIO(content), strict=True)
    for reference in reader.xrefs.explicit_refs_in_revision(0):
        assert reader.get_object(reference) is not None


def test_a_file_that_was_not_drawn_here_is_not_rewritten() -> None:
    with pytest.raises(ValueError, match="not a file that was drawn here"):
        rewritten(b"%PDF-1.7\n%%EOF", [Change(0, 0, b"x")])
