"""Who could be invited: people picked by a filter, and why some of them are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.enums import EmploymentStatus
from people.models import Person, PersonSkill, Skill
from program.enums import EnrollmentState
from program.models import Cohort, Enrollment

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Candidates:
    """`people` are the first of `total` who can be invited; the others were left out for these reasons."""

    people: Sequence[Person]
    total: int
    already: Sequence[Person]
    on_leave: Sequence[Person]
    left: int

    @property
    def more(self) -> int:
        """How many can be invited besides those shown."""
        return self.total - len(self.people)


def candidates_for(cohort: Cohort, role: str, filters: Mapping[str, Any]) -> Candidates:
    """The people a filter finds for a role in a cohort; for the filters see `matching_people`."""
    found = matching_people(filters)
    enrolled = Enrollment.objects.current().filter(cohort=cohort, role=role, person=OuterRef("pk"))
    declined = Enrollment.objects.filter(
        cohort=cohort, role=role, person=OuterRef("pk"), state=EnrollmentState.WITHDRAWN
    )
    employed = found.exclude(employment_status=EmploymentStatus.TERMINATED).annotate(is_enrolled=Exists(enrolled))
    free = employed.filter(is_enrolled=False)
    can_be_asked = free.filter(employment_status=EmploymentStatus.ACTIVE).annotate(was_here=Exists(declined))
    people = list(can_be_asked[: MOST_SHOWN + 1])
    return Candidates(
        people=people[:MOST_SHOWN],
        total=can_be_asked.count() if len(people) > MOST_SHOWN else len(people),
        already=list(employed.filter(is_enrolled=True)[:MOST_SHOWN]),
        on_leave=list(free.filter(employment_status=EmploymentStatus.LEAVE)[:MOST_SHOWN]),
        left=found.filter(employment_status=EmploymentStatus.TERMINATED).count(),
    )


def matching_people(filters: Mapping[str, Any]) -> QuerySet[Person]:
    """Everybody found by department, location, grade_from, grade_to, skill and q; whether free or not."""
    people = Person.objects.order_by("last_name", "first_name", "pk")
    for name in ("department", "location"):
        if filters.get(name):
            people = people.filter(**{name: filters[name]})
    if filters.get("grade_from") is not None:
        people = people.filter(grade__gte=filters["grade_from"])
    if filters.get("grade_to") is not None:
        people = people.filter(grade__lte=filters["grade_to"])
    if filters.get("skill"):
        people = people.filter(Exists(PersonSkill.objects.filter(person=OuterRef("pk"), skill=filters["skill"])))
    for word in (filters.get("q") or "").split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(job_title__icontains=word)
        )
    return people


def values_of(field: str) -> list[str]:
    """The departments or locations that people have, in alphabetical order."""
    values = Person.objects.employed().exclude(**{field: ""}).order_by(field)
    return list(values.values_list(field, flat=True).distinct())


def skills_people_have() -> QuerySet[Skill]:
    """The skills that at least one person has."""
    return Skill.objects.filter(Exists(PersonSkill.objects.filter(skill=OuterRef("pk")))).order_by("name")
