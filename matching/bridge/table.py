"""One cohort's mentors as they stood at one moment, ready to be ranked, narrowed down and brought up to date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

import numpy as np
from django.db.models import Exists, OuterRef, Q
from numpy.typing import NDArray

from matching import engine
from matching.bridge import changes
from matching.bridge.crowd import FACETS, NO_GRADE, Crowd, Mentor, listed, read
from matching.bridge.profiles import room_left
from matching.engine import skills
from matching.engine.hashing import key_hashes, pair_ties, seeded, short
from program.enums import SkillWish
from program.models import Enrollment, EnrollmentSkill

READ_AT_ONCE = 500
"""So many mentors are read while somebody waits: some tenths of a second. A larger cohort is read beside."""

MOST_CHANGED = 256
"""So many changed mentors are kept beside the others: each news about them costs some milliseconds."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """Mentors of a table with what may change about them without their being read anew."""

    crowd: Crowd
    is_here: Flags
    rooms: NDArray[np.int32]

    @classmethod
    def of(cls, mentors: Iterable[Mentor], weights: engine.Weights) -> "Part":
        """All of them here, with their rooms; in the order of their people's keys."""
        crowd = Crowd(mentors, weights)
        return cls(crowd, np.ones(len(crowd), dtype=bool), crowd.rooms)

    def without(self, keys: Iterable[UUID]) -> "Part":
        """The same without these."""
        places = [self.crowd.place[key] for key in keys if key in self.crowd.place]
        if not places:
            return self
        is_here = self.is_here.copy()
        is_here[places] = False
        return Part(self.crowd, is_here, self.rooms)

    def with_rooms(self, rooms: Mapping[UUID, int]) -> "Part":
        """The same with other rooms."""
        known = {self.crowd.place[key]: room for key, room in rooms.items() if key in self.crowd.place}
        if not known:
            return self
        changed = self.rooms.copy()
        changed[list(known)] = list(known.values())
        return Part(self.crowd, self.is_here, changed)


@dataclass(frozen=True, slots=True)
class Spread:
    """Handicaps for the order of the mentors read together, and when (by the clock of the process) they were found."""

    crowd: Crowd
    handicaps: NDArray[np.int16]
    found_at: float


@dataclass(frozen=True)
class Table:
    """The mentors of a cohort at one snapshot: those who were read together, and those who have changed since.

    It never changes; threads share it. A table that is not whole holds some mentors only, until all are read.
    """

    cohort: UUID
    weights: engine.Weights
    snapshot: str
    base: Part
    later: Part
    changed: Sequence[Mentor] = field(default=(), repr=False)
    is_whole: bool = True
    spread: "Spread | None" = None

    def __len__(self) -> int:
        """How many mentors are in memory for it."""
        return len(self.base.crowd) + len(self.later.crowd)

    def key_at(self, place: int) -> UUID:
        """The enrollment in this place."""
        first = len(self.base.crowd)
        return self.base.crowd.keys[place] if place < first else self.later.crowd.keys[place - first]

    def place_of(self, key: UUID) -> int | None:
        """Where an enrollment stands, None where it is not here."""
        if key in self.later.crowd.place:
            return len(self.base.crowd) + self.later.crowd.place[key]
        return self.base.crowd.place.get(key)

    def factors(self, seeker: engine.Seeker, place: int) -> tuple[engine.Factor, ...]:
        """What the score of a pair consists of."""
        part, first = self.base, len(self.base.crowd)
        if place >= first:
            part, place = self.later, place - first
        return part.crowd.roster.factors_of(seeker, [place])[0]

    def scores(self, seeker: engine.Seeker) -> NDArray[np.int16]:
        """The score with each mentor; below zero where a rule excludes the pair or the mentor is not here any more."""
        parts = []
        for part in self._parts:
            scores = part.crowd.roster.scores(seeker)
            scores[~part.is_here] = -1
            parts.append(scores)
        return np.concatenate(parts)

    def ties(self, seeker: engine.Seeker) -> NDArray[np.int32]:
        """What orders equal scores: another order for each seeker, always the same one."""
        mine = short(seeded(key_hashes([seeker.key], "seeker"), 0))
        return np.concatenate([pair_ties(mine, part.crowd.roster.ties(0)) for part in self._parts])

    @cached_property
    def rooms(self) -> NDArray[np.int32]:
        """Places that are neither taken nor promised."""
        return np.concatenate([part.rooms for part in self._parts])

    @cached_property
    def grades(self) -> NDArray[np.int16]:
        """Grades, `NO_GRADE` where none is known."""
        return np.concatenate([part.crowd.grades for part in self._parts])

    @cached_property
    def handicaps(self) -> NDArray[np.int16]:
        """By how many points somebody stands further down, so that attention follows room; it changes no score."""
        if self.spread is None or self.spread.crowd is not self.base.crowd:
            return np.zeros(len(self), dtype=np.int16)
        own, place = self.spread.handicaps, self.base.crowd.place
        later = [own[place[key]] if key in place else 0 for key in self.later.crowd.keys]
        return np.concatenate([own, np.array(later, dtype=np.int16)])

    def having(self, facet: str, word: str) -> Flags:
        """Who has this word as a skill, department, location or language."""
        return np.concatenate([part.crowd.having(facet, word) for part in self._parts])

    def saying(self, words: str) -> Flags:
        """In whose name, skills or profile something like each of these words stands."""
        return np.concatenate([part.crowd.words.find(words) for part in self._parts])

    @cached_property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The words of each facet that somebody here has, in the order of the alphabet."""
        found = {name: [part.crowd.words_of(name, part.is_here) for part in self._parts] for name in FACETS}
        return {name: tuple(sorted(set().union(*words), key=str.casefold)) for name, words in found.items()}

    @property
    def has_grades(self) -> bool:
        """Whether the grade of anybody here is known."""
        return bool((self.grades != NO_GRADE).any())

    @cached_property
    def skill_names(self) -> dict[str, str]:
        """The organization's own word for each skill that somebody here has."""
        return {skills.key_of(name): name for name in self.choices["skill"]}

    @property
    def _parts(self) -> tuple[Part, Part]:
        return self.base, self.later


