"""The orientation pages of a program."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from program.enums import ROLES_OF, ProgramKind
from program.models import OrientationStep, Program
from program.permissions import may_change_program
from program.services.readiness import refresh_program


@transaction.atomic
def add(program: Program, *, role: str, title: str, body: str, by: Any) -> OrientationStep:
    """Add a page at the end of a role's orientation; whoever has not read it is not ready any more.

    Posting the same page twice adds it once. Raises Refusal for a role of the other kind, and when the program is over.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    may_change_program.check(by, program)
    if role not in ROLES_OF[ProgramKind(program.kind)]:
        raise Refusal(_("This role does not exist in this kind of program."))
    steps = OrientationStep.objects.filter(program=program, role=role)
    same = steps.filter(title=title, body=body).first()
    if same:
        return same
    last = steps.aggregate(last=Max("position"))["last"] or 0
    step = OrientationStep.objects.create(program=program, role=role, position=last + 1, title=title, body=body)
    audit.record("orientation.add", step, by=by, role=role, position=step.position)
    refresh_program(program, by=by)
    return step


@transaction.atomic
def change(step: OrientationStep, *, title: str, body: str, by: Any) -> None:
    """Give a page other words; who has read it has read it. Raises Refusal for a program that is over."""
    may_change_program.check(by, step.program)
    if (step.title, step.body) == (title, body):
        return
    step.title, step.body = title, body
    step.save(update_fields=["title", "body"])
    audit.record("orientation.change", step, by=by, role=step.role, position=step.position)


@transaction.atomic
def remove(step: OrientationStep, *, by: Any) -> None:
    """Take a page away; whoever only lacked this one is ready now. Raises Refusal for a program that is over."""
    program = Program.objects.select_for_update().get(pk=step.program_id)
    may_change_program.check(by, program)
    audit.record("orientation.remove", step, by=by, role=step.role, position=step.position)
    OrientationStep.objects.filter(pk=step.pk).delete()
    refresh_program(program, by=by)
