"""What the people who run a program can ask for."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from matching.models import Partnership
from notifications.services import nudges
from people.models import Person
from sessions.selectors import circle


@transaction.atomic
def ask_to_look(partnership: Partnership, *, by: Person) -> None:
    """Plan one letter to each of those who meet, asking them to look at their page; once a day at most.

    Raises Refusal when the partnership is over.
    """
    if not partnership.is_current:
        raise Refusal(_("This partnership has ended."))
    for member in circle.workers(partnership):
        nudges.plan(
            "partnership_asked_after",
            recipient=member.person,
            subject=partnership,
            occasion=timezone.localdate().isoformat(),
            program_id=partnership.cohort.program_id,
        )
    audit.record("partnership.ask_after", partnership, by=by)
