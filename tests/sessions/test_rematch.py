"""Another coach early on, nobody's fault."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.rules import Refusal
from matching.bridge.runs import waiting_clients
from matching.enums import PartnershipState
from matching.models import Partnership, PartnershipMember, Rematch
from matching.services import publishing, runs
from notifications.models import Nudge
from people.models import Person
from program.enums import Role
from program.models import Enrollment
from sessions.enums import MeetingState
from sessions.models import Meeting
from sessions.services import rematches
from tests.factories.people import make_admin, make_person
from tests.factories.program import make_enrollment, make_manager
from tests.factories.sessions import guide_in, make_active, make_active_coaching, make_meeting, seeker_in
from tests.matching.test_assignment import run_for
from tests.matching.test_by_hand import match

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def page_of(partnership: Partnership) -> str:
    return reverse("rematch_ask", args=[partnership.pk])


def enrolled(partnership: Partnership, role: str) -> Enrollment:
    return partnership.members.get(role=role).enrollment


def hold(partnership: Partnership, count: int) -> None:
    for number in range(count):
        meeting = make_meeting(partnership, starts_in=timedelta(days=-2 - number))
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)


def test_client_gets_a_new_start_and_everybody_is_told(signed_in: SignIn) -> None:
    partnership = make_active_coaching()
    manager = make_manager(partnership.program)
    coach, client = enrolled(partnership, Role.COACH), enrolled(partnership, Role.CLIENT)
    browser = signed_in(client.person)
    assert page_of(partnership) in browser.get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    page = browser.get(page_of(partnership)).content.decode()
    assert ("nobody is asked why" in page, "<textarea" in page) == (True, False)
    answer = browser.post(page_of(partnership), follow=True).content.decode()
    assert "You are on the list of those who wait for a coach." in answer
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.ENDED_EARLY
    assert waiting_clients(partnership.cohort) == [client]
    assert not PartnershipMember.objects.filter(enrollment=coach, slot__isnull=False).exists()
    told = {
        (nudge.kind, nudge.recipient) for nudge in Nudge.objects.filter(kind__in=["partnership_ended", "rematch_waits"])
    }
    assert told == {("partnership_ended", coach.person), ("rematch_waits", manager)}
    assert not Meeting.objects.filter(partnership=partnership, state=MeetingState.SCHEDULED).exists()


def test_coach_may_ask_too_and_the_client_is_told(signed_in: SignIn) -> None:
    partnership = make_active_coaching()
    signed_in(guide_in(partnership)).post(page_of(partnership))
    assert Rematch.objects.get().coach == enrolled(partnership, Role.COACH)
    assert Nudge.objects.filter(kind="partnership_ended", recipient=seeker_in(partnership)).count() == 1


@pytest.mark.parametrize(("held", "is_open"), [(0, True), (1, True), (2, False)])
def test_it_is_open_until_the_end_of_the_second_session(signed_in: SignIn, held: int, is_open: bool) -> None:
    partnership = make_active_coaching()
    hold(partnership, held)
    browser = signed_in(seeker_in(partnership))
    page = browser.get(page_of(partnership)).content.decode()
    browser.post(page_of(partnership))
    partnership.refresh_from_db()
    assert (partnership.state == PartnershipState.ENDED_EARLY, Rematch.objects.exists()) == (is_open, is_open)
    assert (reverse("partnership_end", args=[partnership.pk]) in page) is not is_open


def test_the_two_stay_apart_in_runs_and_by_hand_without_a_word_of_blame(signed_in: SignIn) -> None:
    partnership = make_active_coaching()
    coach, client = enrolled(partnership, Role.COACH), enrolled(partnership, Role.CLIENT)
    rematches.ask(partnership, by=client.person)
    run = run_for(partnership.cohort)
    assert (run.pairs.count(), run.unmatched[0]["cause"]) == (0, "rules")
    browser = signed_in(make_admin())
    page = match(browser, coach, client)
    assert "These two have worked together and went on with others. Please choose somebody else." in page
    assert Partnership.objects.current().count() == 0
    other = make_enrollment(partnership.cohort, Role.COACH)
    assert [pair.guide for pair in run_for(partnership.cohort).pairs.all()] == [other]


def test_a_run_from_before_cannot_bring_them_together_again() -> None:
    partnership = make_active_coaching()
    client = enrolled(partnership, Role.CLIENT)
    Partnership.objects.filter(pk=partnership.pk).update(state=PartnershipState.ENDED_EARLY, ended_at=timezone.now())
    PartnershipMember.objects.update(slot=None)
    run = run_for(partnership.cohort)
    runs.review(run, by=run.started_by)
    Rematch.objects.create(partnership=partnership, client=client, coach=enrolled(partnership, Role.COACH))
    with pytest.raises(Refusal, match="went on with others"):
        publishing.publish(run, by=run.started_by)


def test_only_the_two_may_ask_and_only_in_coaching(signed_in: SignIn) -> None:
    coaching, mentoring = make_active_coaching(has_sponsor=True), make_active()
    sponsor = coaching.members.get(role=Role.SPONSOR).person
    for person in (sponsor, make_person(), make_manager(coaching.program)):
        assert signed_in(person).get(page_of(coaching)).status_code == 404
        assert signed_in(person).post(page_of(coaching)).status_code == 404
    signed_in(seeker_in(mentoring)).post(page_of(mentoring))
    assert not Rematch.objects.exists()
    assert Partnership.objects.current().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_part_them_once(signed_in: SignIn) -> None:
    partnership = make_active_coaching()
    browsers = [signed_in(person) for person in (seeker_in(partnership), guide_in(partnership)) for _ in range(4)]
    gate = Barrier(len(browsers))

    def click(browser: Client) -> int:
        try:
            gate.wait(timeout=30)
            return browser.post(page_of(partnership)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(click, browsers))
    assert set(answers) == {302}
    assert Rematch.objects.count() == 1
    assert Nudge.objects.filter(kind="partnership_ended").count() == 1
