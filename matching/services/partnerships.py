"""Partnerships come to be, become active, rest and end. Every change is atomic and audited."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged, move
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember
from matching.services import notices, places, queue, waitlist
from matching.signals import partnership_ended, partnership_formed
from people.models import Person
from program.enums import GUIDE_ROLES
from program.models import Cohort, Enrollment

Member = tuple[Enrollment | None, Person, str]


@transaction.atomic
def form(cohort: Cohort, members: Sequence[Member], *, by: Person | None, match_reason: str = "") -> Partnership:
    """Bring people together: each enrolled member takes their lowest free place, under lock.

    `members` are (enrollment, person, role); a sponsor has no enrollment. An admin who matches by hand (`by`) gives
    their `match_reason`. Tells everybody, ends the seekers' other
    open requests and sends `partnership_formed`, all in one transaction.
    Raises NoPlaceLeft, or Refusal when the same people are matched already.
    """
    given = [enrollment for enrollment, _person, _role in members if enrollment is not None]
    locked = places.lock(given)
    enrolled = [locked[enrollment.pk] for enrollment in given]
    _refuse_same_pair(enrolled)
    partnership = Partnership.objects.create(
        cohort=cohort, matched_at=timezone.now(), matched_by=by if match_reason else None, match_reason=match_reason
    )
    for enrollment, person, role in members:
        slot = places.take(locked[enrollment.pk]) if enrollment else None
        PartnershipMember.objects.create(
            partnership=partnership, person=person, enrollment=enrollment, role=role, slot=slot
        )
    audit.record("partnership.form", partnership, by=by, roles=sorted(str(role) for _e, _p, role in members))
    partnership_formed.send(Partnership, partnership=partnership)
    notices.matched(partnership)
    for enrollment in enrolled:
        if not enrollment.is_guide and not places.free_slots(enrollment):
            queue.supersede_all(enrollment, by=by)
            waitlist.leave_all(enrollment, by=by)
        elif enrollment.is_guide and not places.free_slots(enrollment):
            notices.mentor_full(enrollment)
    return partnership


def lock(partnership: Partnership) -> Partnership:
    """The partnership as it stands now, with its program, held until the transaction ends."""
    rows = Partnership.objects.select_for_update(of=("self",), no_key=True).select_related("cohort__program")
    return rows.get(pk=partnership.pk)


@transaction.atomic
def activate(partnership: Partnership, *, by: Person | None, ends_on: date | None = None) -> None:
    """Every required party has signed. Without `ends_on` it lasts as long as the program says.

    Raises AlreadyChanged unless it is forming.
    """
    now = timezone.now()
    ends_on = ends_on or months_after(timezone.localdate(now), partnership.program.duration_months)
    move(partnership, PartnershipState.ACTIVE, by=by, activated_at=now, ends_on=ends_on)


@transaction.atomic
def pause(partnership: Partnership, *, by: Person | None, for_leave: bool = False) -> None:
    """All clocks stand still. `for_leave` remembers that it resumes by itself when the person is back.

    Raises AlreadyChanged unless it is active.
    """
    move(partnership, PartnershipState.PAUSED, by=by, is_paused_for_leave=for_leave)


@transaction.atomic
def resume(partnership: Partnership, *, by: Person | None) -> None:
    """Go on after a pause. Raises AlreadyChanged unless it is paused."""
    if partnership.state != PartnershipState.PAUSED:
        raise AlreadyChanged
    move(partnership, PartnershipState.ACTIVE, by=by, is_paused_for_leave=False)


@transaction.atomic
def begin_closing(partnership: Partnership, *, by: Person | None) -> None:
    """Both sides look back; the places stay taken until it is completed. Raises AlreadyChanged when it cannot."""
    move(partnership, PartnershipState.CLOSING, by=by, is_paused_for_leave=False)


@transaction.atomic
def complete(partnership: Partnership, *, by: Person | None) -> None:
    """It ends as planned: places free, `partnership_ended` is sent. Raises AlreadyChanged unless it is closing."""
    _end(partnership, PartnershipState.COMPLETED, by=by, because="")


@transaction.atomic
def end_early(partnership: Partnership, *, by: Person | None, because: str = "") -> None:
    """It ends before its time, with no fault: places free, the others are told, `partnership_ended` is sent.

    `because` is a code for the audit trail ("left", "withdrawn"), never what somebody wrote.
    Raises AlreadyChanged when it is over already.
    """
    _end(partnership, PartnershipState.ENDED_EARLY, by=by, because=because)


def months_after(start: date, months: int) -> date:
    """The same day some months later; the last day of the month where that day does not exist."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _end(partnership: Partnership, to: PartnershipState, *, by: Person | None, because: str) -> None:
    members = list(partnership.members.select_related("person"))
    move(partnership, to, by=by, ended_at=timezone.now(), is_paused_for_leave=False)
    if because:
        audit.record("partnership.end_reason", partnership, by=by, because=because)
    partnership.members.update(slot=None)
    partnership_ended.send(Partnership, partnership=partnership, by=by)
    if to == PartnershipState.ENDED_EARLY:
        notices.ended(partnership, members, by=by)
    guides = [member.enrollment_id for member in members if member.enrollment_id and member.role in GUIDE_ROLES]
    for guide in places.lock(guides, skip_held=True).values():
        waitlist.offer_free_places(guide)


def _refuse_same_pair(enrollments: Sequence[Enrollment]) -> None:
    """Raise Refusal when these people already share a current partnership."""
    current = Partnership.objects.current()
    for enrollment in enrollments:
        current = current.filter(members__enrollment=enrollment)
    if enrollments and current.exists():
        raise Refusal(_("You are matched already. Here is how it stands now."))
