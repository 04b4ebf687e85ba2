"""The catalogues are complete: every word of the code has a translation, and nothing in them is old or guessed."""

import gettext
import re

import pytest
from django.conf import settings

from tests.i18n import words
from tests.i18n.catalogue import LOCALE, read

TRANSLATED = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|</?\w[^>]*>|&\w+;")


@pytest.fixture(scope="module")
def said() -> set[words.Message]:
    return words.in_code() | words.in_templates()


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_holds_exactly_the_words_of_the_code(language: str, said: set[words.Message]) -> None:
    # The same words may stand in the code once with and once without a plural; gettext joins the two.
    plural = {(message.context, message.one) for message in said if message.many}
    expected = {message for message in said if message.many or (message.context, message.one) not in plural}
    listed = {entry.message for entry in read(language)}
    assert expected - listed == set(), "make messages, then translate what is new"
    assert listed - expected == set(), "make messages drops what is gone"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_has_its_translation_and_none_is_a_guess(language: str) -> None:
    entries = read(language)
    assert [entry.message.one for entry in entries if not all(entry.translations)] == []
    assert [entry.message.one for entry in entries if entry.is_guessed] == []
    assert [e.message.one for e in entries if len(e.translations) != (2 if e.message.many else 1)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_placeholders_and_markup(language: str) -> None:
    def marks(text: str) -> list[str]:
        return sorted(set(PLACEHOLDER.findall(text)))

    entries = read(language)
    changed = [
        entry.message.one
        for entry in entries
        if marks(entry.message.many or entry.message.one) != marks(entry.translations[-1])
        # The form for one may say "one" instead of the number.
        or not set(marks(entry.translations[0])) <= set(marks(entry.message.many or entry.message.one))
    ]
    assert changed == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_line_breaks(language: str) -> None:
    entries = [entry for entry in read(language) if not entry.message.many]
    assert [e.message.one for e in entries if e.message.one.count("\n") != e.translations[0].count("\n")] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_catalogue_is_made_from_the_one_for_translators(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    del compiled[""]
    written = {
        key: translation
        for entry in read(language)
        for key, translation in zip(entry.message.keys, entry.translations, strict=True)
    }
    assert compiled == written, "make messages compiles it"


def test_templates_say_nothing_outside_their_translations() -> None:
    # The gallery of components is for developers and shows itself only while debugging.
    pages = [path for path in words.TEMPLATES.rglob("*.html") if not path.name.startswith("gallery")]
    assert {path.name: words.bare(path) for path in pages if words.bare(path)} == {}


def test_scripts_say_nothing_themselves() -> None:
    scripts = list((words.ROOT / "static/js").glob("*.js"))
    sentences = {path.name: re.findall(r"[\"'`][A-Z][a-z]+ [^\"'`]*[\"'`]", path.read_text()) for path in scripts}
    assert scripts
    assert {name: found for name, found in sentences.items() if found} == {}
