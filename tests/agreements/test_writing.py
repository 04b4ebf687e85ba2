"""Writing section by section: conflicts, ready marks, goals, the schedule, and text that is not friendly."""

from collections.abc import Callable
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from agreements.document.schedule import Schedule
from agreements.models import AgreementParty, AgreementSection, Goal, TemplateVersion
from agreements.selectors.goals import goals_in
from agreements.services import shipping
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import (
    add_goal,
    complete_draft,
    guide_of,
    make_agreement,
    open_version,
    seeker_of,
)
from tests.factories.matching import make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]


def test_a_save_on_an_older_text_shows_both_and_overwrites_nothing(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    pages.write_section(hers, agreement, "purpose", "Her words.", revision=0)

    answer = pages.write_section(his, agreement, "purpose", "His words.", revision=0)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert ("Her words." in text, "His words." in text) == (True, True)
    assert pages.section(agreement, "purpose").body == "Her words."


def test_after_a_conflict_the_person_can_choose_their_own_text(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    pages.write_section(hers, agreement, "purpose", "Her words.", revision=0)
    form = pages.write_section(his, agreement, "purpose", "His words.", revision=0).context["form"]

    pages.write_section(his, agreement, "purpose", "His words.", revision=form["revision"].value())

    part = pages.section(agreement, "purpose")
    assert (part.body, part.edited_by) == ("His words.", guide_of(agreement))


def test_saving_the_same_text_twice_is_one_change(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))

    for _each in range(2):
        pages.write_section(desk, agreement, "purpose", "The same.", revision=0)

    assert pages.section(agreement, "purpose").revision == 1
    assert agreement.events.filter(kind="edited").count() == 1


def test_ones_own_other_window_is_called_that(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))
    pages.write_section(desk, agreement, "purpose", "First window.", revision=0)

    answer = pages.write_section(desk, agreement, "purpose", "Second window.", revision=0)

    text = answer.content.decode()
    told = [
        "another window" in text,
        "while you were writing" in text,
        "First window." in text,
        "Second window." in text,
    ]
    assert (answer.status_code, told) == (409, [True, False, True, True])


def test_an_edit_clears_every_ready_mark(at_desk: Desk) -> None:
    agreement = make_agreement()
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    hers.post(pages.url("agreement_ready", agreement))
    his.post(pages.url("agreement_ready", agreement))

    pages.add_goal(hers, agreement)

    assert AgreementParty.objects.filter(ready_at__isnull=False).count() == 0


def test_confidentiality_can_be_reworded_but_not_emptied(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))
    before = pages.section(agreement, "confidentiality").body

    answer = pages.write_section(desk, agreement, "confidentiality", "   ")

    assert "Every agreement needs this section" in answer.content.decode()
    assert pages.section(agreement, "confidentiality").body == before


