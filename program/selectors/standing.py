"""What a person is in this organization, for pages that show each person only their own."""

from typing import Any

from program.models import Enrollment, ProgramManager


def runs_programs(person: Any) -> bool:
    """Whether they are an organization admin or run a program; asked once for each request's person."""
    if not hasattr(person, "_runs_programs"):
        managed = ProgramManager.objects.filter(person=person)
        person._runs_programs = person.is_organization_admin or managed.exists()
    return bool(person._runs_programs)


def current_roles(person: Any) -> set[str]:
    """The roles in which they take part now, in any program past its draft."""
    return set(Enrollment.objects.own(person).current().order_by().values_list("role", flat=True).distinct())
