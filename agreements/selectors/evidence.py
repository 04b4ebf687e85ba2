"""How a version was signed: what is kept with each signature, and the chain of events that led to it.

Everybody who signs sees of the others who they are, what they typed, when, and the hashes that prove it. Where
somebody was (the network address), what they used (the browser) and when they had signed in is shown to themselves
alone: the proof does not need more eyes on it, and the hash of all of it stands in the chain.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from agreements import consent
from agreements.document import content
from agreements.enums import EventKind
from agreements.models import AgreementEvent, AgreementParty, AgreementVersion, Signature
from agreements.selectors.parts import hidden_keys
from agreements.selectors.reading import reads_own_parts_only
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
class Link:
    """One event as a link of the chain. Of a change that the reader does not read, only that there is one: without it
    the chain would have a gap."""

    number: int
    hash: str
    what: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Every signature that was ever given on a version, and the chain of events about it."""

    signatures: list[Evidence]
    links: list[Link]


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
    hidden = _hidden_parts(version, person)
    return EvidencePage(signatures, [_link(event, hidden) for event in events])


def _events(version: AgreementVersion) -> list[AgreementEvent]:
    """The piece of the chain from the version's first event to its last, with nothing left out between."""
    chain = list(AgreementEvent.objects.filter(agreement=version.agreement).select_related("person").order_by("number"))
    about = [event.number for event in chain if _is_about(event, version)]
    return [event for event in chain if about and about[0] <= event.number <= about[-1]]


def _hidden_parts(version: AgreementVersion, person: Person) -> set[tuple[int, str]]:
    """Numbers of versions with the keys of the sections in them that this person does not read."""
    if not reads_own_parts_only(version, person):
        return set()
    found: set[tuple[int, str]] = set()
    for each in version.agreement.versions.prefetch_related("sections"):
        each.agreement = version.agreement
        found |= {(each.number, key) for key in hidden_keys(person, each, each.sections.all())}
    return found


def _link(event: AgreementEvent, hidden: set[tuple[int, str]]) -> Link:
    if (event.detail.get("version"), event.detail.get("section")) in hidden and event.kind == EventKind.EDITED:
        return Link(event.number, event.hash, _("Between coach and client"))
    who = event.person.get_full_name() if event.person else ""
    return Link(event.number, event.hash, event.get_kind_display(), who, event.happened_at)


def _is_about(event: AgreementEvent, version: AgreementVersion) -> bool:
    return event.detail.get("version") == version.number or version.number in event.detail.get("versions", [])
