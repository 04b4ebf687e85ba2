"""One's own order of the people one would like to work with, and those who could join it, from either side.

Only its owner reads it. Those who run a program get counts (`ranked_in`), and nothing else leaves this module.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.steps import NextStep, StepUrgency
from matching import engine
from matching.bridge.profiles import Profiles, key_of, rules_of, weights_of
from matching.bridge.reasons import Fit, Speaker, View
from matching.enums import RunState
from matching.models import AssignmentRun, PartnershipMember, Ranking
from matching.selectors.mentors import MentorFinder
from people.languages import names_of
from people.models import Person
from program.enums import Role
from program.models import Cohort, Enrollment
from program.permissions import MATCHING_PHASES

CARDS = 12


class Card(Protocol):
    """Somebody who can be ranked, as the page shows them."""

    enrollment: Enrollment
    fit: Fit


class Finder(Protocol):
    """Everybody whom somebody may rank, best first."""

    def page(self, filters: Mapping[str, Any], number: str | int | None = 1) -> "Page[Any]":
        """The cards of one page of what the filters leave."""

    def cards(self, keys: Collection[UUID]) -> Sequence[Any]:
        """The cards of these, best first; whoever is not in the list is left out."""


@dataclass(slots=True)
class MenteeCard:
    """One mentee for one mentor."""

    enrollment: Enrollment
    fit: Fit
    wants: Sequence[str]
    languages: Sequence[str]

    @property
    def person(self) -> Person:
        """The mentee."""
        return self.enrollment.person


class MenteeFinder:
    """All mentees of a cohort whom one mentor may get, best fit first, with the reasons from the mentor's side."""

    def __init__(self, mentor: Enrollment) -> None:
        mentees = list(possible_mentees(mentor))
        self._profiles = Profiles([mentor, *mentees])
        self._roster = engine.Roster(
            [self._profiles.guide(mentor)], weights_of(mentor.program), rules_of(mentor.program, full=False)
        )
        self._seekers = {mentee.pk: self._profiles.seeker(mentee) for mentee in mentees}
        found = engine.rank_all(list(self._seekers.values()), self._roster, k=1)
        scores = {key: best[0][1] for key, best in found.items() if best}
        possible = [mentee for mentee in mentees if key_of(mentee) in scores]
        self.ranked: list[Enrollment] = sorted(possible, key=lambda one: (-scores[key_of(one)], one.pk))

    def page(self, filters: Mapping[str, Any], number: str | int | None = 1) -> "Page[Any]":
        """The cards of one page; `q` keeps those whose name or profile has every word."""
        words = str(filters.get("q") or "").casefold().split()
        left = [one for one in self.ranked if all(word in self._text(one) for word in words)]
        page: Page[Any] = Paginator(left, CARDS).get_page(number)
        page.object_list = [self._card(one) for one in page.object_list]
        return page

    def cards(self, keys: Collection[UUID]) -> list[MenteeCard]:
        """The cards of these mentees, best first; whoever is not in the list is left out."""
        return [self._card(one) for one in self.ranked if one.pk in keys]

    def _card(self, mentee: Enrollment) -> MenteeCard:
        speaker = Speaker(View.GUIDE, self._profiles.skill_names)
        factors = self._roster.factors(self._seekers[mentee.pk], self._roster.guides[0])
        wants = self._profiles.wanted_names(mentee)
        return MenteeCard(mentee, speaker.fit(factors), wants, names_of(mentee.person.languages))

    def _text(self, mentee: Enrollment) -> str:
        person = mentee.person
        parts = [person.get_full_name(), person.job_title, person.department, mentee.headline, mentee.hopes]
        return " ".join([*parts, *self._profiles.wanted_names(mentee)]).casefold()


@dataclass(slots=True)
class OwnPlace:
    """One place in one's own order; without a card the two cannot be matched just now, whatever the reason."""

    other: Enrollment
    card: Card | None


@dataclass(slots=True)
class RankingPage:
    """One's own order, and who could join it."""

    own: list[OwnPlace]
    page: "Page[Any]"
    ranked: set[UUID]
    favourites: list[Card]


