"""Action items: who does what by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move as change_state
from matching.models import Partnership
from matching.services import partnerships
from people.models import Person
from sessions import permissions
from sessions.enums import ActionState
from sessions.models import ActionItem, Meeting
from sessions.selectors import circle


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action to be added: what, whose, by when, how success is known, and how sure the owner is (1 to 10)."""

    title: str
    owner_id: Any
    due_on: date
    measure: str = ""
    confidence: int | None = None

    def is_like(self, action: ActionItem) -> bool:
        """Whether an existing action is this one."""
        return (self.title, self.owner_id, self.due_on) == (action.title, action.owner_id, action.due_on)


@transaction.atomic
def add(partnership: Partnership, new: NewAction, *, by: Person, meeting: Meeting | None = None) -> ActionItem:
    """Add an action; an open one with the same words, owner and day is not added again.

    Raises Refusal for an owner from outside or a day that has passed.
    """
    # Held, so that it does not end just now and two forms sent at once are told apart.
    partnership = partnerships.lock(partnership)
    permissions.can_work_in.check(by, partnership)
    if new.owner_id not in {member.person_id for member in circle.workers(partnership)}:
        raise Refusal(_("An action belongs to one of you."))
    if new.due_on < timezone.localdate():
        raise Refusal(_("Please choose a day that lies ahead for each action."))
    for action in ActionItem.objects.filter(
        partnership=partnership, state=ActionState.OPEN, owner=new.owner_id, due_on=new.due_on
    ):
        if new.is_like(action):
            return action
    action = ActionItem.objects.create(
        partnership=partnership,
        meeting=meeting,
        owner_id=new.owner_id,
        title=new.title,
        measure=new.measure,
        due_on=new.due_on,
        confidence=new.confidence,
    )
    audit.record("action_item.add", action, by=by, due_on=new.due_on)
    return action


@transaction.atomic
def finish(action: ActionItem, *, by: Person) -> None:
    """It is done. A second time changes nothing."""
    permissions.can_work_in.check(by, action.partnership)
    if action.state != ActionState.DONE:
        change_state(action, ActionState.DONE, by=by, settled_at=timezone.now())


@transaction.atomic
def drop(action: ActionItem, reason: str, *, by: Person) -> None:
    """It will not be done, and why. A second time changes nothing."""
    permissions.can_work_in.check(by, action.partnership)
    if action.state == ActionState.DROPPED:
        return
    change_state(action, ActionState.DROPPED, by=by, settled_at=timezone.now())
    action.dropped_reason = reason
    action.save(update_fields=["dropped_reason"])


@transaction.atomic
def reopen(action: ActionItem, *, by: Person) -> None:
    """It is open again. A second time changes nothing."""
    permissions.can_work_in.check(by, action.partnership)
    if action.state == ActionState.OPEN:
        return
    change_state(action, ActionState.OPEN, by=by, settled_at=None)
    if action.dropped_reason:
        action.dropped_reason = ""
        action.save(update_fields=["dropped_reason"])
