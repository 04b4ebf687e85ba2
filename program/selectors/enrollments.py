"""How far somebody is with getting ready, and the steps of their orientation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from notifications.models import Nudge
from program.enums import SEEKER_ROLES, EnrollmentState, SkillWish
from program.models import Enrollment, EnrollmentSkill, OrientationCompletion, OrientationStep


@dataclass(frozen=True, slots=True)
class StepMark:
    """One orientation page and whether it was read."""

    step: OrientationStep
    is_done: bool


@dataclass(frozen=True, slots=True)
class GettingReady:
    """What is done on the way to being ready. `missing` names what is not: "orientation", "profile"."""

    marks: Sequence[StepMark]
    needs_orientation: bool
    is_profile_done: bool

    @property
    def pages_done(self) -> int:
        """How many orientation pages were read."""
        return sum(mark.is_done for mark in self.marks)

    @property
    def is_orientation_done(self) -> bool:
        """Every page was read; a program without pages has nothing to read."""
        return all(mark.is_done for mark in self.marks)

    @property
    def next_step(self) -> OrientationStep | None:
        """The first page that was not read yet."""
        return next((mark.step for mark in self.marks if not mark.is_done), None)

    @property
    def missing(self) -> list[str]:
        """What still has to be done before being ready."""
        missing = ["orientation"] if self.needs_orientation and not self.is_orientation_done else []
        return missing if self.is_profile_done else [*missing, "profile"]


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """One line of the people page. `resend_fields` says which sending of the invitation the button stands for."""

    enrollment: Enrollment
    resend_fields: dict[str, int]


def people_rows(page: Iterable[Enrollment]) -> list[PeopleRow]:
    """The lines of one page of `rows_of`; one query for the invitations sent so far."""
    rows = list(page)
    sent = Nudge.objects.filter(kind="invitation", subject_id__in=[row.pk for row in rows]).order_by()
    counts = dict(sent.values_list("subject_id").annotate(Count("pk")))
    return [PeopleRow(row, {"occasion": counts.get(row.pk, 0) + 1}) for row in rows]


def wish_of(role: str) -> SkillWish:
    """Those who seek name what they want to learn, those who guide what they can help with."""
    return SkillWish.WANTED if role in SEEKER_ROLES else SkillWish.OFFERED


def has_complete_profile(enrollment: Enrollment, skill_count: int) -> bool:
    """A line about oneself, a few sentences for one's role, and at least one skill."""
    text = enrollment.experience if enrollment.is_guide else enrollment.hopes
    return bool(enrollment.headline and text and skill_count)


def skills_of(enrollment: Enrollment) -> list[str]:
    """The names of the skills in this profile, in alphabetical order."""
    rows = EnrollmentSkill.objects.filter(enrollment=enrollment, wish=wish_of(enrollment.role))
    return list(rows.order_by("skill__name").values_list("skill__name", flat=True))


def getting_ready(enrollment: Enrollment) -> GettingReady:
    """How far this enrollment is, from current facts."""
    done = OrientationCompletion.objects.filter(enrollment=enrollment, step=OuterRef("pk"))
    steps = steps_of(enrollment).annotate(is_done=Exists(done))
    skill_count = EnrollmentSkill.objects.filter(enrollment=enrollment, wish=wish_of(enrollment.role)).count()
    return GettingReady(
        marks=[StepMark(step, step.is_done) for step in steps],
        needs_orientation=enrollment.program.needs_orientation,
        is_profile_done=has_complete_profile(enrollment, skill_count),
    )


def steps_of(enrollment: Enrollment) -> QuerySet[OrientationStep]:
    """The orientation pages of this role in this program, in order."""
    return OrientationStep.objects.filter(program=enrollment.program, role=enrollment.role).order_by("position")


def page_counts(enrollments: Iterable[Enrollment]) -> dict[UUID, tuple[int, int]]:
    """For each enrollment (pages read, pages in all); two queries for any number of them."""
    rows = list(enrollments)
    read = dict(
        OrientationCompletion.objects.filter(enrollment__in=rows)
        .filter(step__role=F("enrollment__role"))
        .values_list("enrollment")
        .annotate(Count("pk"))
    )
    programs = {enrollment.cohort.program_id for enrollment in rows}
    counts = OrientationStep.objects.filter(program__in=programs).order_by().values_list("program", "role")
    pages = {(program, role): count for program, role, count in counts.annotate(Count("pk"))}
    return {row.pk: (read.get(row.pk, 0), pages.get((row.cohort.program_id, row.role), 0)) for row in rows}


def rows_of(program: Any, filters: dict[str, Any]) -> QuerySet[Enrollment]:
    """The people of a program for its people page. Filters: cohort, role, state, q (name, e-mail or department)."""
    rows = Enrollment.objects.filter(cohort__program=program).select_related("person", "cohort__program")
    if filters.get("cohort"):
        rows = rows.filter(cohort=filters["cohort"])
    if filters.get("role"):
        rows = rows.filter(role=filters["role"])
    state = filters.get("state")
    if state == "paused":
        rows = rows.current().filter(paused_at__isnull=False)
    elif state:
        rows = rows.filter(state=state)
    else:
        rows = rows.exclude(state=EnrollmentState.WITHDRAWN)
    for word in (filters.get("q") or "").split():
        rows = rows.filter(
            Q(person__first_name__icontains=word)
            | Q(person__last_name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(person__department__icontains=word)
        )
    return rows.order_by("person__last_name", "person__first_name", "role", "pk")
