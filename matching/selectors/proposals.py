"""Mentors who propose themselves: whom they may write to, and what each side sees of a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from matching import engine
from matching.bridge.profiles import Profiles, key_of, rules_of, weights_of
from matching.bridge.reasons import Fit, Speaker, View
from matching.enums import ProposalState
from matching.models import Proposal
from matching.permissions_wishes import open_mentees
from people.languages import names_of
from people.models import Person
from program.models import Enrollment, Program

CARDS = 12
SHOWN = 8


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
    """Mentees whom one mentor may write to, best first. One object per page; hard rules leave people out silently."""

    def __init__(self, mentor: Enrollment) -> None:
        settled = Proposal.objects.filter(mentor=mentor, state__in=[ProposalState.PENDING, ProposalState.DECLINED])
        rows = open_mentees(mentor.program).filter(cohort=mentor.cohort_id).exclude(pk__in=settled.values("mentee"))
        mentees = list(rows.order_by("pk"))
        self._profiles = Profiles([mentor, *mentees], reader=mentor.person_id)
        program = mentor.program
        guides = [self._profiles.guide(mentor)]
        self._roster = engine.Roster(guides, weights_of(program), rules_of(program, full=False))
        self._seekers = {mentee.pk: self._profiles.seeker(mentee) for mentee in mentees}
        ranked: Mapping[str, Any] = engine.rank_all(list(self._seekers.values()), self._roster, k=1)
        scores = {mentee.pk: ranked[key_of(mentee)][0][1] for mentee in mentees if ranked[key_of(mentee)]}
        possible = [mentee for mentee in mentees if mentee.pk in scores]
        self.ranked = sorted(possible, key=lambda mentee: (-scores[mentee.pk], mentee.pk))

    def page(self, number: str | int | None = 1) -> "Page[Any]":
        """The cards of one page."""
        page: Page[Any] = Paginator(self.ranked, CARDS).get_page(number)
        page.object_list = [self.card(mentee) for mentee in page.object_list]
        return page

    def card(self, mentee: Enrollment) -> MenteeCard:
        """Why this mentee fits, from the mentor's side."""
        speaker = Speaker(View.GUIDE, self._profiles.skill_names)
        return MenteeCard(
            enrollment=mentee,
            fit=speaker.fit(self._roster.factors(self._seekers[mentee.pk], self._roster.guides[0])),
            wants=self._profiles.wanted_names(mentee),
            languages=names_of(mentee.person.languages),
        )


@dataclass(slots=True)
class ProposalPage:
    """One proposal as its reader sees it: the same factors from their own side."""

    proposal: Proposal
    fit: Fit
    is_mentors: bool
    skills: Sequence[str]
    languages: Sequence[str]

    @property
    def other(self) -> Enrollment:
        """The other side."""
        return self.proposal.mentee if self.is_mentors else self.proposal.mentor


def of_person(person: Person) -> QuerySet[Proposal]:
    """Proposals that the person made or received where they take part; anybody else's do not exist for them."""
    mine = Enrollment.objects.own(person).current()
    return Proposal.objects.filter(Q(mentor__in=mine) | Q(mentee__in=mine)).select_related(
        "mentor__person", "mentee__person", "mentor__cohort__program", "mentee__cohort__program", "partnership"
    )


def page_of(proposal: Proposal, reader: Person) -> ProposalPage:
    """The proposal with the reasons in the reader's words."""
    profiles = Profiles([proposal.mentor, proposal.mentee], reader=reader.pk)
    is_mentors = proposal.mentor.person_id == reader.pk
    factors = engine.factors(
        profiles.seeker(proposal.mentee), profiles.guide(proposal.mentor), weights_of(proposal.mentor.program)
    )
    names = profiles.wanted_names(proposal.mentee) if is_mentors else profiles.offered_names(proposal.mentor)
    other = proposal.mentee if is_mentors else proposal.mentor
    return ProposalPage(
        proposal,
        Speaker(View.GUIDE if is_mentors else View.SEEKER, profiles.skill_names).fit(factors),
        is_mentors,
        names,
        names_of(other.person.languages),
    )


def made_by(person: Person) -> list[Proposal]:
    """What a mentor has proposed where they take part: every open one, then the latest of the others; one query."""
    rows = list(
        Proposal.objects.filter(mentor__in=Enrollment.objects.own(person).current())
        .select_related("mentee__person", "mentor__cohort__program")
        .order_by("-created_at", "pk")
    )
    past = [one for one in rows if one.state != ProposalState.PENDING]
    return [one for one in rows if one.state == ProposalState.PENDING] + past[:SHOWN]


@dataclass(frozen=True, slots=True)
class ReceivedProposals:
    """What mentors have proposed to one mentee: what waits for an answer, and what is over, the latest first."""

    open: list[Proposal]
    past: list[Proposal]


def made_to(mentee: Enrollment) -> ReceivedProposals:
    """Every open proposal to this mentee and the latest of the others; one query."""
    rows = list(Proposal.objects.filter(mentee=mentee).select_related("mentor__person").order_by("-created_at", "pk"))
    return ReceivedProposals(
        open=[one for one in rows if one.state == ProposalState.PENDING],
        past=[one for one in rows if one.state != ProposalState.PENDING][:SHOWN],
    )


@dataclass(frozen=True, slots=True)
class ProposalCounts:
    """How many mentors of a program have proposed themselves, and what became of it."""

    open: int
    accepted: int
    over: int


def counts_of(program: Program) -> ProposalCounts:
    """The numbers of a program's proposals, in one query."""
    rows = Proposal.objects.filter(mentee__cohort__program=program)
    is_open, is_accepted = Q(state=ProposalState.PENDING), Q(state=ProposalState.ACCEPTED)
    return ProposalCounts(
        **rows.aggregate(
            open=Count("pk", filter=is_open),
            accepted=Count("pk", filter=is_accepted),
            over=Count("pk", filter=~is_open & ~is_accepted),
        )
    )
