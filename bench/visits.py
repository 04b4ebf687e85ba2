"""Visits to the main pages of the demo organization, each beside the plain page. Needs Django set up."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from bench import crowd, plain
from bench.world import alternately
from demo import cast
from demo.signins import _who_chooses, signins
from matching.bridge.shelf import shelf
from matching.enums import PartnershipState, RunMethod
from matching.models import AssignmentRun, Partnership
from people.models import Person
from program.enums import Role
from program.models import Enrollment, Program
from sessions.models import Meeting


@dataclass(frozen=True)
class Page:
    """One page and who looks at it."""

    name: str
    person: Person
    address: str


def pages() -> Iterator[Page]:
    """The main pages, each for somebody who works with it."""
    people = {str(row.role): Person.objects.get(email=row.email) for row in signins()}
    admin, mentee, mentor = cast.part(cast.ADMIN), people["Mentee"], people["Mentor"]
    yield Page("home_mentee", mentee, reverse("home"))
    yield Page("home_admin", admin, reverse("home"))
    yield Page("person_list", admin, reverse("person_list"))
    yield Page("program_list", admin, reverse("program_list"))
    yield Page("inbox", mentee, reverse("nudge_list"))
    yield Page("request_desk", mentor, reverse("request_list"))
    yield from _program_pages(admin)
    yield from _finder_pages()
    yield from _partnership_pages(mentee)


def _program_pages(admin: Person) -> Iterator[Page]:
    partnership = Partnership.objects.filter(state=PartnershipState.ACTIVE).order_by("matched_at").first()
    program = Program.objects.get(cohorts=partnership.cohort_id)
    for name in ("program_detail", "enrollment_list", "program_progress"):
        yield Page(name, admin, reverse(name, args=[program.pk]))
    run = AssignmentRun.objects.filter(method=RunMethod.ASSIGNMENT).order_by("-created_at").first()
    yield Page("assignment_result", admin, reverse("assignment_run_detail", args=[run.cohort.program_id, run.pk]))


def _finder_pages() -> Iterator[Page]:
    chooser = _who_chooses()
    place = Enrollment.objects.current().get(person=chooser, role=Role.MENTEE)
    mentor = Enrollment.objects.available().filter(cohort=place.cohort_id, role=Role.MENTOR).first()
    yield Page("find_mentor", chooser, reverse("mentor_list", args=[place.pk]))
    yield Page("mentor_detail", chooser, reverse("mentor_detail", args=[place.pk, mentor.pk]))
    yield Page("own_requests", chooser, reverse("request_own_list", args=[place.pk]))


def _partnership_pages(mentee: Person) -> Iterator[Page]:
    mine = Partnership.objects.filter(members__person=mentee, state=PartnershipState.ACTIVE)
    partnership = mine.order_by("matched_at").first()
    meeting = Meeting.objects.filter(partnership=partnership, state="held").order_by("-starts_at").first()
    agreement = Agreement.objects.get(partnership=partnership)
    yield Page("agreement", mentee, reverse("agreement_detail", args=[agreement.pk]))
    yield Page("partnership", mentee, reverse("partnership_detail", args=[partnership.pk]))
    yield Page("meeting_list", mentee, reverse("meeting_list", args=[partnership.pk]))
    yield Page("meeting", mentee, reverse("meeting_detail", args=[meeting.pk]))
    yield Page("session_log", mentee, reverse("log_edit", args=[meeting.pk]))


def visit(page: Page, times: int) -> dict[str, Any]:
    """How many queries the page asks, and the CPU seconds of the page and of the plain page."""
    client, plain_client = Client(), plain.client_for(page.person)
    client.force_login(page.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    _get(client, page.address)
    with connection.execute_wrapper(counter := _Counter()):
        _get(client, page.address)
    taken, plainly = alternately(lambda: _get(client, page.address), lambda: _get(plain_client, plain.ADDRESS), times)
    return {"name": page.name, "queries": counter.count, "taken": taken, "plain": plainly}


def crowded_mentor_list(mentors: int, times: int) -> dict[str, Any]:
    """The find-a-mentor page after so many mentors have joined the cohort, as it is and with a word to search for.

    `first` is what the first answer takes, while the table of mentors is still being made, and `made` what that takes.
    """
    page = next(page for page in _finder_pages() if page.name == "find_mentor")
    place = Enrollment.objects.current().get(person=page.person, role=Role.MENTEE)
    crowd.enroll_mentors(place, mentors)
    client = Client()
    client.force_login(page.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    started = time.perf_counter()
    _get(client, page.address)
    first = time.perf_counter() - started
    while shelf.is_being_made():
        time.sleep(0.05)
    made, searched = time.perf_counter() - started, replace(page, address=f"{page.address}?q=negociation")
    return {**visit(page, times), "first": first, "made": made, "search": visit(searched, times)}


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


class _Counter:
    """Counts the queries of one connection."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)
