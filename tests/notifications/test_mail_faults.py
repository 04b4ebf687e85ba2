"""A mail server that refuses, is full, or drops the line: each nudge ends rightly and the others are unaffected."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from notifications.enums import NudgeState
from notifications.models import Nudge
from notifications.services import nudges, sending
from tests.factories.people import make_organization, make_person
from tests.notifications.kinds import PLAIN
from tests.notifications.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings: pytest.FixtureRequest) -> Iterator[Sink]:
    """A real mail server, and nobody asleep."""
    make_organization(working_days=[1, 2, 3, 4, 5, 6, 7])
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 2
        yield sink


def awake_zone() -> str:
    """A zone where it is the middle of the working day right now."""
    offset = timezone.now().hour - 12
    return f"Etc/GMT{offset:+d}" if offset else "Etc/GMT"


def plan_for(email: str) -> Nudge:
    person = make_person(email=email, time_zone=awake_zone())
    nudges.plan(PLAIN.kind, recipient=person, subject=person)
    return Nudge.objects.get(recipient=person)


def test_a_real_server_takes_the_mail_with_its_message_id(sink: Sink) -> None:
    nudge = plan_for("fine@people.example")
    assert sending.send_due() == 1
    nudge.refresh_from_db()
    assert sink.copies == {nudge.message_id: 1}


def test_a_permanent_refusal_fails_and_stops_nobody(sink: Sink) -> None:
    refused, fine = plan_for("forever.gone@people.example"), plan_for("fine@people.example")
    assert sending.send_due() == 1
    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.state, refused.outcome, fine.state) == (NudgeState.FAILED, "refused", NudgeState.SENT)


def test_a_full_mailbox_is_tried_again_later(sink: Sink) -> None:
    nudge = plan_for("full@people.example")
    before = timezone.now()
    assert sending.send_due() == 0
    nudge.refresh_from_db()
    assert (nudge.state, nudge.attempts, nudge.next_attempt_at > before) == (NudgeState.PLANNED, 1, True)


def test_a_line_dropped_after_the_data_is_tried_again_with_the_same_id(sink: Sink) -> None:
    dropped, fine = plan_for("drop@people.example"), plan_for("fine@people.example")
    assert sending.send_due() == 1
    dropped.refresh_from_db()
    fine.refresh_from_db()
    assert (dropped.state, fine.state) == (NudgeState.PLANNED, NudgeState.SENT)
    Nudge.objects.filter(pk=dropped.pk).update(next_attempt_at=None)
    sending.send_due()
    assert sorted(sink.copies.values()) == [1, 2]


def test_a_server_that_is_away_is_tried_until_it_is_of_no_use(sink: Sink, settings: pytest.FixtureRequest) -> None:
    nudge = plan_for("fine@people.example")
    settings.EMAIL_PORT = 9
    assert sending.send_due() == 0
    nudge.refresh_from_db()
    assert (nudge.state, nudge.outcome) == (NudgeState.PLANNED, "ConnectionRefusedError")
    Nudge.objects.filter(pk=nudge.pk).update(due_at=timezone.now() - timedelta(hours=73), next_attempt_at=None)
    sending.send_due()
    nudge.refresh_from_db()
    assert (nudge.state, nudge.attempts) == (NudgeState.FAILED, 2)


def test_the_sink_itself_counts_copies(sink: Sink) -> None:
    for _ in range(2):
        EmailMessage("Hello", "text", "a@people.example", ["b@people.example"], headers={"Message-ID": "<x@y>"}).send()
    assert sink.copies == {"<x@y>": 2}
