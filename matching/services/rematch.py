"""Another coach early on, nobody's fault: the two part, stay apart in later assignments, and the client waits again.

Until when somebody may ask is for the sessions app to say: it counts the sessions.
"""

from django.db import transaction

from core import audit
from matching.models import Partnership, Rematch
from matching.services import partnerships
from notifications.services import nudges
from people.models import Person
from program.enums import Role


@transaction.atomic
def part(partnership: Partnership, *, by: Person) -> Rematch:
    """End the partnership and remember that these two stay apart; the caller holds its row.

    The others are told that it ended, those who run the program that the client waits. Raises AlreadyChanged when it
    is over already.
    """
    present = partnership.members.filter(left_at=None).select_related("enrollment")
    members = {member.role: member.enrollment for member in present if member.enrollment}
    partnerships.end_early(partnership, by=by, because="rematch")
    rematch = Rematch.objects.create(partnership=partnership, client=members[Role.CLIENT], coach=members[Role.COACH])
    audit.record("rematch.part", rematch, by=None, partnership=partnership.pk)
    program = partnership.program
    for manager in program.managers.select_related("person"):
        nudges.plan("rematch_waits", recipient=manager.person, subject=rematch, program_id=program.pk)
    return rematch
