"""One meeting, shaped for its page."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.selectors.terms import terms_of
from core.ui.times import day_words
from matching.models import Partnership
from people.models import Person
from program.enums import Role
from sessions import permissions
from sessions.enums import MeetingState
from sessions.models import ActionItem, Meeting
from sessions.selectors import circle, meetings, records
from sessions.selectors.together import agenda_words

Words = str | Promise


@dataclass(slots=True)
class MeetingPage:
    """What the page of one meeting shows to one person."""

    meeting: Meeting
    partnership: Partnership
    title: Words
    state: str
    state_label: Words
    others: str
    other: Person | None
    readers: str
    is_sponsor: bool
    is_coaching: bool
    is_over: bool
    moved_by: int = 0
    sayings: list[meetings.Saying] = field(default_factory=list)
    own_report: str = ""
    can_report: bool = False
    reports: list[tuple[str, Words]] = field(default_factory=list)
    record: records.Record = field(default_factory=records.Record)
    actions: list[ActionItem] = field(default_factory=list)
    open_actions: list[ActionItem] = field(default_factory=list)
    no_move: Words = ""
    no_cancel: Words = ""
    no_log: Words = ""
    can_choose_focus: bool = False
    # Who prepares the agenda of a meeting to come, as agreed.
    agenda: Words = ""


def page_for(meeting: Meeting, person: Person) -> MeetingPage:
    """The page for a member. A sponsor at a review sees when and where it is, and nothing that was written."""
    partnership = meeting.partnership
    meetings.load_reports([meeting])
    state, label = meetings.status(meeting, person)
    others = circle.others(partnership, person)
    page = MeetingPage(
        meeting=meeting,
        partnership=partnership,
        title=title_of(meeting, person),
        state=state,
        state_label=label,
        others=circle.names(others),
        other=others[0] if others else None,
        readers=circle.readers(partnership, person),
        is_sponsor=permissions.role_of(person, partnership) == Role.SPONSOR,
        is_coaching=partnership.program.is_coaching,
        is_over=meeting.ends_at <= timezone.now(),
        moved_by=int(meetings.moved_by_clock(meeting) / timedelta(minutes=1)),
    )
    if not page.is_sponsor:
        _fill_in(page, person)
    return page


def _fill_in(page: MeetingPage, person: Person) -> None:
    meeting = page.meeting
    page.sayings = meetings.sayings(meeting, person)
    page.own_report = next((saying.attendee.report for saying in page.sayings if saying.is_you), "")
    is_open = meeting.state == "scheduled" or meeting.is_disputed or not all(s.attendee.report for s in page.sayings)
    page.can_report = is_open and permissions.can_report.allows(person, meeting)
    page.reports = meetings.REPORTS
    page.record = records.record_of(meeting, person)
    page.actions = records.actions_of(meeting, person)
    page.open_actions = [] if page.is_over else records.open_actions(meeting.partnership, person)
    page.no_move = permissions.can_change.reason(person, meeting) or ""
    page.no_cancel = permissions.can_cancel.reason(person, meeting) or ""
    page.no_log = permissions.can_write_log.reason(person, meeting) or ""
    if meeting.state == MeetingState.SCHEDULED and not page.is_over and meeting.partnership.activated_at:
        page.agenda = agenda_words(meeting.partnership, person, terms_of(meeting.partnership, person))
    page.can_choose_focus = permissions.can_choose_focus.allows(person, meeting)


def title_of(meeting: Meeting, person: Any) -> Words:
    """'Meeting with Bela', 'Chemistry meeting with Bela', 'Review with Bela'."""
    names = circle.names(circle.others(meeting.partnership, person))
    if meeting.kind == "review":
        return _("Three-way review with %(names)s") % {"names": names}
    if meeting.kind == "chemistry":
        return _("First talk with %(names)s") % {"names": names}
    if meeting.partnership.program.is_coaching:
        return _("Session with %(names)s") % {"names": names}
    return _("Meeting with %(names)s") % {"names": names}


def cost_of_cancelling(meeting: Meeting, person: Person) -> Words:
    """What a cancellation now means for the package, in words; empty when it means nothing."""
    if not meeting.partnership.program.is_coaching or meeting.kind != "regular":
        return ""
    hours = meeting.partnership.late_hours
    if not permissions.is_late_now(meeting):
        return _("It is more than %(hours)s hours ahead, so it does not count against the package.") % {"hours": hours}
    if permissions.role_of(person, meeting.partnership) == Role.COACH:
        return _("You are the coach, so it does not count against your client's package.")
    return _("It is less than %(hours)s hours ahead, so it counts as one of the agreed sessions.") % {"hours": hours}


def table(rows: list[Meeting], partnership: Partnership, person: Person) -> list[list[Any]]:
    """Rows for the list of meetings: day (a link), time, length, state."""
    for meeting in rows:
        meeting.partnership = partnership
    meetings.load_reports(rows)
    lines = []
    for meeting in rows:
        start = timezone.localtime(meeting.starts_at)
        state, label = meetings.status(meeting, person)
        lines.append(
            [
                {"text": day_words(start.date()), "url": reverse("meeting_detail", args=[meeting.pk])},
                start.strftime("%H:%M"),
                _("%(minutes)s minutes") % {"minutes": meeting.minutes},
                {"text": label, "state": state},
                _("Yes") if getattr(meeting, "has_log", False) else "–",
            ]
        )
    return lines
