"""Chemistry meetings as each side may see them: the client everything, the coach who may come, the admin counts."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from matching import engine
from matching.bridge.profiles import Profiles, weights_of
from matching.bridge.reasons import Fit, Speaker, View
from matching.enums import MeetingOutcome, RoundState
from matching.models import ChemistryMeeting, ChemistryRound, Ranking
from program.enums import Role
from program.models import Cohort, Enrollment, Program


@dataclass(slots=True)
class Card:
    """One coach proposed to a client."""

    meeting: ChemistryMeeting
    fit: Fit
    topics: list[str]
    place: int | None


@dataclass(slots=True)
class ClientPage:
    """What a client sees of a round."""

    round: ChemistryRound
    cards: list[Card]

    @property
    def is_open(self) -> bool:
        """Whether answers can still be given."""
        return self.round.state == RoundState.OPEN

    @property
    def has_ranked(self) -> bool:
        """Whether at least one coach has a place."""
        return any(card.place for card in self.cards)


@dataclass(slots=True)
class RoundCounts:
    """How far a round is: counts, never who ranked whom where."""

    round: ChemistryRound
    clients: int
    met: int
    ranked: int
    coaches: int


@dataclass(slots=True)
class CohortRounds:
    """The rounds of a cohort, the latest first, and the open one."""

    cohort: Cohort
    rounds: list[RoundCounts] = field(default_factory=list)

    @property
    def open(self) -> RoundCounts | None:
        """The round that clients answer in now."""
        return next((one for one in self.rounds if one.round.state == RoundState.OPEN), None)


def page_for_client(client: Enrollment) -> ClientPage | None:
    """The latest round in which coaches were proposed to this client, or None."""
    round_ = ChemistryRound.objects.filter(meetings__client=client).select_related("cohort__program").first()
    if round_ is None:
        return None
    meetings = list(
        round_.meetings.filter(client=client)
        .select_related("coach__person", "coach__cohort__program")
        .order_by("position")
    )
    profiles = Profiles([client, *(one.coach for one in meetings)], reader=client.person_id)
    speaker, weights = Speaker(View.SEEKER, profiles.skill_names), weights_of(client.program)
    seeker = profiles.seeker(client)
    places = places_of(client)
    return ClientPage(
        round_,
        [
            Card(
                one,
                speaker.fit(engine.factors(seeker, profiles.guide(one.coach), weights)),
                profiles.offered_names(one.coach),
                places.get(one.coach_id),
            )
            for one in meetings
        ],
    )


def places_of(client: Enrollment) -> dict[Any, int]:
    """The client's own order, by coach."""
    return dict(Ranking.objects.filter(owner=client).values_list("other", "rank"))


def expected_by(coach: Enrollment) -> tuple[ChemistryRound | None, list[Enrollment]]:
    """The open round in which this coach is proposed, and the clients of it who still take part. No order, ever."""
    rows = ChemistryRound.objects.filter(meetings__coach=coach, state=RoundState.OPEN).select_related("cohort__program")
    round_ = rows.first()
    if round_ is None:
        return None, []
    meetings = round_.meetings.filter(coach=coach).exclude(outcome=MeetingOutcome.SKIPPED)
    clients = (
        Enrollment.objects.current()
        .filter(pk__in=meetings.values("client"))
        .select_related("person", "cohort__program")
    )
    return round_, list(clients)


def rounds_of(program: Program) -> list[CohortRounds]:
    """Every cohort with its rounds and their counts; two queries."""
    cohorts = {cohort.pk: CohortRounds(cohort) for cohort in program.cohorts.order_by("-starts_on")}
    for one in _counted(ChemistryRound.objects.filter(cohort__program=program)):
        cohorts[one.cohort_id].rounds.append(
            RoundCounts(one, one.clients, one.met, one.ranked, one.coaches)  # type: ignore[attr-defined]
        )
    return list(cohorts.values())


def usable_rounds(program: Program) -> QuerySet[ChemistryRound]:
    """Closed rounds, whose orders an assignment can count; the latest first."""
    rows = ChemistryRound.objects.filter(cohort__program=program, state=RoundState.CLOSED)
    return rows.select_related("cohort")


def without_order(round_: ChemistryRound) -> QuerySet[Enrollment]:
    """Clients of a round who have given nobody a place yet."""
    ranked = Ranking.objects.filter(owner=OuterRef("pk"))
    clients = Enrollment.objects.filter(pk__in=round_.meetings.values("client"), role=Role.CLIENT)
    return clients.filter(~Exists(ranked)).select_related("person")


def _counted(rounds: QuerySet[ChemistryRound]) -> QuerySet[ChemistryRound]:
    ranked = Ranking.objects.filter(owner=OuterRef("meetings__client"))
    return rounds.annotate(
        clients=Count("meetings__client", distinct=True),
        coaches=Count("meetings__coach", distinct=True),
        met=Count("meetings__client", distinct=True, filter=Q(meetings__outcome=MeetingOutcome.MET)),
        ranked=Count("meetings__client", distinct=True, filter=Exists(ranked)),
    )
