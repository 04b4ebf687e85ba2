"""What the mentee or client wants to work on, chosen before the meeting."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from people.models import Person
from sessions import permissions
from sessions.models import Meeting, MeetingFocus
from sessions.services import meetings
from sessions.services.revisions import Conflict


@transaction.atomic
def save(meeting: Meeting, words: dict[str, str], *, share: bool, revision: int, by: Person) -> MeetingFocus:
    """Keep the focus (focus, where_now, willing_to); `share` shows it to the other side, and that is not taken back.

    The same save twice changes nothing. Raises Conflict when a newer text was saved, Refusal when it is too late.
    """
    current = meetings.lock(meeting)
    permissions.can_choose_focus.check(by, current)
    row = MeetingFocus.objects.filter(meeting=current).first() or MeetingFocus(meeting=current, author=by)
    if row.author_id != by.pk:
        raise Refusal(_("The focus of this meeting was chosen already."))
    is_same = all(getattr(row, name) == text for name, text in words.items())
    if is_same and (row.shared_at or not share) and row.revision:
        return row
    if row.revision != revision and not is_same:
        raise Conflict
    for name, text in words.items():
        setattr(row, name, text)
    row.revision += 1
    if share and row.shared_at is None:
        row.shared_at = timezone.now()
    row.save()
    audit.record("meeting_focus.save", current, by=by, is_shared=row.shared_at is not None)
    return row
