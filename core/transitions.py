"""State changes: one table per model, compare-and-set in the database, an audit entry beside each."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal

Table = Mapping[str, frozenset[str]]


def table(**moves: str) -> Table:
    """A transition table from `draft="open archived"` words. States without an entry are final."""
    return {state: frozenset(targets.split()) for state, targets in moves.items()}


class AlreadyChanged(Refusal):
    """Somebody (perhaps the same person in another tab) was faster."""

    def __init__(self) -> None:
        super().__init__(_("This was already done, or changed in the meantime. Here is how it stands now."))


def move(instance: models.Model, to: str, *, by: Any, action: str = "", **fields: Any) -> None:
    """Change `instance.state` to `to` and set `fields` in one UPDATE guarded by the state last seen.

    Raises AlreadyChanged when the row's state is no longer the one seen, or the table does not allow the move.
    The model names its table in `transitions`.
    """
    seen: str = instance.state  # type: ignore[attr-defined]
    allowed: Table = instance.transitions  # type: ignore[attr-defined]
    if to not in allowed.get(seen, frozenset()):
        raise AlreadyChanged
    with transaction.atomic():
        manager = type(instance)._default_manager
        if not manager.filter(pk=instance.pk, state=seen).update(state=to, **fields):
            raise AlreadyChanged
        for name, value in {"state": to, **fields}.items():
            setattr(instance, name, value)
        audit.record(action or f"{instance._meta.model_name}.{to}", instance, by=by, before=str(seen), after=str(to))
