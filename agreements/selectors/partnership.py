"""What the partnership page and the program's pages need to know about agreements and goals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from agreements.document import exchange
from agreements.document.schedule import Schedule
from agreements.enums import GoalState, SectionKind, VersionState
from agreements.models import Agreement, AgreementSection, AgreementVersion, Goal
from matching.models import Partnership
from people.models import Person
from program.enums import Role

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
    waits_for = [party.person for party in agreement.parties.all() if is_open and party.pk not in signed]
    return Summary(
        agreement=agreement,
        state=shown.state,
        number=shown.number,
        in_force_number=current.number if current else None,
        in_force_at=current.in_force_at if current else None,
        waits_for=waits_for,
        waits_for_me=person in waits_for,
    )


def goals_of(partnership: Partnership, person: Person) -> list[Goal]:
    """Agreed, reached and dropped goals, for the members who work on them; for the sponsor the agreed and reached ones,
    if the signed agreement says so. Drafts are part of the agreement, not of this."""
    goals = partnership.goals.filter(agreed_at__isnull=False).exclude(state=GoalState.DRAFT).select_related("owner")
    member = partnership.members.filter(person=person, left_at=None).first()
    if member is None:
        return []
    if member.role == Role.SPONSOR:
        if not what_sponsor_sees(partnership)["goals"]:
            return []
        goals = goals.exclude(state=GoalState.DROPPED)
    return list(goals)


def what_sponsor_sees(partnership: Partnership) -> dict[str, bool]:
    """Yes or no for attendance, goals, midpoint and closing, as signed; no to everything without a signed schedule of
    information. A closed agreement still says what was agreed."""
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
    return exchange.settings(section.data) if section else dict(NOTHING)


def schedule_of(version: AgreementVersion) -> Schedule | None:
    """The meeting schedule of a version, or None when it has none."""
    section = version.sections.filter(kind=SectionKind.SCHEDULE).first()
    return Schedule.from_data(section.data) if section else None


def states_of(partnerships: Iterable[Partnership]) -> dict[UUID, str]:
    """The state of each partnership's latest version, for the people who run the program: that it exists and how far it
    is, never its text. One query."""
    versions = AgreementVersion.objects.filter(agreement__partnership__in=[one.pk for one in partnerships])
    rows = versions.order_by("number").values_list("agreement__partnership_id", "state")
    return dict(rows)
