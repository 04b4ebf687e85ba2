"""What is said stays between the people who said it: other people get a 404, and no copy lies anywhere in the clear."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from notifications.services import sweep
from program.models import ProgramManager
from sessions.models import Closure, PrivateNote, Reflection, SponsorStatement
from tests.factories.people import make_admin, make_person
from tests.factories.sessions import (
    guide_in,
    make_action,
    make_active_coaching,
    make_meeting,
    seeker_in,
    sponsor_in,
)
from tests.sessions.test_closing import said
from tests.sessions.test_records import FOCUS, LOG, action_row

pytestmark = pytest.mark.django_db
CANARY = "Zimtsternkanarie"


@pytest.fixture
def coaching():
    return make_active_coaching(has_sponsor=True)


@pytest.fixture
def told(signed_in, coaching):
    """A partnership with the canary in every place that holds words."""
    coach, client = signed_in(guide_in(coaching)), signed_in(seeker_in(coaching))
    meeting = make_meeting(coaching, starts_in=timedelta(hours=3))
    client.post(
        reverse("focus_edit", args=[meeting.pk]), dict.fromkeys(FOCUS, CANARY) | {"revision": "0", "share": "y"}
    )
    meeting.starts_at = timezone.now() - timedelta(hours=3)
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    meeting.save()
    words = dict.fromkeys(("observations", "questions", "insights", "next_steps", "note"), CANARY)
    row = action_row(coaching, title=CANARY, measure=CANARY)
    coach.post(reverse("log_edit", args=[meeting.pk]), LOG | words | row)
    client.post(reverse("note_edit", args=[meeting.pk]), {"note": CANARY, "revision": "0"})
    action = make_action(coaching, seeker_in(coaching), CANARY)
    client.post(reverse("action_drop", args=[action.pk]), {"reason": CANARY})
    goal = coaching.goals.get()
    client.post(reverse("goal_check_in", args=[goal.pk]), {"rating": "1", "sentence": CANARY})
    coach.post(reverse("statement_edit", args=[coaching.pk, "closing"]), {"body": CANARY, "revision": "0"})
    client.post(reverse("closing_begin", args=[coaching.pk]))
    client.post(
        reverse("reflection_give", args=[coaching.pk]), said(coaching, CANARY, sentence=CANARY) | {"thanks": CANARY}
    )
    coach.post(reverse("partnership_end", args=[coaching.pk]), {"reason": CANARY})
    return meeting


def whole_database():
    """Every table as text, as a dump would hold it."""
    parts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            text = io.StringIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", text)
            parts.append(text.getvalue())
    return "\n".join(parts)


def test_a_canary_is_found_nowhere_but_on_its_own_pages(signed_in, coaching, told, caplog, capfd):
    page = signed_in(guide_in(coaching)).get(reverse("meeting_detail", args=[told.pk])).content.decode()
    assert page.count(CANARY) > 5
    sweep.run(timezone.now() + timedelta(days=3))
    dump = whole_database()
    assert len(dump) > 10_000
    # COPY writes bytes as hex.
    assert dump.count(CANARY) + dump.count(CANARY.encode().hex()) == 0
    assert sum(CANARY in message.message().as_string() for message in mail.outbox) == 0
    assert caplog.text.count(CANARY) == 0
    out, err = capfd.readouterr()
    assert (out + err).count(CANARY) == 0


CONTENT_ROUTES = [
    ("focus_edit", "meeting"),
    ("log_edit", "meeting"),
    ("note_edit", "meeting"),
    ("meeting_move", "meeting"),
    ("meeting_cancel", "meeting"),
    ("meeting_list", "partnership"),
    ("meeting_schedule", "partnership"),
    ("action_add", "partnership"),
    ("action_drop", "action"),
    ("goal_check_in", "goal"),
    ("pulse_answer", "partnership"),
    ("closing_begin", "partnership"),
    ("reflection_give", "partnership"),
    ("partnership_end", "partnership"),
    ("statement_release", "statement"),
]
POST_ROUTES = [
    ("meeting_report", "meeting"),
    ("action_finish", "action"),
    ("action_reopen", "action"),
    ("goal_reach", "goal"),
]


def strangers(partnership):
    """Everybody who must not read: admin, manager of the program, sponsor, somebody else, a coach who has left."""
    manager = make_person("Manager")
    ProgramManager.objects.create(program=partnership.program, person=manager)
    other = make_active_coaching()
    return [make_admin(), manager, sponsor_in(partnership), guide_in(other), make_person("Stranger")]


def things(partnership, meeting):
    statement, _is_new = SponsorStatement.objects.get_or_create(
        partnership=partnership,
        kind="closing",
        defaults={"author": guide_in(partnership), "body": CANARY, "revision": 1},
    )
    return {
        "meeting": meeting.pk,
        "partnership": partnership.pk,
        "action": make_action(partnership, seeker_in(partnership), CANARY).pk,
        "goal": partnership.goals.get().pk,
        "statement": statement.pk,
    }


def test_every_content_route_is_a_404_to_everybody_else(signed_in, coaching):
    meeting = make_meeting(coaching)
    keys = things(coaching, meeting)
    routes = [(name, reverse(name, args=[keys[kind]])) for name, kind in CONTENT_ROUTES]
    routes.append(("statement_edit", reverse("statement_edit", args=[coaching.pk, "closing"])))
    posts = [(name, reverse(name, args=[keys[kind]])) for name, kind in POST_ROUTES]
    for person in strangers(coaching):
        client = signed_in(person)
        seen = [(name, client.get(url).status_code) for name, url in routes]
        seen += [(name, client.post(url).status_code) for name, url in (*routes, *posts) if name != "meeting_list"]
        assert {status for _name, status in seen} == {404}, (person.first_name, seen)


def test_the_partnership_page_is_a_404_to_all_but_its_members(signed_in, coaching):
    for person in strangers(coaching):
        expected = 200 if person == sponsor_in(coaching) else 404
        assert signed_in(person).get(reverse("partnership_detail", args=[coaching.pk])).status_code == expected


def test_a_coach_who_has_left_reads_their_own_note_and_nothing_else(signed_in, coaching):
    meeting = make_meeting(coaching, starts_in=timedelta(hours=-2))
    coach, person = signed_in(guide_in(coaching)), guide_in(coaching)
    coach.post(reverse("log_edit", args=[meeting.pk]), LOG | {"note": "My own thoughts"})
    coaching.members.filter(person=person).update(left_at=timezone.now())
    note = PrivateNote.objects.get()
    assert "My own thoughts" in coach.get(reverse("note_detail", args=[note.pk])).content.decode()
    for name in ("meeting_detail", "log_edit", "note_edit", "focus_edit"):
        assert coach.get(reverse(name, args=[meeting.pk])).status_code == 404
    assert coach.get(reverse("partnership_detail", args=[coaching.pk])).status_code == 404


def test_a_private_note_is_a_404_to_everybody_but_its_author(signed_in, coaching):
    meeting = make_meeting(coaching, starts_in=timedelta(hours=-2))
    note = PrivateNote.objects.create(meeting=meeting, author=guide_in(coaching), body=CANARY, revision=1)
    url = reverse("note_detail", args=[note.pk])
    people = [*strangers(coaching), seeker_in(coaching)]
    assert {signed_in(person).get(url).status_code for person in people} == {404}
    assert CANARY in signed_in(guide_in(coaching)).get(url).content.decode()
    assert (
        CANARY not in signed_in(seeker_in(coaching)).get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    )


def test_reflections_are_read_when_both_are_given(signed_in):
    partnership = make_active_coaching()
    coach, client = signed_in(guide_in(partnership)), signed_in(seeker_in(partnership))
    url = reverse("reflection_give", args=[partnership.pk])
    client.post(reverse("closing_begin", args=[partnership.pk]))
    client.post(url, said(partnership, CANARY))
    assert CANARY not in coach.get(url).content.decode()
    coach.post(url, said(partnership, "Patience"))
    assert CANARY in coach.get(url).content.decode()
    assert "Patience" in client.get(url).content.decode()
    assert Reflection.objects.count() == 2
    assert Closure.objects.get().is_early is False


def test_a_sealed_value_put_into_another_row_is_not_opened(signed_in, coaching):
    first, second = (make_meeting(coaching, starts_in=timedelta(hours=-hours)) for hours in (2, 5))
    person = guide_in(coaching)
    one = PrivateNote.objects.create(meeting=first, author=person, body=CANARY, revision=1)
    two = PrivateNote.objects.create(meeting=second, author=person, body="Other", revision=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE mentoring_sessions_privatenote SET body = (SELECT body FROM mentoring_sessions_privatenote"
            " WHERE id = %s) WHERE id = %s",
            [one.pk, two.pk],
        )
    response = signed_in(person).get(reverse("note_detail", args=[two.pk]), follow=True)
    assert CANARY not in response.content.decode()
    assert "This note cannot be opened." in response.content.decode()
