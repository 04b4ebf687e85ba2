"""Meetings are planned, moved and cancelled. A meeting that is moved stays the same meeting."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged
from core.transitions import move as change_state
from matching.enums import PartnershipState
from matching.models import Partnership
from matching.services import partnerships
from notifications.services import nudges
from people.models import Person
from program.enums import GUIDE_ROLES, Role
from sessions import permissions, wallclock
from sessions.enums import MeetingKind, MeetingState
from sessions.models import Meeting, MeetingAttendee
from sessions.selectors import circle
from sessions.services import calendars

MINUTES = (5, 480)


@dataclass(frozen=True, slots=True)
class When:
    """A wall-clock time in a named zone, a length in minutes and a place."""

    day: date
    at: time
    zone: str
    minutes: int
    place: str = ""

    def span(self) -> tuple[datetime, datetime]:
        """Start and end in UTC. Raises Refusal for an unknown zone or a length that makes no sense."""
        if not MINUTES[0] <= self.minutes <= MINUTES[1]:
            raise Refusal(_("A meeting lasts between 5 minutes and 8 hours."))
        start = wallclock.resolve(self.day, self.at, self.zone).utc
        return start, start + timedelta(minutes=self.minutes)

    def fields(self) -> dict[str, Any]:
        """The fields of a Meeting that follow from it."""
        start, end = self.span()
        return {
            "local_date": self.day,
            "local_time": self.at,
            "zone": self.zone,
            "minutes": self.minutes,
            "place": self.place,
            "starts_at": start,
            "ends_at": end,
        }


@transaction.atomic
def schedule(partnership: Partnership, when: When, *, by: Person, kind: str = MeetingKind.REGULAR) -> Meeting:
    """Plan one meeting and tell the others, or note one that was held. The same meeting asked for twice is made once.

    Raises Refusal when somebody is busy then, or the time is outside the partnership.
    """
    # Held: a meeting planned while somebody ends the partnership would outlive it.
    partnership = partnerships.lock(partnership)
    permissions.can_plan.check(by, partnership)
    if partnership.state == PartnershipState.FORMING and partnership.program.is_coaching:
        kind = MeetingKind.CHEMISTRY
    people = _invited(partnership, kind)
    start, end = when.span()
    _refuse_outside(partnership, start)
    calendars.lock(people)
    same = partnership.meetings.filter(starts_at=start, ends_at=end, state=MeetingState.SCHEDULED, kind=kind).first()
    if same is not None:
        return same
    calendars.refuse_double_booking(people, start, end, by=by)
    with calendars.one_place_at_a_time():
        meeting = Meeting.objects.create(partnership=partnership, kind=kind, **when.fields())
        MeetingAttendee.objects.bulk_create(
            MeetingAttendee(meeting=meeting, person=person, starts_at=start, ends_at=end) for person in people
        )
    audit.record("meeting.schedule", meeting, by=by, starts_at=start, minutes=when.minutes)
    if start > timezone.now():
        _tell("meeting_planned", meeting, by=by)
    return meeting


@transaction.atomic
def move(meeting: Meeting, when: When, *, by: Person) -> None:
    """Put the meeting to another time, length or place. It keeps its identity; its sequence grows by one.

    What somebody said had happened at the old time no longer counts. Raises Refusal as `schedule` does, and
    AlreadyChanged when it was changed in the meantime.
    """
    people = [attendee.person for attendee in meeting.attendees.select_related("person").order_by("person")]
    calendars.lock(people)
    current = lock(meeting)
    fields = when.fields()
    if all(getattr(current, name) == value for name, value in fields.items()):
        _copy(current, meeting)
        return
    if current.sequence != meeting.sequence:
        raise AlreadyChanged
    permissions.can_change.check(by, current)
    has_new_time = (fields["starts_at"], fields["ends_at"]) != (current.starts_at, current.ends_at)
    if has_new_time:
        _refuse_past(fields["starts_at"])
        _refuse_outside(current.partnership, fields["starts_at"])
        calendars.refuse_double_booking(people, fields["starts_at"], fields["ends_at"], by=by, meeting=current)
    before = current.starts_at
    for name, value in fields.items():
        setattr(current, name, value)
    current.sequence += 1
    current.is_disputed = False
    current.save(update_fields=[*fields, "sequence", "is_disputed"])
    if has_new_time:
        with calendars.one_place_at_a_time():
            current.attendees.update(
                starts_at=current.starts_at, ends_at=current.ends_at, report="", reported_at=None, has_attended=None
            )
    audit.record("meeting.move", current, by=by, before=before, after=current.starts_at, sequence=current.sequence)
    _tell("meeting_moved", current, by=by, occasion=str(current.sequence))
    _copy(current, meeting)


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person) -> None:
    """Cancel the meeting and free everybody's time.

    In coaching a late cancellation by the client's side uses up a session of the package; one by the coach never does.
    Raises Refusal when it has begun or is settled.
    """
    current = lock(meeting)
    permissions.can_cancel.check(by, current)
    is_late = permissions.is_late_now(current)
    is_guide = permissions.role_of(by, current.partnership) in GUIDE_ROLES
    counts = is_late and not is_guide and counts_in_package(current)
    change_state(
        current,
        MeetingState.CANCELLED,
        by=by,
        action="meeting.cancel",
        cancelled_at=timezone.now(),
        cancelled_by=by,
        is_late_cancellation=is_late,
        counts_in_package=counts,
    )
    current.attendees.update(is_busy=False)
    _tell("meeting_cancelled", current, by=by)
    _copy(current, meeting)


@transaction.atomic
def cancel_future(partnership: Partnership, *, by: Person | None) -> None:
    """The partnership is over: every meeting that has not begun is cancelled. Nobody's fault, so never late."""
    for meeting in partnership.meetings.select_for_update().filter(
        state__in=[MeetingState.SCHEDULED, MeetingState.PROPOSED], starts_at__gt=timezone.now()
    ):
        withdraw(meeting, by=by)


