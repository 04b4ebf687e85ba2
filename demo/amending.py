"""What partnerships of the demo change in a running agreement, and how they go on at its end."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from agreements.document.schedule import Schedule
from agreements.enums import GoalState, SectionKind
from agreements.models import Agreement, AgreementVersion, Goal
from agreements.services import comments, goals, parties, readiness, renewal, sections, versions
from demo import words
from demo.agreeing import draft_of, section_of, sides, signers
from demo.moments import at
from demo.signing import give, offer, sign_all
from demo.simulation import Script
from matching.models import Partnership
from people.models import Person


def less_often(partnership: Partnership, on: date) -> Script:
    """They meet every three weeks from now on, word one goal anew and add another. Signed by both."""
    _guide, seeker = sides(partnership)
    yield at(on, 10, seeker)
    draft = versions.amend(_agreement(partnership), by=seeker)
    goal = Goal.objects.filter(partnership=partnership, state=GoalState.AGREED).earliest("position")
    _reword(goal, f"{goal.measure}{words.FURTHER}", seeker)
    title, measure = words.GOAL_LATER
    goals.add(_agreement(partnership), by=seeker, title=title, measure=measure, target_date=on + timedelta(days=150))
    _every(draft, 3, on + timedelta(days=9), seeker)
    yield from _signed_by_all(partnership, on)


def being_written(partnership: Partnership, on: date) -> Script:
    """One proposes a change and finds it ready, the other edits once more: that takes the mark back."""
    guide, seeker = sides(partnership)
    yield at(on, 10, seeker)
    agreement = _agreement(partnership)
    draft = versions.amend(agreement, by=seeker)
    goal = Goal.objects.filter(partnership=partnership, state=GoalState.AGREED).earliest("position")
    _reword(goal, f"{goal.measure}{words.CLEARER}", seeker)
    readiness.mark(agreement, by=seeker)
    yield _next_day(guide)
    _every(draft, 3, on + timedelta(days=21), guide)
    comments.write(agreement, "schedule", by=guide, body=words.ON_LESS_OFTEN)
    readiness.mark(agreement, by=guide)


def larger_package(partnership: Partnership, on: date) -> Script:
    """Eight sessions instead of six, and the sponsor sees the goals. Signed by all."""
    guide, seeker = sides(partnership)
    yield at(on, 10, guide)
    draft = versions.amend(_agreement(partnership), by=guide)
    package = section_of(draft, "package")
    data = {**package.data, "meetings": 8}
    sections.write(package, by=guide, revision=package.revision, body=package.body, data=data)
    told = section_of(draft, "exchange")
    shown = {**told.data, "goals": True}
    sections.write_exchange(told, shown, by=seeker, revision=told.revision, body=told.body)
    yield from _signed_by_all(partnership, on)


def another_sponsor(partnership: Partnership, on: date, by: Person) -> Script:
    """The sponsor moved on; whoever runs the program names the next one, and all sign the next version."""
    yield at(on, 9, by)
    agreement = _agreement(partnership)
    before = signers(partnership)[-1]
    after = before.manager if before.manager and before.manager.is_working else by
    parties.replace_sponsor(agreement, after, by=by)
    yield from _signed_by_all(partnership, on)


def renewed(partnership: Partnership, on: date) -> Script:
    """Near the end they want to go on: a renewal is offered, and one has signed."""
    _guide, seeker = sides(partnership)
    yield at(on, 10, seeker)
    draft = renewal.renew(_agreement(partnership), by=seeker)
    version = offer(draft, seeker)
    yield _next_day(seeker)
    give(version, seeker)


def _signed_by_all(partnership: Partnership, on: date) -> Script:
    yield from sign_all(draft_of(partnership), on, signers(partnership))


def _reword(goal: Goal, measure: str, person: Person) -> None:
    goals.change(
        goal, by=person, revision=goal.revision, title=goal.title, measure=measure, target_date=goal.target_date
    )


def _every(draft: AgreementVersion, weeks: int, after: date, person: Person) -> None:
    """The same day and hour, but every so many weeks, from the first such day after that one."""
    section = draft.sections.get(kind=SectionKind.SCHEDULE)
    before = Schedule.from_data(section.data)
    if before is not None:
        first_on = after + timedelta(days=(before.first_on - after).days % 7)
        schedule = replace(before, interval_weeks=weeks, first_on=first_on)
        sections.write_schedule(section, schedule, by=person, revision=section.revision, body=section.body)


def _agreement(partnership: Partnership) -> Agreement:
    return Agreement.objects.get(partnership=partnership)


def _next_day(person: Person) -> datetime:
    return at(timezone.localdate() + timedelta(days=1), 10, person)
