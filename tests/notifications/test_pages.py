"""The inbox and the preferences, as their owner uses them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from notifications.enums import Family
from notifications.models import NudgePreference
from notifications.services import nudges, sending
from people.models import Person
from tests.factories.people import make_person
from tests.notifications.kinds import PLAIN

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CAN_BE_OFF = [family for family in Family if family not in {Family.SECURITY, Family.AGREEMENT}]


def send(recipient: Person, subject: Person, number: int = 0) -> None:
    """Send a reminder for real; each number on a working day of its own, because two a day are the most."""
    noon = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Warsaw")) + timedelta(days=3 * number)
    nudges.plan(PLAIN.kind, recipient=recipient, subject=subject, occasion=str(number), due_at=noon)
    assert sending.send_due(noon) == 1


def test_the_inbox_shows_only_ones_own_reminders(signed_in: SignIn) -> None:
    mine, theirs = make_person("Mina"), make_person("Theo")
    send(mine, mine)
    send(theirs, theirs)
    page = signed_in(mine).get(reverse("nudge_list"))
    assert [entry.title for entry in page.context["entries"]] == ["About Mina"]
    assert "Theo" not in page.content.decode()


def test_mark_all_as_read(signed_in: SignIn) -> None:
    person = make_person()
    send(person, person)
    client = signed_in(person)
    assert client.get(reverse("nudge_list")).context["unread"] == 1
    assert client.get(reverse("nudge_read")).status_code == 405
    client.post(reverse("nudge_read"))
    assert client.get(reverse("nudge_list")).context["unread"] == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_needs_the_same_queries_for_any_number(
    signed_in: SignIn, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    person = make_person()
    for number in range(count):
        send(person, make_person(), number)
    client = signed_in(person)
    client.get(reverse("nudge_list"))
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        client.get(reverse("nudge_list"))


def test_a_family_can_be_turned_off_and_on(signed_in: SignIn) -> None:
    person = make_person()
    client = signed_in(person)
    on = [family.value for family in CAN_BE_OFF if family != Family.PROGRESS]
    for _ in range(2):
        client.post(reverse("nudge_preferences"), {"families": on})
    assert list(NudgePreference.objects.filter(is_on=False).values_list("family", flat=True)) == [Family.PROGRESS]
    assert AuditEntry.objects.filter(action="nudge_preference.set").count() == 1
    client.post(reverse("nudge_preferences"), {"families": [*on, Family.PROGRESS.value]})
    assert not NudgePreference.objects.filter(is_on=False).exists()


def test_agreement_mails_cannot_be_turned_off(signed_in: SignIn) -> None:
    person = make_person()
    page = signed_in(person).post(reverse("nudge_preferences"), {"families": [Family.AGREEMENT.value]})
    assert page.status_code == 200
    assert not NudgePreference.objects.exists()
