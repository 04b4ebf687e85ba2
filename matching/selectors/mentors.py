"""Mentors as a mentee sees them: ranked, with reasons, room and what has happened between the two."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from matching import engine
from matching.bridge.profiles import Profiles, key_of, rules_of, weights_of
from matching.bridge.reasons import Fit, Speaker, View
from matching.enums import WaitlistState
from matching.models import MatchRequest, PairBlock, WaitlistEntry
from matching.selectors.search import matching
from people.languages import names_of
from people.models import Person
from program.enums import Role
from program.models import Enrollment

CARDS = 12
Keep = Callable[[Enrollment], bool]


@dataclass(slots=True)
class MentorCard:
    """One mentor for one mentee."""

    enrollment: Enrollment
    fit: Fit
    room: int
    skills: Sequence[str]
    languages: Sequence[str]
    has_request: bool = False
    is_waited_for: bool = False

    @property
    def person(self) -> Person:
        """The mentor."""
        return self.enrollment.person


@dataclass(slots=True)
class Choices:
    """What the filters offer: only words that some mentor has."""

    skills: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    locations: list[str] = field(default_factory=list)
    languages: list[tuple[str, str]] = field(default_factory=list)


class MentorFinder:
    """All mentors one mentee may ask, best first, those with room before those without. One object per page."""

    def __init__(self, mentee: Enrollment) -> None:
        self.mentee = mentee
        self.rows = possible_mentors(mentee)
        self._mentors = list(self.rows)
        self._profiles = Profiles([mentee, *self._mentors], reader=mentee.person_id)
        program = mentee.program
        guides = [self._profiles.guide(mentor) for mentor in self._mentors]
        self._roster = engine.Roster(guides, weights_of(program), rules_of(program, full=False))
        self._seeker = self._profiles.seeker(mentee)
        ranked = engine.rank_all([self._seeker], self._roster, k=max(1, len(guides)))[self._seeker.key]
        by_key = {key_of(mentor): mentor for mentor in self._mentors}
        best_first = [by_key[key] for key, _score in ranked]
        self.ranked = sorted(best_first, key=lambda mentor: self._profiles.room(mentor) < 1)

    def choices(self) -> Choices:
        """Words for the filters, from the mentors in the list."""
        people = [mentor.person for mentor in self.ranked]
        codes = {code for person in people for code in person.languages}
        return Choices(
            skills=_settled(name for mentor in self.ranked for name in self._profiles.offered_names(mentor)),
            departments=_settled(person.department for person in people),
            locations=_settled(person.location for person in people),
            languages=sorted(zip(codes, names_of(list(codes)), strict=True), key=lambda pair: pair[1]),
        )

    def page(self, filters: Mapping[str, Any], number: str | int | None = 1) -> "Page[Any]":
        """The cards of one page of the list that the filters leave."""
        keep = self._tests(filters)
        if filters.get("q"):
            found = matching(self.rows, filters["q"])
            keep.append(lambda mentor: mentor.pk in found)
        left = [mentor for mentor in self.ranked if all(test(mentor) for test in keep)]
        page: Page[Any] = Paginator(left, CARDS).get_page(number)
        requested, waited = self._between()
        page.object_list = [
            self._card(mentor, mentor.pk in requested, mentor.pk in waited) for mentor in page.object_list
        ]
        return page

    def card(self, key: UUID) -> MentorCard | None:
        """The card of one mentor by the key of their enrollment, or None for somebody who is not in the list."""
        return next(iter(self.cards([key])), None)

    def cards(self, keys: Collection[UUID]) -> list[MentorCard]:
        """The cards of these mentors, best first; whoever is not in the list is left out without a word."""
        listed = [one for one in self.ranked if one.pk in keys]
        if not listed:
            return []
        requested, waited = self._between()
        return [self._card(one, one.pk in requested, one.pk in waited) for one in listed]

    def _card(self, mentor: Enrollment, has_request: bool, is_waited_for: bool) -> MentorCard:
        guide = self._roster.guides[self._roster.place(key_of(mentor))]
        speaker = Speaker(View.SEEKER, self._profiles.skill_names)
        return MentorCard(
            enrollment=mentor,
            fit=speaker.fit(self._roster.factors(self._seeker, guide)),
            room=self._profiles.room(mentor),
            skills=self._profiles.offered_names(mentor),
            languages=names_of(mentor.person.languages),
            has_request=has_request,
            is_waited_for=is_waited_for,
        )

    def _between(self) -> tuple[set[Any], set[Any]]:
        """Mentors with an open request of this mentee, and those they wait for."""
        pending = MatchRequest.objects.pending().filter(mentee=self.mentee)
        waiting = WaitlistEntry.objects.filter(
            mentee=self.mentee, state__in=[WaitlistState.WAITING, WaitlistState.OFFERED]
        )
        return set(pending.values_list("mentor", flat=True)), set(waiting.values_list("mentor", flat=True))

    def _tests(self, filters: Mapping[str, Any]) -> list[Keep]:
        tests: dict[str, Callable[[Any], Keep]] = {
            "skill": lambda value: lambda mentor: value in self._profiles.offered_names(mentor),
            "department": lambda value: lambda mentor: mentor.person.department == value,
            "location": lambda value: lambda mentor: mentor.person.location == value,
            "language": lambda value: lambda mentor: value in mentor.person.languages,
            "has_room": lambda value: lambda mentor: self._profiles.room(mentor) > 0,
        }
        return [make(filters[name]) for name, make in tests.items() if filters.get(name)]


def possible_mentors(mentee: Enrollment) -> QuerySet[Enrollment]:
    """Mentors of the mentee's cohort who are ready and take new people; rules between the two are applied later."""
    mentors = Enrollment.objects.available().filter(cohort=mentee.cohort_id, role=Role.MENTOR, is_accepting=True)
    return mentors.select_related("person", "cohort__program")


def blocked_by(person: Person) -> QuerySet[PairBlock]:
    """The people somebody said 'not for me' about; for their own eyes only."""
    return PairBlock.objects.filter(person=person).select_related("blocked").order_by("blocked__last_name", "pk")


def _settled(words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word}, key=str.casefold)
