"""Focus before, log and note after, actions: through the pages, without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.models import ActionItem, MeetingFocus, PrivateNote, SessionLog
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active,
    make_active_coaching,
    make_meeting,
    seeker_in,
)

pytestmark = pytest.mark.django_db
FOCUS = {
    "focus": "Speaking up in the board",
    "where_now": "I stay silent",
    "willing_to": "Ask one question",
    "revision": "0",
}
LOG = {
    "minutes": "55",
    "observations": "She prepared well",
    "questions": "What would bold look like?",
    "insights": "Silence costs more",
    "next_steps": "One question next week",
    "note": "I talked too much",
    "revision": "0",
    "note_revision": "0",
    "actions-TOTAL_FORMS": "1",
    "actions-INITIAL_FORMS": "0",
}


def in_days(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def action_row(partnership, number=0, **fields):
    row = {
        "title": "Ask one question",
        "owner": str(seeker_in(partnership).pk),
        "due_on": in_days(9),
        "confidence": "7",
    }
    return {f"actions-{number}-{name}": value for name, value in (row | {"measure": "It was asked"} | fields).items()}


@pytest.fixture
def coaching():
    return make_active_coaching()


@pytest.fixture
def past(coaching):
    return make_meeting(coaching, starts_in=timedelta(hours=-2))


def page_of(client, name, thing):
    return client.get(reverse(name, args=[thing.pk])).content.decode()


def test_the_focus_is_private_until_it_is_shared(signed_in, coaching):
    meeting = make_meeting(coaching)
    client, coach = signed_in(seeker_in(coaching)), signed_in(guide_in(coaching))
    url = reverse("focus_edit", args=[meeting.pk])
    assert f"Only you, until you share it with {guide_in(coaching).first_name}" in client.get(url).content.decode()
    client.post(url, FOCUS)
    assert "Speaking up in the board" in page_of(client, "meeting_detail", meeting)
    assert "Speaking up in the board" not in page_of(coach, "meeting_detail", meeting)
    client.post(url, FOCUS | {"revision": "1", "share": "yes"})
    assert "Speaking up in the board" in page_of(coach, "meeting_detail", meeting)


def test_the_focus_is_the_clients_to_choose(signed_in, coaching):
    meeting = make_meeting(coaching)
    signed_in(guide_in(coaching)).post(reverse("focus_edit", args=[meeting.pk]), FOCUS)
    assert MeetingFocus.objects.count() == 0


def test_an_older_focus_never_replaces_a_newer_one_and_both_are_shown(signed_in, coaching):
    meeting = make_meeting(coaching)
    client = signed_in(seeker_in(coaching))
    url = reverse("focus_edit", args=[meeting.pk])
    client.post(url, FOCUS)
    client.post(url, FOCUS)
    assert MeetingFocus.objects.get().revision == 1
    page = client.post(url, FOCUS | {"focus": "From another tab"}).content.decode()
    assert MeetingFocus.objects.get().focus == "Speaking up in the board"
    assert "From another tab" in page
    assert "Speaking up in the board" in page
    client.post(url, FOCUS | {"focus": "From another tab", "revision": "1"})
    assert MeetingFocus.objects.get().focus == "From another tab"


def test_the_log_page_opens_with_the_focus_and_the_open_actions(signed_in, coaching, past):
    MeetingFocus.objects.create(
        meeting=past, author=seeker_in(coaching), focus="Speaking up", shared_at=timezone.now(), revision=1
    )
    make_action(coaching, seeker_in(coaching), "Write to the chair")
    page = page_of(signed_in(guide_in(coaching)), "log_edit", past)
    assert "Speaking up" in page
    assert "Write to the chair" in page
    assert "Only you" in page
    assert f"You and {seeker_in(coaching).first_name}" in page


def test_one_save_keeps_record_note_ticks_and_actions_and_the_meeting_is_held(signed_in, coaching, past):
    before = make_action(coaching, seeker_in(coaching), "Write to the chair")
    coach = signed_in(guide_in(coaching))
    data = LOG | action_row(coaching) | {"done": str(before.pk)}
    for _time in range(2):
        assert coach.post(reverse("log_edit", args=[past.pk]), data).status_code == 302
    log, note = SessionLog.objects.get(), PrivateNote.objects.get()
    assert (log.minutes, log.insights, log.revision) == (55, "Silence costs more", 1)
    assert (note.body, note.author) == ("I talked too much", guide_in(coaching))
    action = ActionItem.objects.get(state="open")
    assert (action.title, action.owner, action.confidence, action.meeting) == (
        "Ask one question",
        seeker_in(coaching),
        7,
        past,
    )
    assert ActionItem.objects.get(state="done") == before
    past.refresh_from_db()
    assert (past.state, past.counts_in_package) == ("held", True)
    client_page = page_of(signed_in(seeker_in(coaching)), "meeting_detail", past)
    assert "Silence costs more" in client_page
    assert "I talked too much" not in client_page


def test_another_action_row_loses_nothing_and_saves_nothing(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    page = coach.post(
        reverse("log_edit", args=[past.pk]), LOG | action_row(coaching) | {"add_row": "1"}
    ).content.decode()
    assert SessionLog.objects.count() == 0
    assert "Silence costs more" in page
    assert "I talked too much" in page
    assert 'name="actions-1-title"' in page


def test_an_action_without_a_day_is_named_and_nothing_is_saved(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    page = coach.post(reverse("log_edit", args=[past.pk]), LOG | action_row(coaching, due_on="")).content.decode()
    assert "This field is required." in page
    assert SessionLog.objects.count() == 0


def test_a_log_from_an_older_tab_never_overwrites_and_shows_both(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    url = reverse("log_edit", args=[past.pk])
    coach.post(url, LOG)
    page = coach.post(url, LOG | {"insights": "From another tab"}).content.decode()
    assert SessionLog.objects.get().insights == "Silence costs more"
    assert "From another tab" in page
    assert "Silence costs more" in page
    coach.post(url, LOG | {"insights": "From another tab", "revision": "1", "note_revision": "1"})
    assert SessionLog.objects.get().insights == "From another tab"


def test_an_older_tab_with_a_new_action_is_a_conflict_and_not_dropped(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    url = reverse("log_edit", args=[past.pk])
    coach.post(url, LOG)
    page = coach.post(url, LOG | action_row(coaching)).content.decode()
    assert "A newer text was saved in the meantime." in page
    assert "Ask one question" in page


def test_in_coaching_the_client_reads_the_log_and_does_not_write_it(signed_in, coaching, past):
    client = signed_in(seeker_in(coaching))
    assert client.get(reverse("log_edit", args=[past.pk])).status_code == 303
    client.post(reverse("log_edit", args=[past.pk]), LOG)
    assert SessionLog.objects.count() == 0


def test_in_mentoring_either_side_writes_and_the_other_goes_on(signed_in):
    partnership = make_active()
    meeting = make_meeting(partnership, starts_in=timedelta(hours=-2))
    url = reverse("log_edit", args=[meeting.pk])
    signed_in(seeker_in(partnership)).post(url, LOG | {"note": ""})
    signed_in(guide_in(partnership)).post(url, LOG | {"revision": "1", "insights": "Both see it", "note": "Mine"})
    log = SessionLog.objects.get()
    assert (log.author, log.insights, log.revision) == (seeker_in(partnership), "Both see it", 2)
    assert PrivateNote.objects.get().author == guide_in(partnership)


def test_the_log_cannot_be_written_before_the_meeting(signed_in, coaching):
    meeting = make_meeting(coaching)
    signed_in(guide_in(coaching)).post(reverse("log_edit", args=[meeting.pk]), LOG)
    assert SessionLog.objects.count() == 0


def test_a_note_stands_by_itself_and_keeps_the_newer_text(signed_in, coaching, past):
    client = signed_in(seeker_in(coaching))
    url = reverse("note_edit", args=[past.pk])
    client.post(url, {"note": "For me alone", "revision": "0"})
    page = client.post(url, {"note": "Another tab", "revision": "0"}).content.decode()
    assert PrivateNote.objects.get().body == "For me alone"
    assert "Another tab" in page
    assert "For me alone" in page


def test_actions_are_done_dropped_with_a_reason_and_opened_again(signed_in, coaching):
    first = make_action(coaching, seeker_in(coaching))
    second = make_action(coaching, guide_in(coaching), "Send the article")
    client = signed_in(seeker_in(coaching))
    for _time in range(2):
        client.post(reverse("action_finish", args=[first.pk]))
    client.post(reverse("action_drop", args=[second.pk]), {"reason": "Not needed now"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.dropped_reason) == ("done", "dropped", "Not needed now")
    client.post(reverse("action_reopen", args=[second.pk]))
    second.refresh_from_db()
    assert (second.state, second.dropped_reason, second.settled_at) == ("open", "", None)


def test_open_actions_come_along_to_the_next_meeting(signed_in, coaching):
    make_action(coaching, seeker_in(coaching), "Write to the chair")
    meeting = make_meeting(coaching)
    assert "Write to the chair" in page_of(signed_in(seeker_in(coaching)), "meeting_detail", meeting)


def test_an_action_is_added_once_and_only_for_one_of_the_two(signed_in, coaching):
    client = signed_in(seeker_in(coaching))
    url = reverse("action_add", args=[coaching.pk])
    data = {"title": "Ask", "owner": str(seeker_in(coaching).pk), "due_on": in_days(3)}
    client.post(url, data)
    client.post(url, data)
    client.post(url, data | {"owner": str(make_active().members.first().person_id)})
    page = client.post(url, data | {"title": "Late", "due_on": in_days(-1)}).content.decode()
    assert "Please choose a day that lies ahead for each action." in page
    assert [action.title for action in ActionItem.objects.all()] == ["Ask"]


def test_a_refused_action_does_not_speak_of_a_newer_text(signed_in, coaching, past):
    coach = signed_in(guide_in(coaching))
    coach.post(reverse("log_edit", args=[past.pk]), LOG)
    late = LOG | {"revision": "1", "note_revision": "1"} | action_row(coaching, due_on="2020-01-01")
    text = coach.post(reverse("log_edit", args=[past.pk]), late).content.decode()
    assert ["a day that lies ahead" in text, "The text that is saved now" in text] == [True, False]
