"""Who runs a program without being an organization admin."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from people.models import Person
from program.models import Program, ProgramManager
from program.permissions import may_name_managers


@transaction.atomic
def add(program: Program, person: Person, *, by: Any) -> None:
    """Give a program to somebody; twice is as good as once. Raises Refusal unless an organization admin asks."""
    may_name_managers.check(by, program)
    if not person.is_working:
        raise Refusal(_("%(name)s is not at work at the moment.") % {"name": person.get_full_name()})
    _row, is_new = ProgramManager.objects.get_or_create(program=program, person=person)
    if is_new:
        audit.record("program.add_manager", program, by=by, person=str(person.pk))


@transaction.atomic
def remove(manager: ProgramManager, *, by: Any) -> None:
    """Take a program from somebody. Raises Refusal unless an organization admin asks."""
    may_name_managers.check(by, manager.program)
    program, person_id = manager.program, manager.person_id
    deleted, _rows = ProgramManager.objects.filter(pk=manager.pk).delete()
    if deleted:
        audit.record("program.remove_manager", program, by=by, person=str(person_id))
