"""Spellings, translations and endings lead to the same word."""

import pytest

from matching.engine import skills
from matching.engine.words import words_of


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Public speaking", "public_speaking"),
        ("  PRÄSENTIEREN ", "public_speaking"),
        ("Präsentieren", "public_speaking"),
        ("Mitarbeiterführung", "leading_people"),
        ("work–life boundaries", "work_life_boundaries"),
        ("Code Reviews", "code_review"),
        ("public_speaking", "public_speaking"),
        ("Falconry", "falconry"),
        ("C++", "c++"),
        ("書道", "書道"),
        ("", ""),
    ],
)
def test_key_of_a_skill_folds_spellings_and_languages_and_keeps_unknown_words(written, key):
    assert skills.key_of(written) == key
    assert skills.key_of(key) == key


def test_near_skills_know_each_other_and_never_themselves():
    assert "coaching" in skills.near("delegation")
    for key in skills.NAMES:
        assert key not in skills.near(key)
        assert all(key in skills.near(other) for other in skills.near(key))
    assert skills.near("falconry") == frozenset()
    assert all(skills.is_known(other) for key in skills.NAMES for other in skills.near(key))


def test_name_of_a_skill_is_english_and_unknown_words_show_themselves():
    assert (skills.name_of("lean"), skills.name_of("falconry")) == ("Lean", "falconry")
    assert skills.keys_of(["Lean", "lean ", ""]) == {"lean"}


def test_words_of_a_text_lose_their_endings_and_the_words_that_say_nothing():
    assert words_of("I want to become a better negotiator, leading projects") == words_of("Negotiators; lead; project!")
    assert words_of("Ich möchte mehr über Führung lernen") == words_of("Führungen")
    assert words_of("") == words_of("the and of") == frozenset()
