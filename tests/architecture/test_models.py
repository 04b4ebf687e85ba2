"""Every model and every field is accounted for."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from core.privacy import Privacy, privacy_of

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("core", "people", "notifications", "program", "matching", "agreements", "mentoring_sessions")
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]
FORBIDDEN_NAMES = re.compile(r"\b(class|def) \w*\b[Ss]ession\b\w*\b")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_privacy_class(model: type[models.Model]) -> None:
    stored = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
    declared = privacy_of(model)
    assert (stored - declared.keys(), declared.keys() - stored) == (set(), set())
    assert all(isinstance(value, Privacy) for value in declared.values())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_in_the_glossary(model: type[models.Model]) -> None:
    assert f"**{model.__name__}**" in (ROOT / "docs/glossary.md").read_text()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_state_field_is_checked_by_the_database(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.local_fields if field.name == "state"}
    checked = {
        name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        for name in names
        if f"('{name}__in'" in str(constraint.condition)
    }
    assert checked == names


def test_sealed_words_are_private_or_shared() -> None:
    from core.fields import SealedTextField

    open_classes = {
        f"{model.__name__}.{field.name}": privacy_of(model)[field.name]
        for model in MODELS
        for field in model._meta.local_fields
        if isinstance(field, SealedTextField) and privacy_of(model)[field.name] not in {Privacy.PRIVATE, Privacy.SHARED}
    }
    assert open_classes == {}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_is_named() -> None:
    files = [path.name for app in (*OURS[:-1], "sessions") for path in (ROOT / app / "migrations").glob("0*.py")]
    assert [name for name in files if re.search(r"_(auto|initial|alter_)", name)] == []
