"""Coaches at a glance, their pools, and who could be put into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from matching.bridge.coaches import credential_gaps
from matching.models import CoachPool, PoolMember
from matching.selectors.credentials import CredentialLine, line_of
from people.languages import names_of
from program.enums import Role, SkillWish
from program.models import Enrollment, EnrollmentSkill, Program

BY_NAME = ("person__last_name", "person__first_name", "pk")
# A longer list is filtered by name.
MOST_SHOWN = 200


@dataclass(slots=True)
class CoachLine:
    """What an admin reads about one coach."""

    coach: Enrollment
    taken: int
    languages: list[str]
    topics: list[str]
    pools: list[str]
    credentials: list[CredentialLine]
    gap: str


def coaches_of(program: Program, name: str = "") -> QuerySet[Enrollment]:
    """The coaches who take part, by name."""
    return _named(Enrollment.objects.current().filter(cohort__program=program, role=Role.COACH), name)


def coach_lines(coaches: QuerySet[Enrollment] | list[Enrollment]) -> list[CoachLine]:
    """These coaches with everything the table shows; the same queries for any number."""
    offered = EnrollmentSkill.objects.filter(wish=SkillWish.OFFERED).select_related("skill").order_by("skill__name")
    pools = PoolMember.objects.select_related("pool").order_by("pool__name")
    rows = (
        Enrollment.objects.filter(pk__in=[coach.pk for coach in coaches])
        .select_related("person", "cohort__program")
        .prefetch_related(
            Prefetch("enrollment_skills", offered), Prefetch("pool_memberships", pools), "person__credentials"
        )
        .annotate(taken=Count("memberships", filter=Q(memberships__slot__isnull=False)))
    )
    found = list(rows)
    gaps = credential_gaps(found)
    return [_line(coach, gaps.get(coach.pk, "")) for coach in found]


def pools_of(program: Program) -> QuerySet[CoachPool]:
    """The pools of a program with how many coaches and clients each has."""

    def counted(role: Role) -> Count:
        return Count("members", filter=Q(members__enrollment__role=role))

    return program.coach_pools.annotate(coaches=counted(Role.COACH), clients=counted(Role.CLIENT))


@dataclass(slots=True)
class Candidates:
    """The first of those who can be in a pool, coaches and clients apart, each with `is_in`."""

    coaches: Sequence[Enrollment]
    clients: Sequence[Enrollment]
    is_cut: bool


def people_for(pool: CoachPool) -> QuerySet[Enrollment]:
    """Everybody who can be in the pool."""
    rows = Enrollment.objects.current().filter(cohort__program=pool.program_id)
    return rows.filter(role__in=[Role.COACH, Role.CLIENT]).select_related("cohort")


def candidates(pool: CoachPool, name: str = "") -> Candidates:
    """Those whose name fits, members first."""
    inside = PoolMember.objects.filter(pool=pool, enrollment=OuterRef("pk"))
    rows = _named(people_for(pool), name).annotate(is_in=Exists(inside)).order_by("-is_in", *BY_NAME)
    coaches, clients = (list(rows.filter(role=role)[: MOST_SHOWN + 1]) for role in (Role.COACH, Role.CLIENT))
    is_cut = max(len(coaches), len(clients)) > MOST_SHOWN
    return Candidates(coaches[:MOST_SHOWN], clients[:MOST_SHOWN], is_cut)


def _named(rows: QuerySet[Enrollment], name: str) -> QuerySet[Enrollment]:
    for word in name.split():
        rows = rows.filter(Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word))
    return rows.select_related("person").order_by(*BY_NAME)


def _line(coach: Any, gap: str) -> CoachLine:
    return CoachLine(
        coach=coach,
        taken=coach.taken,
        languages=names_of(coach.person.languages),
        topics=[wish.skill.name for wish in coach.enrollment_skills.all()],
        pools=[_named_pool(member.pool) for member in coach.pool_memberships.all()],
        credentials=[line_of(one) for one in coach.person.credentials.all()],
        gap=gap,
    )


def _named_pool(pool: CoachPool) -> str:
    return _("%(name)s (from outside)") % {"name": pool.name} if pool.is_external else pool.name
