"""Sealed documents: asked for with the last signature, made once, kept as they are, tried again when it fails."""

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from agreements.enums import DocumentProblem, DocumentReader, DocumentState, EventKind, VersionState
from agreements.models import AgreementEvent, SealedDocument
from agreements.sealing import Status, certificates, examine, make_key
from agreements.services import documents
from agreements.services.verification import verify_all
from tests.agreements.sealed import document_of, seal, signed_version
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seal_keys")]
NOBODY_LISTENS = "http://127.0.0.1:9/"


def sealed_events() -> int:
    return AgreementEvent.objects.filter(kind=EventKind.SEALED).count()


def guards_off(table: str, statement: str) -> None:
    """Do what somebody at the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def checked(*options: str) -> tuple[str, int]:
    """What verify_agreements says, and how it ends."""
    out = io.StringIO()
    try:
        call_command("verify_agreements", *options, stdout=out)
    except CommandError:
        return out.getvalue(), 1
    return out.getvalue(), 0


def test_the_last_signature_asks_for_the_document() -> None:
    agreement = make_agreement()
    version = propose(agreement)
    sign(version, seeker_of(agreement))
    assert not SealedDocument.objects.exists()

    sign(version, guide_of(agreement))

    assert list(SealedDocument.objects.values_list("version", "reader", "state")) == [
        (version.pk, DocumentReader.WRITERS, DocumentState.WAITING)
    ]


def test_asking_twice_changes_nothing() -> None:
    version = signed_version()
    with transaction.atomic():
        documents.ask_for(version)
    assert SealedDocument.objects.count() == 1


def test_a_version_from_before_there_were_documents_gets_one_with_the_next_sweep() -> None:
    version = signed_version()
    SealedDocument.objects.all().delete()
    assert documents.make_waiting() == 1
    assert document_of(version).state == DocumentState.SEALED


def test_a_made_document_is_stored_with_its_facts_and_its_event(seal_keys: Path) -> None:
    version = signed_version()
    row = seal(version)
    verdict = examine(io.BytesIO(row.pdf), certificates(seal_keys))
    event = AgreementEvent.objects.order_by("-number")[0]

    assert (verdict.status, verdict.agreement, verdict.version) == (
        Status.UNCHANGED,
        str(version.agreement_id),
        version.number,
    )
    assert (row.sha256, row.size) == (hashlib.sha256(row.pdf).hexdigest(), len(row.pdf))
    assert (row.certificate, row.sealed_at) == (verdict.certificate, verdict.sealed_at)
    assert (row.problem, row.try_again_at) == ("", None)
    assert (event.kind, event.detail["sha256"], event.person) == (EventKind.SEALED, row.sha256, None)


def test_what_is_sealed_is_not_made_again() -> None:
    version = signed_version()
    before = seal(version)
    assert documents.work(before.pk, is_asked=True) is False
    assert documents.make_waiting() == 0
    assert (document_of(version).sha256, sealed_events()) == (before.sha256, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_it_once() -> None:
    row = document_of(signed_version())
    barrier, answers = Barrier(4), []

    def work() -> None:
        barrier.wait(timeout=30)
        answers.append(documents.work(row.pk))
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(answers) == [False, False, False, True]
    assert sealed_events() == 1
    assert verify_all() == []


@pytest.mark.parametrize(
    ("began", "problem"),
    [(None, DocumentProblem.NO_KEY), (datetime(2011, 1, 1, tzinfo=UTC), DocumentProblem.KEY_EXPIRED)],
)
def test_without_a_key_it_waits_and_the_agreement_counts(
    began: datetime | None, problem: DocumentProblem, settings: Any, tmp_path: Path
) -> None:
    settings.SEAL_KEYS_DIR = tmp_path / "keys"
    if began:
        make_key(settings.SEAL_KEYS_DIR, "Northwind Works", now=began)
    version = signed_version()

    assert documents.make_waiting() == 0
    row = document_of(version)
    assert (row.state, row.problem, row.attempts, version.state) == (
        DocumentState.WAITING,
        problem,
        1,
        VersionState.IN_FORCE,
    )
    assert documents.make_waiting() == 0
    assert document_of(version).attempts == 1  # not due yet

    make_key(settings.SEAL_KEYS_DIR, "Northwind Works")
    out = io.StringIO()
    call_command("seal_documents", stdout=out)
    assert out.getvalue() == "1 sealed, 0 wait.\n"
    assert document_of(version).state == DocumentState.SEALED


def test_the_command_names_what_documents_wait_for(settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEYS_DIR = tmp_path / "keys"
    signed_version()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("seal_documents", stdout=out)
    assert "1 wait since" in out.getvalue()
    assert "There is no key to seal with. (no_key)" in out.getvalue()


def test_pauses_grow_until_an_hour() -> None:
    minutes = [documents.pause_after(attempts).total_seconds() / 60 for attempts in (0, 1, 2, 3, 4, 5, 9, 10, 500)]
    assert minutes == [0, 0, 0, 0.5, 1, 2, 32, 60, 60]


def test_a_silent_timestamp_server_is_waited_for_a_day(settings: Any) -> None:
    settings.TSA_URL = NOBODY_LISTENS
    version = signed_version()
    row = document_of(version)
    assert documents.work(row.pk) is False
    assert document_of(version).problem == DocumentProblem.NO_TIMESTAMP

    SealedDocument.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert documents.work(row.pk, is_asked=True)
    assert (document_of(version).state, document_of(version).is_timestamped) == (DocumentState.SEALED, False)


def test_a_text_that_was_altered_is_never_sealed_and_no_word_of_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    version, other = signed_version(), signed_version()
    guards_off(
        "agreements_agreementversion",
        f"UPDATE agreements_agreementversion SET content_hash = repeat('0', 64) WHERE id = '{version.pk}'",
    )
    assert documents.make_waiting() == 1
    assert document_of(version).problem == DocumentProblem.TEXT_ALTERED
    assert document_of(other).state == DocumentState.SEALED
    assert "Ada" not in caplog.text
    assert "document_not_sealed" in caplog.text


def test_a_sealed_document_cannot_be_changed_in_the_database() -> None:
    seal(signed_version())
    with pytest.raises(Exception, match="a sealed document stays as it is"), transaction.atomic():
        SealedDocument.objects.update(size=1)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE agreements_sealeddocument SET content = '\\x01'", "cannot be opened"),
        ("UPDATE agreements_sealeddocument SET sha256 = repeat('0', 64)", "is not the file that was sealed"),
        ("UPDATE agreements_sealeddocument SET certificate = repeat('0', 64)", "is not the file that was sealed"),
        ("DELETE FROM agreements_sealeddocument", "is missing"),
    ],
)
def test_the_check_names_a_document_that_was_altered(statement: str, fault: str) -> None:
    seal(signed_version())
    assert checked() == ("1 agreements checked, 0 faults.\n", 0)
    guards_off("agreements_sealeddocument", statement)
    said = json.loads(checked("--json")[0])
    assert [one["what"] for one in said["faults"]] == [f"the sealed document of version 1 (writers) {fault}"]


def test_the_check_says_when_the_certificate_of_a_document_is_gone(settings: Any, tmp_path: Path) -> None:
    seal(signed_version())
    settings.SEAL_KEYS_DIR = tmp_path
    said = json.loads(checked("--json")[0])
    assert [one["what"] for one in said["faults"]] == [
        "the seal of version 1 (writers) does not verify: its certificate is not in SEAL_KEYS_DIR"
    ]


def test_a_document_that_waits_too_long_is_named_and_is_no_fault() -> None:
    signed_version()
    SealedDocument.objects.update(created_at=timezone.now() - timedelta(hours=1), problem=DocumentProblem.NO_KEY)
    said, code = checked()
    assert code == 0
    assert said.splitlines()[0].startswith("1 sealed documents wait since ")
    assert said.splitlines()[-1] == "1 agreements checked, 0 faults."
