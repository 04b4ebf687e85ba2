"""Sealed documents: asked for with the last signature, made by a worker, stored once.

While somebody makes a document, their database connection holds its lock; a killed process loses its connection and
with it the lock. What is drawn and sealed is stored together with its event in one transaction, which looks once more
whether the document still waits. So however often work begins, a document is sealed once. The agreement is in force
all the while: nobody waits for its document.
"""

import hashlib
import time
import traceback
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from agreements import sealing
from agreements.enums import DocumentProblem, DocumentReader, DocumentState, EventKind, VersionState
from agreements.models import AgreementVersion, SealedDocument
from agreements.selectors.documents import due
from agreements.selectors.printed import NotAsSigned, printed
from agreements.services import events
from agreements.services.locking import lock
from core import locks
from core.encryption import CannotOpen
from core.transitions import move
from program.enums import Role

# Attempts that follow at once: whoever was killed is followed without delay. Then the pauses double.
FREE_ATTEMPTS = 2
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
# So long a document waits for a timestamp server that does not answer; a seal without a timestamp is a seal, too.
WITHOUT_TIMESTAMP_AFTER = timedelta(days=1)
# A sweep begins documents for so long; the next one takes up the others.
SECONDS_TO_BEGIN = 20.0
ASKED_FOR_AT_ONCE = 200
log = structlog.get_logger(__name__)


def ask_for(version: AgreementVersion) -> list[SealedDocument]:
    """Note that a version in force wants its sealed documents, in the caller's transaction; a second time adds none.

    One for those who work together; one more with the sponsor's own parts where a sponsor signed.
    """
    readers = [DocumentReader.WRITERS]
    if version.signatures.filter(voided_at=None, party__role=Role.SPONSOR).exists():
        readers.append(DocumentReader.SPONSOR)
    rows = [SealedDocument(version=version, reader=reader) for reader in readers]
    return SealedDocument.objects.bulk_create(rows, ignore_conflicts=True)


def work(document_id: UUID, *, is_asked: bool = False) -> bool:
    """Make one document. False when somebody else is at it, it is made, or its next attempt is not due.

    With `is_asked` (a person wants it now) the pause after failures does not count. What fails is noted as a code and
    tried again later; it raises nothing.
    """
    with locks.held(document_id) as is_ours:
        document = _claimed(document_id, is_asked=is_asked) if is_ours else None
        if document is None:
            return False
        try:
            _make(document)
        except Exception as problem:
            _note(document, problem)
            return False
    return True


def make_waiting(begin_within: float = SECONDS_TO_BEGIN) -> int:
    """Make the documents that wait and are due, oldest first; how many were made. Called by the scheduler.

    Versions that came into force before there were sealed documents get theirs, too.
    """
    _ask_for_forgotten()
    until, made = time.monotonic() + begin_within, 0
    for document_id in list(due(timezone.now()).values_list("pk", flat=True)):
        made += work(document_id)
        if time.monotonic() >= until:
            break
    return made


def make_all() -> int:
    """Make everything that waits, however often it failed; how many were made. For operators."""
    _ask_for_forgotten()
    waiting = SealedDocument.objects.filter(state=DocumentState.WAITING).order_by("created_at")
    return sum(work(document_id, is_asked=True) for document_id in list(waiting.values_list("pk", flat=True)))


def _ask_for_forgotten() -> None:
    without = AgreementVersion.objects.filter(state=VersionState.IN_FORCE, documents=None)
    for version in without[:ASKED_FOR_AT_ONCE]:
        ask_for(version)


