"""Whose turn it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.enums import VersionState
from agreements.models import Agreement, AgreementVersion
from matching.enums import PartnershipState
from matching.models import PartnershipMember
from people.models import Person
from program.enums import Role

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)
Unsigned = tuple[UUID, set[UUID], datetime, int, UUID]


def has_yet_to_sign(version: AgreementVersion, person: Person) -> bool:
    """Whether the person is a party without a signature on this version."""
    parties = version.agreement.parties.filter(person=person)
    return parties.exclude(signatures__in=version.signatures.filter(voided_at=None)).exists()


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
    on_leave = PartnershipMember.objects.filter(
        partnership=OuterRef("partnership"), left_at=None, enrollment__paused_at__isnull=False
    )
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


def names_of_others(agreement: Agreement, person: Person) -> str:
    """Everybody else who signs, by name."""
    parties = agreement.parties.exclude(person=person).select_related("person")
    return get_text_list([party.person.get_full_name() for party in parties], _("and"))


def _turn(version: AgreementVersion, agreement: Agreement) -> set[UUID]:
    parties = list(agreement.parties.all())
    if version.state == VersionState.DRAFT:
        return {party.person_id for party in parties if party.role != Role.SPONSOR}
    signed = {signature.party_id for signature in version.signatures.all() if signature.voided_at is None}
    return {party.person_id for party in parties if party.pk not in signed}
