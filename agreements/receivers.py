"""Reactions to what happens upstream."""

from typing import Any

from agreements.services import agreements
from matching.models import Partnership
from people.models import Person


def on_partnership_formed(sender: Any, *, partnership: Partnership, **kwargs: Any) -> None:
    """A new partnership gets its agreement."""
    agreements.begin(partnership)


def on_partnership_ended(sender: Any, *, partnership: Partnership, by: Person | None, **kwargs: Any) -> None:
    """The agreement closes with the partnership."""
    agreements.close(partnership, by=by)
