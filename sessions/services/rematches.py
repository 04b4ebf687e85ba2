"""Another coach early on: no fault, no reason, until the end of the second session."""

from django.db import transaction

from matching.enums import PartnershipState
from matching.models import Partnership, Rematch
from matching.services import partnerships, rematch
from people.models import Person
from sessions import permissions


@transaction.atomic
def ask(partnership: Partnership, *, by: Person) -> None:
    """Part the two, with the client back among those who wait. A second time changes nothing.

    Raises Refusal after the second session, in mentoring, and for whoever does not work in it.
    """
    current = partnerships.lock(partnership)
    is_done = current.state == PartnershipState.ENDED_EARLY
    if not (is_done and Rematch.objects.filter(partnership=current).exists()):
        permissions.can_ask_rematch.check(by, current)
        rematch.part(current, by=by)
    partnership.state = current.state
