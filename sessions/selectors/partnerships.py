"""The partnership page and the cards of the home page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.ui.times import day_words
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember
from people.models import Person
from program.enums import Role
from sessions import permissions
from sessions.enums import MeetingState, StatementKind
from sessions.models import ActionItem, Meeting, SponsorStatement
from sessions.selectors import circle, closing, exchange, goals, meetings, pulse, records
from sessions.selectors.agreement_line import AgreementLine, agreement_line
from sessions.selectors.goals import GoalLine

Words = str | Promise
SHOWN_AHEAD, SHOWN_BACK = 5, 6


@dataclass(slots=True)
class PartnershipPage:
    """What the page of a partnership shows to one of its members."""

    partnership: Partnership
    title: Words
    role: str
    is_sponsor: bool
    is_coaching: bool
    people: list[PartnershipMember]
    other: Person | None
    others: str
    readers: str
    agreement: AgreementLine
    schedule: meetings.Schedule = field(default_factory=meetings.Schedule)
    lines: list[tuple[Meeting, str, Words]] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    history_is_longer: bool = False
    goals: list[GoalLine] = field(default_factory=list)
    open_actions: list[ActionItem] = field(default_factory=list)
    settled_actions: list[ActionItem] = field(default_factory=list)
    package: meetings.Package | None = None
    pulse_due: date | None = None
    statements: list[SponsorStatement] = field(default_factory=list)
    statement_kinds: list[dict[str, Any]] = field(default_factory=list)
    look_back: closing.LookBack = field(default_factory=closing.LookBack)
    no_plan: Words = ""
    no_work: Words = ""
    no_closing: Words = ""
    exchange: exchange.Exchange = field(default_factory=exchange.Exchange)
    attendance: dict[str, int] = field(default_factory=dict)

    @property
    def goal_readers(self) -> str:
        """Who reads the goals. A sponsor signs the agreement in which they stand, and never sees a check-in."""
        sponsors = circle.names(member.person for member in circle.sponsors(self.partnership))
        if not sponsors:
            return self.readers
        return _("%(readers)s. %(sponsors)s: the goals, not the check-ins") % {
            "readers": self.readers,
            "sponsors": sponsors,
        }

    @property
    def has_steps(self) -> bool:
        """Whether something about the partnership as a whole waits for the reader."""
        if self.partnership.state == PartnershipState.FORMING:
            return self.agreement.agreement is not None
        is_special = self.partnership.state in {PartnershipState.CLOSING, PartnershipState.PAUSED}
        return is_special or self.pulse_due is not None

    @property
    def is_over(self) -> bool:
        """Completed or ended."""
        return not self.partnership.is_current


def page_for(partnership: Partnership, person: Person) -> PartnershipPage:
    """The page for a member: everything for those who meet, what was agreed for a sponsor."""
    others = circle.others(partnership, person)
    page = PartnershipPage(
        partnership=partnership,
        title=_("You and %(names)s") % {"names": circle.names(others)},
        role=permissions.role_of(person, partnership),
        is_sponsor=permissions.role_of(person, partnership) == Role.SPONSOR,
        is_coaching=partnership.program.is_coaching,
        people=circle.members(partnership),
        other=others[0] if others else None,
        others=circle.names(others),
        readers=circle.readers(partnership, person),
        agreement=agreement_line(partnership),
    )
    if page.is_sponsor:
        _fill_for_sponsor(page, person)
    else:
        _fill_for_worker(page, person)
    return page


def _fill_for_worker(page: PartnershipPage, person: Person) -> None:
    partnership, now = page.partnership, timezone.now()
    page.schedule = schedule = meetings.schedule_of(partnership)
    page.lines = [
        (meeting, *meetings.status(meeting, person, now)) for meeting in (*schedule.unsettled, *schedule.upcoming[1:])
    ][: SHOWN_AHEAD + len(schedule.unsettled)]
    page.history = [_history_item(meeting, person) for meeting in schedule.past[:SHOWN_BACK]]
    page.history_is_longer = len(schedule.everything) > SHOWN_BACK
    page.goals = goals.lines_for(partnership, person)
    page.open_actions, page.settled_actions = records.actions_by_state(partnership, person)
    page.package = meetings.package_of(partnership, schedule.everything, now)
    asked = pulse.unanswered([partnership], person, timezone.localdate())
    page.pulse_due = asked[0][1] if asked else None
    page.no_plan = permissions.can_plan.reason(person, partnership) or ""
    page.no_work = permissions.can_work_in.reason(person, partnership) or ""
    page.no_closing = permissions.can_begin_closing.reason(person, partnership) or ""
    if circle.sponsors(partnership):
        _fill_statements(page)
    if partnership.state not in {PartnershipState.FORMING, PartnershipState.ACTIVE, PartnershipState.PAUSED}:
        page.look_back = closing.look_back(partnership, person)


def _fill_statements(page: PartnershipPage) -> None:
    page.exchange = exchange.exchange_of(page.partnership)
    if not page.exchange.has_reviews or page.partnership.state == PartnershipState.ENDED_EARLY:
        return
    written = {row.kind: row for row in SponsorStatement.objects.filter(partnership=page.partnership)}
    for kind in StatementKind:
        if not page.exchange.has_review(kind):
            continue
        row = written.get(kind)
        label: Words = _("Draft") if row else _("Not written yet")
        if row and row.released_at:
            label = _("Released to the sponsor")
        url = reverse("statement_edit", args=[page.partnership.pk, kind.value])
        page.statement_kinds.append({"label": kind.label, "state_label": label, "url": url})


def _fill_for_sponsor(page: PartnershipPage, person: Person) -> None:
    """Numbers of meetings always; who came, goals and released reviews only as far as the signed agreement says."""
    partnership, now = page.partnership, timezone.now()
    page.exchange = exchange.exchange_of(partnership)
    held = Q(state=MeetingState.HELD, is_disputed=False)
    counted = Meeting.objects.filter(partnership=partnership).aggregate(
        held=Count("pk", filter=held),
        missed=Count("pk", filter=Q(state=MeetingState.MISSED)),
        cancelled_late=Count("pk", filter=Q(is_late_cancellation=True)),
        planned=Count("pk", filter=Q(state=MeetingState.SCHEDULED, ends_at__gt=now)),
    )
    page.attendance = counted if page.exchange.attendance else {"held": counted["held"]}
    if page.exchange.goals:
        page.goals = goals.lines_for(partnership, person)
    if page.exchange.has_reviews:
        agreed = [kind for kind in StatementKind if page.exchange.has_review(kind)]
        released = SponsorStatement.objects.filter(partnership=partnership, released_at__isnull=False, kind__in=agreed)
        page.statements = list(released.order_by("released_at"))


def _history_item(meeting: Meeting, person: Person) -> dict[str, Any]:
    state, label = meetings.status(meeting, person)
    tones = {"held": "good", "missed": "warn", "cancelled": "quiet"}
    return {
        "text": _("%(day)s: %(state)s")
        % {"day": day_words(timezone.localtime(meeting.starts_at).date()), "state": label},
        "detail": _("With a session log") if meeting.has_log else "",  # type: ignore[attr-defined]
        "url": reverse("meeting_detail", args=[meeting.pk]),
        "tone": tones.get(state, "info"),
    }
