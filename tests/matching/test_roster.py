"""The table of mentors that a process keeps is never behind the database where it matters, whatever changes and how."""

import time
from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.bridge import shelf as shelves
from matching.bridge import table as tables
from matching.bridge.shelf import shelf
from matching.models import PairBlock
from matching.services.roster import forget_old_changes
from people.models import Person, Skill
from program.enums import EnrollmentState, Role
from program.models import Enrollment, EnrollmentSkill
from tests.factories.matching import make_partnership
from tests.factories.people import give_skills, make_person
from tests.factories.program import make_cohort, make_enrollment
from tests.matching.test_mentors import make_mentor

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def finished() -> Iterator[None]:
    """No thread of a test works on when its data is taken away."""
    yield
    wait_for_the_table()


def wait_for_the_table() -> None:
    until = time.monotonic() + 30
    while shelf.is_being_made():
        assert time.monotonic() < until
        time.sleep(0.01)


def names_on(browser: Client, mentee: Enrollment, **filters: str) -> list[str]:
    page = browser.get(reverse("mentor_list", args=[mentee.pk]), filters).context["page"]
    return [card.person.first_name for card in page.object_list]


def test_a_change_that_is_committed_after_a_later_one_is_seen(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    nina = make_mentor(mentee, "Nina", department="Sales")
    browser = signed_in(mentee.person)
    changed, may_commit = Event(), Event()

    def move_slowly() -> None:
        try:
            with transaction.atomic():
                Person.objects.filter(pk=nina.person_id).update(department="Legal")
                changed.set()
                assert may_commit.wait(timeout=30)
        finally:
            connection.close()

    slow = Thread(target=move_slowly)
    slow.start()
    assert changed.wait(timeout=30)
    make_mentor(mentee, "Otto", department="Sales")
    assert sorted(names_on(browser, mentee, department="Sales")) == ["Nina", "Otto"]
    may_commit.set()
    slow.join()
    assert names_on(browser, mentee, department="Sales") == ["Otto"]
    assert names_on(browser, mentee, department="Legal") == ["Nina"]


def by_queryset(mentor: Enrollment) -> None:
    Person.objects.filter(pk=mentor.person_id).update(first_name="Ines")


def by_sql(mentor: Enrollment) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET first_name = 'Ines' WHERE id = %s", [mentor.person_id])


def by_copy(mentor: Enrollment) -> None:
    person = make_person("Ines")
    copied = Enrollment(
        cohort=mentor.cohort, person=person, role=Role.MENTOR, state=EnrollmentState.READY, ready_at=timezone.now()
    )
    Enrollment.objects.bulk_create([copied])


def by_skill(mentor: Enrollment) -> None:
    give_skills(mentor.person, "Ines")


def by_offer(mentor: Enrollment) -> None:
    skill = Skill.objects.create(name="Ines")
    EnrollmentSkill.objects.bulk_create([EnrollmentSkill(enrollment=mentor, skill=skill, wish="offered")])


def by_vocabulary(mentor: Enrollment) -> None:
    Skill.objects.filter(name="Weaving").update(name="Ines")


@pytest.mark.parametrize("door", [by_queryset, by_sql, by_copy, by_skill, by_offer, by_vocabulary])
def test_what_comes_in_by_any_door_is_found_at_once(signed_in: SignIn, door: Callable[[Enrollment], None]) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    mentor = make_mentor(mentee, "Nina", offers=["Weaving"])
    browser = signed_in(mentee.person)
    assert names_on(browser, mentee, q="ines") == []
    door(mentor)
    assert len(names_on(browser, mentee, q="ines")) == 1


def test_a_place_that_is_taken_or_given_back_is_seen_at_once(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    mentor = make_mentor(mentee, "Nina", capacity=1)
    browser = signed_in(mentee.person)
    assert names_on(browser, mentee, has_room="on") == ["Nina"]
    partnership = make_partnership(guide=mentor)
    assert names_on(browser, mentee, has_room="on") == []
    partnership.members.update(slot=None)
    assert names_on(browser, mentee, has_room="on") == ["Nina"]
    partnership.members.all().delete()
    mentor.delete()
    assert names_on(browser, mentee) == []


@pytest.mark.parametrize("change", ["paused", "left", "blocks", "manages", "break"])
def test_nobody_who_may_not_be_asked_is_shown_even_by_an_old_table(signed_in: SignIn, change: str) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    mentor = make_mentor(mentee, "Nina")
    browser = signed_in(mentee.person)
    assert names_on(browser, mentee) == ["Nina"]
    rows = Enrollment.objects.filter(pk=mentor.pk)
    with connection.cursor() as cursor:
        for table in ("program_enrollment", "people_person"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_roster_update")
        try:
            if change == "paused":
                rows.update(paused_at=timezone.now())
            elif change == "break":
                rows.update(is_accepting=False)
            elif change == "left":
                Person.objects.filter(pk=mentor.person_id).update(employment_status="terminated")
            elif change == "manages":
                Person.objects.filter(pk=mentee.person_id).update(manager=mentor.person)
            else:
                PairBlock.objects.create(person=mentor.person, blocked=mentee.person)
        finally:
            for table in ("program_enrollment", "people_person"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_roster_update")
    assert names_on(browser, mentee) == []
    assert browser.get(reverse("mentor_detail", args=[mentee.pk, mentor.pk])).status_code == 404


def test_what_a_transaction_takes_back_was_seen_by_nobody_else(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    make_mentor(mentee, "Nina")
    browser = signed_in(mentee.person)
    assert names_on(browser, mentee) == ["Nina"]
    with transaction.atomic():
        make_mentor(mentee, "Otto")
        assert sorted(names_on(browser, mentee)) == ["Nina", "Otto"]
        transaction.set_rollback(True)
    assert names_on(browser, mentee) == ["Nina"]


def test_a_large_cohort_is_read_beside_while_the_page_answers(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "READ_AT_ONCE", 2)
    mentee = make_enrollment(role=Role.MENTEE, wants=["Weaving"])
    for name in ("Ada", "Bo", "Cy"):
        make_mentor(mentee, name)
    make_mentor(mentee, "Dee", offers=["Weaving"])
    browser, url = signed_in(mentee.person), reverse("mentor_list", args=[mentee.pk])
    first = browser.get(url)
    assert "All mentors are being put in order." in first.content.decode()
    assert first.context["page"].object_list[0].person.first_name == "Dee"
    wait_for_the_table()
    then = browser.get(url)
    assert "All mentors are being put in order." not in then.content.decode()
    assert len(then.context["page"].object_list) == 4


def test_more_news_than_a_table_takes_makes_a_new_one_and_breaks_no_rule_meanwhile(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "READ_AT_ONCE", 2)
    monkeypatch.setattr(tables, "MOST_CHANGED", 1)
    mentee = make_enrollment(role=Role.MENTEE)
    mentors = [make_mentor(mentee, name) for name in ("Ada", "Bo", "Cy", "Dee")]
    browser = signed_in(mentee.person)
    names_on(browser, mentee)
    wait_for_the_table()
    assert len(names_on(browser, mentee)) == 4
    wait_for_the_table()
    Person.objects.filter(enrollments__in=mentors).update(about="All new")
    Enrollment.objects.filter(pk=mentors[0].pk).update(paused_at=timezone.now())
    assert sorted(names_on(browser, mentee)) == ["Bo", "Cy", "Dee"]
    wait_for_the_table()
    assert sorted(names_on(browser, mentee, q="new")) == ["Bo", "Cy", "Dee"]


def test_changes_are_forgotten_after_a_day_and_a_table_older_than_that_is_made_anew(signed_in: SignIn) -> None:
    mentee = make_enrollment(role=Role.MENTEE)
    mentor = make_mentor(mentee, "Nina", department="Sales")
    browser = signed_in(mentee.person)
    assert names_on(browser, mentee, department="Sales") == ["Nina"]
    wait_for_the_table()
    Person.objects.filter(pk=mentor.person_id).update(department="Legal")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matching_rosterchange WHERE kind = 'mark'")
    forget_old_changes(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matching_rosterchange SET noted_at = noted_at - interval '25 hours'")
    assert forget_old_changes(timezone.now()) > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matching_rosterchange WHERE kind <> 'mark'")
        assert cursor.fetchone()[0] == 0
    assert names_on(browser, mentee, department="Legal") == ["Nina"]


def test_a_process_keeps_a_bounded_number_of_mentors(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_MENTORS", 3)
    for _ in range(3):
        mentee = make_enrollment(role=Role.MENTEE)
        for name in ("Ada", "Bo"):
            make_mentor(mentee, name)
        assert sorted(names_on(signed_in(mentee.person), mentee)) == ["Ada", "Bo"]
        wait_for_the_table()
    assert len(shelf) == 1


def test_attention_goes_where_room_is_and_scores_stay_what_they_are(signed_in: SignIn) -> None:
    cohort = make_cohort()
    mentees = [make_enrollment(cohort, Role.MENTEE, make_person("Mia", location="Oslo")) for _ in range(6)]
    make_mentor(mentees[0], "Near", location="Oslo", capacity=1)
    make_mentor(mentees[0], "Roomy", location="Rome", capacity=8)
    browser, url = signed_in(mentees[0].person), reverse("mentor_list", args=[mentees[0].pk])
    assert names_on(browser, mentees[0]) == ["Near", "Roomy"]
    wait_for_the_table()
    first, second = browser.get(url).context["page"].object_list
    assert (first.person.first_name, second.person.first_name) == ("Roomy", "Near")
    assert second.fit.score > first.fit.score
