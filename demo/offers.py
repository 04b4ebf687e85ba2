"""Agreements of the demo that are not in force: written together, offered, and what may become of an offer."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from agreements.models import AgreementVersion
from agreements.services import comments, goals, sections, signatures, versions
from demo import words
from demo.agreeing import GoalWords, draft_of, section_of, sides, signers, write, write_goals
from demo.moments import at
from demo.signing import give, offer
from demo.simulation import Script
from demo.terms import Terms
from matching.models import Partnership
from people.models import Person

Way = Callable[[Partnership, list[GoalWords], random.Random], Script]


def talked_about(partnership: Partnership, chosen: list[GoalWords], rng: random.Random) -> Script:
    """Half written: both word it, say something beside it and settle one thing. There is no day to meet yet."""
    guide, seeker = sides(partnership)
    agreement = partnership.agreement
    write_goals(partnership, chosen, timezone.localdate())
    draft = draft_of(partnership)
    _word(draft, "purpose", words.PURPOSE[0], seeker)
    yield _next_day(guide)
    _word(draft, "purpose", words.PURPOSE[1], guide)
    on_goals = comments.write(agreement, "goals", by=guide, body=words.ON_GOALS)
    comments.write(agreement, "schedule", by=guide, body=words.ON_SCHEDULE[0])
    yield _next_day(seeker)
    goal = partnership.goals.earliest("position")
    goals.change(
        goal,
        by=seeker,
        revision=goal.revision,
        title=goal.title,
        measure=f"{goal.measure}{words.CLEARER}",
        target_date=goal.target_date,
    )
    comments.settle(on_goals, by=seeker)
    comments.write(agreement, "schedule", by=seeker, body=words.ON_SCHEDULE[1])
    yield _next_day(guide)
    _word(draft, "exit", f"{section_of(draft, 'exit').body}\n\n{words.ONE_MORE_TALK}", guide)


def half_signed(partnership: Partnership, chosen: list[GoalWords], rng: random.Random) -> Script:
    """Offered, and the seeker has signed. When nobody else does, the offer expires in the end."""
    version = _offered(partnership, chosen, rng)
    seeker = signers(partnership)[0]
    yield _next_day(seeker)
    give(version, seeker)


def declined(partnership: Partnership, chosen: list[GoalWords], rng: random.Random) -> Script:
    """All but the last have signed; the last asks for a change and says why. The next draft is being written."""
    version = _offered(partnership, chosen, rng)
    *first, last = signers(partnership)
    for person in first:
        yield _next_day(person)
        give(version, person)
    yield _next_day(last)
    versions.decline(version, by=last, reason=words.PLEASE_CHANGE)
    yield _next_day(first[0])
    _word(draft_of(partnership), "feedback", words.FEEDBACK_CHANGED, first[0])
    comments.write(partnership.agreement, "feedback", by=first[0], body=words.ON_FEEDBACK)


def withdrawn(partnership: Partnership, chosen: list[GoalWords], rng: random.Random) -> Script:
    """Two have signed, and one of them withdraws the signature to think again. The offer stands."""
    version = _offered(partnership, chosen, rng)
    seeker, guide = signers(partnership)[:2]
    for person in (seeker, guide):
        yield _next_day(person)
        give(version, person)
    yield _next_day(seeker)
    signatures.withdraw(version, by=seeker)
    comments.write(partnership.agreement, "records", by=seeker, body=words.SECOND_THOUGHTS)


WAYS: Mapping[str, Way] = {
    "talked_about": talked_about,
    "half_signed": half_signed,
    "declined": declined,
    "withdrawn": withdrawn,
}


def _offered(partnership: Partnership, chosen: list[GoalWords], rng: random.Random) -> AgreementVersion:
    first_on = timezone.localdate() + timedelta(days=12)
    return offer(write(partnership, chosen, first_on, rng, Terms()), signers(partnership)[0])


def _word(version: AgreementVersion, key: str, body: str, person: Person) -> None:
    section = section_of(version, key)
    sections.write(section, by=person, revision=section.revision, body=body)


def _next_day(person: Person) -> datetime:
    return at(timezone.localdate() + timedelta(days=1), 10, person)
