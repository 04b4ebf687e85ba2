"""Somebody who runs the program steps in on a request that got stuck. The reason stays on record with it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move
from matching.enums import RequestState
from matching.models import MatchRequest
from matching.permissions_wishes import may_step_in
from matching.services import places, queue, wish_notices
from people.models import Person


@transaction.atomic
def pass_on(request: MatchRequest, reason: str, *, by: Person) -> None:
    """End a request, asked or waiting for its turn; both are told in neutral words and the next choice is asked.

    Raises Refusal without a reason, or when it was answered meanwhile.
    """
    _hold(request, by)
    if not reason.strip():
        raise Refusal(_("Please write down why you step in."))
    move(
        request,
        RequestState.SUPERSEDED,
        by=by,
        action="matchrequest.pass_on",
        decided_at=timezone.now(),
        stepped_in_by=by,
        step_in_reason=reason,
    )
    wish_notices.passed_on(request)
    queue.ask_next(request.mentee)


@transaction.atomic
def give_time(request: MatchRequest, *, by: Person) -> None:
    """The mentor is asked again, with all their time to answer. Raises Refusal when they are not being asked."""
    _hold(request, by)
    if request.asked_at is None:
        raise Refusal(_("This mentor is not being asked yet."))
    audit.record("matchrequest.give_time", request, by=by)
    queue.ask(request)


def _hold(request: MatchRequest, by: Person) -> None:
    locked = places.lock([request.mentee_id, request.mentor_id])
    request.refresh_from_db()
    request.mentee, request.mentor = locked[request.mentee_id], locked[request.mentor_id]
    may_step_in.check(by, request)
