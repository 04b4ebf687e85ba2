"""The session log: one save keeps the shared record, the author's private note, ticks and new actions together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core import audit
from people.models import Person
from sessions import permissions
from sessions.models import ActionItem, Meeting, PrivateNote, SessionLog
from sessions.services import actions, attendance, meetings, notes
from sessions.services.revisions import Conflict


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What one save of the log page holds. The revisions are those the page was opened with.

    Words that are left out, and a note that is None, stay as they are.
    """

    minutes: int
    words: dict[str, str]
    revision: int
    note: str | None = ""
    note_revision: int = 0
    new_actions: Sequence[actions.NewAction] = ()
    done: Sequence[UUID] = field(default_factory=list)


@transaction.atomic
def save(meeting: Meeting, entry: LogEntry, *, by: Person) -> SessionLog:
    """Keep it all, or nothing. Writing the log says that the meeting was held.

    The same save twice has one effect. Raises Conflict when somebody saved a newer text since the page was opened, and
    Refusal when this person may not write the log.
    """
    current = meetings.lock(meeting)
    permissions.can_write_log.check(by, current)
    log = SessionLog.objects.filter(meeting=current).first() or SessionLog(meeting=current, author=by)
    if log.revision != entry.revision:
        if _is_saved_already(log, entry, by):
            return log
        raise Conflict
    for name, text in entry.words.items():
        setattr(log, name, text)
    log.minutes = entry.minutes
    log.logged_at = log.logged_at or timezone.now()
    log.revision += 1
    log.save()
    if entry.note is not None:
        notes.save(current, entry.note, revision=entry.note_revision, by=by)
    for action in ActionItem.objects.filter(partnership=current.partnership, pk__in=entry.done):
        actions.finish(action, by=by)
    for new in entry.new_actions:
        actions.add(current.partnership, new, by=by, meeting=current)
    audit.record("session_log.save", current, by=by, minutes=log.minutes, revision=log.revision)
    attendance.believe(current, by=by)
    return log


def _is_saved_already(log: SessionLog, entry: LogEntry, by: Person) -> bool:
    """Whether this very entry was saved before (a form that was sent twice)."""
    if log.minutes != entry.minutes or any(getattr(log, name) != text for name, text in entry.words.items()):
        return False
    if entry.note is not None:
        note = PrivateNote.objects.filter(meeting=log.meeting, author=by).first()
        if (note.body if note else "") != entry.note:
            return False
    known = list(ActionItem.objects.filter(meeting=log.meeting)) if entry.new_actions else []
    return all(any(new.is_like(action) for action in known) for new in entry.new_actions)
