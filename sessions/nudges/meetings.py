"""Letters about meetings: tomorrow's, moved ones, cancelled ones, those without a log."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.definitions import Due, Letter, NudgeKind
from notifications.enums import Family, Urgency
from program.enums import GUIDE_ROLES, ProgramKind, Role
from sessions.enums import MeetingState, Report
from sessions.models import Meeting, MeetingAttendee
from sessions.nudges.words import MOVING, moment_words, others_words

NOTICE = timedelta(hours=24)
LOG_DAYS = (1, 3)
LOOK_BACK = timedelta(days=10)


def find_tomorrow(now: datetime) -> Iterable[Due]:
    """Everybody invited to a meeting that begins within two days; the scheduled start is the occasion."""
    rows = MeetingAttendee.objects.filter(
        meeting__state=MeetingState.SCHEDULED,
        meeting__starts_at__gt=now,
        meeting__starts_at__lte=now + 2 * NOTICE,
        meeting__partnership__state__in=MOVING,
    ).select_related("meeting__partnership__cohort")
    for row in rows:
        meeting = row.meeting
        yield Due(
            row.person_id,
            meeting.pk,
            meeting.starts_at.isoformat(),
            meeting.starts_at - NOTICE,
            meeting.starts_at,
            meeting.partnership.cohort.program_id,
        )


def is_still_tomorrow(meeting: Meeting, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether it is still planned for that very moment, and the partnership is not resting."""
    return (
        meeting.state == MeetingState.SCHEDULED
        and meeting.starts_at > now
        and meeting.starts_at.isoformat() == occasion
        and meeting.partnership.state in MOVING
        and meeting.attendees.filter(person=recipient).exists()
    )


def write_tomorrow(meeting: Meeting, recipient: Any) -> Letter:
    """Who and when."""
    facts = {"names": others_words(meeting.partnership, recipient), "when": moment_words(meeting.starts_at)}
    return Letter(
        subject=_("You meet %(names)s: %(when)s") % facts,
        lines=[
            _("You meet %(names)s on %(when)s, your time.") % facts,
            _("If you cannot come, please move it in time."),
        ],
        label=_("Open the meeting"),
        url=reverse("meeting_detail", args=[meeting.pk]),
    )


def find_unlogged(now: datetime) -> Iterable[Due]:
    """One and three days after a meeting without a log: the coach, or both in mentoring."""
    rows = (
        MeetingAttendee.objects.filter(
            meeting__state__in=[MeetingState.SCHEDULED, MeetingState.HELD],
            meeting__ends_at__lte=now,
            meeting__ends_at__gt=now - LOOK_BACK,
            meeting__partnership__state__in=MOVING,
            meeting__log__isnull=True,
            meeting__is_disputed=False,
            report__in=["", Report.HELD],
        )
        .select_related("meeting__partnership__cohort__program")
        .prefetch_related("meeting__partnership__members")
    )
    for row in rows:
        partnership = row.meeting.partnership
        role = next((m.role for m in partnership.members.all() if m.person_id == row.person_id), Role.SPONSOR)
        if not _writes_log(role, partnership.program.kind):
            continue
        for days in LOG_DAYS:
            due_at = row.meeting.ends_at + timedelta(days=days)
            yield Due(
                row.person_id, row.meeting_id, str(days), due_at, due_at + timedelta(days=7), partnership.program.pk
            )


def _writes_log(role: str, kind: str) -> bool:
    return role in GUIDE_ROLES if kind == ProgramKind.COACHING else role != Role.SPONSOR


