"""Open proposals end when what they stood on is gone; whoever waited is told in neutral words."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.transitions import AlreadyChanged, move
from matching.enums import ProposalState
from matching.models import Proposal
from matching.services import wish_notices
from people.models import Person
from program.models import Enrollment


def end_with(enrollments: Iterable[Enrollment], *, by: Person | None) -> None:
    """These found somebody, have no place left, are away or gone: the other sides need not wait any more."""
    keys = {one.pk for one in enrollments}
    for proposal in _open().filter(Q(mentee__in=keys) | Q(mentor__in=keys)):
        _end(proposal, keys, by=by)


def end_those_resting() -> None:
    """For the sweep: proposals do not wait on somebody who is on a break, gone, or takes nobody new."""
    is_away = Q(mentee__paused_at__isnull=False) | Q(mentee__ended_at__isnull=False)
    is_closed = Q(mentor__paused_at__isnull=False) | Q(mentor__ended_at__isnull=False) | Q(mentor__is_accepting=False)
    for proposal in _open().filter(is_away):
        _end(proposal, {proposal.mentee_id}, by=None)
    for proposal in _open().filter(is_closed):
        _end(proposal, {proposal.mentor_id}, by=None)


def _open() -> QuerySet[Proposal]:
    rows = Proposal.objects.pending().order_by("pk")
    return rows.select_related("mentor__person", "mentee__person", "mentor__cohort__program", "mentee__cohort__program")


def _end(proposal: Proposal, because_of: set[UUID], *, by: Person | None) -> None:
    """End it and tell whoever is not the cause, both or neither; somebody who answers at the same moment is faster."""
    with suppress(AlreadyChanged), transaction.atomic():
        move(proposal, ProposalState.SUPERSEDED, by=by, decided_at=timezone.now())
        for one in (proposal.mentor, proposal.mentee):
            if one.pk not in because_of:
                wish_notices.over(proposal, one)
