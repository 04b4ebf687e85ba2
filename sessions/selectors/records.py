"""What was written about meetings, for those who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.opening import opened
from matching.models import Partnership
from sessions.enums import ActionState
from sessions.models import ActionItem, Meeting, MeetingFocus, PrivateNote, SessionLog

Words = str | Promise
PARTS: dict[str, Words] = {
    "observations": _("What we talked about and noticed"),
    "questions": _("Questions that opened something"),
    "insights": _("Insights"),
    "next_steps": _("What comes next"),
}
FOCUS_PARTS: dict[str, Words] = {
    "focus": _("Focus"),
    "where_now": _("Where things stand now"),
    "willing_to": _("What I am willing to do"),
}


@dataclass(slots=True)
class Record:
    """A meeting's written side as one person may see it."""

    focus: MeetingFocus | None = None
    log: SessionLog | None = None
    note: PrivateNote | None = None
    focus_parts: list[tuple[Words, str]] = field(default_factory=list)
    log_parts: list[tuple[Words, str]] = field(default_factory=list)
    note_body: str = ""


def record_of(meeting: Meeting, person: Any) -> Record:
    """Focus (own or shared), shared record and the person's own note; parts that are empty are left out.

    The caller has loaded the meeting with `worked_in_by`.
    """
    focus = MeetingFocus.objects.visible_to(person).filter(meeting=meeting).first()
    log = SessionLog.objects.filter(meeting=meeting).select_related("author").first()
    note = PrivateNote.objects.visible_to(person).filter(meeting=meeting).first()
    record = Record(focus, log, note)
    for row in (focus, log):
        if row is not None:
            row.meeting = meeting
    opened([row for row in (focus, log, note) if row is not None], by=person)
    if focus:
        record.focus_parts = _parts(focus, FOCUS_PARTS)
    if log:
        record.log_parts = _parts(log, PARTS)
    if note:
        record.note_body = note.body
    return record


def _parts(row: MeetingFocus | SessionLog, parts: dict[str, Words]) -> list[tuple[Words, str]]:
    return [(label, text) for name, label in parts.items() if (text := getattr(row, name))]


def open_actions(partnership: Partnership, person: Any) -> list[ActionItem]:
    """What is still to be done, the soonest first, with owners: it goes along to the next meeting."""
    return _with(partnership, [ActionState.OPEN], person)


def actions_by_state(partnership: Partnership, person: Any) -> tuple[list[ActionItem], list[ActionItem]]:
    """Open ones, the soonest first, and the last ten that were done or dropped (one query)."""
    actions = _with(partnership, ActionState.values, person)
    settled = [action for action in actions if action.settled_at is not None]
    settled.sort(key=lambda action: (action.settled_at, action.pk), reverse=True)
    return [action for action in actions if action.settled_at is None], settled[:10]


def actions_of(meeting: Meeting, person: Any) -> list[ActionItem]:
    """The actions that came out of this meeting."""
    actions = list(ActionItem.objects.filter(meeting=meeting).select_related("owner").order_by("due_on", "id"))
    for action in actions:
        action.partnership = meeting.partnership
    return opened(actions, by=person)


def _with(partnership: Partnership, states: Sequence[str], person: Any) -> list[ActionItem]:
    rows = ActionItem.objects.filter(partnership=partnership, state__in=states)
    actions = list(rows.select_related("owner").order_by("due_on", "id"))
    for action in actions:
        action.partnership = partnership
    return opened(actions, by=person)
