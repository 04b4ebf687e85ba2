"""Rounds of chemistry meetings: coaches are proposed, clients meet and rank them, and the round closes.

Every change holds the row of the round, so that nobody ranks in a round that somebody closes at the same moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.rules import Refusal
from core.transitions import move
from matching.bridge.first_talks import proposals_for
from matching.enums import MeetingOutcome, RoundState
from matching.models import ChemistryMeeting, ChemistryRound, Ranking
from matching.permissions import may_assign
from notifications.services import nudges
from people.models import Person
from program.models import Cohort, Enrollment


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client says about one coach: whether they met, on which day, and which place the coach has for them."""

    outcome: str
    met_on: date | None = None
    place: int | None = None


@transaction.atomic
def start(cohort: Cohort, ends_on: date, *, by: Person) -> ChemistryRound:
    """Propose three coaches to every client who waits, and tell both sides.

    Raises Refusal when the program has no such meetings, nobody waits, no coach has room, the day is not ahead or a
    round is open already.
    """
    cohort = Cohort.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=cohort.pk)
    may_assign.check(by, cohort.program)
    _check_start(cohort, ends_on)
    proposals = {client: coaches for client, coaches in proposals_for(cohort).items() if coaches}
    if not proposals:
        raise Refusal(_("Nobody can be proposed to anybody: no client waits, or no coach has a place for them."))
    started = ChemistryRound.objects.create(cohort=cohort, ends_on=ends_on, started_by=by)
    # Who goes into a new round begins a new order: an earlier one was about other proposals.
    Ranking.objects.filter(owner__in=proposals).delete()
    ChemistryMeeting.objects.bulk_create(
        ChemistryMeeting(round=started, client=client, coach=coach, position=position)
        for client, coaches in proposals.items()
        for position, coach in enumerate(coaches, start=1)
    )
    _tell(started, proposals)
    audit.record("chemistryround.start", started, by=by, clients=len(proposals))
    return started


@transaction.atomic
def answer(round_: ChemistryRound, client: Enrollment, answers: Mapping[UUID, Answer], *, by: Person) -> None:
    """Keep what a client says about the coaches proposed to them, by meeting, with their order of them.

    Raises Refusal when the round is closed, or an answer cannot be: a day ahead, a place for a coach they do not meet.
    """
    held = _held(round_)
    if held.state != RoundState.OPEN:
        raise Refusal(_("This round is closed. What you had saved before counts."))
    if client.person_id != by.pk:
        raise Refusal(_("Only the client can say this."))
    meetings = {one.pk: one for one in held.meetings.filter(client=client)}
    if set(answers) - set(meetings):
        raise Refusal(_("This coach was not proposed to you."))
    for pk, said in answers.items():
        _check_answer(said)
        one = meetings[pk]
        one.outcome = said.outcome
        one.met_on = said.met_on if said.outcome == MeetingOutcome.MET else None
    ChemistryMeeting.objects.bulk_update(meetings.values(), ["outcome", "met_on"])
    placed = sorted((said.place, meetings[pk].coach_id) for pk, said in answers.items() if said.place)
    if len({place for place, _coach in placed}) < len(placed):
        raise Refusal(_("Two coaches have the same place. Give each a place of their own."))
    Ranking.objects.filter(owner=client).delete()
    Ranking.objects.bulk_create(
        Ranking(owner=client, other_id=coach, rank=rank) for rank, (_place, coach) in enumerate(placed, start=1)
    )
    # Only that they answered: the order is theirs.
    audit.record("chemistryround.answer", held, by=by)


@transaction.atomic
def close(round_: ChemistryRound, *, by: Person | None) -> None:
    """End a round; the orders in it stay as they are. Raises AlreadyChanged when it is closed already."""
    held = _held(round_)
    move(held, RoundState.CLOSED, by=by, closed_at=timezone.now())
    round_.state = held.state


def close_due(now: datetime) -> None:
    """Close every round whose last day is over. For the sweep."""
    over = ChemistryRound.objects.filter(state=RoundState.OPEN, ends_on__lt=timezone.localdate(now))
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            held = ChemistryRound.objects.select_for_update(of=("self",)).filter(pk=pk, state=RoundState.OPEN).first()
            if held:
                move(held, RoundState.CLOSED, by=None, closed_at=now)


def _held(round_: ChemistryRound) -> ChemistryRound:
    rows = ChemistryRound.objects.select_for_update(of=("self",), no_key=True).select_related("cohort__program")
    return rows.get(pk=round_.pk)


def _check_start(cohort: Cohort, ends_on: date) -> None:
    if not cohort.program.has_chemistry_meetings:
        raise Refusal(_("In this program clients do not meet coaches first. You can change that in the set-up."))
    if ends_on <= timezone.localdate():
        raise Refusal(_("Choose a day ahead, so that people have time to meet."))
    if ChemistryRound.objects.filter(cohort=cohort, state=RoundState.OPEN).exists():
        raise Refusal(_("A round is open for this cohort already. Close it first."))


def _check_answer(said: Answer) -> None:
    if said.outcome == MeetingOutcome.MET and said.met_on is None:
        raise Refusal(_("Say on which day you met."))
    if said.outcome == MeetingOutcome.MET and said.met_on and said.met_on > timezone.localdate():
        raise Refusal(_("The day you met cannot lie ahead."))
    if said.outcome == MeetingOutcome.SKIPPED and said.place:
        raise Refusal(_("A coach you do not meet has no place in your order."))


def _tell(started: ChemistryRound, proposals: Mapping[Enrollment, list[Enrollment]]) -> None:
    people = [("chemistry_proposed", client) for client in proposals]
    coaches = {coach.pk: coach for chosen in proposals.values() for coach in chosen}
    people += [("chemistry_expected", coach) for coach in coaches.values()]
    for kind, enrollment in people:
        nudges.plan(kind, recipient=enrollment.person, subject=started, program_id=started.cohort.program_id)
