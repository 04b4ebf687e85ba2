"""How a partnership of the demo writes and signs its agreement."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from agreements.document.schedule import Schedule
from agreements.enums import SectionKind, VersionState
from agreements.models import Agreement, AgreementVersion
from agreements.services import goals, sections, versions
from agreements.services.signatures import Shown, SignIn, sign
from demo import words
from demo.moments import at, common_hour, workday
from demo.simulation import Script
from matching.models import Partnership
from people.models import Person
from program.enums import Role

GoalWords = tuple[str, str]


def write(
    partnership: Partnership, chosen: Sequence[GoalWords], first_on: date, rng: random.Random
) -> AgreementVersion:
    """Fill in the draft: goals, learning content, schedule, and for a sponsor what they will be told."""
    guide, seeker = sides(partnership)
    agreement = Agreement.objects.get(partnership=partnership)
    version = agreement.versions.get(state=VersionState.DRAFT)
    for number, (title, measure) in enumerate(chosen):
        target = first_on + timedelta(days=60 + 45 * number)
        goals.add(agreement, by=seeker, title=title, measure=measure, target_date=target)
    for section in version.sections.all():
        if section.kind == SectionKind.SCHEDULE:
            program = partnership.cohort.program
            schedule = Schedule(
                first_on=workday(first_on),
                at=common_hour(guide, seeker, first_on),
                zone=guide.time_zone,
                interval_weeks=program.meeting_interval_weeks,
                minutes=program.meeting_minutes,
                place=rng.choice(words.PLACES),
            )
            sections.write_schedule(section, schedule, by=guide, revision=section.revision, body=section.body)
        elif section.kind == SectionKind.EXCHANGE:
            told = dict.fromkeys(section.data or {"attendance": True, "goals": True, "closing": True}, True)
            sections.write_exchange(section, told, by=seeker, revision=section.revision, body=section.body)
        elif section.key == "learning":
            sections.write(section, by=seeker, revision=section.revision, body=rng.choice(words.LEARNING))
    return version


def sign_all(version: AgreementVersion, start: date, signers: Sequence[Person]) -> Script:
    """Offer the text and let the given parties sign, a day apart."""
    first = signers[0]
    for person in signers:
        versions.mark_ready(version.agreement, by=person)
    versions.propose(version, by=first)
    version.refresh_from_db()
    for number, person in enumerate(signers, start=1):
        yield at(start + timedelta(days=number), 10, person)
        now = timezone.now()
        sign(
            version,
            by=person,
            shown=Shown(version.content_hash, now - timedelta(minutes=4)),
            typed_name=person.get_full_name(),
            sign_in=SignIn(now - timedelta(minutes=6), "password"),
        )


def sides(partnership: Partnership) -> tuple[Person, Person]:
    """The guide and the seeker."""
    members = {member.role: member.person for member in partnership.members.select_related("person")}
    guide = members.get(Role.MENTOR) or members[Role.COACH]
    seeker = members.get(Role.MENTEE) or members[Role.CLIENT]
    return guide, seeker