def own_ranking(owner: Enrollment, finder: Finder, filters: Mapping[str, Any], number: str | None) -> RankingPage:
    """The page of one person's order."""
    places = [row.other for row in own_places(owner)]
    ranked = {one.pk for one in places}
    kept = set() if owner.is_guide else set(owner.favourites.values_list("mentor", flat=True)) - ranked
    cards = finder.cards(ranked | kept)
    by_key = {card.enrollment.pk: card for card in cards}
    return RankingPage(
        own=[OwnPlace(one, by_key.get(one.pk)) for one in places],
        page=finder.page(filters, number),
        ranked=ranked,
        favourites=[card for card in cards if card.enrollment.pk in kept],
    )


def own_places(owner: Enrollment) -> QuerySet[Ranking]:
    """One's own order, first place first."""
    return Ranking.objects.filter(owner=owner).select_related("other__person").order_by("rank")


def finder_for(owner: Enrollment) -> Finder:
    """Whom this person may rank."""
    return MenteeFinder(owner) if owner.is_guide else MentorFinder(owner)


def possible_mentees(mentor: Enrollment) -> QuerySet[Enrollment]:
    """Mentees of the mentor's cohort who are ready and have nobody; rules between the two are applied later."""
    mentees = Enrollment.objects.available().filter(cohort=mentor.cohort_id, role=Role.MENTEE)
    return without_partner(mentees).select_related("person", "cohort__program")


def without_partner(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Those of these who hold no place in a partnership."""
    held = PartnershipMember.objects.filter(enrollment=OuterRef("pk"), slot__isnull=False)
    return enrollments.filter(~Exists(held))


def ranked_in(cohort: Cohort) -> dict[str, int]:
    """How many of a cohort have ranked, by role. Counts are all that anybody but the owner learns."""
    ready = Enrollment.objects.available().filter(cohort=cohort).filter(has_ranked())
    roles = list(ready.values_list("role", flat=True))
    return {role: roles.count(role) for role in (Role.MENTOR, Role.MENTEE)}


def has_ranked() -> Exists:
    """A condition on enrollments: somebody stands in their order."""
    return Exists(Ranking.objects.filter(owner=OuterRef("pk")))


def ranks_first() -> Q:
    """A condition on enrollments: a whole cohort is matched at once here, and its pairs are not published yet."""
    published = AssignmentRun.objects.filter(cohort=OuterRef("cohort"), state=RunState.PUBLISHED)
    return Q(~Exists(published), cohort__program__matches_in_bulk=True)


def ranking_steps(person: Person) -> list[NextStep]:
    """The order to make, or to look at again, in programs that match a whole cohort at once and have not yet."""
    mine = Enrollment.objects.own(person).available()
    mine = mine.filter(cohort__program__state__in=MATCHING_PHASES, role__in=(Role.MENTOR, Role.MENTEE))
    mine = mine.filter(ranks_first()).exclude(role=Role.MENTOR, is_accepting=False)
    rows = without_partner(mine).annotate(has_ranked=has_ranked()).select_related("cohort__program")
    return [_step(row) for row in rows.order_by("cohort__starts_on", "pk")]


def _step(row: Any) -> NextStep:
    words = {"program": row.program.name}
    title = _("Rank the mentees you would like") if row.is_guide else _("Rank the mentors you would like")
    text = _("In %(program)s everybody is matched at once. Your order counts; nobody else reads it.") % words
    if row.has_ranked:
        title = _("Your order counts in %(program)s") % words
        text = _("You can change it until the pairs are made.")
    return NextStep(
        title=title,
        text=text,
        url=reverse("ranking_detail", args=[row.pk]),
        label=_("See your order") if row.has_ranked else _("Rank"),
        urgency=StepUrgency.WHENEVER if row.has_ranked else StepUrgency.SOON,
    )


def in_words(ranked: int, ready: int) -> str:
    """'4 of 6 have ranked', for those who run the program."""
    return ngettext("%(ranked)d of %(ready)d has ranked", "%(ranked)d of %(ready)d have ranked", ranked) % {
        "ranked": ranked,
        "ready": ready,
    }
