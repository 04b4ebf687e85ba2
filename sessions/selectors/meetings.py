"""Meetings shaped for pages: what is next, what waits for a word, what was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from matching.models import Partnership
from sessions import wallclock
from sessions.enums import MeetingKind, MeetingState, Report
from sessions.models import Meeting, MeetingAttendee, MeetingSeries, SessionLog
from sessions.selectors import circle

Words = str | Promise


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An occurrence of the agreed rhythm that has no meeting, because somebody was busy then."""

    starts_at: datetime


@dataclass(slots=True)
class Schedule:
    """A partnership's meetings by what they ask of the reader."""

    next: Meeting | None = None
    upcoming: list[Meeting] = field(default_factory=list)
    unsettled: list[Meeting] = field(default_factory=list)
    past: list[Meeting] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    everything: list[Meeting] = field(default_factory=list)


def listed(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Without those that the system itself took out of the calendar; each with `has_log`."""
    has_log = Exists(SessionLog.objects.filter(meeting=OuterRef("pk"), logged_at__isnull=False))
    return meetings.exclude(state=MeetingState.CANCELLED, cancelled_by=None).annotate(has_log=has_log)


def schedule_of(partnership: Partnership) -> Schedule:
    """Everything about a partnership's meetings in three queries, whatever their number."""
    now = timezone.now()
    meetings = list(listed(Meeting.objects.filter(partnership=partnership)).order_by("starts_at"))
    for meeting in meetings:
        meeting.partnership = partnership
    schedule = Schedule(everything=meetings)
    for meeting in meetings:
        if meeting.state == MeetingState.SCHEDULED and meeting.ends_at > now:
            schedule.upcoming.append(meeting)
        elif meeting.state == MeetingState.SCHEDULED or meeting.is_disputed:
            schedule.unsettled.append(meeting)
        elif meeting.starts_at <= now or meeting.state == MeetingState.CANCELLED:
            schedule.past.insert(0, meeting)
    schedule.next = schedule.upcoming[0] if schedule.upcoming else None
    load_reports(schedule.unsettled)
    schedule.left_out = left_out(partnership, meetings, now)
    return schedule


def load_reports(meetings: Sequence[Meeting]) -> None:
    """Load who said what for these meetings (one query)."""
    attendees = MeetingAttendee.objects.select_related("person")
    prefetch_related_objects(list(meetings), Prefetch("attendees", attendees))


def left_out(partnership: Partnership, meetings: Iterable[Meeting], now: datetime) -> list[LeftOut]:
    """What the agreed rhythm asks for and the calendar did not take; nothing once the partnership is over."""
    series = MeetingSeries.objects.filter(partnership=partnership, ended_at=None).first()
    if series is None or not partnership.is_current:
        return []
    # Of older series too: a day about which somebody decided is not planned again.
    planned = {meeting.occurrence_on for meeting in meetings}
    rhythm = wallclock.Rhythm(series.first_on, series.at, series.zone, series.interval_weeks, series.until)
    return [
        LeftOut(instant.utc)
        for day, instant in wallclock.occurrences(rhythm)
        if day not in planned and instant.utc > now and instant.utc > series.created_at
    ]


def status(meeting: Meeting, person: Any, now: datetime | None = None) -> tuple[str, Words]:
    """The state word (for its tone) and what it says to this person. Reports must be loaded for one that is over."""
    if meeting.is_disputed:
        return "disputed", _("You see it differently")
    if meeting.state == MeetingState.CANCELLED:
        return meeting.state, _("Cancelled late") if meeting.is_late_cancellation else _("Cancelled")
    if meeting.state != MeetingState.SCHEDULED or meeting.ends_at > (now or timezone.now()):
        return meeting.state, meeting.get_state_display()
    said = [attendee for attendee in meeting.attendees.all() if attendee.report]
    if not said:
        return "due", _("What happened?")
    if any(attendee.person_id == person.pk for attendee in said):
        return "waiting", _("You said: %(report)s") % {"report": said[0].get_report_display()}
    return "waiting", _("%(name)s said: %(report)s") % {
        "name": said[0].person.get_short_name(),
        "report": said[0].get_report_display(),
    }


@dataclass(frozen=True, slots=True)
class Saying:
    """What one side says happened."""

    attendee: MeetingAttendee
    is_you: bool
    words: Words


def sayings(meeting: Meeting, person: Any) -> list[Saying]:
    """Each attendee (sponsors aside) with what they say happened; reports must be loaded."""
    workers = {member.person_id for member in circle.workers(meeting.partnership)}
    return [
        Saying(attendee, attendee.person_id == person.pk, _words_of(attendee))
        for attendee in meeting.attendees.all()
        if attendee.person_id in workers
    ]


def _words_of(attendee: MeetingAttendee) -> Words:
    return attendee.get_report_display() if attendee.report else _("Nothing said yet")


def needs_report_from(meeting: Meeting, person: Any, now: datetime) -> bool:
    """Whether this person has still to say what happened at a meeting that is over; reports must be loaded."""
    if meeting.ends_at > now or not (meeting.state == MeetingState.SCHEDULED or meeting.is_disputed):
        return False
    own = next((attendee for attendee in meeting.attendees.all() if attendee.person_id == person.pk), None)
    return own is not None and (meeting.is_disputed or not own.report)


def moved_by_clock(meeting: Meeting) -> timedelta:
    """By how much the clock skipped over the agreed wall time of this meeting (zero nearly always)."""
    return wallclock.resolve(meeting.local_date, meeting.local_time, meeting.zone).moved_by


@dataclass(frozen=True, slots=True)
class Package:
    """A coaching package in numbers of sessions."""

    agreed: int
    used: int
    planned: int

    @property
    def left(self) -> int:
        """Sessions that are neither used nor planned; never below zero."""
        return max(0, self.agreed - self.used - self.planned)


def package_of(
    partnership: Partnership, meetings: Iterable[Meeting], now: datetime, since: datetime | None = None
) -> Package | None:
    """Sessions agreed, used (held, or cancelled late by the client's side) and planned; None without a package.

    `since` is when a renewal began a new one: earlier sessions belong to the package before.
    """
    agreed = partnership.agreed_package
    if not agreed:
        return None
    regular = [
        meeting
        for meeting in meetings
        if meeting.kind == MeetingKind.REGULAR and (since is None or meeting.starts_at >= since)
    ]
    used = sum(meeting.counts_in_package and not meeting.is_disputed for meeting in regular)
    planned = sum(meeting.state == MeetingState.SCHEDULED and meeting.ends_at > now for meeting in regular)
    return Package(agreed, used, planned)


def usual_minutes(partnership: Partnership) -> int:
    """How long a meeting lasts: as agreed, else as the program says."""
    running = MeetingSeries.objects.filter(partnership=partnership, ended_at=None)
    agreed = running.values_list("minutes", flat=True).first()
    return agreed or partnership.program.meeting_minutes


def suggested_day(partnership: Partnership, today: date) -> date:
    """A first guess for a new meeting: in a week, within the partnership."""
    day = today + timedelta(days=7)
    return min(day, partnership.ends_on) if partnership.ends_on and partnership.ends_on > today else day


REPORTS: list[tuple[str, Words]] = [(choice.value, choice.label) for choice in Report]
