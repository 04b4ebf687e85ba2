"""Private notes. Only the author ever reads one, so nothing about its making is recorded but in the row itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.rules import Refusal
from people.models import Person
from sessions import permissions
from sessions.models import Meeting, PrivateNote
from sessions.services import meetings
from sessions.services.revisions import Conflict


@transaction.atomic
def save(meeting: Meeting, body: str, *, revision: int, by: Person) -> PrivateNote | None:
    """Keep the author's note about a meeting; the same text twice changes nothing. None when there is nothing to keep.

    Raises Conflict when the author saved a newer text elsewhere.
    """
    current = meetings.lock(meeting)
    row = PrivateNote.objects.filter(meeting=current, author=by).first()
    if row is None:
        if not body:
            return None
        permissions.can_work_in.check(by, current.partnership)
        if not current.attendees.filter(person=by).exists():
            raise Refusal(_("You were not invited to this meeting."))
        row = PrivateNote(meeting=current, author=by)
    elif row.body == body:
        return row
    if row.revision != revision:
        raise Conflict
    row.body = body
    row.revision += 1
    row.save()
    return row
