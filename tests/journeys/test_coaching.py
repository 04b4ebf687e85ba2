"""The coaching story in a browser: pool, assignment, agreement of three, sessions, package, review, end."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from matching.models import Partnership
from people.models import Person
from program.models import Program
from sessions.models import Meeting
from tests.factories.people import give_skills, make_admin, make_organization, make_person
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]
Desks = dict[str, Desk]
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
SAID = ("A hard talk with my team", "He went quiet when", "He is afraid of", "Talk to Jonas", "I stayed calm", "To ask")


@pytest.fixture
def cast() -> dict[str, Person]:
    return make_cast()


def make_cast() -> dict[str, Person]:
    """The admin, two coaches, a client and the sponsor."""
    make_organization()
    zone = {"time_zone": "Europe/Berlin"}
    sponsor = make_person("Sofia", "Weber", department="Sales", grade=8, **zone)
    people = {
        "admin": make_admin(first_name="Hanna", last_name="Berg", **zone),
        "coach": make_person("Carla", "Rossi", department="People", grade=7, **zone),
        "other": make_person("Omar", "Fathy", department="Legal", grade=7, **zone),
        "client": make_person("Ivo", "Novak", department="Sales", grade=5, manager=sponsor, **zone),
        "sponsor": sponsor,
    }
    give_skills(people["coach"], "Leading people")
    give_skills(people["other"], "Negotiation")
    return people


def test_a_client_is_coached_from_assignment_to_completion(desk: OpenDesk, cast: dict[str, Person]) -> None:
    with time_machine.travel(MONDAY, tick=True) as clock:
        desks = {name: desk(cast[name]) for name in ("admin", "coach", "client", "sponsor")}
        open_program(desks["admin"])
        get_ready(desks["coach"], "coach", "What experience can you share?")
        get_ready(desks["client"], "client", "What do you hope for?")
        assign(desks["admin"], desks["client"])
        partnership = Partnership.objects.get()
        agree(desks, cast, partnership)
        hold_a_session(clock, desks, cast, partnership)
        cancel_late(clock, desks, cast, partnership)
        review(desks, cast, partnership)
        close(desks, partnership)
        nothing_said_reaches_others(desks, cast, partnership)


def open_program(admin: Desk) -> None:
    """A draft from the template, people found by filter, opened."""
    admin.go("/programs/new/").check("Coaching with a sponsor").fill("What should it be called?", "Room to think")
    admin.fill("When does the first cohort start?", "2026-12-01").do("Make the draft").look("coaching-draft")
    program = Program.objects.get()
    invite = f"/programs/{program.pk}/invite/"
    for role, department, name in (("Coach", "People", "Carla Rossi"), ("Coach", "Legal", "Omar Fathy")):
        admin.go(invite).choose("Invite as", role).choose("Department", department).do("Find people")
        admin.sees(name).look("coaching-invite").do("Invite as coach").says("on the list")
    admin.go(invite).choose("Invite as", "Client").fill("Name, e-mail or job title", "Novak").do("Find people")
    admin.sees("Ivo Novak").do("Invite as client").says("on the list")
    admin.go(f"/programs/{program.pk}/").do("Open the program").do("Open the program").look("coaching-open")
    program.refresh_from_db()
    assert program.state == "open"


def get_ready(person: Desk, name: str, question: str) -> None:
    """Answer the invitation, read the orientation, write the profile."""
    person.go("/").do("Read the invitation", within=".next-steps").look(f"coaching-invited-{name}").do(
        "Yes, I take part"
    )
    person.go("/").do("Begin", within=".next-steps")
    if person.page.get_by_role("link", name="Begin").count():
        person.look(f"coaching-orientation-{name}").do("Begin", within="main")
    while person.page.get_by_role("button", name="I have read this").count():
        person.do("I have read this")
    person.go("/").do("Write your profile", within=".next-steps")
    person.fill("You in one line", "Curious").fill(question, "Hard talks, and how to begin them.")
    person.fill("Something that is not in the list?", "Leading people").do("Save").look(f"coaching-ready-{name}")


def assign(admin: Desk, client: Desk) -> None:
    """Run, review, publish; nobody is told before."""
    program = Program.objects.get()
    admin.go(f"/programs/{program.pk}/assignment/").look("assignment").do("Run", exact=True).look("assignment-result")
    admin.sees("Ivo Novak").sees("Carla Rossi").sees("Sofia Weber")
    assert Partnership.objects.count() == 0
    admin.do("I have looked at it").look("assignment-reviewed").do("Publish")
    admin.sees("This cannot be undone").do("Publish", within=".action__ask:visible")
    admin.look("assignment-published")
    partnership = Partnership.objects.get()
    assert sorted(partnership.members.values_list("role", flat=True)) == ["client", "coach", "sponsor"]
    client.go("/").look("coaching-matched")


def agree(desks: Desks, cast: dict[str, Person], partnership: Partnership) -> None:
    """All three develop the text and sign it; what the sponsor sees is chosen."""
    address = f"/agreements/{partnership.agreement.pk}/"
    client, coach = desks["client"], desks["coach"]
    client.go(address).look("coaching-agreement").do("Add a goal")
    client.fill("What do you want to reach?", "Say hard things early").fill("By when?", "2027-04-30").do("Save")
    section = partnership.agreement.versions.get().sections.get(kind="exchange")
    coach.go(f"{address}sections/{section.pk}/").look("exchange")
    coach.page.get_by_label("A statement at the mid-point").uncheck()
    coach.check("A closing statement").do("Save")
    schedule = partnership.agreement.versions.get().sections.get(kind="schedule")
    coach.go(f"{address}sections/{schedule.pk}/").fill("First meeting on", "2026-12-02").fill("At", "10:00")
    coach.do("Save")
    for name in ("client", "coach", "sponsor"):
        desks[name].go(address).do("Ready, from my side")
    coach.go(address).do("Offer for signature")
    for name in ("client", "coach", "sponsor"):
        signer = desks[name].go("/").do("Read and sign", within=".next-steps")
        signer.look(f"coaching-sign-{name}").check(re.compile("I have read"), re.compile("I agree"))
        signer.fill("Type your full name", cast[name].get_full_name()).do("Sign agreement").look()
    partnership.refresh_from_db()
    assert partnership.state == "active"


def hold_a_session(clock: Any, desks: Desks, cast: dict[str, Person], partnership: Partnership) -> None:
    """The client chooses the focus; the coach logs: shared record, private note, an action of the client."""
    client, coach, sponsor = desks["client"], desks["coach"], desks["sponsor"]
    meeting = Meeting.objects.filter(partnership=partnership).earliest("starts_at")
    assert meeting.starts_at.astimezone(BERLIN) == datetime(2026, 12, 2, 10, tzinfo=BERLIN)
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    client.sign_in(cast["client"].email).look("client-before").do("Choose the focus", within=".next-steps")
    client.look("coaching-focus").fill("What do you want to work on?", "A hard talk with my team")
    client.do("Save and share")
    clock.move_to(meeting.ends_at + timedelta(minutes=20))
    coach.sign_in(cast["coach"].email).look("coach-after").do("Write the log", within=".next-steps")
    coach.sees("A hard talk with my team")
    coach.page.locator("textarea[name=observations]").fill("He went quiet when we named the talk.")
    coach.page.locator("textarea[name=next_steps]").fill("He says it on Thursday.")
    coach.page.get_by_role("textbox", name="Private note").fill("He is afraid of being disliked.")
    coach.page.locator("#id_actions-0-title").fill("Talk to Jonas before Friday")
    coach.choose("Who", "Ivo Novak").look("coaching-log").do("Save the log").look("coaching-logged")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.log.observations) == ("held", "He went quiet when we named the talk.")
    client.sign_in(cast["client"].email).go(f"/meetings/{meeting.pk}/").look("coaching-meeting-client")
    client.sees("He went quiet when we named the talk.").sees("Talk to Jonas before Friday")
    assert "He is afraid" not in client.page.content()
    coach.go(f"/meetings/{meeting.pk}/").sees("He is afraid of being disliked.")
    client.go(f"/partnerships/{partnership.pk}/").look("coaching-partnership").sees("1 of 6 used")
    client.sees("You and Carla. Sofia: the goals, not the check-ins")
    sponsor.sign_in(cast["sponsor"].email).go(f"/partnerships/{partnership.pk}/").look("coaching-sponsor")
    sponsor.sees("Say hard things early")


def cancel_late(clock: Any, desks: Desks, cast: dict[str, Person], partnership: Partnership) -> None:
    """Cancelled by the client a few hours before: it counts, and the page said so before."""
    client = desks["client"]
    meeting = Meeting.objects.filter(partnership=partnership, state="scheduled").earliest("starts_at")
    clock.move_to(meeting.starts_at - timedelta(hours=3))
    client.sign_in(cast["client"].email).go(f"/meetings/{meeting.pk}/").do("Cancel", within="main").look("cancel-late")
    client.sees(re.compile("counts")).do("Cancel the meeting", within="main form").look("cancelled-late")
    client.go(f"/partnerships/{partnership.pk}/").sees("2 of 6 used")


def review(desks: Desks, cast: dict[str, Person], partnership: Partnership) -> None:
    """Coach and client write the closing review; the sponsor reads it only after the client has released it."""
    coach, client, sponsor = desks["coach"], desks["client"], desks["sponsor"]
    address = f"/partnerships/{partnership.pk}/"
    for name in ("coach", "sponsor"):
        desks[name].sign_in(cast[name].email)
    coach.go(address).do(re.compile("Closing"), within="aside").look("review")
    coach.fill("The text", "Ivo now begins hard talks within a week.").do("Save the draft").look("review-draft")
    assert "Ivo now begins" not in sponsor.go(address).page.content()
    client.go(address).do(re.compile("Closing"), within="aside").do(re.compile("Release it to")).look("review-release")
    client.do("Release it").look("review-released")
    sponsor.go(address).do(re.compile("Closing")).look("review-sponsor").sees(
        "Ivo now begins hard talks within a week."
    )


def close(desks: Desks, partnership: Partnership) -> None:
    """Both look back; then it is completed."""
    coach, client = desks["coach"], desks["client"]
    address = f"/partnerships/{partnership.pk}/"
    coach.go(address).do("Close it together").do("Begin the closing")
    for person, words in ((coach, "To ask shorter questions."), (client, "I stayed calm.")):
        person.go("/").do("Look back", within=".next-steps").answer_all("As hoped")
        person.fill("What do you take with you?", words).do("Give it")
    partnership.refresh_from_db()
    assert partnership.state == "completed"
    client.go(address).look("coaching-completed").do("Read what you wrote at the end").look("looked-back")
    client.sees("To ask shorter questions.")


def nothing_said_reaches_others(desks: Desks, cast: dict[str, Person], partnership: Partnership) -> None:
    """The admin sees facts, the sponsor what was agreed; neither a word of the sessions."""
    admin, sponsor = desks["admin"], desks["sponsor"]
    program = Program.objects.get()
    admin.sign_in(cast["admin"].email)
    pages = [f"/programs/{program.pk}/progress/", f"/programs/{program.pk}/people/", f"/people/{cast['client'].pk}/"]
    seen = [admin.go(page).page.content() for page in pages]
    admin.go(pages[0]).look("coaching-progress")
    seen += [sponsor.go(page).page.content() for page in ("/", f"/partnerships/{partnership.pk}/", "/inbox/")]
    assert [words for words in SAID for page in seen if words in page] == []
    meeting = Meeting.objects.filter(partnership=partnership, state="held").get()
    private = [f"/partnerships/{partnership.pk}/", f"/meetings/{meeting.pk}/", f"/meetings/{meeting.pk}/log/"]
    assert [admin.page.request.get(f"{admin.base}{page}").status for page in private] == [404, 404, 404]
    assert sponsor.page.request.get(f"{sponsor.base}/meetings/{meeting.pk}/log/").status == 404
