"""The end of a partnership: as planned with a look back, or early and nobody's fault."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Goal
from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged
from matching.enums import PartnershipState
from matching.models import Partnership
from matching.services import partnerships
from notifications.services import nudges
from people.models import Person
from sessions import permissions
from sessions.enums import CLOSING_LASTS
from sessions.models import Closure, GoalReflection, Reflection
from sessions.selectors import circle
from sessions.selectors.goals import SHOWN

GoalWords = tuple[int, str]
NOTHING_SAID: Mapping[UUID, GoalWords] = {}


@transaction.atomic
def begin(partnership: Partnership, *, by: Person) -> Closure:
    """Begin the closing: everybody looks back, and the others are told. A second time changes nothing."""
    current = partnerships.lock(partnership)
    if current.state == PartnershipState.CLOSING:
        return Closure.objects.get_or_create(
            partnership=current, defaults={"opened_at": timezone.now(), "opened_by": by}
        )[0]
    permissions.can_begin_closing.check(by, current)
    partnerships.begin_closing(current, by=by)
    closure, _is_new = Closure.objects.get_or_create(
        partnership=current, defaults={"opened_at": timezone.now(), "opened_by": by}
    )
    for person in circle.others(current, by):
        nudges.plan("closing_begun", recipient=person, subject=current, program_id=current.cohort.program_id)
    partnership.state = current.state
    return closure


@transaction.atomic
def reflect(
    partnership: Partnership, *, learned: str, thanks: str, by: Person, goals: Mapping[UUID, GoalWords] = NOTHING_SAID
) -> Reflection:
    """Give one's look back; `goals` says, by the key of an agreed goal, how far it came (-2 to +2) and a sentence.

    When everybody has given theirs, the partnership is completed. The same words twice count once. Raises Refusal
    unless it is closing or when a goal is not theirs to look back on, AlreadyChanged when other words were given.
    """
    current = partnerships.lock(partnership)
    given = Reflection.objects.filter(closure__partnership=current, author=by).select_related("closure").first()
    if given is not None:
        if (given.learned, given.thanks, _words_about_goals(given)) == (learned, thanks, dict(goals)):
            return given
        raise AlreadyChanged
    permissions.can_work_in.check(by, current)
    if current.state != PartnershipState.CLOSING:
        raise Refusal(_("You look back together once the closing has begun."))
    closure, _is_new = Closure.objects.get_or_create(
        partnership=current, defaults={"opened_at": timezone.now(), "opened_by": None}
    )
    reflection = Reflection.objects.create(
        closure=closure, author=by, learned=learned, thanks=thanks, submitted_at=timezone.now()
    )
    _look_back_at_goals(reflection, current, goals)
    audit.record("reflection.give", closure, by=by)
    waiting = {member.person_id for member in circle.workers(current)} - set(
        closure.reflections.values_list("author_id", flat=True)
    )
    if not waiting:
        partnerships.complete(current, by=by)
    partnership.state = current.state
    return reflection


def _look_back_at_goals(reflection: Reflection, partnership: Partnership, words: Mapping[UUID, GoalWords]) -> None:
    agreed = {goal.pk: goal for goal in Goal.objects.filter(partnership=partnership, state__in=SHOWN)}
    for key, (rating, sentence) in words.items():
        if key not in agreed:
            raise Refusal(_("One of these goals is not agreed any more. Please look at the page again."))
        if not -2 <= rating <= 2:
            raise Refusal(_("Please choose one of the five answers."))
        GoalReflection.objects.create(reflection=reflection, goal=agreed[key], rating=rating, sentence=sentence)


def _words_about_goals(reflection: Reflection) -> dict[UUID, GoalWords]:
    return {row.goal_id: (row.rating, row.sentence) for row in reflection.goals.select_related("goal")}


def complete_waiting(now: datetime) -> None:
    """Partnerships whose closing has waited long enough are completed, and everybody is told kindly. Idempotent."""
    waiting = Partnership.objects.filter(state=PartnershipState.CLOSING, closure__opened_at__lte=now - CLOSING_LASTS)
    for key in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            current = partnerships.lock(Partnership(pk=key))
            if current.state != PartnershipState.CLOSING:
                continue
            partnerships.complete(current, by=None)
            for member in circle.workers(current):
                nudges.plan(
                    "closing_completed",
                    recipient=member.person,
                    subject=current,
                    program_id=current.cohort.program_id,
                )


@transaction.atomic
def end_early(partnership: Partnership, *, reason: str, by: Person) -> None:
    """End it now, nobody's fault. The reason, if any, is for the members only. A second time changes nothing."""
    current = partnerships.lock(partnership)
    if current.state == PartnershipState.ENDED_EARLY:
        partnership.state = current.state
        return
    permissions.can_work_in.check(by, current)
    closure, _is_new = Closure.objects.get_or_create(
        partnership=current, defaults={"opened_at": timezone.now(), "opened_by": by}
    )
    if reason:
        closure.reason = reason
        closure.save(update_fields=["reason"])
    partnerships.end_early(current, by=by, because="members")
    partnership.state = current.state


def note_end(partnership: Partnership, *, by: Person | None) -> None:
    """Keep when and how a partnership ended, whoever ended it. Called inside the transaction that ends it."""
    closure, _is_new = Closure.objects.get_or_create(
        partnership=partnership, defaults={"opened_at": timezone.now(), "opened_by": by}
    )
    closure.is_early = partnership.state == PartnershipState.ENDED_EARLY
    closure.completed_at = closure.completed_at or timezone.now()
    closure.save(update_fields=["is_early", "completed_at"])
