"""A cohort matched at once, in a browser: both sides rank, the admin compares and publishes, a mentee is matched."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import AssignmentRun, Partnership
from program.enums import ProgramState, Role
from program.models import Enrollment
from tests.factories.bulk import make_bulk, mentees_of, mentors_of, rank
from tests.factories.people import make_admin, make_organization
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]


def test_both_sides_rank_and_everybody_is_matched_at_once(desk: OpenDesk) -> None:
    make_organization()
    cohort = make_bulk(mentees=6, mentors=3, state=ProgramState.OPEN, name="All together")
    mentees, mentors = mentees_of(cohort), mentors_of(cohort)
    Enrollment.objects.filter(pk=mentees[0].pk).update(headline="New to leading", hopes="To lead a team.")
    admin = desk(make_admin(first_name="Hanna", last_name="Berg"))
    invite(admin, str(cohort.program_id))
    for mentee in mentees[:2]:
        order_mentors(desk(mentee.person), [one.person.get_full_name() for one in mentors])
    for mentor in mentors[:2]:
        order_mentees(desk(mentor.person), [one.person.get_full_name() for one in mentees[:2]])
    for mentee in mentees[2:]:
        rank(mentee, *mentors)
    rank(mentors[2], *mentees[:3])
    assert mentees[0].rankings.count() == 3
    compare_and_publish(admin, str(cohort.program_id))
    own = Partnership.objects.get(members__person=mentees[0].person)
    name = own.members.get(role=Role.MENTOR).person.get_full_name()
    desk(mentees[0].person).sees(name).look("bulk-mentee-matched")


def invite(admin: Desk, program: str) -> None:
    """The Matching tab of such a program; people are asked to rank until a day."""
    admin.go(f"/programs/{program}/").do("Matching").look("bulk-empty")
    admin.fill("Rank until", (timezone.localdate() + timedelta(days=9)).isoformat()).do("Invite them to rank")
    admin.says("Everybody who is ready is invited to rank.").look("bulk-invited")


def order_mentors(mentee: Desk, names: list[str]) -> None:
    """Add three mentors, then put the last one first."""
    mentee.look("bulk-home-mentee").do("Rank").look("ranking-mentee-empty")
    for name in names:
        mentee.do(f"Add to your order {name}").says(f"{name} is in your order now.")
    mentee.look("ranking-mentee")
    for _ in names[1:]:
        mentee.do(f"Up {names[-1]}")
    assert names[-1] in mentee.page.locator("#order li").first.inner_text()
    mentee.do(names[1], within="#results").look("ranking-mentor-detail")


def order_mentees(mentor: Desk, names: list[str]) -> None:
    """Read what they hope for, add two and take one out again."""
    mentor.do("Rank").sees("To lead a team.").look("ranking-mentor-empty")
    for name in names:
        mentor.do(f"Add to your order {name}")
    mentor.look("ranking-mentor").do(f"Remove {names[1]}")
    assert mentor.page.locator("#order li").count() == 1


def compare_and_publish(admin: Desk, program: str) -> None:
    """Every way side by side, then the pairs of one."""
    admin.go(f"/programs/{program}/bulk/").sees("6 of 6").look("bulk-ranked")
    admin.check("Best for both sides together").do("Work it out").sees("The ways to match these people").look(
        "bulk-run"
    )
    admin.do("See its pairs: Stable").says("These are the pairs of").look("bulk-run-stable")
    admin.do("I have looked at it").do("Publish").do("Publish", within=".action__ask").says("Published: 6 partnerships")
    admin.look("bulk-published")
    assert AssignmentRun.objects.filter(state="published").count() == 1
    admin.go(f"/programs/{program}/bulk/").look("bulk-results")
