"""Programs, from a draft to the archive."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.text import single_line
from core.transitions import AlreadyChanged, move
from people.models import Organization
from program.catalogue import find_template
from program.enums import SECTION_FIELDS, EnrollmentState, ProgramState, Section
from program.models import Enrollment, OrientationStep, Program, ProgramManager
from program.permissions import may_change_program, may_create_programs
from program.selectors.readiness import missing
from program.services import enrollments
from program.services.cohorts import add_first
from program.services.readiness import refresh_program
from program.signals import program_duplicated

WAITING = (EnrollmentState.INVITED, EnrollmentState.APPLIED, EnrollmentState.WAITLISTED)
COPIED = tuple(name for names in SECTION_FIELDS.values() for name in names if name != "name")


@transaction.atomic
def create_from_template(
    key: str, *, by: Any, name: str = "", starts_on: date | None = None, pk: UUID | None = None
) -> Program:
    """Make a draft from a template of the catalogue, with its first cohort and its orientation.

    Texts are written in the organization's language. `pk` is the new program's own, chosen by the form: the same one
    twice is one program. Raises Refusal for an unknown template and for somebody who may not create programs.
    """
    may_create_programs.check(by)
    template = find_template(key)
    if template is None:
        raise Refusal(_("This template does not exist."))
    with translation.override(Organization.get().language):
        fields = {
            "kind": template.kind,
            "name": single_line(name) or str(template.name),
            "purpose": str(template.purpose),
            "template_key": key,
            "created_by": by,
            **template.settings,
        }
        steps = [
            OrientationStep(role=role, position=position, title=str(page.title), body=str(page.body))
            for role, pages in template.orientation.items()
            for position, page in enumerate(pages, start=1)
        ]
    return _create(fields, steps, by=by, starts_on=starts_on, pk=pk, source=key)


@transaction.atomic
def duplicate(
    program: Program, *, by: Any, name: str = "", starts_on: date | None = None, pk: UUID | None = None
) -> Program:
    """Make a draft with the same set-up, orientation and managers, and nobody in it; `pk` as in the function above."""
    may_create_programs.check(by)
    fields = {field: getattr(program, field) for field in COPIED}
    fields |= {
        "kind": program.kind,
        "name": single_line(name) or _("Copy of %(name)s") % {"name": program.name},
        "template_key": program.template_key,
        "created_by": by,
    }
    steps = [
        OrientationStep(role=step.role, position=step.position, title=step.title, body=step.body)
        for step in program.orientation_steps.all()
    ]
    copy = _create(fields, steps, by=by, starts_on=starts_on, pk=pk, source=str(program.pk))
    managers = [ProgramManager(program=copy, person_id=each.person_id) for each in program.managers.all()]
    ProgramManager.objects.bulk_create(managers, ignore_conflicts=True)
    program_duplicated.send(sender=Program, source=program, program=copy, by=by)
    return copy


@transaction.atomic
def save_section(program: Program, section: str, values: Mapping[str, Any], *, by: Any) -> list[str]:
    """Store one section of the set-up; answers the names of the fields that changed.

    `values` are validated fields of this section; others are refused by a KeyError. What people have to do before they
    are ready follows at once. Raises Refusal for a program that is over.
    """
    program = _locked(program)
    may_change_program.check(by, program)
    allowed = SECTION_FIELDS[Section(section)]
    if unknown := set(values) - set(allowed):
        raise KeyError(", ".join(sorted(unknown)))
    changed = [name for name, value in values.items() if getattr(program, name) != value]
    if not changed:
        return []
    if "has_sponsor" in changed and program.state != ProgramState.DRAFT:
        raise Refusal(_("Whether a sponsor signs can only change before the program opens: agreements depend on it."))
    if "matches_in_bulk" in changed and program.state not in {ProgramState.DRAFT, ProgramState.OPEN}:
        raise Refusal(_("How people are matched can only change before the program runs: they rely on it."))
    for name in changed:
        setattr(program, name, values[name])
    program.save(update_fields=changed)
    audit.record("program.save_section", program, by=by, section=str(section), fields=changed)
    if "needs_orientation" in changed:
        refresh_program(program, by=by)
    return changed


@transaction.atomic
def open(program: Program, *, by: Any) -> None:  # noqa: A001 - the verb of the house
    """Open a draft: whoever is invited sees it and gets a mail. Raises Refusal while something is missing."""
    program = _locked(program)
    if program.state == ProgramState.DRAFT and (lacks := missing(program)):
        raise Refusal(_("Before it can open: %(what)s") % {"what": "; ".join(str(item.label) for item in lacks)})
    move(program, ProgramState.OPEN, by=by)
    invited = Enrollment.objects.filter(cohort__program=program, state=EnrollmentState.INVITED)
    for enrollment in invited.select_related("person", "cohort"):
        enrollments.plan_invitation(enrollment)


@transaction.atomic
def start(program: Program, *, by: Any) -> None:
    """From enrolling to running; people can still be invited. Raises AlreadyChanged."""
    move(_locked(program), ProgramState.RUNNING, by=by)


@transaction.atomic
def begin_closing(program: Program, *, by: Any) -> None:
    """Take nobody in any more and make no new matches; partnerships finish their work. Raises AlreadyChanged."""
    program = _locked(program)
    move(program, ProgramState.CLOSING, by=by)
    for enrollment in _enrolled(program, WAITING):
        enrollments.withdraw(enrollment, by=by)


@transaction.atomic
def close(program: Program, *, by: Any) -> None:
    """End the program: everybody taking part has finished. Raises AlreadyChanged."""
    program = _locked(program)
    move(program, ProgramState.CLOSED, by=by)
    _end_everybody(program, by=by)


@transaction.atomic
def archive(program: Program, *, by: Any) -> None:
    """Put a program away; one that is not closed yet ends for everybody. Raises AlreadyChanged for a draft."""
    program = _locked(program)
    move(program, ProgramState.ARCHIVED, by=by)
    _end_everybody(program, by=by)


@transaction.atomic
def delete(program: Program, *, by: Any) -> None:
    """Delete a draft with its invitations, which nobody has seen. Raises Refusal for anything later."""
    program = _locked(program)
    if program.state != ProgramState.DRAFT:
        raise Refusal(_("Only a draft can be deleted. A program that was open is archived instead."))
    audit.record("program.delete", program, by=by, kind=program.kind)
    program.delete()


def _create(
    fields: dict[str, Any],
    steps: list[OrientationStep],
    *,
    by: Any,
    starts_on: date | None,
    pk: UUID | None,
    source: str,
) -> Program:
    draft = Program(**fields) if pk is None else Program(pk=pk, **fields)
    program, is_new = Program.objects.get_or_create(pk=draft.pk, defaults=fields)
    if not is_new:
        return program
    add_first(program, starts_on or _first_of_next_month())
    for step in steps:
        step.program = program
    OrientationStep.objects.bulk_create(steps)
    audit.record("program.create", program, by=by, kind=program.kind, source=source)
    return program


def _locked(program: Program) -> Program:
    found = Program.objects.select_for_update().filter(pk=program.pk).first()
    if found is None:
        raise AlreadyChanged
    # Also the caller's own object: whoever goes on with it sees what the service did.
    vars(program).update(vars(found))
    return program


def _enrolled(program: Program, states: tuple[str, ...]) -> list[Enrollment]:
    return list(Enrollment.objects.filter(cohort__program=program, state__in=states).order_by("pk"))


def _end_everybody(program: Program, *, by: Any) -> None:
    for enrollment in _enrolled(program, WAITING):
        enrollments.withdraw(enrollment, by=by)
    for enrollment in _enrolled(program, (EnrollmentState.ACCEPTED, EnrollmentState.READY)):
        enrollments.finish(enrollment, by=by)


def _first_of_next_month() -> date:
    today = timezone.localdate()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)
