"""Mails that a change calls for, planned in its own transaction. They never contain a word of the agreement."""

from datetime import timedelta

from django.utils import timezone

from agreements.models import AgreementParty, AgreementVersion
from notifications.services import nudges
from people.models import Person

# Whoever offers the text is about to sign it: they are only reminded if they did not.
PROPOSER_GRACE = timedelta(hours=1)


def please_sign(version: AgreementVersion, *, by: Person) -> None:
    """The version waits for everybody's signature."""
    for party in version.agreement.parties.all():
        due_at = timezone.now() + (PROPOSER_GRACE if party.person_id == by.pk else timedelta(0))
        _plan("agreement_to_sign", version, party, due_at=due_at)


def text_changed(draft: AgreementVersion, *, by: Person) -> None:
    """What was offered is being changed; tell everybody else."""
    for party in draft.agreement.parties.all():
        if party.person_id != by.pk:
            _plan("agreement_changed", draft, party)


def signed_by_all(version: AgreementVersion, *, by: Person) -> None:
    """Everybody has signed; tell everybody but the last, who has the receipt before their eyes."""
    for party in version.agreement.parties.all():
        if party.person_id != by.pk:
            _plan("agreement_signed_by_all", version, party)


def _plan(kind: str, version: AgreementVersion, party: AgreementParty, **times: object) -> None:
    program = version.agreement.partnership.cohort.program_id
    nudges.plan(kind, recipient=party.person, subject=version, program_id=program, **times)  # type: ignore[arg-type]
