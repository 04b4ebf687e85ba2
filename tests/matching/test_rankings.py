"""Both sides put those they would like in their order, for their own eyes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.rules import Refusal
from matching.models import Favourite, MatchRequest, Proposal, Ranking
from matching.selectors.steps import steps_for
from matching.services import blocks, proposals, rankings, requests
from notifications.services import sweep
from people.models import Person
from program.enums import EnrollmentState, Role
from program.models import Enrollment
from program.selectors.tabs import ways_for
from program.services import programs
from tests.factories.bulk import make_bulk, mentees_of, mentors_of, order_of, rank
from tests.factories.matching import make_mentoring, make_partnership
from tests.factories.people import make_admin, make_organization
from tests.factories.program import make_enrollment, make_manager

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Warsaw"))


def change(browser: Client, what: str, owner: Enrollment, other: Enrollment, **data: str) -> Any:
    return browser.post(reverse(f"ranking_{what}", args=[owner.pk, other.pk]), data, follow=True)


def page_of(browser: Client, owner: Enrollment, **query: str) -> str:
    return browser.get(reverse("ranking_detail", args=[owner.pk]), query).content.decode()


@pytest.mark.parametrize("side", [mentees_of, mentors_of])
def test_each_side_adds_moves_and_removes_one_place_at_a_time(signed_in: SignIn, side: Callable[..., Any]) -> None:
    cohort = make_bulk(mentees=3, mentors=3)
    owner = side(cohort)[0]
    first, second, third = (mentors_of if side is mentees_of else mentees_of)(cohort)
    browser = signed_in(owner.person)
    for other in (first, second, third):
        change(browser, "add", owner, other)
    assert order_of(owner) == [(1, first), (2, second), (3, third)]
    change(browser, "up", owner, third)
    change(browser, "down", owner, first)
    assert order_of(owner) == [(1, third), (2, first), (3, second)]
    change(browser, "up", owner, third)
    change(browser, "down", owner, second)
    assert order_of(owner) == [(1, third), (2, first), (3, second)]
    change(browser, "remove", owner, third)
    assert order_of(owner) == [(1, first), (2, second)]
    page = page_of(browser, owner)
    assert "Only you" in page
    assert page.index(first.person.get_full_name()) < page.index(second.person.get_full_name())


def test_adding_twice_keeps_the_place_and_removing_twice_changes_nothing(signed_in: SignIn) -> None:
    cohort = make_bulk()
    mentee, (first, second, _third) = mentees_of(cohort)[0], mentors_of(cohort)
    browser = signed_in(mentee.person)
    for other in (first, second, first):
        assert change(browser, "add", mentee, other).status_code == 200
    assert order_of(mentee) == [(1, first), (2, second)]
    for _ in range(2):
        assert change(browser, "remove", mentee, first).status_code == 200
    assert order_of(mentee) == [(1, second)]
    stale = change(browser, "up", mentee, first).content.decode()
    assert "changed in the meantime" in stale
    assert order_of(mentee) == [(1, second)]


def test_ten_is_the_most(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=1, mentors=11)
    (mentee,), mentors = mentees_of(cohort), mentors_of(cohort)
    rank(mentee, *mentors[:10])
    answer = change(signed_in(mentee.person), "add", mentee, mentors[10])
    assert "You can rank up to 10 people." in answer.content.decode()
    assert [other for _rank, other in order_of(mentee)] == mentors[:10]


def test_the_page_shows_reasons_from_the_readers_side_best_fit_first(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=4, mentors=1)
    mentor, mentees = mentors_of(cohort)[0], mentees_of(cohort)
    Enrollment.objects.filter(pk=mentees[3].pk).update(hopes="To lead a team", headline="New to leading")
    page = page_of(signed_in(mentor.person), mentor)
    assert "Wants to learn Negotiation, which you can help with." in page
    assert "To lead a team" in page
    names = [mentees[number].person.get_full_name() for number in (0, 1)]
    assert page.index(names[0]) < page.index(names[1])


def test_a_word_finds_mentees(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=3, mentors=1)
    mentor, mentees = mentors_of(cohort)[0], mentees_of(cohort)
    Enrollment.objects.filter(pk=mentees[2].pk).update(hopes="To lead a team")
    page = page_of(signed_in(mentor.person), mentor, q="LEAD team")
    assert mentees[2].person.get_full_name() in page
    assert mentees[0].person.get_full_name() not in page


def test_favourites_are_offered_first(signed_in: SignIn) -> None:
    cohort = make_bulk()
    mentee, mentors = mentees_of(cohort)[0], mentors_of(cohort)
    Favourite.objects.create(mentee=mentee, mentor=mentors[2])
    browser = signed_in(mentee.person)
    assert "Your favourites" in page_of(browser, mentee)
    change(browser, "add", mentee, mentors[2], next=reverse("ranking_detail", args=[mentee.pk]) + "?q=x")
    assert "Your favourites" not in page_of(browser, mentee)


def test_who_cannot_be_matched_is_not_listed_and_cannot_be_added(signed_in: SignIn) -> None:
    cohort = make_bulk(mentees=2, mentors=2)
    (mentee, other), (mentor, apart) = mentees_of(cohort), mentors_of(cohort)
    blocks.block(apart.person, mentee.person)
    make_partnership(guide=mentor, seeker=other)
    waiting = make_enrollment(cohort, Role.MENTEE, state=EnrollmentState.ACCEPTED)
    assert apart.person.get_full_name() not in page_of(signed_in(mentee.person), mentee)
    assert "This match is not possible." in change(signed_in(mentee.person), "add", mentee, apart).content.decode()
    page = page_of(signed_in(mentor.person), mentor)
    assert (other.person.get_full_name() in page, waiting.person.get_full_name() in page) == (False, False)
    assert Ranking.objects.count() == 0


def test_somebody_ranked_who_vanishes_keeps_the_place_without_a_reason(signed_in: SignIn) -> None:
    cohort = make_bulk()
    mentee, (first, second, _third) = mentees_of(cohort)[0], mentors_of(cohort)
    rank(mentee, first, second)
    blocks.block(first.person, mentee.person)
    page = page_of(signed_in(mentee.person), mentee)
    assert "Not in your list just now" in page
    assert order_of(mentee) == [(1, first), (2, second)]


def test_nobody_else_reads_or_changes_an_order(signed_in: SignIn) -> None:
    cohort = make_bulk()
    mentee, fellow = mentees_of(cohort)[:2]
    first, second, _third = mentors_of(cohort)
    rank(mentee, first, second)
    others = [fellow.person, first.person, make_manager(cohort.program), make_admin()]
    for person in others:
        browser = signed_in(person)
        assert browser.get(reverse("ranking_detail", args=[mentee.pk])).status_code == 404
        for what in ("add", "up", "down", "remove"):
            assert change(browser, what, mentee, second).status_code == 404
    assert order_of(mentee) == [(1, first), (2, second)]
    entries = AuditEntry.objects.filter(action="ranking.change")
    assert [entry.detail for entry in entries.order_by("created_at")] == [{"ranked": 1}, {"ranked": 2}]


def test_an_order_exists_only_where_all_are_matched_at_once(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    browser = signed_in(mentee.person)
    assert browser.get(reverse("ranking_detail", args=[mentee.pk])).status_code == 404
    with pytest.raises(Refusal, match="people ask each other"):
        rankings.add(mentee, mentor, by=mentee.person)


def test_the_way_leads_to_the_order_and_requests_are_refused(signed_in: SignIn) -> None:
    cohort = make_bulk()
    mentee, mentor = mentees_of(cohort)[0], mentors_of(cohort)[0]
    address = reverse("ranking_detail", args=[mentee.pk])
    assert [way["url"] for way in ways_for(mentee)] == [address]
    assert reverse("ranking_detail", args=[mentor.pk]) in [way["url"] for way in ways_for(mentor)]
    browser = signed_in(mentee.person)
    moved = browser.get(reverse("mentor_list", args=[mentee.pk]), {"q": "speak"})
    assert moved.headers["Location"] == f"{address}?q=speak"
    detail = browser.get(reverse("mentor_detail", args=[mentee.pk, mentor.pk])).content.decode()
    assert ("Add to your order" in detail, "Ask to be your mentor" in detail) == (True, False)
    with pytest.raises(Refusal, match="everybody is matched at once"):
        requests.send(mentee, mentor, "Please", by=mentee.person)
    assert MatchRequest.objects.count() == 0


def test_no_mentor_proposes_themself_before_pairs_are_published() -> None:
    cohort = make_bulk(allows_proposals=True)
    mentee, mentor = mentees_of(cohort)[0], mentors_of(cohort)[0]
    Enrollment.objects.filter(pk=mentee.pk).update(is_open_to_proposals=True)
    with pytest.raises(Refusal, match="everybody is matched at once"):
        proposals.propose(mentor, mentee, "May I?", by=mentor.person)
    assert [step.title for step in steps_for(mentor.person)] == ["Rank the mentees you would like"]
    assert Proposal.objects.count() == 0


def test_home_names_the_order_to_make(signed_in: SignIn) -> None:
    cohort = make_bulk()
    mentee, mentor = mentees_of(cohort)[0], mentors_of(cohort)[0]
    assert [step.title for step in steps_for(mentee.person)] == ["Rank the mentors you would like"]
    assert [step.title for step in steps_for(mentor.person)] == ["Rank the mentees you would like"]
    rank(mentee, mentor)
    assert [step.label for step in steps_for(mentee.person)] == ["See your order"]
    make_partnership(guide=mentor, seeker=mentee)
    assert steps_for(mentee.person) == []


@pytest.fixture
def sweep_at(time_machine: Any) -> Callable[[datetime], None]:
    """Let the clock stand at a moment and ring the doorbell."""
    make_organization()

    def ring(moment: datetime) -> None:
        time_machine.move_to(moment)
        sweep.run()

    time_machine.move_to(MONDAY)
    return ring


def subjects_for(person: Person) -> list[str]:
    return [str(message.subject) for message in mail.outbox if person.email in " ".join(message.to)]


def test_both_sides_are_invited_and_asked_once_more_before_the_day(sweep_at: Callable[..., None]) -> None:
    cohort = make_bulk(mentees=2, mentors=1)
    (mentee, quick), (mentor,) = mentees_of(cohort), mentors_of(cohort)
    sweep_at(MONDAY)
    assert mail.outbox == []
    rankings.invite(cohort, timezone.localdate() + timedelta(days=8), by=make_admin())
    sweep_at(MONDAY + timedelta(hours=1))
    rank(quick, mentor)
    for day in range(1, 12):
        sweep_at(MONDAY + timedelta(days=day))
    name = cohort.program.name
    invited, due = f"Whom would you like to work with in {name}?", f"Your order is still missing in {name}"
    assert subjects_for(mentee.person) == [invited, due]
    assert subjects_for(mentor.person) == [invited, due]
    assert subjects_for(quick.person) == [invited]


def test_a_day_too_near_is_refused_and_the_same_day_twice_is_one(sweep_at: Callable[..., None]) -> None:
    cohort, admin = make_bulk(), make_admin()
    with pytest.raises(Refusal, match="at least 3 days from now"):
        rankings.invite(cohort, timezone.localdate() + timedelta(days=2), by=admin)
    for _ in range(2):
        rankings.invite(cohort, timezone.localdate() + timedelta(days=5), by=admin)
    assert AuditEntry.objects.filter(action="cohort.invite_to_rank").count() == 1


def test_turning_it_off_sends_nothing_more(sweep_at: Callable[..., None]) -> None:
    cohort = make_bulk(state="open")
    rankings.invite(cohort, timezone.localdate() + timedelta(days=8), by=make_admin())
    programs.save_section(cohort.program, "matching", {"matches_in_bulk": False}, by=make_admin())
    sweep_at(MONDAY + timedelta(hours=1))
    assert [message for message in mail.outbox if "Whom would you" in message.subject] == []