def is_still_unlogged(meeting: Meeting, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether nobody wrote the log, and there is something to log."""
    return (
        meeting.state in {MeetingState.SCHEDULED, MeetingState.HELD}
        and meeting.partnership.state in MOVING
        and not hasattr(meeting, "log")
        and not meeting.is_disputed
        and meeting.attendees.filter(person=recipient, report__in=["", Report.HELD]).exists()
        # Moved ahead in the meantime.
        and meeting.ends_at + timedelta(days=int(occasion)) <= now
    )


def write_unlogged(meeting: Meeting, recipient: Any) -> Letter:
    """Who and when."""
    facts = {"names": others_words(meeting.partnership, recipient), "when": moment_words(meeting.starts_at)}
    return Letter(
        subject=_("A few words about your meeting with %(names)s") % facts,
        lines=[
            _("You met %(names)s on %(when)s, as far as we know.") % facts,
            _("Two minutes for the log, while you still remember. If you did not meet, you can say so there."),
        ],
        label=_("Open the meeting"),
        url=reverse("meeting_detail", args=[meeting.pk]),
    )


def is_still_planned(meeting: Meeting, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether it stands as it was planned (a move has its own letter)."""
    return meeting.state == MeetingState.SCHEDULED and meeting.sequence == 0


def write_planned(meeting: Meeting, recipient: Any) -> Letter:
    """Who and when."""
    facts = {"names": others_words(meeting.partnership, recipient), "when": moment_words(meeting.starts_at)}
    return Letter(
        subject=_("A meeting with %(names)s: %(when)s") % facts,
        lines=[
            _("A meeting with %(names)s was planned for %(when)s, your time.") % facts,
            _("If it does not suit you, you can move it."),
        ],
        label=_("Open the meeting"),
        url=reverse("meeting_detail", args=[meeting.pk]),
    )


def is_still_moved(meeting: Meeting, recipient: Any, occasion: str, now: datetime) -> bool:
    """Whether this was its last change (a later one has its own letter)."""
    return meeting.state == MeetingState.SCHEDULED and str(meeting.sequence) == occasion


def write_moved(meeting: Meeting, recipient: Any) -> Letter:
    """Who and when now."""
    facts = {"names": others_words(meeting.partnership, recipient), "when": moment_words(meeting.starts_at)}
    return Letter(
        subject=_("Your meeting with %(names)s has changed") % facts,
        lines=[_("It is now on %(when)s, your time.") % facts],
        label=_("Open the meeting"),
        url=reverse("meeting_detail", args=[meeting.pk]),
    )


def is_still_cancelled(meeting: Meeting, recipient: Any, occasion: str, now: datetime) -> bool:
    """Cancelled for good."""
    return meeting.state == MeetingState.CANCELLED


def write_cancelled(meeting: Meeting, recipient: Any) -> Letter:
    """Who and when it would have been."""
    facts = {"names": others_words(meeting.partnership, recipient), "when": moment_words(meeting.starts_at)}
    return Letter(
        subject=_("Your meeting with %(names)s is cancelled") % facts,
        lines=[_("The meeting on %(when)s will not take place.") % facts],
        label=_("Open your partnership"),
        url=reverse("partnership_detail", args=[meeting.partnership_id]),
    )


KINDS = (
    NudgeKind(
        kind="meeting_tomorrow",
        family=Family.MEETING,
        urgency=Urgency.NOW,
        label=gettext_lazy("You meet tomorrow"),
        subject=Meeting,
        find=find_tomorrow,
        is_needed=is_still_tomorrow,
        write=write_tomorrow,
    ),
    NudgeKind(
        kind="session_log_missing",
        family=Family.MEETING,
        label=gettext_lazy("A session log is missing"),
        subject=Meeting,
        find=find_unlogged,
        is_needed=is_still_unlogged,
        write=write_unlogged,
    ),
    NudgeKind(
        kind="meeting_planned",
        family=Family.MEETING,
        urgency=Urgency.NOW,
        label=gettext_lazy("A meeting was planned"),
        subject=Meeting,
        is_needed=is_still_planned,
        write=write_planned,
    ),
    NudgeKind(
        kind="meeting_moved",
        family=Family.MEETING,
        urgency=Urgency.NOW,
        label=gettext_lazy("A meeting was moved"),
        subject=Meeting,
        is_needed=is_still_moved,
        write=write_moved,
    ),
    NudgeKind(
        kind="meeting_cancelled",
        family=Family.MEETING,
        urgency=Urgency.NOW,
        label=gettext_lazy("A meeting was cancelled"),
        subject=Meeting,
        is_needed=is_still_cancelled,
        write=write_cancelled,
    ),
)
