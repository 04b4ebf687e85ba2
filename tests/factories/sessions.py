"""Meetings and what came of them, made through the services that pages use wherever time allows."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from matching.models import Partnership
from people.models import Person
from program.enums import GUIDE_ROLES, SEEKER_ROLES, ProgramKind, Role
from sessions.models import ActionItem, Meeting, MeetingAttendee
from sessions.services.meetings import When
from tests.factories.agreements import make_schedule, sign_by_all
from tests.factories.matching import make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program

ZONE = "Europe/Warsaw"


def guide_in(partnership: Partnership) -> Person:
    """The mentor or coach."""
    return partnership.members.get(role__in=GUIDE_ROLES).person


def seeker_in(partnership: Partnership) -> Person:
    """The mentee or client."""
    return partnership.members.get(role__in=SEEKER_ROLES).person


def sponsor_in(partnership: Partnership) -> Person:
    """The sponsor."""
    return partnership.members.get(role=Role.SPONSOR).person


def make_active(**fields: Any) -> Partnership:
    """A mentoring partnership signed by all, whose agreed meetings begin far ahead (in 200 days)."""
    partnership = make_partnership(**fields)
    sign_by_all(partnership, make_schedule(first_on=timezone.localdate() + timedelta(days=200)))
    return partnership


def make_active_coaching(*, has_sponsor: bool = False, **program_fields: Any) -> Partnership:
    """The same in coaching: a coach, a client, perhaps a sponsor; six sessions agreed."""
    cohort = make_cohort(make_program(ProgramKind.COACHING, has_sponsor=has_sponsor, **program_fields))
    sponsor = make_person("Sponsor") if has_sponsor else None
    return make_active(guide=make_enrollment(cohort, Role.COACH), sponsor=sponsor)


def make_when(day: date, at: time = time(9), **fields: Any) -> When:
    """An hour at 09:00 in Warsaw."""
    return When(day, at, fields.pop("zone", ZONE), fields.pop("minutes", 60), **fields)


def make_meeting(
    partnership: Partnership | None = None, *, starts_in: timedelta = timedelta(days=3), **fields: Any
) -> Meeting:
    """A scheduled meeting of an hour with everybody who works in the partnership; negative `starts_in`: in the past."""
    partnership = partnership or make_active()
    minutes = fields.pop("minutes", 60)
    people = fields.pop("people", None) or [
        member.person for member in partnership.members.exclude(role=Role.SPONSOR).select_related("person")
    ]
    start: datetime = (timezone.now() + starts_in).replace(second=0, microsecond=0)
    local = start.astimezone(ZoneInfo(ZONE))
    meeting = Meeting.objects.create(
        partnership=partnership,
        local_date=local.date(),
        local_time=local.time(),
        zone=ZONE,
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        minutes=minutes,
        **fields,
    )
    for person in people:
        MeetingAttendee.objects.create(
            meeting=meeting, person=person, starts_at=meeting.starts_at, ends_at=meeting.ends_at
        )
    return meeting


def make_action(partnership: Partnership, owner: Person, title: str = "Write the outline", **fields: Any) -> ActionItem:
    """An open action that is due in a week."""
    fields.setdefault("due_on", timezone.localdate() + timedelta(days=7))
    return ActionItem.objects.create(partnership=partnership, owner=owner, title=title, **fields)
