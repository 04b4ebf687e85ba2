"""'Ready to sign' marks: each for oneself, taken back by oneself, and cleared by whoever changes the text."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.enums import EventKind, VersionState
from agreements.models import Agreement, AgreementParty, AgreementVersion
from agreements.permissions import party_of
from agreements.selectors.readiness import wording_of
from agreements.services import events
from agreements.services.locking import lock, open_version
from core.rules import Refusal
from core.transitions import AlreadyChanged
from people.models import Person


@transaction.atomic
def mark(agreement: Agreement, *, by: Person, read: str | None = None) -> None:
    """The person finds the draft ready to be signed. Any later edit clears the mark. A sponsor can say so too.

    `read` names the wording that was on their page (`wording_of`). Raises Refusal when it is not the present one any
    more: nobody marks words they have not seen.
    """
    version, party = _draft(agreement, by)
    if read is not None and read != wording_of(version):
        raise Refusal(_("The text changed since you opened the page. Look at what changed, then mark it as ready."))
    if party.ready_at is None:
        party.ready_at = timezone.now()
        party.save(update_fields=["ready_at"])
        events.append(version.agreement, EventKind.READY, by=by, version=version.number)


@transaction.atomic
def take_back(agreement: Agreement, *, by: Person) -> None:
    """Take one's own mark back. Without a mark nothing changes. Raises AlreadyChanged when there is no draft."""
    version, party = _draft(agreement, by)
    if party.ready_at is not None:
        party.ready_at = None
        party.save(update_fields=["ready_at"])
        events.append(version.agreement, EventKind.READY, by=by, version=version.number, taken_back=True)


def _draft(agreement: Agreement, by: Person) -> tuple[AgreementVersion, AgreementParty]:
    version = open_version(lock(agreement.pk))
    party = party_of(by, version.agreement) if version else None
    if version is None or party is None or version.state != VersionState.DRAFT:
        raise AlreadyChanged
    return version, party
