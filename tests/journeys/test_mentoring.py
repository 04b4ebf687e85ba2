"""The mentoring story in a browser: from the program's first draft to both sides' reflections."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from matching.models import Partnership
from people.models import Person
from program.enums import ProgramState
from program.models import Program
from sessions.models import Meeting
from tests.factories.people import give_skills, make_admin, make_organization, make_person
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=BERLIN)


@pytest.fixture
def cast() -> dict[str, Person]:
    return make_cast()


def make_cast() -> dict[str, Person]:
    """The admin, two mentors and a mentee."""
    make_organization()
    people = {
        "admin": make_admin(first_name="Hanna", last_name="Berg", time_zone="Europe/Berlin"),
        "mentor": make_person("Tomas", "Rivera", department="Product", grade=7, time_zone="Europe/Berlin"),
        "other": make_person("Olga", "Ivanova", department="Sales", grade=6, time_zone="Europe/Berlin"),
        "mentee": make_person("Mina", "Sato", department="Engineering", grade=3, time_zone="Europe/London"),
    }
    give_skills(people["mentor"], "Public speaking", "Giving feedback")
    give_skills(people["other"], "Negotiation")
    return people


def test_a_program_is_set_up_and_two_people_find_each_other(desk: OpenDesk, cast: dict[str, Person]) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        admin = desk(cast["admin"])
        open_program(admin, cast)
        mentor, mentee = desk(cast["mentor"]), desk(cast["mentee"])
        get_ready(mentor, skills=["Public speaking", "Giving feedback"], is_guide=True)
        get_ready(mentee, skills=["Public speaking"], is_guide=False)
        ask(mentee, "Tomas Rivera")
        accept(mentor, "Mina Sato")
        agree(mentee, mentor, cast)
        partnership = Partnership.objects.get()
        meet_and_log(clock, mentee, mentor, cast, partnership)
        close(mentee, mentor, cast, partnership)
        follow_up(admin, cast)


def open_program(admin: Desk, cast: dict[str, Person]) -> None:
    admin.look("home-admin").do("Programs").look("programs-empty").do("New program").look("program-new")
    admin.check("Mentoring").fill("What should it be called?", "Grow together")
    admin.fill("When does the first cohort start?", "2026-12-01").do("Make the draft")
    admin.look("program-draft")
    program = Program.objects.get()
    for role, grade in (("Mentor", ("Grade from", "6")), ("Mentee", ("Grade to", "3"))):
        admin.go(f"/programs/{program.pk}/invite/").choose("Invite as", role).fill(*grade).do("Find people")
        admin.look("program-invite").do(f"Invite as {role.lower()}").says("on the list")
    admin.go(f"/programs/{program.pk}/").look("program-ready").do("Open the program").look("program-opening")
    admin.do("Open the program").look("program-open")
    program.refresh_from_db()
    assert program.state == ProgramState.OPEN


def get_ready(person: Desk, skills: list[str], is_guide: bool) -> None:
    """Answer the invitation, read the orientation, write the profile."""
    name = "mentor" if is_guide else "mentee"
    person.go("/").look(f"home-invited-{name}").do("Read the invitation").look(f"invitation-{name}")
    person.do("Yes, I take part")
    person.go("/").do("Begin").look(f"orientation-{name}").do("Begin")
    while person.page.get_by_role("button", name="I have read this").count():
        person.look().do("I have read this")
    person.go("/").do("Write your profile").look(f"profile-{name}")
    person.fill("You in one line", "Glad to be here")
    if is_guide:
        person.fill("What experience can you share?", "Twenty years of talking to rooms full of people.")
    else:
        person.fill("What do you hope for?", "To speak without notes.")
    person.check(*skills).do("Save").look(f"ready-{name}")


def ask(mentee: Desk, mentor: str) -> None:
    """Find a mentor and ask."""
    mentee.go("/").do("See mentors").look("mentors")
    mentee.do(mentor).look("mentor").do("Ask to be your mentor").look("request")
    mentee.page.locator("textarea").first.fill("I would love to learn how you speak so calmly.")
    mentee.do("Send the request").look("requests-own")


def accept(mentor: Desk, mentee: str) -> None:
    """See who asks and why, and accept."""
    mentor.go("/").do("Read and answer").look("requests")
    mentor.sees("I would love to learn how you speak so calmly.").do("Accept").look("matched")


def agree(mentee: Desk, mentor: Desk, cast: dict[str, Person]) -> None:
    """Develop the agreement from both sides, then read and sign it."""
    partnership = Partnership.objects.get()
    address = f"/agreements/{partnership.agreement.pk}/"
    mentee.go(address).look("agreement-draft").do("Add a goal").look("goal")
    mentee.fill("What do you want to reach?", "Speak in the review without notes")
    mentee.fill("How will you both know", "Three reviews in a row").fill("By when?", "2027-03-31").do("Save")
    mentor.go(address).do(re.compile("Change|Write|Fill"), within="#section-schedule, [id*=schedule]").look("schedule")
    mentor.page.locator("#id_zone").select_option("Europe/Berlin")
    mentor.fill("First meeting on", "2026-12-01").fill("At", "09:00").fill("Place or link", "Room Aurora")
    mentor.do("Show the first meetings").look("schedule-preview").do("Save")
    mentee.go(address).do("Ready, from my side")
    mentor.go(address).do("Offer for signature")
    for signer, name in ((mentor, "mentor"), (mentee, "mentee")):
        signer.go(f"{address}sign/").look(f"sign-{name}")
        signer.check(re.compile("I have read"), re.compile("I agree"))
        signer.fill("Type your full name", cast[name].get_full_name()).do("Sign agreement").look(f"receipt-{name}")
    partnership.refresh_from_db()
    assert partnership.state == "active"
    mentee.go(f"/partnerships/{partnership.pk}/").look("partnership-active")


def meet_and_log(clock: Any, mentee: Desk, mentor: Desk, cast: dict[str, Person], partnership: Partnership) -> None:
    """The first meeting from the agreed schedule: focus, confirmation, log with an action, check-in."""
    meeting = Meeting.objects.filter(partnership=partnership).earliest("starts_at")
    assert meeting.starts_at.astimezone(BERLIN) == datetime(2026, 12, 1, 9, tzinfo=BERLIN)
    clock.move_to(meeting.starts_at - timedelta(hours=20))
    mentee.sign_in(cast["mentee"].email)
    mentee.go(f"/meetings/{meeting.pk}/focus/").look("focus").fill("What do you want to work on?", "My opening minute")
    mentee.do(re.compile("Save and share")).go(f"/meetings/{meeting.pk}/").look("meeting-ahead")
    clock.move_to(meeting.ends_at + timedelta(minutes=30))
    mentee.sign_in(cast["mentee"].email).go(f"/meetings/{meeting.pk}/").look("meeting-over").do("We met")
    mentor.sign_in(cast["mentor"].email).go(f"/meetings/{meeting.pk}/log/").sees("My opening minute").look("log")
    mentor.page.locator("textarea[name=observations]").fill("She opened three times, each shorter.")
    mentor.page.locator("textarea[name=note]").fill("I talked too much.")
    mentor.page.locator("input[name$=title]").first.fill("Practise the opening aloud")
    mentor.page.locator("input[name$=due_on]").first.fill("2026-12-10")
    mentor.do("Save the log").look("logged")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.log.observations) == ("held", "She opened three times, each shorter.")
    mentee.go(f"/partnerships/{partnership.pk}/").sees("Practise the opening aloud").look("partnership-met")
    assert "I talked too much." not in mentee.page.content()
    goal = partnership.goals.get()
    mentee.go(f"/goals/{goal.pk}/check-in/").look("check-in")
    mentee.page.get_by_role("radio").nth(3).check()
    mentee.fill("In a sentence", "The first one went well").do("Save")
    assert goal.check_ins.get().sentence == "The first one went well"


def close(mentee: Desk, mentor: Desk, cast: dict[str, Person], partnership: Partnership) -> None:
    """Both look back; each reads the other's words once both are given."""
    mentee.go(f"/partnerships/{partnership.pk}/closing/").look("closing").do("Begin the closing")
    for person, words in ((mentee, "To breathe first."), (mentor, "To wait for the second silence.")):
        person.go(f"/partnerships/{partnership.pk}/looking-back/").look("looking-back")
        assert "To breathe first." not in person.page.content()
        person.answer_all("As hoped").fill("What do you take with you?", words).do("Give it")
    partnership.refresh_from_db()
    assert partnership.state == "completed"
    mentee.go(f"/partnerships/{partnership.pk}/").sees("To wait for the second silence.").look("partnership-completed")


def follow_up(admin: Desk, cast: dict[str, Person]) -> None:
    """The admin sees how far everybody is, and never what was said."""
    program = Program.objects.get()
    admin.sign_in(cast["admin"].email).go(f"/programs/{program.pk}/progress/").look("progress")
    content = admin.page.content()
    said = (
        "She opened three times",
        "I talked too much",
        "To breathe first",
        "Practise the opening",
        "My opening minute",
    )
    assert [words for words in said if words in content] == []
    admin.sees("Mentees or clients at each step")
    assert admin.page.request.get(f"{admin.base}/partnerships/{Partnership.objects.get().pk}/").status == 404
