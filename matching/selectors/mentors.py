"""Mentors as a mentee sees them: ranked, with reasons, room and what has happened between the two."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import ngettext
from numpy.typing import NDArray

from matching import engine
from matching.bridge.between import looking
from matching.bridge.crowd import FACETS, listed, mentor_of, places_left, profile_of, with_room, with_skills
from matching.bridge.reasons import Fit, Speaker, View
from matching.bridge.shelf import shelf
from matching.bridge.table import Table, of_mentors
from matching.engine.hashing import TIE_BITS
from matching.models import PairBlock
from matching.selectors.bands import Band, in_band
from people.languages import names_of
from people.models import Person
from program.models import Enrollment

CARDS = 12
_NAMES = ("first_name", "last_name")
_SHOWN = (
    *("headline", "cohort", "role", "is_accepting"),
    *(f"person__{name}" for name in (*_NAMES, "job_title", "location", "time_zone", "languages")),
)
"""What a card in the list shows; the rest of a person stays where it is."""
_HAS_ROOM = 1 << 60


@dataclass(slots=True)
class MentorCard:
    """One mentor for one mentee. In the list without skills and table of factors: those are a click away."""

    enrollment: Enrollment
    fit: Fit
    room: int
    languages: Sequence[str]
    skills: Sequence[str] = ()
    has_request: bool = False
    is_waited_for: bool = False

    @property
    def person(self) -> Person:
        """The mentor."""
        return self.enrollment.person

    @property
    def room_in_words(self) -> str:
        """How many places are free."""
        return ngettext("%(n)s place free", "%(n)s places free", self.room) % {"n": self.room}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: only words that some mentor has."""

    skills: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    has_bands: bool = False


class Order(Sequence[int]):
    """Places in a table, best first. Only the part that is looked at is put in order."""

    def __init__(self, worth: NDArray[np.int64]) -> None:
        self._worth = worth
        self._count = int((worth >= 0).sum())

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: Any) -> Any:
        stop = self._count if part.stop is None else min(part.stop, self._count)
        if not stop:
            return []
        if stop < len(self._worth):
            best = np.argpartition(self._worth, len(self._worth) - stop)[len(self._worth) - stop :]
        else:
            best = np.arange(len(self._worth))
        return best[np.argsort(-self._worth[best], kind="stable")][part].tolist()


