"""The mentors of one cohort as a table in memory: the engine's roster, and what filters and the search look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from numpy.typing import NDArray

from matching import engine
from matching.bridge.profiles import Facts, Profiles
from matching.bridge.wordindex import WordIndex, words_in
from matching.enums import WaitlistState
from people.models import PersonSkill
from program.enums import Role, SkillWish
from program.models import Enrollment, EnrollmentSkill

FACETS = ("skill", "department", "location", "language")
"""What a list of mentors can be narrowed down to by one word."""

NO_GRADE = -1
# Everybody who looks shares these people. Wishes are nobody else's to see, so they are read for a nobody.
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Mentor:
    """One mentor as a table takes them in."""

    key: UUID
    guide: engine.Guide
    room: int
    facets: Mapping[str, frozenset[str]]
    words: frozenset[str]


def listed() -> QuerySet[Enrollment]:
    """Mentors who are ready and take new people, with their person; rules between two people come later."""
    mentors = Enrollment.objects.available().filter(role=Role.MENTOR, is_accepting=True)
    return mentors.select_related("person").order_by()


# What is not left of a capacity: places taken, and those promised to somebody from the waitlist.
_PLACES_LEFT = """program_enrollment.capacity
    - (SELECT count(*) FROM matching_partnershipmember AS held
        WHERE held.enrollment_id = program_enrollment.id AND held.slot IS NOT NULL)
    - (SELECT count(*) FROM matching_waitlistentry AS promised
        WHERE promised.mentor_id = program_enrollment.id AND promised.state = %s)"""


def with_room(mentors: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Adds `places_left`; in SQL, because putting the same together from expressions takes longer than asking."""
    # No word of it comes from outside.
    return mentors.annotate(places_left=RawSQL(_PLACES_LEFT, [WaitlistState.OFFERED.value]))  # noqa: S611  # nosec B611


def with_skills(mentors: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Adds room, and the skills that `mentor_of` reads."""
    offered = EnrollmentSkill.objects.filter(enrollment=OuterRef("pk"), wish=SkillWish.OFFERED)
    own = PersonSkill.objects.filter(person=OuterRef("person")).order_by("-level", "skill__name")
    return with_room(mentors).annotate(
        offered=ArraySubquery(offered.order_by("skill__name").values("skill__name")),
        own=ArraySubquery(own.values(pair=JSONObject(name="skill__name", level="level"))),
    )


def read(mentors: QuerySet[Enrollment]) -> Iterator[Mentor]:
    """These mentors with their skills and room, in one query whose rows come in portions."""
    return map(mentor_of, with_skills(mentors).iterator(chunk_size=2000))


def profile_of(row: Any) -> Profiles:
    """The profile of a row of `with_skills`."""
    own = [(skill["name"], skill["level"]) for skill in row.own]
    facts = Facts(offered={row.pk: row.offered}, own_skills={row.person_id: own}, room={row.pk: places_left(row)})
    return Profiles(facts=facts, reader=_NOBODY)


def places_left(row: Any) -> int:
    """The room of a row of `with_room`; a capacity that was lowered below what is taken leaves none."""
    return max(0, int(row.places_left))


def mentor_of(row: Any) -> Mentor:
    """A row of `with_skills` as a table takes it in."""
    person, profile = row.person, profile_of(row)
    skills = profile.offered_names(row)
    texts = (person.first_name, person.last_name, person.job_title, person.department, *skills)
    return Mentor(
        key=row.pk,
        guide=profile.guide(row),
        room=profile.room(row),
        facets={
            "skill": frozenset(skills),
            "department": frozenset({person.department} - {""}),
            "location": frozenset({person.location} - {""}),
            "language": frozenset(person.languages),
        },
        words=words_in(" ".join((*texts, row.headline, row.experience, person.about))),
    )


class Crowd:
    """Some mentors of one program, in the order of the engine's roster. It never changes; threads share it."""

    def __init__(self, mentors: Iterable[Mentor], weights: engine.Weights) -> None:
        """Takes mentors in the order of their people's keys and lets go of each as it comes."""
        guides, self.keys, rooms, grades = [], [], [], []
        words = WordIndex()
        facets: dict[str, defaultdict[str, list[int]]] = {name: defaultdict(list) for name in FACETS}
        for place, mentor in enumerate(mentors):
            guides.append(mentor.guide)
            self.keys.append(mentor.key)
            rooms.append(mentor.room)
            grades.append(NO_GRADE if mentor.guide.grade is None else mentor.guide.grade)
            words.add(mentor.words)
            for name in FACETS:
                for word in mentor.facets[name]:
                    facets[name][word].append(place)
        words.finish()
        self.roster = engine.Roster(guides, weights, engine.Rules(full=False))
        self.place = {key: place for place, key in enumerate(self.keys)}
        self.rooms: NDArray[np.int32] = np.array(rooms, dtype=np.int32)
        self.grades: NDArray[np.int16] = np.array(grades, dtype=np.int16)
        self.words = words
        self._facets = {
            name: {word: np.array(places, dtype=np.int32) for word, places in found.items()}
            for name, found in facets.items()
        }

    def __len__(self) -> int:
        """How many mentors there are."""
        return len(self.keys)

    def keys_of(self, people: Iterable[UUID]) -> list[UUID]:
        """The enrollments of those of these people who are here."""
        found = []
        for person in people:
            with suppress(KeyError):
                found.append(self.keys[self.roster.place(str(person))])
        return found

    def having(self, facet: str, word: str) -> NDArray[np.bool_]:
        """Which mentors have this word as a skill, department, location or language."""
        found = np.zeros(len(self), dtype=bool)
        places = self._facets[facet].get(word)
        if places is not None:
            found[places] = True
        return found

    def words_of(self, facet: str, among: NDArray[np.bool_]) -> set[str]:
        """The words of a facet that some of these mentors have."""
        return {word for word, places in self._facets[facet].items() if among[places].any()}
