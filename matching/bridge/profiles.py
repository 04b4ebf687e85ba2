"""Enrollments as the engine's people, in a constant number of queries. A person's key is their id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from matching import engine
from matching.bridge.chains import everyone_above
from matching.engine import skills
from matching.engine.words import words_of
from matching.enums import CURRENT_PARTNERSHIP, WaitlistState
from matching.models import PairBlock, PartnershipMember, PoolMember, WaitlistEntry
from people.models import PersonSkill, Skill
from program.enums import EnrollmentState, Role, SkillWish
from program.models import Enrollment, EnrollmentSkill, Program

Names = dict[UUID, list[str]]


def weights_of(program: Program) -> engine.Weights:
    """What counts in this program; names the engine does not know are left aside."""
    known = engine.Weights().to_dict()
    return engine.Weights.from_dict({name: value for name, value in program.weights.items() if name in known})


def rules_of(program: Program, *, full: bool = True) -> engine.Rules:
    """The hard rules of this program. Without `full` a guide without room is still compared."""
    return engine.Rules(reporting_line=not program.allows_reporting_line, full=full)


def is_ready(enrollment: Enrollment) -> bool:
    """Ready, not paused, at work."""
    is_here = enrollment.paused_at is None and enrollment.person.is_working
    return enrollment.state == EnrollmentState.READY and is_here


def key_of(enrollment: Enrollment) -> str:
    """The engine's key of an enrolled person."""
    return str(enrollment.person_id)


@dataclass(slots=True)
class Facts:
    """What the database knows about some enrollments and their people, besides their own rows."""

    wanted: Names = field(default_factory=dict)
    offered: Names = field(default_factory=dict)
    own_skills: dict[UUID, list[tuple[str, int]]] = field(default_factory=dict)
    above: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    blocked: Mapping[UUID, set[UUID]] = field(default_factory=dict)
    before: Mapping[UUID, set[UUID]] = field(default_factory=dict)
    room: Mapping[UUID, int] = field(default_factory=dict)
    pools: Mapping[UUID, set[UUID]] = field(default_factory=dict)


class Profiles:
    """Some enrollments of one program, both sides, as the engine's people. They come with their person loaded.

    `for_rules` leaves out what only counts for a score (skills, earlier partners) and for room. With a `reader` only
    their own wishes count: points that moved with the other side's would show them. `facts` that were read already are
    taken as they are.
    """

    def __init__(
        self,
        enrollments: Iterable[Enrollment] = (),
        *,
        for_rules: bool = False,
        reader: UUID | None = None,
        facts: Facts | None = None,
    ) -> None:
        self._reader = reader
        self._facts = facts or (_facts_for_rules if for_rules else _facts_about)(list(enrollments))

    def seeker(self, enrollment: Enrollment) -> engine.Seeker:
        """A mentee or client."""
        texts = (enrollment.hopes, enrollment.headline)
        return engine.Seeker(
            **self._party(enrollment),
            wants=dict.fromkeys(skills.keys_of(self._facts.wanted.get(enrollment.pk, ())), 0),
            goal_words=words_of(" ".join(texts)),
        )

    def guide(self, enrollment: Enrollment) -> engine.Guide:
        """A mentor or coach, with the places that are neither taken nor promised."""
        person = enrollment.person
        offers = dict.fromkeys(skills.keys_of(self._facts.offered.get(enrollment.pk, ())), 0)
        for name, level in self._facts.own_skills.get(person.pk, ()):
            offers.setdefault(skills.key_of(name), 2 * level - 1)
        offers.pop("", None)
        texts = (enrollment.experience, enrollment.headline, person.about, person.job_title)
        return engine.Guide(
            **self._party(enrollment),
            offers=offers,
            experience_words=words_of(" ".join(texts)),
            capacity_left=self.room(enrollment),
            load_at_least=self._load_at_least(enrollment),
        )

    def _load_at_least(self, enrollment: Enrollment) -> int:
        """How many more people they should get at least, as far as there is room; who they have already counts."""
        room = self.room(enrollment)
        return min(room, max(0, enrollment.minimum_load - (enrollment.capacity - room))) if room else 0

    def room(self, enrollment: Enrollment) -> int:
        """Places that are neither taken nor promised to somebody from the waitlist; none during a break."""
        return self._facts.room.get(enrollment.pk, 0) if enrollment.is_accepting else 0

    def offered_names(self, enrollment: Enrollment) -> list[str]:
        """What somebody can help with in this program, then the skills they have, as the organization writes them."""
        own = [name for name, _level in self._facts.own_skills.get(enrollment.person_id, ())]
        return list(dict.fromkeys([*sorted(self._facts.offered.get(enrollment.pk, ())), *own]))

    def wanted_names(self, enrollment: Enrollment) -> list[str]:
        """What somebody wants to learn in this program."""
        return sorted(self._facts.wanted.get(enrollment.pk, ()))

    @cached_property
    def skill_names(self) -> dict[str, str]:
        """The organization's own word for each skill key."""
        return {skills.key_of(name): name for name in Skill.objects.values_list("name", flat=True)}

    def _party(self, enrollment: Enrollment) -> dict[str, Any]:
        person, facts = enrollment.person, self._facts
        return {
            "key": key_of(enrollment),
            "languages": frozenset(person.languages),
            "zone": person.time_zone,
            "location": person.location,
            "department": person.department,
            "grade": person.grade,
            "manager_chain": _keys(facts.above.get(person.pk, ())),
            "blocked": _keys(facts.blocked.get(person.pk, ())),
            "partners_before": _keys(facts.before.get(person.pk, ())),
            "availability": frozenset(enrollment.availability),
            "preferences": frozenset(enrollment.preferences if self._reader in {None, person.pk} else ()),
            "pools": _keys(facts.pools.get(enrollment.pk, ())),
            "ready": is_ready(enrollment),
        }