def test_a_draft_with_gaps_cannot_be_offered(at_desk: Desk) -> None:
    agreement = make_agreement()

    answer = at_desk(guide_of(agreement)).post(pages.url("agreement_propose", agreement), follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert said[-1] == "Write down at least one goal first."
    assert open_version(agreement).state == "draft"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"first_on": (timezone.localdate() - timedelta(days=2)).isoformat()}, "first_on"),
        ({"first_on": "9999-12-01"}, "first_on"),
        ({"first_on": "soon"}, "first_on"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"minutes": "0"}, "minutes"),
        ({"interval_weeks": "0"}, "interval_weeks"),
        ({"at": "25:00"}, "at"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_beside_its_field(
    at_desk: Desk, fields: dict[str, str], field: str
) -> None:
    agreement = make_agreement()

    answer = pages.write_schedule(at_desk(seeker_of(agreement)), agreement, **fields)

    assert list(answer.context["form"].errors) == [field]
    assert "first_on" not in pages.section(agreement, "schedule").data


def test_the_schedule_is_previewed_in_both_zones_without_being_saved(at_desk: Desk) -> None:
    cohort = make_cohort()
    mentor = make_enrollment(cohort, "mentor", make_person("Carla", "Okonkwo", time_zone="America/New_York"))
    agreement = make_agreement(make_partnership(guide=mentor))

    answer = pages.write_schedule(at_desk(seeker_of(agreement)), agreement, preview="1")

    assert len(answer.context["previews"]) == 4
    assert "for Carla)" in answer.content.decode()
    assert "first_on" not in pages.section(agreement, "schedule").data


def test_nine_stays_nine_across_a_clock_change() -> None:
    moments = Schedule(date(2027, 3, 22), time(9), "Europe/Berlin", 1, 60).moments(2)

    assert [moment.astimezone(ZoneInfo("Europe/Berlin")).hour for moment in moments] == [9, 9]
    assert [moment.hour for moment in moments] == [8, 7]


def test_goals_are_added_changed_and_taken_out(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(guide_of(agreement))
    pages.add_goal(desk, agreement, "First")
    pages.add_goal(desk, agreement, "Second")
    first, second = Goal.objects.order_by("position")

    desk.post(pages.url("goal_edit", agreement, first.pk), {"revision": 0, "title": "First, reworded"})
    desk.post(pages.url("goal_remove", agreement, second.pk), {"revision": 0})

    assert [goal.title for goal in goals_in(open_version(agreement))] == ["First, reworded"]
    assert first.owner == seeker_of(agreement)


def test_a_goal_changed_meanwhile_shows_both(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk, goal = at_desk(guide_of(agreement)), add_goal(agreement)
    address = pages.url("goal_edit", agreement, goal.pk)
    desk.post(address, {"revision": 0, "title": "One thing"})

    answer = desk.post(address, {"revision": 0, "title": "Another thing"})

    assert (answer.status_code, Goal.objects.get().title) == (409, "One thing")
    assert "Another thing" in answer.content.decode()


def test_scripts_and_control_characters_are_only_text(at_desk: Desk) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))

    pages.write_section(desk, agreement, "purpose", "<script>alert(1)</script>\x00\x07\u202e fine")
    pages.add_goal(desk, agreement, "A\r\nBcc: x\x00 <b>goal</b>")

    page = desk.get(pages.url("agreement_detail", agreement)).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)&lt;/script&gt; fine" in page) == (False, True)
    assert Goal.objects.get().title == "A Bcc: x <b>goal</b>"


def test_a_hundred_thousand_words_are_too_many_and_nothing_is_lost(at_desk: Desk) -> None:
    agreement = make_agreement()
    words = "word " * 100_000

    answer = pages.write_section(at_desk(seeker_of(agreement)), agreement, "purpose", words)

    assert list(answer.context["form"].errors) == ["body"]
    assert answer.context["form"]["body"].value() == words
    assert pages.section(agreement, "purpose").revision == 0


def test_a_placeholder_that_does_not_exist_is_shown_as_written() -> None:
    odd = "{seeker} and {nobody} and {seeker.password} and {{ settings.SECRET_KEY }} and %(x)s"
    shipping.put_in_place()
    template = TemplateVersion.objects.filter(template__shipped_key="mentoring", language="en")
    template.update(state="draft")
    template.update(sections=[{"key": "purpose", "kind": "text", "title": "{program}", "body": odd}], is_shipped=False)
    template.update(state="published")
    mentee = make_enrollment(person=make_person("Mio {guide}", "Lindqvist"))

    part = make_agreement(make_partnership(seeker=mentee)).versions.get().sections.get()

    assert part.body == odd.replace("{seeker}", "Mio {guide} Lindqvist")
    assert part.title == mentee.cohort.program.name


def test_an_edit_after_the_offer_is_refused_and_the_words_come_back(at_desk: Desk) -> None:
    agreement = make_agreement()
    complete_draft(agreement)
    hers, his = at_desk(seeker_of(agreement)), at_desk(guide_of(agreement))
    part = pages.section(agreement, "purpose")
    his.post(pages.url("agreement_propose", agreement))

    data = {"revision": part.revision, "body": "My late words."}
    answer = hers.post(pages.url("section_edit", agreement, part.pk), data)

    assert "It is offered for signature." in answer.content.decode()
    assert answer.context["form"]["body"].value() == "My late words."
    assert AgreementSection.objects.get(pk=part.pk).body == part.body


def test_the_page_takes_as_many_queries_for_three_goals_as_for_one(at_desk: Desk, django_assert_num_queries) -> None:
    agreement = make_agreement()
    desk = at_desk(seeker_of(agreement))
    add_goal(agreement)
    complete_draft(agreement)
    counts = []

    for more in (0, 2):
        for _each in range(more):
            add_goal(agreement)
        with django_assert_num_queries(17, exact=False) as queries:
            desk.get(pages.url("agreement_detail", agreement))
        counts.append(len(queries))

    assert counts[0] == counts[1]
