"""What somebody may do with meetings, records and closure, or why not. Access itself comes with the object (404)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.rules import Reason, Rule
from matching.enums import PartnershipState
from matching.models import Partnership
from program.enums import GUIDE_ROLES, SEEKER_ROLES, Role
from sessions.enums import MeetingState
from sessions.models import Meeting
from sessions.selectors import circle
from sessions.selectors.exchange import exchange_of

WORKING_STATES = (PartnershipState.ACTIVE, PartnershipState.CLOSING)
# After so many sessions a pair knows each other; then it can still end, as every partnership can.
REMATCH_SESSIONS = 2


def is_late_now(meeting: Meeting, now: datetime | None = None) -> bool:
    """Whether cancelling at this moment is later than the agreed notice."""
    notice = timedelta(hours=meeting.partnership.late_hours)
    return meeting.starts_at - (now or timezone.now()) < notice


def role_of(person: Any, partnership: Partnership) -> str:
    """The person's role in the partnership; empty when they have none."""
    member = circle.member_of(partnership, person)
    return member.role if member else ""


@Rule
def can_work_in(person: Any, partnership: Partnership) -> Reason | None:
    """Whether the person is a member whose conversations these are, and the partnership has not ended."""
    if role_of(person, partnership) in {"", Role.SPONSOR}:
        return _("Only the people who meet can do that.")
    if not partnership.is_current:
        return _("This partnership has ended. You can still read what you shared.")
    return None


@Rule
def can_plan(person: Any, partnership: Partnership) -> Reason | None:
    """Whether the person may add a meeting now."""
    if partnership.state == PartnershipState.PAUSED:
        return _("This partnership is paused. You can plan meetings when it goes on.")
    return can_work_in.reason(person, partnership)


@Rule
def can_change(person: Any, meeting: Meeting) -> Reason | None:
    """Whether the person may move the meeting."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled. You can plan a new one.")
    if meeting.state != MeetingState.SCHEDULED:
        return _("What happened is settled, so this meeting stays where it is.")
    return can_plan.reason(person, meeting.partnership)


@Rule
def can_cancel(person: Any, meeting: Meeting) -> Reason | None:
    """Whether the person may cancel the meeting."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled already.")
    if meeting.state != MeetingState.SCHEDULED:
        return _("What happened is settled, so there is nothing to cancel.")
    if meeting.starts_at <= timezone.now():
        return _("This meeting has begun. Say what happened instead.")
    return can_work_in.reason(person, meeting.partnership)


@Rule
def can_report(person: Any, meeting: Meeting) -> Reason | None:
    """Whether the person may say (again) what happened."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled.")
    if meeting.starts_at > timezone.now():
        return _("You can say what happened once the meeting has begun.")
    return can_work_in.reason(person, meeting.partnership)


@Rule
def can_choose_focus(person: Any, meeting: Meeting) -> Reason | None:
    """Whether the person may choose what the meeting is about: the mentee or client does, until it is over."""
    if role_of(person, meeting.partnership) not in SEEKER_ROLES:
        return _("The focus is chosen by the person whose goals these are.")
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled.")
    if meeting.state != MeetingState.SCHEDULED or meeting.ends_at <= timezone.now():
        return _("This meeting is over, so its focus stays as it was.")
    return can_work_in.reason(person, meeting.partnership)


@Rule
def can_write_log(person: Any, meeting: Meeting) -> Reason | None:
    """Whether the person may write the shared record: in coaching the coach, in mentoring either side."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled, so there is nothing to log.")
    if meeting.state == MeetingState.MISSED:
        return _("You did not meet, so there is nothing to log.")
    if meeting.starts_at > timezone.now():
        return _("You can write the log once the meeting has begun.")
    partnership = meeting.partnership
    if partnership.program.is_coaching and role_of(person, partnership) not in GUIDE_ROLES:
        return _("In coaching, the coach writes the shared record. You can read it here.")
    return can_work_in.reason(person, partnership)


@Rule
def can_begin_closing(person: Any, partnership: Partnership) -> Reason | None:
    """Whether the person may begin the closing."""
    if partnership.state == PartnershipState.FORMING:
        return _("Nothing is signed yet. You can end it at any time instead.")
    if partnership.state == PartnershipState.CLOSING:
        return _("The closing has begun already.")
    return can_work_in.reason(person, partnership)


@Rule
def can_ask_rematch(person: Any, partnership: Partnership) -> Reason | None:
    """Whether the person may ask for another coach (or for one for their client): until two sessions were held."""
    if not partnership.program.is_coaching:
        return _("In mentoring you choose each other. You can end the partnership at any time, nobody's fault.")
    reason = can_work_in.reason(person, partnership)
    if reason is None and held_meetings(partnership) >= REMATCH_SESSIONS:
        return _("You have had two sessions together, so this way is closed. There are others.")
    return reason


def held_meetings(partnership: Partnership) -> int:
    """How many meetings took place."""
    return Meeting.objects.filter(partnership=partnership, state=MeetingState.HELD).count()


@Rule
def can_check_goal(person: Any, goal: Any) -> Reason | None:
    """Whether the person may say where a goal stands."""
    if goal.state != "agreed":
        return _("Only a goal that is agreed and open can have a check-in.")
    return can_work_in.reason(person, goal.partnership)


@Rule
def can_write_statement(person: Any, partnership: Partnership, kind: str) -> Reason | None:
    """Whether the person may write to the sponsor: coach or client, where there is a sponsor and it was agreed."""
    if role_of(person, partnership) in {"", Role.SPONSOR}:
        return _("Only coach and client can do that.")
    if not circle.sponsors(partnership):
        return _("There is no sponsor in this partnership.")
    # The closing review may well be finished after the partnership is completed.
    if partnership.state == PartnershipState.ENDED_EARLY:
        return _("This partnership ended early. Nothing goes to the sponsor any more.")
    if not exchange_of(partnership).has_review(kind):
        return _("Your agreement does not foresee this for the sponsor.")
    return None


@Rule
def can_release_statement(person: Any, partnership: Partnership, kind: str) -> Reason | None:
    """Whether the person may release the review to the sponsor: the client, and nobody else."""
    if role_of(person, partnership) not in SEEKER_ROLES:
        return _("Only the client can release it to the sponsor.")
    return can_write_statement.reason(person, partnership, kind)