def withdraw(meeting: Meeting, *, by: Person | None) -> None:
    """Cancel a meeting because its reason is gone (the partnership ended, the rhythm changed). Call it under lock."""
    change_state(
        meeting,
        MeetingState.CANCELLED,
        by=by,
        action="meeting.withdraw",
        cancelled_at=timezone.now(),
    )
    meeting.attendees.update(is_busy=False)


def counts_in_package(meeting: Meeting) -> bool:
    """Whether the meeting is of the kind that a coaching package is made of."""
    return meeting.kind == MeetingKind.REGULAR and meeting.partnership.program.is_coaching


def lock(meeting: Meeting) -> Meeting:
    """The meeting's row as it is now, held until the transaction ends."""
    return (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("partnership__cohort__program")
        .get(pk=meeting.pk)
    )


def _invited(partnership: Partnership, kind: str) -> list[Person]:
    if kind == MeetingKind.REVIEW and not circle.sponsors(partnership):
        raise Refusal(_("There is no sponsor to review with."))
    return [
        member.person
        for member in circle.members(partnership)
        if member.role != Role.SPONSOR or kind == MeetingKind.REVIEW
    ]


def _refuse_past(start: datetime) -> None:
    if start <= timezone.now():
        raise Refusal(_("That time has passed. Please choose one that lies ahead."))


def _refuse_outside(partnership: Partnership, start: datetime) -> None:
    zone = timezone.get_current_timezone()
    day = start.astimezone(zone).date()
    if day < partnership.matched_at.astimezone(zone).date():
        raise Refusal(_("That is before you were matched."))
    if partnership.ends_on and day > partnership.ends_on:
        raise Refusal(
            _("Your partnership ends on %(day)s. Please choose an earlier day.") % {"day": partnership.ends_on}
        )


def _tell(kind: str, meeting: Meeting, *, by: Person, occasion: str = "") -> None:
    for attendee in meeting.attendees.select_related("person").exclude(person=by):
        nudges.plan(
            kind,
            recipient=attendee.person,
            subject=meeting,
            occasion=occasion,
            expires_at=meeting.starts_at if meeting.starts_at > timezone.now() else None,
            program_id=meeting.partnership.cohort.program_id,
        )


def _copy(current: Meeting, meeting: Meeting) -> None:
    for field in Meeting._meta.concrete_fields:
        setattr(meeting, field.attname, getattr(current, field.attname))
