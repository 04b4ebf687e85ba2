"""Sealed words open for their owner and place only; everything else fails closed."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from core.encryption import CannotOpen, KeyFileError, create_key_file, open_sealed, seal
from core.encryption.keys import wrapping_keys
from core.models import DataKey
from sessions.models import PrivateNote
from tests.factories.matching import make_partnership
from tests.factories.people import make_person
from tests.factories.sessions import make_meeting

pytestmark = pytest.mark.django_db
PLACE = {"owner": "person:1", "place": "note.body:1"}


@pytest.mark.parametrize("text", ["", "a", "Żółć 頑張って", "x" * 20_000, "line\nline"])
def test_what_is_sealed_opens_to_the_same_text(text: str) -> None:
    assert open_sealed(seal(text, **PLACE), **PLACE) == text


def test_the_same_text_seals_differently_each_time() -> None:
    assert seal("again", **PLACE) != seal("again", **PLACE)


@pytest.mark.parametrize("other", [{"owner": "person:2"}, {"place": "note.body:2"}])
def test_a_value_from_another_owner_or_row_does_not_open(other: dict[str, str]) -> None:
    seal("theirs", **{**PLACE, **other})
    with pytest.raises(CannotOpen):
        open_sealed(seal("mine", **PLACE), **{**PLACE, **other})


def test_any_flipped_byte_does_not_open() -> None:
    blob = seal("secret words", **PLACE)
    for position in range(len(blob)):
        changed = bytearray(blob)
        changed[position] ^= 1
        with pytest.raises(CannotOpen):
            open_sealed(bytes(changed), **PLACE)


@pytest.mark.parametrize("blob", [b"plain text put in by hand", b"\x01", b"\x01" + b"0" * 60, b"\x02" + b"0" * 60])
def test_what_was_never_sealed_does_not_open(blob: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(blob, **PLACE)


def test_a_destroyed_data_key_destroys_the_words() -> None:
    blob = seal("gone", **PLACE)
    DataKey.objects.all().delete()
    with pytest.raises(CannotOpen):
        open_sealed(blob, **PLACE)


def test_another_key_file_opens_nothing(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    blob = seal("words", **PLACE)
    settings.FIELD_KEYS_FILE = tmp_path / "other.json"
    create_key_file(settings.FIELD_KEYS_FILE)
    with pytest.raises(CannotOpen):
        open_sealed(blob, **PLACE)


def test_a_key_file_is_private_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    create_key_file(path)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    with pytest.raises(FileExistsError):
        create_key_file(path)


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"current": "a", "keys": {"a": "c2hvcnQ="}})])
def test_a_damaged_key_file_is_named(content: str, tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.FIELD_KEYS_FILE = tmp_path / "keys.json"
    settings.FIELD_KEYS_FILE.write_text(content)
    os.utime(settings.FIELD_KEYS_FILE)
    with pytest.raises(KeyFileError):
        wrapping_keys()


def test_a_note_is_sealed_in_the_database_and_bound_to_its_row() -> None:
    partnership = make_partnership()
    author = make_person("Coach")
    notes = [
        PrivateNote.objects.create(
            meeting=make_meeting(partnership, starts_in=timedelta(days=number + 1)),
            author=author,
            body=f"canary {number}",
        )
        for number in range(2)
    ]
    stored = PrivateNote.objects.values_list("body", flat=True)
    assert [b"canary" in bytes(value) for value in stored] == [False, False]
    assert PrivateNote.objects.get(pk=notes[0].pk).body == "canary 0"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mentoring_sessions_privatenote SET body ="
            " (SELECT body FROM mentoring_sessions_privatenote WHERE id = %s) WHERE id = %s",
            [notes[0].pk, notes[1].pk],
        )
    with pytest.raises(CannotOpen):
        _ = PrivateNote.objects.get(pk=notes[1].pk).body


def test_update_cannot_store_plain_text() -> None:
    with pytest.raises(TypeError, match="sealed"), transaction.atomic():
        PrivateNote.objects.update(body="plain")
