"""The sponsor of a partnership who leaves it, and the one who comes after. The two who work together stay."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from matching.models import Partnership, PartnershipMember
from matching.services.matches import check_sponsor
from matching.services.partnerships import lock
from people.models import Person
from program.enums import GUIDE_ROLES, SEEKER_ROLES, Role


@transaction.atomic
def leave(partnership: Partnership, person: Person, *, by: Person | None) -> None:
    """The sponsor is no longer a member: from now on they see nothing of it. A second time changes nothing."""
    partnership = lock(partnership)
    left = partnership.members.filter(person=person, role=Role.SPONSOR, left_at=None).update(left_at=timezone.now())
    if left:
        audit.record("partnership.sponsor_left", partnership, by=by, sponsor=person.pk)


@transaction.atomic
def join(partnership: Partnership, person: Person, *, by: Person | None) -> None:
    """Make this person a member as the sponsor. A second time changes nothing.

    Whether they can be it was asked when they were named (`check`): a leave today must not stop a last signature.
    """
    partnership = lock(partnership)
    member = PartnershipMember.objects.filter(partnership=partnership, person=person).first()
    if member is not None and member.left_at is None:
        return
    PartnershipMember.objects.update_or_create(
        partnership=partnership, person=person, defaults={"role": Role.SPONSOR, "left_at": None}
    )
    audit.record("partnership.sponsor_joined", partnership, by=by, sponsor=person.pk)


def check(partnership: Partnership, person: Person) -> None:
    """Raise Refusal when this person cannot be the sponsor of this partnership."""
    if not partnership.is_current:
        raise Refusal(_("This partnership has ended."))
    enrolled = {
        member.role: member.enrollment
        for member in partnership.members.select_related("enrollment__cohort__program", "enrollment__person")
        if member.enrollment is not None
    }
    guide = next(one for role, one in enrolled.items() if role in GUIDE_ROLES)
    seeker = next(one for role, one in enrolled.items() if role in SEEKER_ROLES)
    check_sponsor(person, guide, seeker)
