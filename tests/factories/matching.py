"""Partnerships for tests."""

from typing import Any

from django.utils import timezone

from matching.models import MatchRequest, Partnership, PartnershipMember, Proposal
from matching.services import proposals, requests
from people.models import Person
from program.enums import ProgramKind, Role
from program.models import Enrollment
from tests.factories.program import make_cohort, make_enrollment, make_program


def make_partnership(
    guide: Enrollment | None = None, seeker: Enrollment | None = None, sponsor: Person | None = None, **fields: Any
) -> Partnership:
    """A forming mentoring partnership (coaching when the guide is a coach), its rows only: no agreement yet."""
    cohort = guide.cohort if guide else seeker.cohort if seeker else make_cohort()
    is_coaching = cohort.program.is_coaching
    guide = guide or make_enrollment(cohort, Role.COACH if is_coaching else Role.MENTOR)
    seeker = seeker or make_enrollment(cohort, Role.CLIENT if is_coaching else Role.MENTEE)
    fields.setdefault("matched_at", timezone.now())
    partnership = Partnership.objects.create(cohort=cohort, **fields)
    for enrollment in (guide, seeker):
        taken = PartnershipMember.objects.filter(enrollment=enrollment, slot__isnull=False).count()
        PartnershipMember.objects.create(
            partnership=partnership,
            person=enrollment.person,
            enrollment=enrollment,
            role=enrollment.role,
            slot=taken + 1,
        )
    if sponsor:
        PartnershipMember.objects.create(partnership=partnership, person=sponsor, role=Role.SPONSOR)
    return partnership


def make_coaching_partnership(**fields: Any) -> Partnership:
    """A forming coaching partnership with a package of six sessions."""
    cohort = make_cohort(make_program(ProgramKind.COACHING))
    return make_partnership(guide=make_enrollment(cohort, Role.COACH), **fields)


def make_mentoring(mentors: int = 1, capacity: int = 2, **program: Any) -> tuple[Enrollment, list[Enrollment]]:
    """A mentee (who wants Negotiation) and mentors (who offer it) in one cohort."""
    cohort = make_cohort(make_program(**program))
    mentee = make_enrollment(cohort, Role.MENTEE, wants=["Negotiation"])
    guides = [make_enrollment(cohort, Role.MENTOR, capacity=capacity, offers=["Negotiation"]) for _ in range(mentors)]
    return mentee, guides


def make_request(mentee: Enrollment, mentor: Enrollment, message: str = "Would you be my mentor?") -> MatchRequest:
    """A request sent by the mentee as the last of their choices; asked at once when no other is."""
    return requests.send(mentee, mentor, message, by=mentee.person)


def make_looking(mentees: int = 1, capacity: int = 2, **program: Any) -> tuple[Enrollment, list[Enrollment]]:
    """A mentor (who offers Negotiation) and mentees (who want it) open to proposals, in a program that has them."""
    cohort = make_cohort(make_program(allows_proposals=True, **program))
    mentor = make_enrollment(cohort, Role.MENTOR, capacity=capacity, offers=["Negotiation"])
    wishes = {"wants": ["Negotiation"], "is_open_to_proposals": True}
    return mentor, [make_enrollment(cohort, Role.MENTEE, **wishes) for _ in range(mentees)]


def make_proposal(mentor: Enrollment, mentee: Enrollment, message: str = "May I be your mentor?") -> Proposal:
    """A proposal that waits for the mentee's answer."""
    return proposals.propose(mentor, mentee, message, by=mentor.person)
