"""Who is the sponsor of whom, for the people who run a program. Names and states, never what anybody agreed."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agreements.models import Agreement, AgreementParty
from agreements.permissions import signers_of
from matching.enums import CURRENT_PARTNERSHIP
from people.models import Person
from program.enums import Role
from program.models import Program


@dataclass(frozen=True, slots=True)
class SponsorRow:
    """One current partnership: the two who work together, and their sponsor if there is one."""

    agreement: Agreement
    people: str
    sponsor: Person | None


def agreements_with_sponsor(program: Program) -> QuerySet[Agreement]:
    """The current agreements of a program, those matched last first."""
    parties = Prefetch("parties", AgreementParty.objects.select_related("person"))
    rows = Agreement.objects.filter(partnership__cohort__program=program, partnership__state__in=CURRENT_PARTNERSHIP)
    return rows.select_related("partnership").prefetch_related(parties).order_by("-partnership__matched_at", "pk")


def row_of(agreement: Agreement) -> SponsorRow:
    """One agreement with its people; asks nothing when its parties are loaded."""
    signers = signers_of(agreement)
    names = [party.person.get_full_name() for party in signers if party.role != Role.SPONSOR]
    sponsor = next((party.person for party in signers if party.role == Role.SPONSOR), None)
    return SponsorRow(agreement, ", ".join(names), sponsor)
