"""How the meetings of a demo partnership go: focus before, reports and log after, now and then something else."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from agreements.enums import GoalState
from agreements.models import Goal
from demo import words
from demo.agreeing import sides
from demo.simulation import Script
from matching.models import Partnership
from people.models import Person
from sessions.enums import ActionState, MeetingState, Report
from sessions.models import ActionItem, Meeting
from sessions.services import actions, attendance, check_ins, focuses, logs, meetings


@dataclass(frozen=True, slots=True)
class Habits:
    """How this pair works: how many meetings they live through and what they let slip."""

    meetings: int = 99
    forgets_last_log: bool = False
    disputes_last: bool = False
    cancels: int = -1
    # The real present: the last meeting before it is the one that something is wrong with.
    today: datetime | None = None
    recent_days: int = 14


def meet(partnership: Partnership, habits: Habits, rng: random.Random) -> Script:
    """Live through the planned meetings, one after the other, up to today."""
    lived = 0
    while lived < habits.meetings:
        meeting = _next(partnership)
        if meeting is None:
            return
        lived += 1
        guide, seeker = sides(partnership)
        yield meeting.starts_at - timedelta(hours=30)
        if not _still_stands(meeting):
            continue
        if lived == habits.cancels:
            meetings.cancel(meeting, by=seeker)
            continue
        _choose_focus(meeting, seeker, rng)
        yield meeting.ends_at + timedelta(minutes=20)
        if not _still_stands(meeting):
            continue
        yield from _afterwards(partnership, meeting, guide, seeker, habits, rng)


def _next(partnership: Partnership) -> Meeting | None:
    later = Meeting.objects.filter(partnership=partnership, state=MeetingState.SCHEDULED, starts_at__gt=timezone.now())
    return later.order_by("starts_at").first()


def _still_stands(meeting: Meeting) -> bool:
    """Whether it was not withdrawn meanwhile: an amendment of the schedule plans the meetings anew."""
    meeting.refresh_from_db()
    return meeting.state == MeetingState.SCHEDULED


def _choose_focus(meeting: Meeting, seeker: Person, rng: random.Random) -> None:
    if rng.random() < 0.8:
        focus, where_now, willing_to = rng.choice(words.FOCUS)
        said = {"focus": focus, "where_now": where_now, "willing_to": willing_to}
        focuses.save(meeting, said, share=rng.random() < 0.9, revision=0, by=seeker)


def _afterwards(
    partnership: Partnership, meeting: Meeting, guide: Person, seeker: Person, habits: Habits, rng: random.Random
) -> Script:
    is_recent = habits.today is not None and timezone.now() > habits.today - timedelta(days=habits.recent_days)
    if is_recent and habits.disputes_last:
        attendance.report(meeting, Report.HELD, by=guide)
        attendance.report(meeting, Report.OTHER_ABSENT, by=seeker)
        return
    attendance.report(meeting, Report.HELD, by=seeker)
    if is_recent and habits.forgets_last_log:
        return
    yield meeting.ends_at + timedelta(hours=3)
    _write_log(partnership, meeting, guide, seeker, rng)
    if rng.random() < 0.45:
        yield meeting.ends_at + timedelta(days=2)
        _check_goal(partnership, seeker, rng)


def _write_log(partnership: Partnership, meeting: Meeting, guide: Person, seeker: Person, rng: random.Random) -> None:
    said = {
        "observations": rng.choice(words.OBSERVATIONS),
        "questions": rng.choice(words.QUESTIONS),
        "insights": rng.choice(words.INSIGHTS),
        "next_steps": rng.choice(words.NEXT_STEPS),
    }
    title, measure = rng.choice(words.ACTIONS)
    due = timezone.localdate() + timedelta(days=rng.choice((5, 9, 12)))
    is_asked_for = rng.random() < 0.7
    new = [actions.NewAction(title, seeker.pk, due, measure, rng.randint(5, 9))] if is_asked_for else []
    still_open = ActionItem.objects.filter(partnership=partnership, state=ActionState.OPEN, owner=seeker)
    done = [action.pk for action in still_open if rng.random() < 0.75]
    note = rng.choice(words.PRIVATE_NOTES) if rng.random() < 0.4 else ""
    entry = logs.LogEntry(meeting.minutes, said, 0, note=note, new_actions=new, done=done)
    logs.save(meeting, entry, by=guide)


def _check_goal(partnership: Partnership, seeker: Person, rng: random.Random) -> None:
    current = list(Goal.objects.filter(partnership=partnership, state=GoalState.AGREED))
    if current:
        goal = rng.choice(current)
        rating = rng.choice((-1, 0, 0, 1, 1, 1, 2))
        check_ins.check_goal(goal, rating, words.CHECK_INS[rating], by=seeker)