class MentorFinder:
    """All mentors one mentee may ask, best first, those with room before those without. One object per page.

    The order comes from a table that this process keeps; whom a card shows, and with what, is read for the page.
    """

    def __init__(self, mentee: Enrollment) -> None:
        self.mentee = mentee
        self._table = shelf.table_for(mentee)
        self.looking = looking(mentee)
        self._worth = _worth(self._table, self.looking.seeker)
        self._rows: dict[UUID, Any] = {}

    @property
    def is_whole(self) -> bool:
        """False while the first table of a large cohort is being made: some mentors are missing for some seconds."""
        return self._table.is_whole

    @cached_property
    def count(self) -> int:
        """How many mentors the list has."""
        return len(Order(self._worth))

    def choices(self) -> Choices:
        """Words for the filters, from the mentors of the cohort."""
        words = self._table.choices
        codes = words["language"]
        return Choices(
            skills=words["skill"],
            departments=words["department"],
            locations=words["location"],
            languages=tuple(sorted(zip(codes, names_of(list(codes)), strict=True), key=lambda pair: pair[1])),
            has_bands=self.looking.seeker.grade is not None and self._table.has_grades,
        )

    def page(self, filters: Mapping[str, Any], number: str | int | None = 1) -> "Page[Any]":
        """The cards of one page of the list that the filters leave; whoever has gone by now is left out."""
        page: Page[Any] = Paginator(Order(self._kept(filters)), CARDS).get_page(number)
        places = list(page.object_list)
        # Favourites stand on the same page: one query reads both.
        self._read({*(self._table.key_at(place) for place in places), *self.looking.kept})
        page.object_list = self._shown(places)
        return page

    def card(self, key: UUID) -> MentorCard | None:
        """The card of one mentor by the key of their enrollment, or None for somebody who is not in the list."""
        return next(iter(self.cards([key])), None)

    def cards(self, keys: Collection[UUID]) -> list[MentorCard]:
        """The cards of these mentors, best first; whoever is not in the list is left out without a word."""
        rows = list(with_skills(possible_mentors(self.mentee)).filter(pk__in=keys)) if keys else []
        if not rows:
            return []
        table = of_mentors(self._table, [mentor_of(row) for row in rows])
        by_key = {row.pk: row for row in rows}
        order = Order(_worth(table, self.looking.seeker))[:]
        return [self._card(by_key[table.key_at(place)], table, place, in_full=True) for place in order]

    def brief(self, keys: Collection[UUID]) -> list[MentorCard]:
        """The same as a page of the list shows them."""
        places = [place for key in keys if (place := self._table.place_of(key)) is not None and self._worth[place] >= 0]
        return self._shown(sorted(places, key=lambda place: -self._worth[place]))

    def _shown(self, places: Sequence[int]) -> list[MentorCard]:
        """Cards in this order, from rows read now; whoever is not possible any more is left out."""
        by_key = {self._table.key_at(place): place for place in places}
        rows = self._read(by_key)
        return [
            self._card(rows[key], self._table, place, in_full=False) for key, place in by_key.items() if rows.get(key)
        ]

    def _read(self, keys: Collection[UUID]) -> Mapping[UUID, Any]:
        """The rows of these mentors as they are now, each read once for a page; None for whoever is not possible."""
        new = [key for key in keys if key not in self._rows]
        if new:
            here = listed().filter(cohort=self.mentee.cohort_id, pk__in=new).only(*_SHOWN)
            self._rows.update(dict.fromkeys(new))
            self._rows.update({row.pk: row for row in with_room(here)})
        return self._rows

    def standings(self, keys: Collection[UUID]) -> dict[UUID, int]:
        """At which place of the whole list these mentors stand, from 1."""
        return {
            key: int((self._worth > self._worth[place]).sum()) + 1
            for key in keys
            if (place := self._table.place_of(key)) is not None and self._worth[place] >= 0
        }

    def _card(self, row: Any, table: Table, place: int, *, in_full: bool) -> MentorCard:
        return MentorCard(
            enrollment=row,
            fit=self._speaker.fit(table.factors(self.looking.seeker, place), in_full=in_full),
            room=places_left(row),
            languages=names_of(row.person.languages),
            skills=profile_of(row).offered_names(row) if in_full else (),
            has_request=row.pk in self.looking.asked,
            is_waited_for=row.pk in self.looking.waited,
        )

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker(View.SEEKER, {**self._table.skill_names, **self.looking.skill_names})

    def _kept(self, filters: Mapping[str, Any]) -> NDArray[np.int64]:
        """What everybody is worth whom the filters leave, and less than nothing for the others."""
        table, seeker = self._table, self.looking.seeker
        tests = [table.having(facet, filters[facet]) for facet in FACETS if filters.get(facet)]
        if filters.get("band"):
            tests.append(in_band(Band(filters["band"]), table, seeker))
        if filters.get("has_room"):
            tests.append(table.rooms > 0)
        if filters.get("q"):
            tests.append(table.saying(filters["q"]))
        return np.where(np.logical_and.reduce(tests), self._worth, -1) if tests else self._worth


def _worth(table: Table, seeker: engine.Seeker) -> NDArray[np.int64]:
    """One number that orders mentors for a seeker: room first, then points, then a tie; -1 for whom a rule excludes.

    Points less the handicap by which attention is spread; the score that is shown stays what it is.
    """
    scores = table.scores(seeker).astype(np.int64)
    worth = (np.maximum(scores - table.handicaps, 0) << TIE_BITS) | table.ties(seeker)
    worth[table.rooms > 0] |= _HAS_ROOM
    worth[scores < 0] = -1
    return worth


def possible_mentors(mentee: Enrollment) -> QuerySet[Enrollment]:
    """Mentors of the mentee's cohort who are ready and take new people; rules between the two are applied later."""
    return listed().filter(cohort=mentee.cohort_id).select_related("person", "cohort__program")


def blocked_by(person: Person) -> QuerySet[PairBlock]:
    """The people somebody said 'not for me' about; for their own eyes only."""
    blocks = PairBlock.objects.filter(person=person).select_related("blocked").order_by("blocked__last_name", "pk")
    return blocks.only("person", *(f"blocked__{name}" for name in _NAMES))
