"""Checking every sealed document: the stored file against its hash, its event, its version and its seal."""

import hashlib
import io
from collections.abc import Iterator

from django.conf import settings

from agreements import sealing
from agreements.enums import DocumentState, EventKind
from agreements.models import Agreement, AgreementEvent, SealedDocument
from agreements.sealing import Certificate, Reason, Status
from core.encryption import CannotOpen


def faults_of(agreement: Agreement, known: list[Certificate]) -> Iterator[str]:
    """What is wrong with the sealed documents of one agreement. One that waits is no fault."""
    events = {event.detail["document"]: event for event in agreement.events.all() if event.kind == EventKind.SEALED}
    rows = SealedDocument.objects.filter(version__agreement=agreement, state=DocumentState.SEALED)
    for document in rows.select_related("version__agreement").order_by("version__number", "reader"):
        event = events.pop(str(document.pk), None)
        yield from _faults(document, event, known)
    for event in events.values():
        yield f"the sealed document of version {event.detail['version']} ({event.detail['reader']}) is missing"


def known_certificates() -> list[Certificate]:
    """The organization's certificates."""
    return sealing.certificates(settings.SEAL_KEYS_DIR)


def _faults(document: SealedDocument, event: AgreementEvent | None, known: list[Certificate]) -> Iterator[str]:
    number, of = document.version.number, document.reader
    if event is None:
        yield f"the sealed document of version {number} ({of}) has no event"
        return
    try:
        pdf = document.pdf
    except (CannotOpen, ValueError):
        yield f"the sealed document of version {number} ({of}) cannot be opened"
        return
    facts = {"sha256": hashlib.sha256(pdf).hexdigest(), "size": len(pdf), "certificate": document.certificate}
    noted = {"sha256": document.sha256, "size": document.size, "certificate": document.certificate}
    said = {name: event.detail.get(name) for name in facts}
    text = document.version.content_hash
    if facts != noted or facts != said or (event.detail["version"], event.detail["content_hash"]) != (number, text):
        yield f"the sealed document of version {number} ({of}) is not the file that was sealed"
        return
    yield from _seal(document, pdf, known)


def _seal(document: SealedDocument, pdf: bytes, known: list[Certificate]) -> Iterator[str]:
    number, of = document.version.number, document.reader
    verdict = sealing.examine(io.BytesIO(pdf), known, largest=len(pdf))
    if verdict.status == Status.UNCHANGED:
        said = (verdict.agreement, verdict.version, verdict.certificate)
        if said != (str(document.version.agreement_id), number, document.certificate):
            yield f"the seal of version {number} ({of}) is on another agreement"
    elif verdict.reason == Reason.OTHER_KEY:
        yield f"the seal of version {number} ({of}) does not verify: its certificate is not in SEAL_KEYS_DIR"
    else:
        yield f"the seal of version {number} ({of}) does not verify: {verdict.reason}"
