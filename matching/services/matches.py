"""An admin matches two people by hand, with a reason that stays on record. The rules hold as everywhere."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.rules import Refusal
from matching.bridge.coaches import obstacle_to_assigning
from matching.bridge.pairs import why_never
from matching.models import Partnership
from matching.permissions import may_match_by_hand
from matching.services import partnerships, places
from people.models import Person
from program.enums import ROLES_OF, ProgramKind, Role
from program.models import Enrollment
from program.permissions import may_be_matched


@transaction.atomic
def match_by_hand(
    guide: Enrollment, seeker: Enrollment, reason: str, *, by: Person, sponsor: Person | None = None
) -> Partnership:
    """Bring two people together. Raises NoPlaceLeft, or Refusal when a rule stands between them or one is not ready."""
    locked = places.lock([guide, seeker])
    guide, seeker = locked[guide.pk], locked[seeker.pk]
    may_match_by_hand.check(by, guide.program)
    if guide.cohort_id != seeker.cohort_id or (guide.role, seeker.role) != ROLES_OF[ProgramKind(guide.program.kind)]:
        raise Refusal(_("Choose two people who look for each other in the same cohort."))
    for enrollment in (guide, seeker):
        # The admin's own enrollment gets no other words: they act for the program here.
        may_be_matched.check(None, enrollment)
    obstacle = why_never(seeker, guide) or obstacle_to_assigning(seeker, guide)
    if obstacle:
        raise Refusal(obstacle)
    if not reason.strip():
        raise Refusal(_("Please write down why you match these two."))
    members: list[partnerships.Member] = [(guide, guide.person, guide.role), (seeker, seeker.person, seeker.role)]
    if sponsor:
        check_sponsor(sponsor, guide, seeker)
        members.append((None, sponsor, Role.SPONSOR))
    return partnerships.form(guide.cohort, members, by=by, match_reason=reason)


def check_sponsor(sponsor: Person, guide: Enrollment, seeker: Enrollment) -> None:
    """Raise Refusal when this person cannot be the sponsor of these two."""
    if not guide.program.has_sponsor:
        raise Refusal(_("Partnerships of this program have no sponsor."))
    if sponsor.pk in {guide.person_id, seeker.person_id}:
        raise Refusal(_("The sponsor is a third person, neither the coach nor the client."))
    if not sponsor.is_working:
        raise Refusal(_("%(name)s is away and cannot be the sponsor now.") % {"name": sponsor.get_full_name()})


def default_sponsor(seeker: Enrollment) -> Person | None:
    """The client's manager, when the program has sponsors and the manager is at work."""
    manager = seeker.person.manager if seeker.program.has_sponsor else None
    return manager if manager and manager.is_working else None
