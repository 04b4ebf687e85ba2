"""The end: both look back on the same goals, or it ends early and nobody is at fault."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from notifications.models import Nudge
from notifications.services import sweep
from program.models import ProgramManager
from sessions.enums import CLOSING_LASTS, CLOSING_REMINDS_AFTER
from sessions.models import Closure, GoalReflection, Reflection
from sessions.services import closures
from tests.factories.people import make_admin, make_person
from tests.factories.sessions import guide_in, make_active, make_meeting, seeker_in

pytestmark = pytest.mark.django_db
CANARY = "Zimtsternkanarie"


def said(partnership, learned, rating="1", sentence=""):
    """A whole look back, as the page posts it."""
    words = {"learned": learned}
    for goal in partnership.goals.all():
        words |= {f"rating-{goal.pk}": rating, f"sentence-{goal.pk}": sentence}
    return words


def look_of(partnership):
    return reverse("reflection_give", args=[partnership.pk])


def test_both_look_back_and_then_it_is_completed(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership)
    guide, seeker = signed_in(guide_in(partnership)), signed_in(seeker_in(partnership))
    begin, look = (reverse(name, args=[partnership.pk]) for name in ("closing_begin", "reflection_give"))
    assert "Begin the closing" in seeker.get(begin).content.decode()
    for _time in range(2):
        seeker.post(begin)
    assert list(Nudge.objects.filter(kind="closing_begun").values_list("recipient", flat=True)) == [
        guide_in(partnership).pk
    ]
    for _time in range(2):
        seeker.post(look, said(partnership, "Patience", "2", "It is delivered"))
    partnership.refresh_from_db()
    assert partnership.state == "closing"
    guide.post(look, said(partnership, "Questions", "-1", "Late, but whole") | {"thanks": "Your trust"})
    partnership.refresh_from_db()
    meeting.refresh_from_db()
    assert (partnership.state, meeting.state) == ("completed", "cancelled")
    assert (Closure.objects.get().is_early, meeting.is_late_cancellation) == (False, False)
    page = seeker.get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
    assert "Read what you wrote at the end" in page
    assert "Your trust" in page
    assert "Your trust" in seeker.get(look).content.decode()


def test_the_same_goals_stand_side_by_side_once_both_have_looked_back(signed_in):
    partnership = make_active()
    guide, seeker = signed_in(guide_in(partnership)), signed_in(seeker_in(partnership))
    closures.begin(partnership, by=seeker_in(partnership))
    url = look_of(partnership)
    assert "Lead my first project" in seeker.get(url).content.decode()
    seeker.post(url, said(partnership, "Patience", "2", "It is delivered"))
    before = guide.get(url).content.decode()
    assert ["It is delivered" in before, "Much more than hoped</strong>" in before] == [False, False]
    assert "It is delivered" in seeker.get(url).content.decode()
    guide.post(url, said(partnership, "Questions", "-1", "Late, but whole"))
    for reader in (guide, seeker):
        page = reader.get(url).content.decode()
        assert ["It is delivered" in page, "Late, but whole" in page, "Less than hoped" in page] == [True] * 3
    assert GoalReflection.objects.count() == 2


def test_a_goal_without_an_answer_is_named_and_nothing_is_kept(signed_in):
    partnership = make_active()
    closures.begin(partnership, by=seeker_in(partnership))
    page = signed_in(seeker_in(partnership)).post(look_of(partnership), {"learned": "Patience"}).content.decode()
    assert "This field is required." in page
    assert "Patience" in page
    assert Reflection.objects.count() == 0


def begin_and_let_one_look_back(partnership):
    closures.begin(partnership, by=seeker_in(partnership))
    closures.reflect(partnership, learned="Patience", thanks="Your time", by=seeker_in(partnership))


def test_a_closing_reminds_once_and_then_ends_by_itself(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(days=30))
    begin_and_let_one_look_back(partnership)
    begun = Closure.objects.get().opened_at
    with time_machine.travel(begun + CLOSING_REMINDS_AFTER + timedelta(hours=1), tick=False):
        for _time in range(2):
            sweep.run(timezone.now())
        partnership.refresh_from_db()
        assert partnership.state == "closing"
        assert Nudge.objects.get(kind="closing_waits").recipient == guide_in(partnership)
    with time_machine.travel(begun + CLOSING_LASTS + timedelta(hours=1), tick=False):
        for _time in range(2):
            sweep.run(timezone.now())
        partnership.refresh_from_db()
        meeting.refresh_from_db()
        assert (partnership.state, meeting.state) == ("completed", "cancelled")
        told = Nudge.objects.filter(kind="closing_completed").values_list("recipient", flat=True)
        assert sorted(told) == sorted([guide_in(partnership).pk, seeker_in(partnership).pk])
        page = signed_in(guide_in(partnership)).get(look_of(partnership)).content.decode()
        assert ["Patience" in page, "has still to write" in page] == [True, False]
    letters = "".join(message.message().as_string() for message in mail.outbox)
    assert letters.count("Patience") == 0


def test_the_page_says_when_a_closing_ends_by_itself(signed_in):
    partnership = make_active()
    begin_and_let_one_look_back(partnership)
    for person, words in ((seeker_in(partnership), "has still to"), (guide_in(partnership), "Take your time")):
        assert words in signed_in(person).get(look_of(partnership)).content.decode()
        page = signed_in(person).get(reverse("partnership_detail", args=[partnership.pk])).content.decode()
        assert "the partnership is completed by itself" in page


def test_an_early_end_is_nobodys_fault_and_the_reason_stays_between_them(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=3))
    url = reverse("partnership_end", args=[partnership.pk])
    client = signed_in(seeker_in(partnership))
    assert "cannot be undone" in client.get(url).content.decode()
    for _time in range(2):
        client.post(url, {"reason": "A new job"})
    partnership.refresh_from_db()
    meeting.refresh_from_db()
    assert (partnership.state, meeting.state, meeting.is_late_cancellation) == ("ended_early", "cancelled", False)
    assert Closure.objects.get().is_early is True
    told = Nudge.objects.filter(kind="partnership_ended").values_list("recipient", flat=True)
    assert list(told) == [guide_in(partnership).pk]
    look = reverse("reflection_give", args=[partnership.pk])
    assert "A new job" in signed_in(guide_in(partnership)).get(look).content.decode()


def test_the_program_learns_only_that_it_ended(signed_in):
    partnership = make_active()
    url = reverse("partnership_end", args=[partnership.pk])
    signed_in(seeker_in(partnership)).post(url, {"reason": CANARY})
    manager = make_person("Manager")
    ProgramManager.objects.create(program=partnership.program, person=manager)
    for person in (make_admin(), manager):
        client = signed_in(person)
        assert client.get(look_of(partnership)).status_code == 404
        pages = [reverse("program_progress", args=[partnership.program.pk]), reverse("result_list"), "/"]
        assert sum(CANARY in client.get(page, follow=True).content.decode() for page in pages) == 0
    sweep.run(timezone.now() + timedelta(days=2))
    assert sum(CANARY in message.message().as_string() for message in mail.outbox) == 0
    assert sum(CANARY in str(entry.detail) for entry in AuditEntry.objects.all()) == 0
    assert AuditEntry.objects.get(action="partnership.end_reason").detail == {"because": "members"}
