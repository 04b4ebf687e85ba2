"""Dated intakes."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from program.models import Cohort, Program
from program.permissions import may_change_program, may_invite


def end_of(starts_on: date, months: int) -> date:
    """The day a cohort ends that lasts this many months: the same day of the month, or the month's last."""
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    return date(year, month + 1, min(starts_on.day, monthrange(year, month + 1)[1]))


def add_first(program: Program, starts_on: date) -> Cohort:
    """The cohort that a program is made with, named after its month."""
    ends_on = end_of(starts_on, program.duration_months)
    return Cohort.objects.create(
        program=program, name=date_format(starts_on, "F Y"), starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def add(program: Program, *, name: str, starts_on: date, ends_on: date, by: Any) -> Cohort:
    """Add a further cohort. Raises Refusal for a name that is taken, and when the program takes nobody in any more."""
    Program.objects.select_for_update().get(pk=program.pk)
    may_invite.check(by, program)
    _check(program, name, starts_on, ends_on)
    cohort = Cohort.objects.create(program=program, name=name, starts_on=starts_on, ends_on=ends_on)
    audit.record("cohort.add", cohort, by=by, starts_on=starts_on, ends_on=ends_on)
    return cohort


@transaction.atomic
def change(cohort: Cohort, *, name: str, starts_on: date, ends_on: date, by: Any) -> None:
    """Give a cohort another name or other dates. Raises Refusal as `add` does."""
    program = Program.objects.select_for_update().get(pk=cohort.program_id)
    may_change_program.check(by, program)
    _check(program, name, starts_on, ends_on, itself=cohort)
    if (cohort.name, cohort.starts_on, cohort.ends_on) == (name, starts_on, ends_on):
        return
    cohort.name, cohort.starts_on, cohort.ends_on = name, starts_on, ends_on
    cohort.save(update_fields=["name", "starts_on", "ends_on"])
    audit.record("cohort.change", cohort, by=by, starts_on=starts_on, ends_on=ends_on)


def _check(program: Program, name: str, starts_on: date, ends_on: date, itself: Cohort | None = None) -> None:
    if ends_on <= starts_on:
        raise Refusal(_("The cohort has to end after it starts."))
    others = Cohort.objects.filter(program=program, name=name)
    if (others.exclude(pk=itself.pk) if itself else others).exists():
        raise Refusal(_("This program already has a cohort named %(name)s.") % {"name": name})
