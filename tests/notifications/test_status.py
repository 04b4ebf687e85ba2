"""The page about the reminders themselves: facts for organization admins, no words of any mail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.enums import NudgeState
from notifications.models import Nudge
from notifications.selectors.status import machine_status
from notifications.services import nudges, sweep
from people.models import Person
from tests.factories.people import make_admin, make_organization, make_person
from tests.notifications.kinds import PLAIN

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
URL = "nudge_status"


def plan(recipient: Person, due_at: datetime | None = None, **fields: Any) -> None:
    """A nudge of this recipient in this state."""
    nudges.plan(PLAIN.kind, recipient=recipient, subject=recipient, due_at=due_at)
    Nudge.objects.filter(recipient=recipient).update(**fields)


def test_before_the_first_run_it_says_so(signed_in: SignIn) -> None:
    make_organization()
    page = signed_in(make_admin()).get(reverse(URL))
    assert page.context["status"].swept_at is None
    assert not page.context["status"].is_alive
    assert "has not run since this site was set up" in page.content.decode()


def test_a_silent_machine_is_told_from_a_living_one() -> None:
    make_organization()
    now = timezone.now()
    sweep.beat("sweep", now - timedelta(hours=1))
    assert not machine_status(now).is_alive
    sweep.beat("sweep", now - timedelta(seconds=5))
    assert machine_status(now).is_alive


def test_only_what_could_have_gone_is_late() -> None:
    make_organization()
    now = timezone.now()
    long_ago = now - timedelta(hours=3)
    plan(make_person(), now + timedelta(days=1))
    plan(make_person(), long_ago)
    # Put back until the recipient's morning: waiting, not late.
    plan(make_person(), now - timedelta(hours=9), next_attempt_at=now + timedelta(hours=2))
    plan(make_person(), long_ago, state=NudgeState.SENT, sent_at=now)
    status = machine_status(now)
    assert (status.waiting, status.late, status.oldest_due_at, status.sent_today) == (3, 1, long_ago, 1)


def test_it_names_who_is_not_reached_and_not_what_was_written(signed_in: SignIn) -> None:
    make_organization()
    lost = make_person("Mina", "Lost")
    plan(lost, state=NudgeState.FAILED, outcome="refused", attempts=1)
    plan(make_person("Tara", "Tried"), outcome="SMTPServerDisconnected", attempts=3)
    plan(make_person("Olaf", "Out"), state=NudgeState.SKIPPED, outcome="opted_out")
    page = signed_in(make_admin()).get(reverse(URL))
    assert {nudge.recipient.last_name for nudge in page.context["troubled"]} == {"Lost", "Tried"}
    words = page.content.decode()
    assert lost.email in words
    for hidden in ("About Mina", "The first line says it.", "Olaf", "opted_out", "Plain"):
        assert hidden not in words


def test_it_takes_the_same_number_of_queries_for_one_and_three(signed_in: SignIn) -> None:
    make_organization()
    client, counted = signed_in(make_admin()), []
    for number in (1, 2):
        for _ in range(number):
            plan(make_person(), state=NudgeState.FAILED, outcome="refused", attempts=1)
        client.get(reverse(URL))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(URL))
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_nobody_else_finds_the_page(signed_in: SignIn) -> None:
    make_organization()
    plan(make_person("Mina", "Lost"), state=NudgeState.FAILED, outcome="refused", attempts=1)
    assert signed_in(make_person()).get(reverse(URL)).status_code == 404
