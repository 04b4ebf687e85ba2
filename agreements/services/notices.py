"""Mails that a change calls for, planned in its own transaction. They never contain a word of the agreement."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from agreements.models import AgreementParty, AgreementVersion
from agreements.permissions import signers_of
from notifications.services import nudges
from people.models import Person

# Whoever offers the text is about to sign it: they are only reminded if they did not.
PROPOSER_GRACE = timedelta(hours=1)


def please_sign(version: AgreementVersion, *, by: Person) -> None:
    """The version waits for everybody's signature."""
    for party in signers_of(version.agreement):
        due_at = timezone.now() + (PROPOSER_GRACE if party.person_id == by.pk else timedelta(0))
        _plan("agreement_to_sign", version, [party], due_at=due_at)


def text_changed(draft: AgreementVersion, *, by: Person | None) -> None:
    """What was offered is being changed; tell everybody else."""
    _plan("agreement_changed", draft, _others(draft, by))


def withdrawn(version: AgreementVersion, *, by: Person) -> None:
    """Somebody took their signature back; tell the others, each time that it happens."""
    _plan("agreement_withdrawn", version, _others(version, by), occasion=f"{by.pk} {timezone.now().isoformat()}")


def expired(draft: AgreementVersion) -> None:
    """Not everybody signed in time, so it is a draft again; tell everybody."""
    _plan("agreement_expired", draft, signers_of(draft.agreement))


def party_left(version: AgreementVersion, *, by: Person | None) -> None:
    """The sponsor left; tell those who remain."""
    _plan("agreement_party_left", version, _others(version, by), occasion=timezone.now().isoformat())


def sponsor_named(draft: AgreementVersion, sponsor: Person) -> None:
    """There is another sponsor; tell everybody who signs now, the sponsor too."""
    _plan("agreement_sponsor_named", draft, signers_of(draft.agreement), occasion=str(sponsor.pk))


def signed_by_all(version: AgreementVersion) -> None:
    """Everybody has signed; tell every party once, the last signer too: it leads to the document."""
    _plan("agreement_signed_by_all", version, signers_of(version.agreement))


def _others(version: AgreementVersion, by: Person | None) -> list[AgreementParty]:
    return [party for party in signers_of(version.agreement) if by is None or party.person_id != by.pk]


def _plan(
    kind: str,
    version: AgreementVersion,
    parties: Iterable[AgreementParty],
    *,
    occasion: str = "",
    due_at: datetime | None = None,
) -> None:
    program = version.agreement.partnership.cohort.program_id
    for party in parties:
        nudges.plan(kind, recipient=party.person, subject=version, occasion=occasion, due_at=due_at, program_id=program)
