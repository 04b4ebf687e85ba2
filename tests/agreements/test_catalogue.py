"""The templates that ship."""

import re
from string import ascii_lowercase

import pytest

from agreements import catalogue
from agreements.document.names import same_name
from agreements.enums import TemplateShape
from agreements.models import TemplateVersion
from agreements.services import shipping, templates
from program.enums import ProgramKind
from tests.factories.program import make_program

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
    assert ("exchange" in keys) == (template["shape"] == "sponsored")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one['name']}-{one['language']}")
def test_a_template_names_only_placeholders_that_exist(template: dict) -> None:
    used = {name for section in template["sections"] for name in re.findall(r"\{([^}]*)\}", section["body"])}
    without_sponsor = KNOWN - {"sponsor"}

    assert used <= (KNOWN if template["shape"] == "sponsored" else without_sponsor)
    assert all(set(name) <= set(ascii_lowercase) for name in used)


@pytest.mark.django_db
def test_every_database_has_the_templates_and_putting_them_in_place_again_adds_none() -> None:
    shipping.put_in_place()

    assert (TemplateVersion.objects.count(), shipping.put_in_place()) == (len(TEMPLATES), 0)


@pytest.mark.django_db
def test_a_newer_text_of_ours_replaces_ours_and_never_an_admins() -> None:
    shipping.put_in_place()
    ours, theirs = TemplateVersion.objects.filter(template__shipped_key="coaching", state="published")
    TemplateVersion.objects.filter(pk=ours.pk).update(state="draft")
    TemplateVersion.objects.filter(pk=ours.pk).update(name="As it shipped last year", state="published")
    TemplateVersion.objects.filter(pk=theirs.pk).update(state="draft")
    TemplateVersion.objects.filter(pk=theirs.pk).update(name="Our own words", is_shipped=False, state="published")

    shipping.put_in_place()

    found = TemplateVersion.objects.filter(template__shipped_key="coaching").order_by("language", "number")
    assert sorted((one.language == ours.language, one.number, one.state) for one in found) == [
        (False, 1, "published"),
        (True, 1, "retired"),
        (True, 2, "published"),
    ]


@pytest.mark.django_db
def test_a_language_without_a_template_gets_the_english_one() -> None:
    program = make_program(ProgramKind.COACHING)

    assert templates.in_use(program, TemplateShape.SPONSORED, "pl").language == "en"


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
