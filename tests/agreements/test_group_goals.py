"""In a group the text that is signed says whose goal each is."""

import pytest

from agreements.document import content
from agreements.enums import SectionKind
from agreements.models import Agreement
from agreements.selectors.differences import changes_since_force
from agreements.services import goals, sections, versions
from matching.models import PartnershipMember
from people.models import Person
from program.enums import Role
from tests.factories.agreements import (
    guide_of,
    make_agreement,
    make_schedule,
    open_version,
    propose,
    sign,
)
from tests.factories.matching import make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db


def _group() -> tuple[Agreement, Person, Person]:
    """An agreement of a mentor with two mentees: the first, and Olga Other."""
    partnership = make_partnership()
    first = partnership.members.get(role=Role.MENTEE).person
    other = make_enrollment(partnership.cohort, Role.MENTEE, make_person("Olga", "Other"))
    PartnershipMember.objects.create(
        partnership=partnership, person=other.person, enrollment=other, role=Role.MENTEE, slot=1
    )
    return make_agreement(partnership), first, other.person


def _write_schedule(agreement: Agreement, by: Person) -> None:
    section = open_version(agreement).sections.get(kind=SectionKind.SCHEDULE)
    sections.write_schedule(section, make_schedule(), by=by, revision=section.revision, body=section.body)


def test_the_signed_text_says_whose_goal_it_is_and_that_it_changed_hands() -> None:
    agreement, first, olga = _group()
    goal = goals.add(agreement, by=olga, title="Speak in public")
    _write_schedule(agreement, first)
    offered = versions.propose(open_version(agreement), by=first)
    for person in (guide_of(agreement), first, olga):
        sign(offered, person)
    signed = agreement.versions.get(number=1)
    [text] = [one for part in content.load(signed.content).sections for one in part.goals]
    assert (text.owner, text.lines[0]) == ("Olga Other", "A goal of Olga Other")
    assert content.digest(signed.content) == signed.content_hash

    versions.amend(agreement, by=olga)
    goal = agreement.partnership.goals.get(pk=goal.pk)
    goals.change(goal, by=first, revision=goal.revision, title=goal.title, owner=first)

    draft = open_version(agreement)
    draft.agreement = Agreement.objects.for_pages().get(pk=agreement.pk)
    changes = changes_since_force(draft, guide_of(agreement))
    assert changes is not None
    told = [piece for section in changes.sections for piece in section.pieces]
    assert "Olga Other" in "".join(text for kind, text in told if kind != "same")


def test_with_one_mentee_goals_are_written_as_they_always_were() -> None:
    offered = propose(make_agreement())

    assert '"owner"' not in offered.content
    assert content.digest(offered.content) == offered.content_hash
