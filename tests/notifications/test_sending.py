"""What is due is sent once, in time, and only while it is needed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import F

from notifications.enums import Family, NudgeState
from notifications.models import Heartbeat, Nudge
from notifications.services import nudges, sending, sweep
from people.models import Person
from tests.factories.people import make_organization, make_person
from tests.notifications.kinds import BROKEN, FIXED, PLAIN

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Warsaw"))  # a Friday
MONDAY_MORNING = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Europe/Warsaw"))


def plan(recipient: Person, kind: str = PLAIN.kind, **fields: object) -> Nudge:
    fields.setdefault("due_at", NOON - timedelta(minutes=1))
    fields.setdefault("subject", recipient)
    nudges.plan(kind, recipient=recipient, **fields)
    return Nudge.objects.latest("created_at")


def test_a_due_nudge_is_sent_with_both_parts_and_a_lasting_id() -> None:
    make_organization(name="Northwind Works")
    nudge = plan(make_person("Zoë", "Żółć"))
    assert sending.send_due(NOON) == 1
    [message] = mail.outbox
    nudge.refresh_from_db()
    assert (nudge.state, nudge.sent_at, nudge.attempts) == (NudgeState.SENT, NOON, 1)
    assert message.extra_headers["Message-ID"] == nudge.message_id
    assert message.subject == "About Zoë"
    assert "The first line says it." in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert f"/people/{nudge.subject_id}/" in html
    assert "Northwind Works" in html


def test_a_second_round_sends_nothing() -> None:
    plan(make_person())
    assert [sending.send_due(NOON), sending.send_due(NOON + timedelta(minutes=5))] == [1, 0]


def test_what_does_not_fit_into_the_time_goes_with_the_next_round() -> None:
    plan(make_person())
    plan(make_person())
    assert sending.send_due(NOON, seconds=0) == 0
    assert list(Nudge.objects.values_list("state", "lease_token")) == [(NudgeState.PLANNED, None)] * 2
    assert sending.send_due(NOON, seconds=60) == 2


def test_the_same_occasion_is_planned_once() -> None:
    person = make_person()
    plan(person, occasion="2026-11-20")
    plan(person, occasion="2026-11-20")
    plan(person, occasion="2026-11-27")
    assert Nudge.objects.count() == 2


def test_the_reason_is_asked_again_as_the_last_step() -> None:
    person = make_person()
    nudge = plan(person)
    Person.objects.filter(pk=person.pk).update(job_title="Titled now")
    assert sending.send_due(NOON) == 0
    nudge.refresh_from_db()
    assert (nudge.state, nudge.outcome, mail.outbox) == (NudgeState.SKIPPED, "done", [])


def test_what_has_passed_expires_instead_of_coming_late() -> None:
    nudge = plan(make_person(), expires_at=NOON - timedelta(seconds=1))
    assert sending.send_due(NOON) == 0
    nudge.refresh_from_db()
    assert nudge.state == NudgeState.EXPIRED


def test_quiet_hours_move_it_to_the_next_working_morning() -> None:
    nudge = plan(make_person())
    friday_night = NOON.replace(hour=19)
    assert sending.send_due(friday_night) == 0
    nudge.refresh_from_db()
    assert (nudge.state, nudge.next_attempt_at) == (NudgeState.PLANNED, MONDAY_MORNING)
    assert sending.send_due(MONDAY_MORNING - timedelta(seconds=1)) == 0
    assert sending.send_due(MONDAY_MORNING) == 1


def test_quiet_hours_beyond_the_event_expire_it() -> None:
    nudge = plan(make_person(), expires_at=MONDAY_MORNING - timedelta(hours=1))
    sending.send_due(NOON.replace(hour=19))
    nudge.refresh_from_db()
    assert (nudge.state, nudge.outcome) == (NudgeState.EXPIRED, "no_time_left")


def test_the_daily_budget_is_two_over_all_kinds() -> None:
    person = make_person()
    for occasion in ("a", "b", "c"):
        plan(person, occasion=occasion)
    urgent = plan(person, FIXED.kind)
    assert sending.send_due(NOON) == 2
    urgent.refresh_from_db()
    assert urgent.state == NudgeState.SENT
    waiting = Nudge.objects.filter(state=NudgeState.PLANNED)
    assert [nudge.next_attempt_at for nudge in waiting] == [MONDAY_MORNING, MONDAY_MORNING]
    assert sending.send_due(MONDAY_MORNING) == 2


def test_an_opted_out_family_is_skipped_and_a_fixed_one_is_not() -> None:
    person = make_person()
    nudges.set_preference(person, Family.PROGRESS, False)
    plain, fixed = plan(person), plan(person, FIXED.kind)
    assert sending.send_due(NOON) == 1
    plain.refresh_from_db()
    fixed.refresh_from_db()
    assert (plain.state, plain.outcome, fixed.state) == (NudgeState.SKIPPED, "opted_out", NudgeState.SENT)


def test_somebody_who_left_gets_nothing() -> None:
    person = make_person(is_active=False)
    nudge = plan(person)
    sending.send_due(NOON)
    nudge.refresh_from_db()
    assert (nudge.state, nudge.outcome) == (NudgeState.SKIPPED, "left")


def test_a_broken_definition_stops_nobody() -> None:
    broken, fine = plan(make_person(), BROKEN.kind), plan(make_person())
    assert sending.send_due(NOON) == 1
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.state, broken.attempts, fine.state) == (NudgeState.PLANNED, 1, NudgeState.SENT)
    assert broken.next_attempt_at > NOON


def test_a_kind_that_no_app_declares_any_more_is_skipped() -> None:
    nudge = plan(make_person())
    Nudge.objects.update(kind="gone")
    sending.send_due(NOON)
    nudge.refresh_from_db()
    assert (nudge.state, nudge.outcome) == (NudgeState.SKIPPED, "kind_is_gone")


def test_a_dropped_lease_comes_back_and_a_held_one_does_not() -> None:
    nudge = plan(make_person())
    [(pk, _token)] = sending.claim(NOON, 10)
    assert pk == nudge.pk
    assert sending.send_due(NOON + timedelta(seconds=30)) == 0
    assert sending.send_due(NOON + sending.LEASE + timedelta(seconds=1)) == 1


def test_a_delivery_with_a_lost_lease_does_nothing() -> None:
    nudge = plan(make_person())
    [(pk, token)] = sending.claim(NOON, 10)
    later = NOON + sending.LEASE + timedelta(seconds=1)
    sending.claim(later, 10)
    with sending._Mailer() as mailer:
        assert sending.deliver(pk, token, later, mailer) is False
    assert (Nudge.objects.get(pk=nudge.pk).state, mail.outbox) == (NudgeState.LEASED, [])


def test_a_line_break_in_a_name_does_not_break_the_header() -> None:
    plan(make_person("Eve\nBcc: all@people.example"))
    assert sending.send_due(NOON) == 1
    [message] = mail.outbox
    assert message.message()["Bcc"] is None


def test_the_database_refuses_a_lease_without_its_end() -> None:
    nudge = plan(make_person())
    with pytest.raises(IntegrityError), transaction.atomic():
        Nudge.objects.filter(pk=nudge.pk).update(state=NudgeState.LEASED)


def test_the_sweep_leaves_its_heartbeat() -> None:
    sweep.run(NOON)
    assert list(Heartbeat.objects.values_list("name", "beat_at")) == [("sweep", NOON)]


def test_a_year_of_one_sweep_an_hour_stays_in_hours_and_budget() -> None:
    person = make_person(time_zone="America/Vancouver")
    start = datetime(2026, 3, 1, tzinfo=ZoneInfo("UTC"))
    for number in range(40):
        plan(person, occasion=str(number), due_at=start + timedelta(hours=31 * number))
    for hour in range(24 * 75):
        sending.send_due(start + timedelta(hours=hour))
    sent = [n.astimezone(ZoneInfo("America/Vancouver")) for n in Nudge.objects.values_list("sent_at", flat=True)]
    assert len(sent) == 40
    assert all(8 <= moment.hour < 18 and moment.isoweekday() <= 5 for moment in sent)
    assert max([m.date() for m in sent].count(day) for day in {m.date() for m in sent}) <= 2
    assert not Nudge.objects.filter(sent_at__lt=F("due_at")).exists()
