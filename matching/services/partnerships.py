"""Partnerships come to be, become active, rest and end. Every change is atomic and audited."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged, move
from matching.enums import CURRENT_PARTNERSHIP, PartnershipState
from matching.models import Partnership, PartnershipMember
from matching.services import notices, open_proposals, places, queue, waitlist
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
    return form_all(cohort, [members], by=by, match_reason=match_reason)[0]


@transaction.atomic
def form_all(
    cohort: Cohort, groups: Sequence[Sequence[Member]], *, by: Person | None, match_reason: str = ""
) -> list[Partnership]:
    """The same for many groups at once, all of them or none, with as few queries as for one. See `form`."""
    locked = places.lock([one.pk for group in groups for one, _person, _role in group if one is not None])
    enrolled = [[locked[one.pk] for one, _person, _role in group if one is not None] for group in groups]
    _refuse_same_pairs(enrolled)
    now, matched_by = timezone.now(), by if match_reason else None
    formed = Partnership.objects.bulk_create(
        [Partnership(cohort=cohort, matched_at=now, matched_by=matched_by, match_reason=match_reason) for _ in groups]
    )
    free = {pk: iter(slots) for pk, slots in places.free_slots_of(locked.values()).items()}
    members = []
    for partnership, group in zip(formed, groups, strict=True):
        for enrollment, person, role in group:
            slot = places.next_of(free, locked[enrollment.pk]) if enrollment else None
            members.append(
                PartnershipMember(partnership=partnership, person=person, enrollment=enrollment, role=role, slot=slot)
            )
    PartnershipMember.objects.bulk_create(members, batch_size=1000)
    roles = [sorted(str(role) for _one, _person, role in group) for group in groups]
    facts = [(partnership, {"roles": given}) for partnership, given in zip(formed, roles, strict=True)]
    audit.record_all("partnership.form", facts, by=by)
    partnership_formed.send(Partnership, partnerships=formed)
    notices.matched(formed, members)
    full = {pk for pk, slots in free.items() if next(slots, None) is None}
    _settle_the_full([one for pk, one in locked.items() if pk in full], by=by)
    return formed


def _settle_the_full(enrollments: Sequence[Enrollment], *, by: Person | None) -> None:
    """Whoever looks and has found enough stops asking and waiting; who asked a guide that is full now is told."""
    asking, waiting, asked = (
        queue.who_asks(enrollments),
        waitlist.who_waits(enrollments),
        queue.who_is_asked(enrollments),
    )
    for enrollment in enrollments:
        if enrollment.is_guide and enrollment.pk in asked:
            notices.mentor_full(enrollment)
        if not enrollment.is_guide and enrollment.pk in asking:
            queue.supersede_all(enrollment, by=by)
        if not enrollment.is_guide and enrollment.pk in waiting:
            waitlist.leave_all(enrollment, by=by)
    open_proposals.end_with(enrollments, by=by)


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
def take_terms(
    partnership: Partnership,
    *,
    by: Person | None,
    ends_on: date | None = None,
    package_meetings: int | None = None,
    late_cancellation_hours: int | None = None,
) -> None:
    """What everybody has signed drives the partnership from now on; recorded when it changes something.

    None stands for what the agreement says nothing about: the last day stays as it is, for the others the program's
    word counts. Call it with the partnership locked.
    """
    wanted = {
        "ends_on": ends_on or partnership.ends_on,
        "package_meetings": package_meetings,
        "late_cancellation_hours": late_cancellation_hours,
    }
    changed = {name: value for name, value in wanted.items() if getattr(partnership, name) != value}
    if not changed:
        return
    before = {f"{name}_before": getattr(partnership, name) for name in changed}
    for name, value in changed.items():
        setattr(partnership, name, value)
    partnership.save(update_fields=list(changed))
    audit.record("partnership.take_terms", partnership, by=by, **changed, **before)


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


def _refuse_same_pairs(groups: Sequence[Sequence[Enrollment]]) -> None:
    """Raise Refusal when the people of a group share a current partnership."""
    people = {one.pk for group in groups for one in group}
    current = PartnershipMember.objects.filter(enrollment__in=people, partnership__state__in=CURRENT_PARTNERSHIP)
    together: defaultdict[UUID, set[UUID | None]] = defaultdict(set)
    for partnership, enrollment in current.values_list("partnership", "enrollment"):
        together[partnership].add(enrollment)
    standing = {frozenset(members) for members in together.values()}
    for group in groups:
        wanted = {one.pk for one in group}
        if wanted and any(wanted <= members for members in standing):
            raise Refusal(_("You are matched already. Here is how it stands now."))
