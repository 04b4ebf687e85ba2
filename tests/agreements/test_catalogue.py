"""The templates that ship."""

import pytest

from agreements import catalogue
from agreements.catalogue import blocks
from agreements.document import placeholders
from agreements.document.names import same_name
from agreements.enums import TemplateShape
from agreements.models import TemplateVersion
from agreements.services import shipping, templates
from program.enums import ProgramKind
from tests.factories.program import make_program

TEMPLATES = catalogue.default_templates()
EACH = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one['key']}-{one['language']}")


def test_every_language_has_the_same_blocks_and_phrases() -> None:
    parts = ("SHARED", "MENTORING", "GROUP", "COACHING", "SPONSORED", "NAMES")
    languages = [[getattr(texts, part).keys() for part in parts] for texts in blocks.LANGUAGES.values()]
    items = [words.PHRASES.exchange.keys() for words in catalogue.LANGUAGES.values()]

    assert catalogue.LANGUAGES.keys() == blocks.LANGUAGES.keys()
    assert all(keys == languages[0] for keys in languages)
    assert all(keys == items[0] for keys in items)


def test_four_templates_ship_in_every_language() -> None:
    shipped = {(one["kind"], one["shape"], one["language"]) for one in TEMPLATES}

    assert len(TEMPLATES) == len(shipped) == 4 * len(catalogue.LANGUAGES)


@EACH
def test_a_template_has_what_every_agreement_needs(template: dict) -> None:
    keys = [section["key"] for section in template["sections"]]
    needed = {"parties", "goals", "schedule", "confidentiality", "duration", "exit", "signatures"}
    for_three = {"exchange"} if template["shape"] == "sponsored" else set()

    assert len(keys) == len(set(keys))
    assert {section["key"] for section in template["sections"] if section["is_required"]} == needed | for_three
    assert ("exchange" in keys) == (template["shape"] == "sponsored")


@EACH
def test_a_shipped_template_would_be_accepted_from_an_admin(template: dict) -> None:
    names = placeholders.names(template["kind"], template["shape"])
    for section in template["sections"]:
        assert placeholders.unknown([*section.values()], names) == []


@EACH
def test_no_shipped_words_repeat_what_the_structured_parts_say(template: dict) -> None:
    said = " ".join(section["body"] for section in template["sections"])

    assert set(placeholders.used(said)) <= {"seeker", "guide", "sponsor", "program"}


def test_the_sponsor_reads_what_they_promise_and_not_what_the_two_say_to_each_other() -> None:
    sponsored = next(one for one in TEMPLATES if one["shape"] == "sponsored" and one["language"] == "en")

    assert [section["key"] for section in sponsored["sections"] if not section["is_for_sponsor"]] == [
        *("learning", "schedule", "communication", "ground_rules", "feedback")
    ]


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