def room_left(enrollments: Iterable[UUID]) -> dict[UUID, int]:
    """Places that are neither taken nor promised, by enrollment, in one query."""
    held = PartnershipMember.objects.filter(enrollment=OuterRef("pk"), slot__isnull=False)
    offers = WaitlistEntry.objects.filter(mentor=OuterRef("pk"), state=WaitlistState.OFFERED)
    rows = Enrollment.objects.filter(pk__in=list(enrollments)).order_by()
    rows = rows.annotate(taken=_count(held, "enrollment"), promised=_count(offers, "mentor"))
    return {
        pk: max(0, capacity - (taken or 0) - (promised or 0))
        for pk, capacity, taken, promised in rows.values_list("pk", "capacity", "taken", "promised")
    }


def _count(rows: QuerySet[Any], key: str) -> Subquery:
    return Subquery(rows.order_by().values(key).annotate(count=Count("pk")).values("count"))


def _facts_for_rules(enrollments: list[Enrollment]) -> Facts:
    people = [entry.person_id for entry in enrollments]
    return Facts(above=everyone_above(people), blocked=_blocks(people), pools=_pools(enrollments))


def _facts_about(enrollments: list[Enrollment]) -> Facts:
    keys = [entry.pk for entry in enrollments]
    people = [entry.person_id for entry in enrollments]
    wanted, offered = _skills_in_program(keys)
    own: defaultdict[UUID, list[tuple[str, int]]] = defaultdict(list)
    rows = PersonSkill.objects.filter(person__in=people).order_by("-level", "skill__name")
    for person, name, level in rows.values_list("person", "skill__name", "level"):
        own[person].append((name, level))
    blocks, before, room = _blocks(people), _before(people), room_left(keys)
    return Facts(wanted, offered, own, everyone_above(people), blocks, before, room, _pools(enrollments))


def _skills_in_program(keys: list[UUID]) -> tuple[Names, Names]:
    wanted: defaultdict[UUID, list[str]] = defaultdict(list)
    offered: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = EnrollmentSkill.objects.filter(enrollment__in=keys)
    for enrollment, name, wish in rows.values_list("enrollment", "skill__name", "wish"):
        (wanted if wish == SkillWish.WANTED else offered)[enrollment].append(name)
    return wanted, offered


def _blocks(people: list[UUID]) -> dict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for person, blocked in PairBlock.objects.filter(person__in=people).values_list("person", "blocked"):
        found[person].add(blocked)
    return found


def _before(people: list[UUID]) -> dict[UUID, set[UUID]]:
    """Who shared a partnership that is over, sponsors aside."""
    over = PartnershipMember.objects.filter(person__in=people, enrollment__isnull=False).order_by()
    over = over.exclude(partnership__state__in=CURRENT_PARTNERSHIP)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = over.values_list("person", "partnership__members__person", "partnership__members__enrollment")
    for person, other, enrollment in rows:
        if person != other and enrollment:
            found[person].add(other)
    return found


def _pools(enrollments: list[Enrollment]) -> dict[UUID, set[UUID]]:
    """The pools of coaches and clients; mentoring has none, so nobody asks. In no pool means that anybody will do."""
    coached = [entry.pk for entry in enrollments if entry.role in {Role.COACH, Role.CLIENT}]
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = PoolMember.objects.filter(enrollment__in=coached) if coached else PoolMember.objects.none()
    for enrollment, pool in rows.values_list("enrollment", "pool"):
        found[enrollment].add(pool)
    return found


def _keys(people: Iterable[UUID]) -> frozenset[str]:
    return frozenset(str(person) for person in people)
