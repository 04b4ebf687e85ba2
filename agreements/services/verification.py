"""Checking every stored agreement: texts against their hashes, signatures against their evidence, events as a chain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agreements.document import content
from agreements.enums import EventKind, VersionState
from agreements.models import Agreement, AgreementEvent, AgreementVersion
from agreements.services import document_verification
from agreements.services.events import FIRST, hash_of
from agreements.services.signatures import evidence_hash
from core.encryption import CannotOpen


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was when it was signed. `what` names the thing, never its content."""

    agreement: str
    what: str


def verify_all() -> list[Fault]:
    """Check everything, sealed documents too; an empty list means that nothing was altered."""
    known = document_verification.known_certificates()
    agreements = Agreement.objects.select_related("partnership").prefetch_related("events", "versions__signatures")
    agreements = agreements.prefetch_related("parties").order_by("pk")
    faults: list[Fault] = []
    for agreement in agreements.iterator(chunk_size=100):
        faults += verify(agreement)
        faults += [Fault(str(agreement.pk), what) for what in document_verification.faults_of(agreement, known)]
    return faults


def verify(agreement: Agreement) -> Iterator[Fault]:
    """The faults of one agreement."""
    events = sorted(agreement.events.all(), key=lambda event: event.number)
    for what in (*_chain(events), *_versions(agreement, events)):
        yield Fault(str(agreement.pk), what)


def _chain(events: Iterable[AgreementEvent]) -> Iterator[str]:
    previous, number = FIRST, 0
    for event in events:
        number += 1
        if event.number != number:
            yield f"event {number} is missing"
            number = event.number
        elif event.previous_hash != previous:
            yield f"event {event.number} does not follow the one before it"
        if event.hash != hash_of(event):
            yield f"event {event.number} was altered"
        previous = event.hash
    if not number:
        yield "there are no events"


def _versions(agreement: Agreement, events: list[AgreementEvent]) -> Iterator[str]:
    for version in agreement.versions.all():
        version.agreement = agreement
        said = [event for event in events if event.detail.get("version") == version.number]
        if version.content_hash:
            yield from _text(version, said)
        yield from _signatures(version, said)
        if version.state in {VersionState.IN_FORCE, VersionState.SUPERSEDED}:
            yield from _force(version, said)
        elif not _is_told(version, said, events):
            yield f"version {version.number} is {version.state} without an event"


def _is_told(version: AgreementVersion, said: list[AgreementEvent], events: list[AgreementEvent]) -> bool:
    """Whether an event says how the version came to its state."""
    kinds = {event.kind for event in said}
    if version.state == VersionState.CLOSED:
        return any(version.number in event.detail.get("versions", []) for event in events)
    expected = {
        VersionState.DRAFT: {EventKind.CREATED},
        VersionState.PROPOSED: {EventKind.PROPOSED},
        VersionState.VOIDED: {EventKind.VOIDED, EventKind.DECLINED},
    }
    return bool(kinds & expected[VersionState(version.state)])


def _text(version: AgreementVersion, said: list[AgreementEvent]) -> Iterator[str]:
    try:
        actual = content.digest(version.content)
    except CannotOpen:
        yield f"the text of version {version.number} cannot be opened"
        return
    offered = [event.detail["content_hash"] for event in said if event.kind == EventKind.PROPOSED]
    if actual != version.content_hash or offered != [actual]:
        yield f"the text of version {version.number} is not the one that was offered"


def _signatures(version: AgreementVersion, said: list[AgreementEvent]) -> Iterator[str]:
    noted = {event.detail["signature"]: event for event in said if event.kind == EventKind.SIGNED}
    for signature in version.signatures.all():
        event = noted.pop(str(signature.pk), None)
        if event is None:
            yield f"a signature on version {version.number} has no event"
        elif event.detail["evidence"] != evidence_hash(signature):
            yield f"a signature on version {version.number} was altered"
        elif signature.content_hash != version.content_hash:
            yield f"a signature on version {version.number} is on another text"
    if noted:
        yield f"a signature on version {version.number} is missing"


def _force(version: AgreementVersion, said: list[AgreementEvent]) -> Iterator[str]:
    if not any(event.kind == EventKind.IN_FORCE for event in said):
        yield f"version {version.number} is in force without an event"
    signed = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
    if {party.pk for party in version.agreement.parties.all()} - signed:
        yield f"version {version.number} is in force without every signature"
