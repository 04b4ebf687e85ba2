"""How a partnership of the demo writes its agreement."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from agreements.document.schedule import Schedule
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementSection, AgreementVersion
from agreements.services import goals, sections
from demo import words
from demo.moments import common_hour, workday
from demo.terms import AGENDA_BY, Terms, write_terms
from demo.wishes import own_dice
from matching.models import Partnership
from people.models import Person
from program.enums import Role

GoalWords = tuple[str, str]


def write(
    partnership: Partnership, chosen: Sequence[GoalWords], first_on: date, rng: random.Random, terms: Terms
) -> AgreementVersion:
    """Fill in the draft: goals, learning content, schedule and the other terms."""
    guide, seeker = sides(partnership)
    version = draft_of(partnership)
    # What they agree on beside goals and schedule comes from dice of their own.
    dice = own_dice(seeker)
    write_goals(partnership, chosen, first_on)
    for section in version.sections.all():
        if section.kind == SectionKind.SCHEDULE:
            plan(section, partnership, first_on, rng.choice(words.PLACES), dice.choice(AGENDA_BY))
        elif section.key == "learning":
            sections.write(section, by=seeker, revision=section.revision, body=rng.choice(words.LEARNING))
        else:
            write_terms(section, terms, partnership, (guide, seeker), dice)
    return version


def write_goals(partnership: Partnership, chosen: Sequence[GoalWords], first_on: date) -> None:
    """The seeker writes down goals, one after the other in time."""
    _guide, seeker = sides(partnership)
    agreement = Agreement.objects.get(partnership=partnership)
    for number, (title, measure) in enumerate(chosen):
        target = first_on + timedelta(days=60 + 45 * number)
        goals.add(agreement, by=seeker, title=title, measure=measure, target_date=target)


def plan(section: AgreementSection, partnership: Partnership, first_on: date, place: str, agenda_by: str) -> None:
    """The guide fills in the schedule, at an hour that is good for both."""
    guide, seeker = sides(partnership)
    program = partnership.cohort.program
    schedule = Schedule(
        first_on=workday(first_on),
        at=common_hour(guide, seeker, first_on),
        zone=guide.time_zone,
        interval_weeks=program.meeting_interval_weeks,
        minutes=program.meeting_minutes,
        place=place,
        agenda_by=agenda_by,
    )
    sections.write_schedule(section, schedule, by=guide, revision=section.revision, body=section.body)


def draft_of(partnership: Partnership) -> AgreementVersion:
    """The version that is being written."""
    return AgreementVersion.objects.select_related("agreement__partnership__cohort__program").get(
        agreement__partnership=partnership, state=VersionState.DRAFT
    )


def section_of(version: AgreementVersion, key: str) -> AgreementSection:
    """A section by its key."""
    return version.sections.get(key=key)


def sides(partnership: Partnership) -> tuple[Person, Person]:
    """The guide and the seeker."""
    members = {member.role: member.person for member in partnership.members.select_related("person")}
    guide = members.get(Role.MENTOR) or members[Role.COACH]
    seeker = members.get(Role.MENTEE) or members[Role.CLIENT]
    return guide, seeker


def signers(partnership: Partnership) -> list[Person]:
    """Everybody who signs, the seeker first and a sponsor last."""
    guide, seeker = sides(partnership)
    parties = Agreement.objects.get(partnership=partnership).parties.filter(left_at=None, role=Role.SPONSOR)
    return [seeker, guide, *(party.person for party in parties.select_related("person"))]
