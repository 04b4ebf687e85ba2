"""The templates that ship."""

import re
from string import ascii_lowercase

import pytest

from agreements import catalogue
from agreements.document.names import same_name
from agreements.models import AgreementTemplate
from agreements.services import templates

KNOWN = {"seeker", "guide", "sponsor", "program", "duration", "interval", "minutes", "package", "late"}
TEMPLATES = catalogue.default_templates()


def test_every_language_has_the_same_sections_and_phrases() -> None:
    languages = [words.SECTIONS.keys() for words in catalogue.LANGUAGES.values()]
    items = [words.PHRASES.exchange.keys() for words in catalogue.LANGUAGES.values()]

    assert all(keys == languages[0] for keys in languages)
    assert all(keys == items[0] for keys in items)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one['name']}-{one['language']}")
def test_a_template_has_what_every_agreement_needs(template: dict) -> None:
    keys = [section["key"] for section in template["sections"]]

    assert len(keys) == len(set(keys))
    assert {section["key"] for section in template["sections"] if section["is_required"]} == catalogue.REQUIRED
    assert ("exchange" in keys) == template["has_sponsor"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one['name']}-{one['language']}")
def test_a_template_names_only_placeholders_that_exist(template: dict) -> None:
    used = {name for section in template["sections"] for name in re.findall(r"\{([^}]*)\}", section["body"])}
    without_sponsor = KNOWN - {"sponsor"}

    assert used <= (KNOWN if template["has_sponsor"] else without_sponsor)
    assert all(set(name) <= set(ascii_lowercase) for name in used)


@pytest.mark.django_db
def test_every_database_has_the_templates_and_putting_them_in_place_again_adds_none() -> None:
    templates.in_use("mentoring", False, "en")
    before = AgreementTemplate.objects.count()

    assert (before, templates.put_in_place(AgreementTemplate)) == (6, 0)


@pytest.mark.django_db
def test_a_language_without_a_template_gets_the_english_one() -> None:
    assert templates.in_use("coaching", True, "pl").language == "en"


@pytest.mark.parametrize(
    ("typed", "name", "is_same"),
    [
        ("  ada   LOVELACE ", "Ada Lovelace", True),
        ("Zoe Lacka", "Zoë Łącka", True),
        ("Grosse", "Große", True),
        ("محمد علي", "محمد علي", True),
        ("山田 太郎", "山田 太郎", True),
        ("Ada", "Ada Lovelace", False),
        ("", "Ada Lovelace", False),
        ("\u0301", "", False),
    ],
)
def test_a_typed_name_is_compared_leniently(typed: str, name: str, is_same: bool) -> None:
    assert same_name(typed, name) is is_same
