"""Somebody who runs the program steps in on a request; the reason stays on record and is told to nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.audit import entries_about
from matching.models import MatchRequest
from notifications.definitions import find_kind
from notifications.models import Nudge
from people.models import Person
from tests.factories.matching import make_mentoring, make_request
from tests.factories.program import make_manager

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
REASON = "Otto is ill and asked us to look after this."
WORDS = "Dear Otto, please teach me."


def test_a_stuck_request_is_passed_on_to_the_next_choice(signed_in: SignIn) -> None:
    mentee, (first, second) = make_mentoring(mentors=2)
    manager = make_manager(mentee.program)
    stuck, following = make_request(mentee, first, WORDS), make_request(mentee, second)
    browser, overview = signed_in(manager), reverse("request_overview", args=[mentee.program.pk])
    url = reverse("request_pass_on", args=[stuck.pk])
    assert url in browser.get(overview).content.decode()
    form = browser.get(url).content.decode()
    assert WORDS not in form
    assert "This field is required." in browser.post(url, {"reason": " "}).content.decode()
    assert browser.post(url, {"reason": REASON})["Location"] == overview
    stuck.refresh_from_db(), following.refresh_from_db()
    assert (stuck.state, stuck.stepped_in_by, stuck.step_in_reason) == ("superseded", manager, REASON)
    assert following.asked_at
    assert REASON in browser.get(overview).content.decode()
    assert "matchrequest.pass_on" in [entry.action for entry in entries_about(stuck)]
    assert REASON not in str([entry.detail for entry in entries_about(stuck)])
    kinds = dict(Nudge.objects.filter(subject_id=stuck.pk).values_list("kind", "recipient"))
    assert (kinds["request_passed_on"], kinds["request_taken_off"]) == (mentee.person_id, first.person_id)
    for kind, person in (("request_passed_on", mentee.person), ("request_taken_off", first.person)):
        letter = find_kind(kind).write(stuck, person)
        assert REASON not in f"{letter.subject} {letter.lines}"
    for person, page in ((mentee.person, reverse("request_own_list", args=[mentee.pk])), (first.person, "/requests/")):
        assert REASON not in signed_in(person).get(page).content.decode()
    again = browser.post(url, {"reason": REASON}, follow=True).content.decode()
    assert "This request was answered or ended in the meantime." in again


def test_a_choice_that_waits_for_its_turn_is_taken_out_and_its_mentor_learns_nothing(signed_in: SignIn) -> None:
    mentee, (first, second) = make_mentoring(mentors=2)
    asked, waiting = make_request(mentee, first), make_request(mentee, second)
    url = reverse("request_pass_on", args=[waiting.pk])
    signed_in(make_manager(mentee.program)).post(url, {"reason": REASON})
    waiting.refresh_from_db(), asked.refresh_from_db()
    assert (waiting.state, asked.state) == ("superseded", "pending")
    assert not Nudge.objects.filter(recipient=second.person).exists()


def test_more_time_asks_again(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    request = make_request(mentee, mentor)
    long_ago = timezone.now() - timedelta(days=13)
    MatchRequest.objects.filter(pk=request.pk).update(asked_at=long_ago, expires_at=long_ago + timedelta(days=14))
    signed_in(make_manager(mentee.program)).post(reverse("request_give_time", args=[request.pk]))
    request.refresh_from_db()
    assert request.expires_at > timezone.now() + timedelta(days=13, hours=23)
    assert Nudge.objects.filter(kind="match_request_asked").count() == 2
    actions = [entry.action for entry in entries_about(request)]
    assert actions == ["matchrequest.send", "matchrequest.ask", "matchrequest.give_time", "matchrequest.ask"]


def test_nobody_but_those_who_run_it_steps_in(signed_in: SignIn) -> None:
    mentee, (mentor,) = make_mentoring()
    request, other = make_request(mentee, mentor), make_mentoring()[0]
    for person in (mentee.person, mentor.person, make_manager(other.program)):
        for name in ("request_pass_on", "request_give_time"):
            answer = signed_in(person).post(reverse(name, args=[request.pk]), {"reason": REASON})
            assert answer.status_code == 404
    request.refresh_from_db()
    assert (request.state, request.step_in_reason) == ("pending", "")