def whole(cohort: UUID, weights: engine.Weights) -> Table:
    """Everybody of the cohort, read anew: seconds for tens of thousands."""
    snapshot = changes.snapshot()
    rows = listed().filter(cohort=cohort).order_by("person_id")
    return _table(cohort, weights, snapshot, read(rows), is_whole=True)


def first(cohort: UUID, weights: engine.Weights, mentee: Enrollment) -> Table:
    """Everybody of a cohort of ordinary size. Of a large one some, first those who offer what this mentee wants."""
    snapshot = changes.snapshot()
    wanted = EnrollmentSkill.objects.filter(enrollment=mentee, wish=SkillWish.WANTED).values("skill")
    offers = EnrollmentSkill.objects.filter(enrollment=OuterRef("pk"), wish=SkillWish.OFFERED, skill__in=wanted)
    rows = listed().filter(cohort=cohort).order_by(Exists(offers).desc(), "pk")
    mentors = list(read(rows[: READ_AT_ONCE + 1]))
    return _table(cohort, weights, snapshot, _ordered(mentors), is_whole=len(mentors) <= READ_AT_ONCE)


def of_mentors(like: Table, mentors: list[Mentor]) -> Table:
    """A small table of mentors who were just read, with the weights of another."""
    return _table(like.cohort, like.weights, like.snapshot, _ordered(mentors), is_whole=False)


def updated(table: Table, news: changes.News) -> Table | None:
    """The table with the news in it, in one query at the most. None where it is better read anew."""
    if news.is_too_much:
        return None
    known = {key for key in news.rooms if key in table.base.crowd.place or key in table.later.crowd.place}
    if not news.mentors and not news.people:
        rooms = room_left(known) if known else {}
        return _replaced(table, news.snapshot, table.base.with_rooms(rooms), table.later.with_rooms(rooms))
    rows = listed().filter(cohort=table.cohort)
    fresh = list(read(rows.filter(Q(pk__in=[*news.mentors, *known]) | Q(person__in=news.people))))
    gone = {*news.mentors, *known, *(mentor.key for mentor in fresh)}
    gone.update(table.base.crowd.keys_of(news.people), table.later.crowd.keys_of(news.people))
    changed = _ordered([*(mentor for mentor in table.changed if mentor.key not in gone), *fresh])
    if len(changed) > MOST_CHANGED:
        return None
    base = table.base.without(gone)
    return _replaced(table, news.snapshot, base, Part.of(changed, table.weights), changed)


def _table(cohort: UUID, weights: engine.Weights, snapshot: str, mentors: Iterable[Mentor], *, is_whole: bool) -> Table:
    return Table(cohort, weights, snapshot, Part.of(mentors, weights), Part.of((), weights), is_whole=is_whole)


def _replaced(table: Table, snapshot: str, base: Part, later: Part, changed: Sequence[Mentor] | None = None) -> Table:
    kept = table.changed if changed is None else changed
    return replace(table, snapshot=snapshot, base=base, later=later, changed=kept)


def _ordered(mentors: Iterable[Mentor]) -> list[Mentor]:
    return sorted(mentors, key=lambda mentor: mentor.guide.key)
