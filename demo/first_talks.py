"""Clients of the demo who meet coaches before one is assigned to them; some have met and ranked, some not yet."""

from datetime import timedelta

from django.utils import timezone

from demo.enrolling import enrollment_of
from demo.moments import at
from demo.simulation import Script, side_by_side
from demo.stage import Stage
from matching.enums import MeetingOutcome
from matching.models import ChemistryMeeting, ChemistryRound
from matching.services import chemistry
from matching.services.chemistry import Answer
from people.models import Person
from program.enums import Role
from program.models import Cohort

MET, SKIPPED = MeetingOutcome.MET, MeetingOutcome.SKIPPED
Said = tuple[str, int | None]
# What each client says so many days ago about the coaches proposed to them: met or not, and the place in their order.
ANSWERS: tuple[tuple[int, tuple[Said, ...]], ...] = (
    (5, ((MET, 2), (MET, 1), (MET, 3))),
    (4, ((MET, 1), (MET, 2), (MET, 3))),
    (4, ((MET, 2), (MET, 1))),
    (3, ((SKIPPED, None), (MET, 1))),
    (3, ((MET, None),)),
)


def meet_coaches(stage: Stage, cohort: Cohort, clients: list[Person], days_ago: int, days_left: int) -> Script:
    """The manager lets everybody who waits meet three coaches, and the clients go about it."""
    yield at(stage.ago(days_ago), 9, stage.manager)
    current = Cohort.objects.select_related("program").get(pk=cohort.pk)
    started = chemistry.start(current, stage.today + timedelta(days=days_left), by=stage.manager)
    yield from side_by_side(
        _tells(stage, started, client, days, said) for client, (days, said) in zip(clients, ANSWERS, strict=False)
    )


def _tells(stage: Stage, started: ChemistryRound, client: Person, days_ago: int, said: tuple[Said, ...]) -> Script:
    yield at(stage.ago(days_ago), 14, client)
    enrollment = enrollment_of(started.cohort, Role.CLIENT, client)
    meetings = ChemistryMeeting.objects.filter(round=started, client=enrollment).order_by("position")
    answers = {
        meeting.pk: Answer(outcome, timezone.localdate() if outcome == MET else None, place)
        for meeting, (outcome, place) in zip(meetings, said, strict=False)
    }
    chemistry.answer(started, enrollment, answers, by=client)
