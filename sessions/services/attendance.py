"""What happened at a meeting: each side says it, agreement makes it a fact, disagreement is shown as such."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move as change_state
from people.models import Person
from program.enums import Role
from sessions import permissions
from sessions.enums import MeetingState, Report
from sessions.models import Meeting, MeetingAttendee
from sessions.services import calendars, meetings

BELIEVED_AFTER = timedelta(days=7)
DISPUTED = "disputed"


def verdict(reports: Sequence[str], *, is_final: bool = False) -> str:
    """What these reports (one for each side; empty: nothing said yet) make of a meeting.

    Answers MeetingState.HELD or MISSED, "disputed", or "" while somebody has still to speak. With `is_final` one side's
    word is enough.
    """
    said = [report for report in reports if report]
    if not said:
        return ""
    everybody_held = all(report == Report.HELD for report in said)
    nobody_held = all(report != Report.HELD for report in said)
    blames = sum(report == Report.OTHER_ABSENT for report in said)
    if not (everybody_held or nobody_held) or blames > 1:
        return DISPUTED
    if len(said) < len(reports) and not is_final:
        return ""
    return MeetingState.HELD if everybody_held else MeetingState.MISSED


@transaction.atomic
def report(meeting: Meeting, says: str, *, by: Person) -> None:
    """One side says what happened. The same word twice changes nothing.

    Raises Refusal before the meeting began, after it was cancelled, or once both sides agreed on what happened.
    """
    if says not in Report.values:
        raise Refusal(_("Please choose one of the answers."))
    current = meetings.lock(meeting)
    permissions.can_report.check(by, current)
    attendee = current.attendees.filter(person=by).first()
    if attendee is None:
        raise Refusal(_("You were not invited to this meeting."))
    if attendee.report == says:
        return
    if _is_settled(current):
        raise Refusal(_("Both of you said the same about this meeting, so it is settled."))
    attendee.report, attendee.reported_at = says, timezone.now()
    attendee.save(update_fields=["report", "reported_at"])
    audit.record("meeting.report", current, by=by, says=says)
    conclude(current, by=by, is_final=current.state != MeetingState.SCHEDULED)


def conclude(meeting: Meeting, *, by: Person | None, is_final: bool = False) -> None:
    """Make a fact of what the sides said, as far as that is possible. Call it with the meeting locked."""
    sides = _sides(meeting)
    result = verdict([side.report for side in sides], is_final=is_final)
    is_disputed = result == DISPUTED
    if meeting.is_disputed != is_disputed:
        meeting.is_disputed = is_disputed
        meeting.save(update_fields=["is_disputed"])
    if result in {"", DISPUTED}:
        return
    is_held = result == MeetingState.HELD
    for side in sides:
        side.has_attended = is_held or side.report == Report.OTHER_ABSENT
    with calendars.one_place_at_a_time():
        MeetingAttendee.objects.bulk_update(sides, ["has_attended"])
        meeting.attendees.update(is_busy=is_held)
    if meeting.state != result:
        counts = is_held and meetings.counts_in_package(meeting)
        change_state(meeting, result, by=by, action=f"meeting.{result}", counts_in_package=counts)


def believe(meeting: Meeting, *, by: Person) -> None:
    """Somebody wrote the log, so they met: that side's word makes it a fact unless the other says otherwise."""
    attendee = meeting.attendees.filter(person=by).first()
    if attendee is not None and attendee.report != Report.HELD:
        attendee.report, attendee.reported_at = Report.HELD, timezone.now()
        attendee.save(update_fields=["report", "reported_at"])
    conclude(meeting, by=by, is_final=True)


def believe_old_reports(now: datetime) -> None:
    """A week after one side spoke and the other did not, the one word counts. Idempotent."""
    waiting = Meeting.objects.filter(
        state=MeetingState.SCHEDULED, is_disputed=False, attendees__reported_at__lte=now - BELIEVED_AFTER
    )
    for key in list(waiting.values_list("pk", flat=True).distinct()):
        with transaction.atomic():
            current = meetings.lock(Meeting(pk=key))
            if current.state == MeetingState.SCHEDULED:
                conclude(current, by=None, is_final=True)


def _sides(meeting: Meeting) -> list[MeetingAttendee]:
    """Everybody whose word counts: the attendees, without a sponsor."""
    sponsor_keys = meeting.partnership.members.filter(role=Role.SPONSOR).values("person")
    return list(meeting.attendees.exclude(person__in=sponsor_keys).order_by("person"))


def _is_settled(meeting: Meeting) -> bool:
    if meeting.state == MeetingState.SCHEDULED or meeting.is_disputed:
        return False
    return all(side.report for side in _sides(meeting))
