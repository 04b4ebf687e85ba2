"""The sponsor of an agreement who leaves, and the one who comes after. The two who work together always sign."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.enums import EventKind, VersionOccasion, VersionState, VoidReason
from agreements.models import Agreement, AgreementParty, AgreementVersion
from agreements.permissions import may_replace_sponsor, signers_of
from agreements.services import events, notices, sponsored
from agreements.services.drafting import next_draft
from agreements.services.locking import lock, open_version, version_in_force
from agreements.services.voiding import begin_again
from core import audit
from core.rules import Refusal
from matching.enums import CURRENT_PARTNERSHIP, PartnershipState
from matching.services import sponsors
from people.models import Person
from program.enums import Role


def sponsor_gone(person: Person, *, by: Person | None = None) -> None:
    """This person left the organization: the agreements that they sign as a sponsor go on without them."""
    mine = AgreementParty.objects.filter(
        person=person, role=Role.SPONSOR, left_at=None, agreement__partnership__state__in=CURRENT_PARTNERSHIP
    )
    for agreement in Agreement.objects.filter(pk__in=mine.values("agreement")).order_by("pk"):
        let_go(agreement, person, by=by)


@transaction.atomic
def let_go(agreement: Agreement, person: Person, *, by: Person | None) -> AgreementVersion | None:
    """The sponsor need not sign any more and sees nothing any more. Answers with the draft that is open then, if any.

    A draft goes on; an offer is voided and the next draft begins with its words; a version in force stays. The others
    are told. A second time changes nothing.
    """
    agreement = lock(agreement.pk)
    draft = _release(agreement, person, by=by)
    told = draft or version_in_force(agreement)
    if told is not None:
        notices.party_left(told, by=by)
    return draft


@transaction.atomic
def replace_sponsor(agreement: Agreement, person: Person, *, by: Person) -> AgreementVersion:
    """Name another sponsor; whoever was it before is let go. Answers with the draft that the new one is to sign. Begun
    without a sponsor, it gets the section that says what they see: nothing, until the two agree on more.

    A new sponsor of a running agreement sees nothing of the partnership before everybody has signed the next version.
    Raises Refusal when `by` does not run the program, or this person cannot be the sponsor.
    """
    agreement = lock(agreement.pk)
    may_replace_sponsor.check(by, agreement)
    sponsors.check(agreement.partnership, person)
    if any(party.person_id == person.pk for party in signers_of(agreement)):
        raise Refusal(_("%(name)s is the sponsor already.") % {"name": person.get_full_name()})
    for party in signers_of(agreement):
        if party.role == Role.SPONSOR:
            _release(agreement, party.person, by=by)
    AgreementParty.objects.update_or_create(
        agreement=agreement, person=person, defaults={"role": Role.SPONSOR, "left_at": None}
    )
    # Who signs and who reads is part of what was found ready.
    agreement.parties.filter(ready_at__isnull=False).update(ready_at=None)
    audit.record("agreement.name_sponsor", agreement, by=by, sponsor=person.pk)
    if agreement.partnership.state == PartnershipState.FORMING:
        sponsors.join(agreement.partnership, person, by=by)
    agreement = lock(agreement.pk)
    draft = _draft_for_all(agreement, by=by)
    sponsored.make_room(draft, by=by)
    notices.sponsor_named(draft, person)
    return draft


def join_those_who_signed(version: AgreementVersion, *, by: Person) -> None:
    """With the version in force a new sponsor takes part in the partnership."""
    for party in signers_of(version.agreement):
        if party.role == Role.SPONSOR:
            sponsors.join(version.agreement.partnership, party.person, by=by)


def _release(agreement: Agreement, person: Person, *, by: Person | None) -> AgreementVersion | None:
    party = next((one for one in signers_of(agreement) if one.person_id == person.pk), None)
    version = open_version(agreement)
    if party is None or party.role != Role.SPONSOR:
        return version
    party.left_at, party.ready_at = timezone.now(), None
    party.save(update_fields=["left_at", "ready_at"])
    sponsors.leave(agreement.partnership, person, by=by)
    if version is not None and version.state == VersionState.PROPOSED:
        return begin_again(version, VoidReason.PARTY_LEFT, by=by, party=str(party.pk))
    numbered = version or version_in_force(agreement)
    during = numbered.number if numbered else None
    events.append(agreement, EventKind.PARTY_LEFT, by=by, party=str(party.pk), during=during)
    return version


def _draft_for_all(agreement: Agreement, *, by: Person) -> AgreementVersion:
    """The open draft. What is offered is voided, because its text names other parties; with nothing open one begins."""
    version = open_version(agreement)
    if version is not None and version.state == VersionState.PROPOSED:
        return begin_again(version, VoidReason.CHANGED, by=by)
    if version is not None:
        return version
    current = version_in_force(agreement)
    if current is None:
        raise Refusal(_("This partnership has ended."))
    draft = next_draft(current, agreement, VersionOccasion.AMENDMENT)
    events.append(agreement, EventKind.CREATED, by=by, version=draft.number, amends=current.number)
    return draft
