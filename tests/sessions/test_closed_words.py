"""Words that cannot be opened: named in their place, never shown, never lost; everything else stays readable."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from core.models import AuditEntry
from sessions.models import ActionItem, GoalCheckIn, MeetingFocus, PrivateNote, SessionLog
from tests.factories.sessions import guide_in, make_action, make_active_coaching, make_meeting, seeker_in
from tests.sessions.test_records import FOCUS, LOG

pytestmark = pytest.mark.django_db
SENTENCE = "This note cannot be opened. Please tell the people who run this site."


@pytest.fixture
def coaching():
    return make_active_coaching()


@pytest.fixture
def past(coaching):
    return make_meeting(coaching, starts_in=timedelta(hours=-3))


def damage(row, field):
    """Flip the last byte in the database; the sealed bytes as they are now."""
    table, key = row._meta.db_table, [row.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {field} = set_byte({field}, length({field}) - 1,"
            f" get_byte({field}, length({field}) - 1) # 1) WHERE id = %s",
            key,
        )
        cursor.execute(f"SELECT {field} FROM {table} WHERE id = %s", key)
        return bytes(cursor.fetchone()[0])


def stored(row, field):
    return bytes(type(row).objects.filter(pk=row.pk).values_list(field, flat=True).get())


def test_a_meeting_page_shows_the_rest_and_notes_what_stayed_closed(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    coach.post(reverse("log_edit", args=[past.pk]), LOG)
    log, note = SessionLog.objects.get(), PrivateNote.objects.get()
    damage(log, "questions")
    damage(note, "body")
    page = coach.get(reverse("meeting_detail", args=[past.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    assert [text.count(SENTENCE), LOG["observations"] in text] == [2, True]
    assert [LOG["questions"] in text, LOG["note"] in text] == [False, False]
    entries = AuditEntry.objects.filter(action="sealed.cannot_open").order_by("pk")
    assert [(entry.subject_id, entry.detail, entry.actor) for entry in entries] == [
        (log.pk, {"field": "questions"}, guide_in(coaching)),
        (note.pk, {"field": "body"}, guide_in(coaching)),
    ]


def test_saving_the_log_changes_the_rest_and_keeps_what_is_closed(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    coach.post(reverse("log_edit", args=[past.pk]), LOG)
    log, note = SessionLog.objects.get(), PrivateNote.objects.get()
    sealed = {"questions": damage(log, "questions"), "body": damage(note, "body")}
    page = coach.get(reverse("log_edit", args=[past.pk]))
    assert page.content.decode().count(SENTENCE) == 2
    answer = coach.post(
        reverse("log_edit", args=[past.pk]),
        LOG | {"observations": "Newer", "questions": SENTENCE, "note": SENTENCE, "revision": "1", "note_revision": "1"},
    )
    assert answer.status_code == 302
    assert SessionLog.objects.get().observations == "Newer"
    assert {"questions": stored(log, "questions"), "body": stored(note, "body")} == sealed


def test_a_closed_note_is_never_written_over(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    coach.post(reverse("note_edit", args=[past.pk]), {"note": "Mine", "revision": "0"})
    note = PrivateNote.objects.get()
    sealed = damage(note, "body")
    for address in (reverse("note_edit", args=[past.pk]), reverse("note_detail", args=[note.pk])):
        page = coach.get(address)
        assert [page.status_code, page.content.decode().count(SENTENCE)] == [200, 1]
    coach.post(reverse("note_edit", args=[past.pk]), {"note": SENTENCE, "revision": "1"})
    assert stored(note, "body") == sealed


def test_a_closed_part_of_the_focus_stays_as_it_is(signed_in, coaching):
    client, meeting = signed_in(seeker_in(coaching)), make_meeting(coaching, starts_in=timedelta(hours=3))
    client.post(reverse("focus_edit", args=[meeting.pk]), FOCUS)
    focus = MeetingFocus.objects.get()
    sealed = damage(focus, "where_now")
    page = client.get(reverse("focus_edit", args=[meeting.pk]))
    assert page.content.decode().count(SENTENCE) == 1
    client.post(
        reverse("focus_edit", args=[meeting.pk]), FOCUS | {"focus": "Other", "where_now": SENTENCE, "revision": "1"}
    )
    assert [MeetingFocus.objects.get().focus, stored(focus, "where_now")] == ["Other", sealed]


def test_the_partnership_page_stays_readable_and_its_buttons_work(signed_in, coaching):
    client = signed_in(seeker_in(coaching))
    action = make_action(coaching, seeker_in(coaching), "Ask one question")
    client.post(reverse("goal_check_in", args=[coaching.goals.get().pk]), {"rating": "1", "sentence": "Slow"})
    sealed = damage(action, "title")
    damage(GoalCheckIn.objects.get(), "sentence")
    page = client.get(reverse("partnership_detail", args=[coaching.pk]))
    assert [page.status_code, "Slow" in page.content.decode()] == [200, False]
    assert page.content.decode().count(f": {SENTENCE}") == 1
    client.post(reverse("action_finish", args=[action.pk]))
    assert [ActionItem.objects.get().state, stored(action, "title")] == ["done", sealed]
