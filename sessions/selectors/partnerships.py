"""The partnership page of those who meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agreements.permissions import RENEWAL_OFFERED, may_renew
from core.ui.times import day_words
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember
from people.models import Person
from sessions import permissions
from sessions.enums import StatementKind
from sessions.models import ActionItem, Meeting, SponsorStatement
from sessions.selectors import circle, closing, exchange, goals, meetings, pulse, records
from sessions.selectors.agreement_line import AgreementLine, agreement_line
from sessions.selectors.goals import GoalLine
from sessions.selectors.together import Together, together

Words = str | Promise
SHOWN_AHEAD, SHOWN_BACK = 5, 6


@dataclass(slots=True)
class PartnershipPage:
    """What the page of a partnership shows to somebody who meets in it. A sponsor has a page of their own."""

    partnership: Partnership
    title: Words
    role: str
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
    statement_kinds: list[dict[str, Any]] = field(default_factory=list)
    together: Together = field(default_factory=Together)
    # How it can go on, in its last weeks: whether a renewal can be begun.
    is_near_end: bool = False
    can_renew: bool = False
    look_back: closing.LookBack = field(default_factory=closing.LookBack)
    no_plan: Words = ""
    no_work: Words = ""
    no_closing: Words = ""

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
    def completes_words(self) -> Words:
        """The day on which the closing ends by itself; empty unless one has begun."""
        return day_words(self.look_back.completes_on) if self.look_back.completes_on else ""

    @property
    def has_steps(self) -> bool:
        """Whether something about the partnership as a whole waits for the reader."""
        if self.partnership.state == PartnershipState.FORMING:
            return self.agreement.agreement is not None
        is_special = self.partnership.state in {PartnershipState.CLOSING, PartnershipState.PAUSED}
        return is_special or self.is_near_end or self.pulse_due is not None

    @property
    def is_over(self) -> bool:
        """Completed or ended."""
        return not self.partnership.is_current


def page_for(partnership: Partnership, person: Person) -> PartnershipPage:
    """The page for somebody whose conversations these are."""
    others = circle.others(partnership, person)
    page = PartnershipPage(
        partnership=partnership,
        title=_("You and %(names)s") % {"names": circle.names(others)},
        role=permissions.role_of(person, partnership),
        is_coaching=partnership.program.is_coaching,
        people=circle.members(partnership),
        other=others[0] if others else None,
        others=circle.names(others),
        readers=circle.readers(partnership, person),
        agreement=agreement_line(partnership),
    )
    _fill_in(page, person)
    return page


def _fill_in(page: PartnershipPage, person: Person) -> None:
    partnership, now = page.partnership, timezone.now()
    page.schedule = schedule = meetings.schedule_of(partnership)
    page.lines = [
        (meeting, *meetings.status(meeting, person, now)) for meeting in (*schedule.unsettled, *schedule.upcoming[1:])
    ][: SHOWN_AHEAD + len(schedule.unsettled)]
    page.history = [_history_item(meeting, person) for meeting in schedule.past[:SHOWN_BACK]]
    page.history_is_longer = len(schedule.everything) > SHOWN_BACK
    page.goals = goals.lines_for(partnership, person)
    page.open_actions, page.settled_actions = records.actions_by_state(partnership, person)
    page.package = meetings.package_of(partnership, schedule.everything, now, page.agreement.package_since)
    asked = pulse.unanswered([partnership], person, timezone.localdate())
    page.pulse_due = asked[0][1] if asked else None
    page.no_plan = permissions.can_plan.reason(person, partnership) or ""
    page.no_work = permissions.can_work_in.reason(person, partnership) or ""
    page.no_closing = permissions.can_begin_closing.reason(person, partnership) or ""
    if circle.sponsors(partnership):
        page.statement_kinds = _statement_lines(partnership)
    if partnership.state not in {PartnershipState.FORMING, PartnershipState.ACTIVE, PartnershipState.PAUSED}:
        page.look_back = closing.look_back(partnership, person)
    if partnership.activated_at is not None and not page.is_over:
        page.together = together(partnership, person)
    _look_ahead(page, person)


def _look_ahead(page: PartnershipPage, person: Person) -> None:
    """In the last weeks of an active partnership its members choose: go on together, or close it well."""
    partnership, version = page.partnership, page.agreement.in_force
    if partnership.state != PartnershipState.ACTIVE or partnership.ends_on is None or version is None:
        return
    page.is_near_end = partnership.ends_on - RENEWAL_OFFERED <= timezone.localdate()
    if page.is_near_end and page.agreement.agreement is not None:
        version.agreement = page.agreement.agreement
        version.agreement.partnership = partnership
        page.can_renew = not page.agreement.is_open and may_renew.allows(person, version)


def _statement_lines(partnership: Partnership) -> list[dict[str, Any]]:
    """What is written for the sponsor: what was agreed, and what was written under an earlier agreement."""
    agreed = exchange.exchange_of(partnership).reviews if partnership.state != PartnershipState.ENDED_EARLY else []
    written = {row.kind: row for row in SponsorStatement.objects.filter(partnership=partnership).defer("body")}
    lines = []
    for kind in StatementKind:
        row = written.get(kind)
        if row is None and kind not in agreed:
            continue
        label: Words = _("Draft") if row else _("Not written yet")
        if row and row.released_at:
            label = _("Released to the sponsor")
        elif kind not in agreed:
            label = _("Draft, no longer agreed")
        url = reverse("statement_edit", args=[partnership.pk, kind.value])
        lines.append({"label": kind.label, "state_label": label, "url": url})
    return lines


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
