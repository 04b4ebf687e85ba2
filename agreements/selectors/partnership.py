"""What the pages of a running partnership need to know about its agreement."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from agreements.document import exchange
from agreements.document.schedule import Schedule
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementSection, AgreementVersion
from agreements.permissions import signers_of
from matching.models import Partnership
from people.models import Person

NOTHING = dict.fromkeys(exchange.ITEMS, False)


@dataclass(frozen=True, slots=True)
class Summary:
    """An agreement in a few facts; no word of its text."""

    agreement: Agreement
    state: str
    number: int
    in_force_number: int | None
    in_force_at: datetime | None
    waits_for: list[Person]
    waits_for_me: bool

    @property
    def is_being_changed(self) -> bool:
        """One version is in force and the next is being written or signed."""
        return self.in_force_number is not None and self.in_force_number != self.number


def summary_for(partnership: Partnership, person: Person) -> Summary | None:
    """The state of a partnership's agreement for one of its parties; None for everybody else."""
    agreement = (
        Agreement.objects.visible_to(person)
        .filter(partnership=partnership)
        .prefetch_related("parties__person", "versions__signatures")
        .first()
    )
    if agreement is None:
        return None
    versions = list(agreement.versions.all())
    latest = versions[-1]
    current = next((version for version in versions if version.state == VersionState.IN_FORCE), None)
    shown = latest if latest.state in {VersionState.DRAFT, VersionState.PROPOSED} else current or latest
    signed = {signature.party_id for signature in shown.signatures.all() if signature.voided_at is None}
    is_open = shown.state == VersionState.PROPOSED
    waits_for = [party.person for party in signers_of(agreement) if is_open and party.pk not in signed]
    return Summary(
        agreement=agreement,
        state=shown.state,
        number=shown.number,
        in_force_number=current.number if current else None,
        in_force_at=current.in_force_at if current else None,
        waits_for=waits_for,
        waits_for_me=person in waits_for,
    )


def what_sponsor_sees(partnership: Partnership) -> dict[str, bool]:
    """Yes or no for each item of the exchange, as signed; no to everything without a signed schedule of information."""
    return signed_exchange(partnership) or dict(NOTHING)


def signed_exchange(partnership: Partnership) -> dict[str, bool] | None:
    """The schedule of information as everybody signed it: yes or no for each item; None without one. A closed
    agreement still says what was agreed."""
    section = (
        AgreementSection.objects.filter(
            Q(version__state=VersionState.IN_FORCE)
            | Q(version__state=VersionState.CLOSED, version__in_force_at__isnull=False),
            version__agreement__partnership=partnership,
            kind=SectionKind.EXCHANGE,
        )
        .order_by("-version__number")
        .first()
    )
    return exchange.settings(section.data) if section else None


def schedule_of(version: AgreementVersion) -> Schedule | None:
    """The meeting schedule of a version, or None when it has none."""
    section = version.sections.filter(kind=SectionKind.SCHEDULE).first()
    return Schedule.from_data(section.data) if section else None
