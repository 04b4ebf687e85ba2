"""Agreements for tests, made and signed through the services that pages use."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from agreements.document.schedule import Schedule
from agreements.enums import GoalState, SectionKind, VersionState
from agreements.models import Agreement, AgreementParty, AgreementVersion, Goal
from agreements.selectors.goals import goals_in
from agreements.services import agreements, goals, sections, signatures, versions
from matching.models import Partnership
from people.models import Person
from program.enums import GUIDE_ROLES, SEEKER_ROLES
from tests.factories.matching import make_partnership


def make_agreement(partnership: Partnership | None = None) -> Agreement:
    """The agreement of a partnership with its first draft from the template; nothing filled in yet."""
    return agreements.begin(partnership or make_partnership())


def person_in(agreement: Agreement, *roles: str) -> Person:
    """The party in one of these roles."""
    return AgreementParty.objects.select_related("person").get(agreement=agreement, role__in=roles).person


def guide_of(agreement: Agreement) -> Person:
    """The mentor or coach."""
    return person_in(agreement, *GUIDE_ROLES)


def seeker_of(agreement: Agreement) -> Person:
    """The mentee or client."""
    return person_in(agreement, *SEEKER_ROLES)


def open_version(agreement: Agreement) -> AgreementVersion:
    """The draft or proposed version."""
    return agreement.versions.get(state__in=[VersionState.DRAFT, VersionState.PROPOSED])


def make_schedule(**fields: Any) -> Schedule:
    """Every two weeks at 09:00 in Warsaw, from tomorrow in a week."""
    fields.setdefault("first_on", timezone.localdate() + timedelta(days=8))
    fields.setdefault("at", time(9, 0))
    fields.setdefault("zone", "Europe/Warsaw")
    fields.setdefault("interval_weeks", 2)
    fields.setdefault("minutes", 60)
    fields.setdefault("agenda_by", "seeker")
    return Schedule(**fields)


def add_goal(agreement: Agreement, title: str = "Lead my first project", **fields: Any) -> Goal:
    """A goal in the draft, written by the seeker."""
    fields.setdefault("measure", "The project is delivered and the team would work with me again")
    fields.setdefault("target_date", date(timezone.localdate().year + 1, 6, 30))
    return goals.add(agreement, by=seeker_of(agreement), title=title, **fields)


def agreed_goals(partnership: Partnership) -> list[str]:
    """The titles of the goals that are agreed and worked on, in alphabetical order."""
    return sorted(goal.title for goal in partnership.goals.filter(state=GoalState.AGREED))


def complete_draft(agreement: Agreement, schedule: Schedule | None = None) -> AgreementVersion:
    """Give the draft what it still lacks (a goal, a meeting schedule), so that it can be offered for signature."""
    version = open_version(agreement)
    by = seeker_of(agreement)
    if not goals_in(version):
        add_goal(agreement)
    section = version.sections.get(kind=SectionKind.SCHEDULE)
    if schedule is not None or Schedule.from_data(section.data) is None:
        wanted = schedule or make_schedule()
        sections.write_schedule(section, wanted, by=by, revision=section.revision, body=section.body)
    return open_version(agreement)


def propose(agreement: Agreement, by: Person | None = None) -> AgreementVersion:
    """Complete the draft and offer it for signature."""
    return versions.propose(complete_draft(agreement), by=by or guide_of(agreement))


def sign(version: AgreementVersion, person: Person) -> Any:
    """Sign as this person, who has just signed in and read the text."""
    now = timezone.now()
    return signatures.sign(
        version,
        by=person,
        shown=signatures.Shown(version.content_hash, now),
        typed_name=person.get_full_name(),
        sign_in=signatures.SignIn(now, "password"),
    )


def sign_by_all(partnership: Partnership, schedule: Schedule | None = None) -> AgreementVersion:
    """Take the partnership's agreement from wherever it is to 'signed by all'; the partnership becomes active.

    Missing parts are filled in: a goal, and `schedule` (or every two weeks from tomorrow in a week).
    """
    agreement = make_agreement(partnership)
    version = open_version(agreement)
    if version.state == VersionState.DRAFT:
        version = versions.propose(complete_draft(agreement, schedule), by=guide_of(agreement))
    for party in agreement.parties.filter(left_at=None).select_related("person"):
        sign(version, party.person)
    version.refresh_from_db()
    partnership.refresh_from_db()
    return version


def make_active_partnership(schedule: Schedule | None = None, **fields: Any) -> Partnership:
    """A partnership whose agreement everybody has signed. `fields` go to make_partnership."""
    partnership = make_partnership(**fields)
    sign_by_all(partnership, schedule)
    return partnership