def _claimed(document_id: UUID, *, is_asked: bool) -> SealedDocument | None:
    """The document, with this attempt counted before it begins: one that ends its worker backs off like any other."""
    now = timezone.now()
    waiting = SealedDocument.objects.filter(pk=document_id, state=DocumentState.WAITING)
    document = waiting.select_related("version__agreement").first()
    if document is None or not (is_asked or document.try_again_at is None or document.try_again_at <= now):
        return None
    waiting.update(
        attempts=F("attempts") + 1,
        problem=DocumentProblem.INTERRUPTED,
        try_again_at=now + pause_after(document.attempts + 1),
    )
    return document


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    if attempts <= FREE_ATTEMPTS:
        return timedelta(0)
    return min(FIRST_PAUSE * 2 ** min(attempts - FREE_ATTEMPTS - 1, 10), LONGEST_PAUSE)


def _make(document: SealedDocument) -> None:
    now = timezone.now().replace(microsecond=0)  # as a seal can say it
    key = sealing.signing_key(settings.SEAL_KEYS_DIR, at=now)
    shown = printed(document, made_at=now)
    drawn = sealing.render(shown, key.id)
    stamper = sealing.Timestamper(settings.TSA_URL) if settings.TSA_URL else None
    try:
        pdf = sealing.seal(drawn, key, of=shown, at=now, timestamper=stamper)
    except sealing.TimestampUnavailable:
        if now - document.created_at < WITHOUT_TIMESTAMP_AFTER:
            raise
        pdf, stamper = sealing.seal(drawn, key, of=shown, at=now), None
        log.warning("document_without_timestamp", document=str(document.pk))
    _store(document, pdf, at=now, certificate=key.certificate.fingerprint, is_timestamped=stamper is not None)


@transaction.atomic
def _store(document: SealedDocument, pdf: bytes, *, at: datetime, certificate: str, is_timestamped: bool) -> None:
    """The document, what is known of it, and its event: all or nothing."""
    agreement = lock(document.version.agreement_id)
    held = SealedDocument.objects.select_for_update().filter(pk=document.pk, state=DocumentState.WAITING).first()
    if held is None:
        return
    held.version = document.version
    held.pdf = pdf
    held.save(update_fields=["content"])
    facts: dict[str, Any] = {"sha256": hashlib.sha256(pdf).hexdigest(), "size": len(pdf), "certificate": certificate}
    move(
        held,
        DocumentState.SEALED,
        by=None,
        sealed_at=at,
        problem="",
        try_again_at=None,
        is_timestamped=is_timestamped,
        **facts,
    )
    said = {
        "version": document.version.number,
        "content_hash": document.version.content_hash,
        "reader": held.reader,
        "document": str(held.pk),
        **facts,
    }
    events.append(agreement, EventKind.SEALED, at=at, **said)


def _note(document: SealedDocument, problem: Exception) -> None:
    """Keep why it failed as a code. The log names the kind of error and its place, never its words: they may repeat
    the text."""
    code = problem_of(problem)
    attempts = document.attempts + 1
    waiting = SealedDocument.objects.filter(pk=document.pk, state=DocumentState.WAITING)
    waiting.update(problem=code, try_again_at=timezone.now() + pause_after(max(attempts, FREE_ATTEMPTS + 1)))
    place = traceback.extract_tb(problem.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    kind = type(problem).__name__
    log.error("document_not_sealed", document=str(document.pk), problem=str(code), error=kind, where=where)


def problem_of(error: Exception) -> DocumentProblem:
    """The code that names this error."""
    kinds: list[tuple[type[Exception], DocumentProblem]] = [
        (sealing.NoKey, DocumentProblem.NO_KEY),
        (sealing.KeyExpired, DocumentProblem.KEY_EXPIRED),
        (sealing.KeyProblem, DocumentProblem.KEY_UNUSABLE),
        (sealing.TimestampUnavailable, DocumentProblem.NO_TIMESTAMP),
        (CannotOpen, DocumentProblem.CANNOT_OPEN),
        (NotAsSigned, DocumentProblem.TEXT_ALTERED),
    ]
    return next((code for kind, code in kinds if isinstance(error, kind)), DocumentProblem.UNEXPECTED)
