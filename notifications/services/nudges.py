"""Planning single nudges, and a person's wishes about them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from notifications.definitions import Due, NudgeKind, find_kind
from notifications.enums import ALWAYS_ON, Family, NudgeState
from notifications.models import Nudge, NudgePreference


def row_for(kind: NudgeKind, due: Due) -> Nudge:
    """The outbox row for something due, unsaved."""
    return Nudge(
        recipient_id=due.recipient_id,
        kind=kind.kind,
        family=kind.family,
        urgency=kind.urgency,
        subject_type=kind.subject._meta.label_lower,
        subject_id=due.subject_id,
        occasion=due.occasion[:80],
        due_at=due.due_at,
        expires_at=due.expires_at,
        program_id=due.program_id,
    )


def plan(
    kind: str,
    *,
    recipient: Any,
    subject: models.Model,
    occasion: str = "",
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    program_id: UUID | None = None,
) -> None:
    """Add one row in the caller's transaction; the same occasion a second time changes nothing.

    Raises LookupError when no app declares the kind.
    """
    due = Due(recipient.pk, subject.pk, occasion, due_at or timezone.now(), expires_at, program_id)
    plan_all(kind, [due])


def plan_all(kind: str, dues: Iterable[Due]) -> None:
    """Add a row for each, in the caller's transaction. Raises LookupError when no app declares the kind."""
    definition = find_kind(kind)
    if definition is None:
        raise LookupError(f"No app declares the nudge kind {kind!r}.")
    Nudge.objects.bulk_create([row_for(definition, due) for due in dues], ignore_conflicts=True, batch_size=1000)


@transaction.atomic
def set_preference(person: Any, family: str, is_on: bool) -> None:
    """Turn one family of mails on or off for a person. Raises Refusal for the families that are always on."""
    if family in ALWAYS_ON and not is_on:
        raise Refusal(_("Mails about %(family)s are always sent: they protect you.") % {"family": Family(family).label})
    wish, is_new = NudgePreference.objects.select_for_update().get_or_create(
        person=person, family=family, defaults={"is_on": is_on}
    )
    if not is_new and wish.is_on != is_on:
        wish.is_on = is_on
        wish.save(update_fields=["is_on"])
    elif not is_new or is_on:
        return
    audit.record("nudge_preference.set", person, by=person, family=str(family), is_on=is_on)


def mark_read(person: Any) -> None:
    """Everything in the person's inbox counts as read."""
    Nudge.objects.filter(recipient=person, state=NudgeState.SENT, read_at=None).update(read_at=timezone.now())
