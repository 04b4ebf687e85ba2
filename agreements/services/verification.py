"""Checking every stored agreement: texts against their hashes, signatures against their evidence, events as a chain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agreements import consent
from agreements.document import content
from agreements.enums import EventKind, VersionState, VoidReason
from agreements.models import Agreement, AgreementEvent, AgreementVersion, SectionRevision, Signature
from agreements.services import document_verification
from agreements.services.events import FIRST, hash_of
from agreements.services.signatures import evidence_hash
from agreements.services.voiding import KIND_OF
from core.encryption import CannotOpen

STATE_TOLD_BY = {
    VersionState.DRAFT: EventKind.CREATED,
    VersionState.PROPOSED: EventKind.PROPOSED,
    VersionState.IN_FORCE: EventKind.IN_FORCE,
    VersionState.SUPERSEDED: EventKind.IN_FORCE,
}


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
        text = _opened(version) if version.content_hash else ""
        if text is None:
            yield f"the text of version {version.number} cannot be opened"
        elif version.content_hash:
            yield from _text(version, text, said)
        yield from _signatures(version, said)
        if version.state in {VersionState.IN_FORCE, VersionState.SUPERSEDED} or version.in_force_at:
            yield from _force(version, text, said)
        if not _is_told(version, said, events):
            yield f"version {version.number} is {version.state} without an event"
    yield from _departures(agreement, events)
    yield from _wordings(agreement, events)


def _is_told(version: AgreementVersion, said: list[AgreementEvent], events: list[AgreementEvent]) -> bool:
    """Whether an event says how the version came to its state."""
    kinds = {event.kind for event in said}
    if version.state == VersionState.CLOSED:
        return any(version.number in event.detail.get("versions", []) for event in events)
    if version.state == VersionState.VOIDED:
        return KIND_OF[VoidReason(version.void_reason)] in kinds
    return STATE_TOLD_BY[VersionState(version.state)] in kinds


def _opened(version: AgreementVersion) -> str | None:
    """The stored text; None when it does not open."""
    try:
        return version.content
    except CannotOpen:
        return None


def _text(version: AgreementVersion, text: str, said: list[AgreementEvent]) -> Iterator[str]:
    """Whether the text is the one that was offered, once, under its hash; in whichever format it was written."""
    try:
        actual = content.digest(text)
    except (ValueError, KeyError, TypeError):
        actual = ""
    offered = [event.detail["content_hash"] for event in said if event.kind == EventKind.PROPOSED]
    if actual != version.content_hash or offered != [actual]:
        yield f"the text of version {version.number} is not the one that was offered"


def _signatures(version: AgreementVersion, said: list[AgreementEvent]) -> Iterator[str]:
    noted = {event.detail["signature"]: event for event in said if event.kind == EventKind.SIGNED}
    withdrawn = {event.detail["signature"] for event in said if event.kind == EventKind.WITHDRAWN}
    for signature in version.signatures.all():
        event = noted.pop(str(signature.pk), None)
        if event is None:
            yield f"a signature on version {version.number} has no event"
        elif event.detail["evidence"] != evidence_hash(signature):
            yield f"a signature on version {version.number} was altered"
        elif signature.content_hash != version.content_hash:
            yield f"a signature on version {version.number} is on another text"
        elif consent.statements(signature.consent_version, signature.language) is None:
            yield f"a signature on version {version.number} is on statements that nobody knows"
        if not _is_rightly_voided(signature, version, is_withdrawn=str(signature.pk) in withdrawn):
            yield f"a signature on version {version.number} counts, or does not, without an event"
    if noted:
        yield f"a signature on version {version.number} is missing"


def _is_rightly_voided(signature: Signature, version: AgreementVersion, *, is_withdrawn: bool) -> bool:
    """Whether it counts just when it should: not once withdrawn, nor on a version that was voided."""
    if is_withdrawn or signature.void_reason == VoidReason.WITHDRAWN:
        return is_withdrawn and signature.void_reason == VoidReason.WITHDRAWN
    if version.state == VersionState.VOIDED:
        return signature.void_reason == version.void_reason
    return signature.voided_at is None or (version.state == VersionState.CLOSED and version.in_force_at is None)


def _force(version: AgreementVersion, text: str | None, said: list[AgreementEvent]) -> Iterator[str]:
    if not any(event.kind == EventKind.IN_FORCE for event in said):
        yield f"version {version.number} is in force without an event"
    if text is None:
        return
    try:
        named = {party.person for party in content.load(text).parties}
    except (ValueError, KeyError, TypeError):
        return
    counting = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
    signed = {str(party.person_id) for party in version.agreement.parties.all() if party.pk in counting}
    if named != signed:
        yield f"version {version.number} is in force without every signature"


def _departures(agreement: Agreement, events: list[AgreementEvent]) -> Iterator[str]:
    """Whoever need not sign any more left with an event."""
    told = {event.detail.get("party") for event in events if event.kind == EventKind.PARTY_LEFT}
    if any(party.left_at and str(party.pk) not in told for party in agreement.parties.all()):
        yield "a party left without an event"


def _wordings(agreement: Agreement, events: list[AgreementEvent]) -> Iterator[str]:
    """Every wording that was kept follows from an event of its section by whoever wrote it; the first from none."""
    told = {
        (event.detail.get("version"), event.detail.get("section"), event.detail.get("revision")): event.person_id
        for event in events
        if event.kind == EventKind.EDITED
    }
    kept = SectionRevision.objects.filter(section__version__agreement=agreement, number__gt=0)
    for version, key, number, person in kept.values_list(
        "section__version__number", "section__key", "number", "edited_by"
    ):
        if told.get((version, key, number)) != person:
            yield f"a wording of version {version} has no event"
