"""Whose turn it is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.enums import VersionState
from agreements.models import Agreement, AgreementVersion
from agreements.permissions import RENEWAL_OFFERED, signers_of
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember
from people.models import Person
from program.enums import Role

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)
# So long before an offer ends whoever has not signed is reminded, once.
BEFORE_EXPIRY = timedelta(days=3)
Unsigned = tuple[UUID, set[UUID], datetime, int, UUID]


def has_yet_to_sign(version: AgreementVersion, person: Person) -> bool:
    """Whether the person is a party without a signature on this version."""
    parties = version.agreement.parties.filter(person=person, left_at=None)
    return parties.exclude(signatures__in=version.signatures.filter(voided_at=None)).exists()


def waits_for_signature(partnership: Partnership, person: Person) -> bool:
    """Whether an offer of this partnership waits for the person's signature."""
    offered = AgreementVersion.objects.filter(agreement__partnership=partnership, state=VersionState.PROPOSED)
    version = offered.defer("content", "decline_reason").first()
    return version is not None and has_yet_to_sign(version, person)


def whose_turn(agreement: Agreement) -> set[UUID]:
    """People who can move the agreement of a forming partnership on: who has yet to sign, or who writes the draft."""
    version = agreement.versions.filter(state__in=OPEN).prefetch_related("signatures").first()
    if version is None or agreement.partnership.state != PartnershipState.FORMING:
        return set()
    return _turn(version, agreement)


def unsigned_agreements(until: datetime) -> Iterator[Unsigned]:
    """Agreements of forming partnerships whose reminder is due by then, with the people whose turn it is, the time of
    the match, the program's days and its id. Nobody is reminded while a member is on leave."""
    days = ExpressionWrapper(
        F("partnership__matched_at") + F("partnership__cohort__program__agreement_reminder_days") * timedelta(days=1),
        output_field=DateTimeField(),
    )
    on_leave = _away("partnership")
    agreements = (
        Agreement.objects.filter(partnership__state=PartnershipState.FORMING)
        .annotate(due_at=days)
        .filter(~Exists(on_leave), due_at__lte=until)
        .select_related("partnership__cohort__program")
        .prefetch_related("parties", "versions__signatures")
    )
    for agreement in agreements.iterator(chunk_size=500):
        version = next((version for version in agreement.versions.all() if version.state in OPEN), None)
        program = agreement.partnership.program
        if version is not None:
            people = _turn(version, agreement)
            yield agreement.pk, people, agreement.partnership.matched_at, program.agreement_reminder_days, program.pk


def offers_ending(until: datetime) -> Iterator[tuple[UUID, set[UUID], datetime, UUID]]:
    """Offers whose end is near by then: the version, who has not signed, the end, and the program. Nobody is reminded
    during a leave, nor while the partnership is being closed."""
    versions = (
        AgreementVersion.objects.filter(
            ~Exists(_away("agreement__partnership")),
            ~Q(agreement__partnership__state=PartnershipState.CLOSING),
            state=VersionState.PROPOSED,
            expires_at__lte=until + BEFORE_EXPIRY,
            # An offer of a few days only is its own reminder.
            expires_at__gt=F("proposed_at") + BEFORE_EXPIRY,
        )
        .select_related("agreement__partnership__cohort")
        .prefetch_related("agreement__parties", "signatures")
        .defer("content", "decline_reason")
    )
    for version in versions.iterator(chunk_size=500):
        expires_at = cast(datetime, version.expires_at)
        program = version.agreement.partnership.cohort.program_id
        yield version.pk, _turn(version, version.agreement), expires_at, program


def ending_soon(until: datetime) -> Iterator[tuple[UUID, set[UUID], datetime, date, UUID]]:
    """Agreements of active partnerships that are near their end by then and have no open version: who may renew them,
    since when, the last day, and the program. Nobody is asked during a leave."""
    agreements = (
        Agreement.objects.filter(
            ~Exists(_away("partnership")),
            ~Exists(AgreementVersion.objects.filter(agreement=OuterRef("pk"), state__in=OPEN)),
            partnership__state=PartnershipState.ACTIVE,
            partnership__ends_on__lte=(until + RENEWAL_OFFERED).date(),
            # Whatever began shorter ago than that is asked nothing yet.
            partnership__activated_at__lte=until - RENEWAL_OFFERED,
            versions__state=VersionState.IN_FORCE,
        )
        .select_related("partnership__cohort")
        .prefetch_related("parties")
    )
    for agreement in agreements.iterator(chunk_size=500):
        ends_on = cast(date, agreement.partnership.ends_on)
        due_at = datetime.combine(ends_on - RENEWAL_OFFERED, time(8), tzinfo=UTC)
        people = {party.person_id for party in signers_of(agreement) if party.role != Role.SPONSOR}
        yield agreement.pk, people, due_at, ends_on, agreement.partnership.cohort.program_id


def renewable(agreement: Agreement) -> AgreementVersion | None:
    """The version in force, while no other is being written or signed."""
    if agreement.versions.filter(state__in=OPEN).exists():
        return None
    version = agreement.versions.filter(state=VersionState.IN_FORCE).first()
    if version is not None:
        version.agreement = agreement
    return version


def names_of_others(agreement: Agreement, person: Person) -> str:
    """Everybody else who signs, by name."""
    parties = agreement.parties.filter(left_at=None).exclude(person=person).select_related("person")
    return get_text_list([party.person.get_full_name() for party in parties], _("and"))


def _away(partnership: str) -> Any:
    """Members on leave of the partnership at this path."""
    return PartnershipMember.objects.filter(
        partnership=OuterRef(partnership), left_at=None, enrollment__paused_at__isnull=False
    )


def _turn(version: AgreementVersion, agreement: Agreement) -> set[UUID]:
    parties = signers_of(agreement)
    if version.state == VersionState.DRAFT:
        return {party.person_id for party in parties if party.role != Role.SPONSOR}
    signed = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
    return {party.person_id for party in parties if party.pk not in signed}
