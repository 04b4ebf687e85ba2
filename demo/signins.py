"""Who signs in to the demo as what. Found by what they are in the loaded data, so that it is never out of date."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.enums import VersionState
from agreements.models import AgreementParty, AgreementVersion
from demo import cast
from matching.enums import MeetingOutcome, PartnershipState, RoundState
from matching.models import ChemistryMeeting, MatchRequest, Partnership, PartnershipMember, Ranking
from people.models import Person
from program.enums import ProgramState, Role
from program.models import Enrollment
from sessions.enums import StatementKind
from sessions.models import SponsorStatement


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the table: the role and the address."""

    role: str | Promise
    email: str


def signins() -> list[SignIn]:
    """One person for each role; empty when the database does not hold the demo."""
    if not Person.objects.filter(employee_id=cast.ADMIN, email__endswith="@northwind-works.example").exists():
        return []
    found: list[tuple[str | Promise, Person | None]] = [
        (_("Organization admin"), cast.part(cast.ADMIN)),
        (_("Program manager"), cast.part(cast.MANAGER)),
        (_("Mentee who chooses"), _who_chooses()),
        (_("Mentee"), _member(Role.MENTEE, _changed_once())),
        (_("Mentee who writes an agreement"), _who_writes()),
        (_("Mentor"), _asked_mentor()),
        (_("Coach"), _member(Role.COACH, _well_told())),
        (_("Client"), _member(Role.CLIENT, _well_told())),
        (_("Sponsor"), _member(Role.SPONSOR, _well_told())),
        (_("Senior leader"), cast.part(cast.LEADER)),
        (_("Client who meets coaches"), _who_meets_coaches()),
        (_("Mentee who ranks mentors"), _who_ranks()),
    ]
    return [SignIn(role, person.email) for role, person in found if person is not None]


def _member(role: str, partnerships: QuerySet[Partnership] | None = None) -> Person | None:
    """The member of this role in the active partnership (of these) that has lasted longest."""
    members = PartnershipMember.objects.filter(role=role, partnership__state=PartnershipState.ACTIVE, left_at=None)
    if partnerships is not None:
        members = members.filter(partnership__in=partnerships)
    member = members.select_related("person").order_by("partnership__matched_at", "person__employee_id").first()
    return member.person if member else None


def _changed_once() -> QuerySet[Partnership]:
    """Partnerships of two whose signed agreement replaced an earlier one."""
    replaced = Partnership.objects.filter(agreement__versions__state=VersionState.SUPERSEDED)
    return replaced.filter(cohort__program__has_sponsor=False)


def _well_told() -> QuerySet[Partnership]:
    """Partnerships whose sponsor may read a summary of assessments: there is most to see."""
    released = SponsorStatement.objects.filter(kind=StatementKind.ASSESSMENT, released_at__isnull=False)
    return Partnership.objects.filter(pk__in=released.values("partnership"))


def _who_writes() -> Person | None:
    """A mentee whose agreement is being written and talked about: somebody's remark waits for an answer."""
    drafts = AgreementVersion.objects.filter(state=VersionState.DRAFT, number=1)
    talked = drafts.filter(agreement__comments__settled_at=None, agreement__comments__isnull=False)
    parties = AgreementParty.objects.filter(role=Role.MENTEE, agreement__in=talked.values("agreement"))
    party = parties.select_related("person").order_by("person__employee_id").first()
    return party.person if party else None


def _asked_mentor() -> Person | None:
    """A mentor with a partnership and a request that waits, if there is one."""
    active = PartnershipMember.objects.filter(role=Role.MENTOR, partnership__state=PartnershipState.ACTIVE)
    request = (
        MatchRequest.objects.pending()
        .filter(asked_at__isnull=False, mentor__person__in=active.values("person"))
        .select_related("mentor__person")
        .order_by("asked_at")
        .first()
    )
    return request.mentor.person if request else _member(Role.MENTOR)


def _who_chooses() -> Person | None:
    """A mentee who is ready and has asked nobody yet."""
    enrollment = (
        Enrollment.objects.available()
        .filter(role=Role.MENTEE, cohort__program__state=ProgramState.RUNNING, cohort__program__matches_in_bulk=False)
        .filter(memberships=None, requests_sent=None)
        .select_related("person")
        .order_by("person__employee_id")
        .first()
    )
    return enrollment.person if enrollment else None


def _who_meets_coaches() -> Person | None:
    """A client who has met some of the coaches proposed, and has one to meet still."""
    met = ChemistryMeeting.objects.filter(round__state=RoundState.OPEN, outcome=MeetingOutcome.MET)
    waits = ChemistryMeeting.objects.filter(round__state=RoundState.OPEN, outcome=MeetingOutcome.PROPOSED)
    both = waits.filter(client__in=met.values("client")).select_related("client__person")
    meeting = both.order_by("client__person__employee_id").first()
    return meeting.client.person if meeting else None


def _who_ranks() -> Person | None:
    """A mentee with an order of mentors, where a whole cohort is matched at once."""
    owners = Ranking.objects.filter(owner__role=Role.MENTEE, owner__memberships=None).select_related("owner__person")
    place = owners.order_by("owner__person__employee_id").first()
    return place.owner.person if place else None
