"""Reactions to what happens upstream."""

from collections.abc import Iterable
from typing import Any

from agreements.services import agreements, parties, shipping, templates
from matching.models import Partnership
from people.enums import EmploymentStatus
from people.models import Person
from program.models import Program


def on_partnership_formed(sender: Any, *, partnerships: Iterable[Partnership], **kwargs: Any) -> None:
    """New partnerships get their agreements."""
    agreements.begin_all(partnerships)


def on_partnership_ended(sender: Any, *, partnership: Partnership, by: Person | None, **kwargs: Any) -> None:
    """The agreement closes with the partnership."""
    agreements.close(partnership, by=by)


def on_employment_changed(sender: Any, *, person: Person, after: str, by: Person | None = None, **kwargs: Any) -> None:
    """A sponsor who leaves the organization signs nothing any more. For whoever takes part the partnership ends."""
    if after == EmploymentStatus.TERMINATED:
        parties.sponsor_gone(person, by=by)


def on_program_duplicated(sender: Any, *, source: Program, program: Program, by: Person | None, **kwargs: Any) -> None:
    """A copy of a program begins its agreements from the same templates."""
    templates.copy_choices(source, program, by=by)


def on_migrated(sender: Any, *, plan: Any = (), **kwargs: Any) -> None:
    """The templates that ship are there, in their newest wording. Not when migrating backwards."""
    if not any(backwards for _migration, backwards in plan):
        shipping.put_in_place()
