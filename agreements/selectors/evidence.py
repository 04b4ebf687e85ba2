"""How a version was signed: what is kept with each signature, and the chain of events that led to it.

Everybody who signs sees of the others who they are, what they typed, when, and the hashes that prove it. Where
somebody was (the network address), what they used (the browser) and when they had signed in is shown to themselves
alone: the proof does not need more eyes on it, and the hash of all of it stands in the chain.
"""

from dataclasses import dataclass

from agreements import consent
from agreements.document import content
from agreements.enums import EventKind
from agreements.models import AgreementEvent, AgreementParty, AgreementVersion, Signature
from people.models import Person


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Somebody whom the text names, and the signature that they gave last."""

    party: AgreementParty
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signature. `statements` are the words beside the two boxes, as they were shown; `fingerprint` is the hash of
    all that is kept with it, as its event in the chain has it."""

    signature: Signature
    is_mine: bool
    role: str
    statements: consent.Statements | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Every signature that was ever given on a version, and the events about it."""

    signatures: list[Evidence]
    events: list[AgreementEvent]


def signature_rows(version: AgreementVersion) -> list[SignatureRow]:
    """Everybody named in a fixed text, with the signature that counts, else the last one given."""
    named = [party.person for party in content.load(version.content).parties]
    given: dict[object, Signature] = {}
    for one in sorted(version.signatures.all(), key=lambda one: (one.voided_at is None, one.signed_at)):
        given[one.party_id] = one
    parties = (party for party in version.agreement.parties.all() if str(party.person_id) in named)
    return [SignatureRow(party, given.get(party.pk)) for party in parties]


def page_for(version: AgreementVersion, person: Person) -> EvidencePage:
    """The evidence of a fixed version for one of those who sign it."""
    text, events = content.load(version.content), _events(version)
    noted = {one.detail["signature"]: one.detail["evidence"] for one in events if one.kind == EventKind.SIGNED}
    roles = {party.person: party.role_name for party in text.parties}
    parties = {party.pk: party for party in version.agreement.parties.all()}
    signatures = [
        Evidence(
            signature=one,
            is_mine=parties[one.party_id].person_id == person.pk,
            role=roles.get(str(parties[one.party_id].person_id), ""),
            statements=consent.statements(one.consent_version, one.language),
            fingerprint=noted.get(str(one.pk), ""),
        )
        for one in version.signatures.all()
    ]
    return EvidencePage(signatures, events)


def _events(version: AgreementVersion) -> list[AgreementEvent]:
    """The piece of the chain from the version's first event to its last, with nothing left out between."""
    chain = list(AgreementEvent.objects.filter(agreement=version.agreement).select_related("person").order_by("number"))
    about = [event.number for event in chain if _is_about(event, version)]
    return [event for event in chain if about and about[0] <= event.number <= about[-1]]


def _is_about(event: AgreementEvent, version: AgreementVersion) -> bool:
    return event.detail.get("version") == version.number or version.number in event.detail.get("versions", [])
