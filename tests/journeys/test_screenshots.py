"""The pictures of README and docs, taken from the demo organization. `make screenshots` takes them anew."""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db.models import Count

from agreements.enums import DocumentReader, TemplateState, VersionState
from agreements.models import Agreement, AgreementParty, SealedDocument, TemplateVersion
from agreements.sealing import make_key
from demo.cast import ADMIN, PASSWORD
from demo.load import load
from demo.signins import signins
from matching.enums import RunState
from matching.models import AssignmentRun
from people.models import Person
from program.enums import Role
from program.models import Program
from sessions.models import SessionLog
from tests.journeys.conftest import ROOT, Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OpenDesk = Callable[..., Desk]
# A Friday morning.
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
# A mentee with a few things to do and a next meeting in her working hours.
MENTEE = "E10219"
KEPT = ROOT / "docs/screenshots"
NAMES = {
    *("home", "find-a-mentor", "compare-mentors", "sign-agreement", "session-log", "program-progress"),
    *("assignment-result", "compare-results", "coaches", "bulk-result"),
    *("write-agreement", "what-changed", "verify-agreement", "compose-template"),
}
# What matters stands below favourites, a list of credentials, the head of a table.
TALL = {"find-a-mentor": 1180, "coaches": 1040, "bulk-result": 1100}
LARGEST = 200_000
VERIFY = "/verify/"


@pytest.fixture
def album(shots: Path) -> Path:
    """Where the pictures go: into the docs only when asked to."""
    if not os.environ.get("UPDATE_SCREENSHOTS"):
        return shots
    KEPT.mkdir(exist_ok=True)
    return KEPT


def test_every_picture_can_be_taken_from_the_demo(
    desk: OpenDesk, album: Path, tmp_path: Path, settings: object
) -> None:
    settings.MAIL_DIR, settings.SEAL_KEYS_DIR = tmp_path, tmp_path / "seal"  # type: ignore[attr-defined]
    make_key(tmp_path / "seal", "Northwind Works", now=NOW - timedelta(days=365))
    with time_machine.travel(NOW, tick=True):
        load(NOW)
        window = desk()
        for name, (email, address) in scenes().items():
            window.page.set_viewport_size({"width": 1280, "height": TALL.get(name, 800)})
            window.sign_in(email, PASSWORD).go(address)
            if address == VERIFY:
                check_a_sealed_document(window)
            assert window.page.locator("main h1").count() == 1
            window.page.screenshot(path=album / f"{name}.png", animations="disabled")
        assert window.complaints == []
    assert {name for name in NAMES if (album / f"{name}.png").stat().st_size > 10_000} == NAMES


def test_docs_show_exactly_the_pictures_that_are_kept() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {
        (text.parent / link).resolve()
        for text in texts
        for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text.read_text("utf-8"))
    }
    assert shown == {KEPT / f"{name}.png" for name in NAMES} == set(KEPT.iterdir())
    assert [picture.name for picture in shown if picture.stat().st_size > LARGEST] == []


def check_a_sealed_document(window: Desk) -> None:
    """Give the page of everybody a document that was sealed in the demo."""
    sealed = SealedDocument.objects.filter(reader=DocumentReader.WRITERS).latest("sealed_at")
    file = {"name": "agreement.pdf", "mimeType": "application/pdf", "buffer": sealed.pdf}
    window.page.get_by_label("PDF file").set_input_files(files=[file])
    window.do("Check the file").sees("Unchanged")


def scenes() -> dict[str, tuple[str, str]]:
    """Who looks at which page."""
    emails = {str(row.role): row.email for row in signins()}
    chooser = Person.objects.get(email=emails["Mentee who chooses"]).enrollments.get(role=Role.MENTEE)
    party = AgreementParty.objects.filter(
        agreement__versions__state=VersionState.PROPOSED, role=Role.MENTOR, signatures__isnull=True
    ).earliest("pk")
    changed = Agreement.objects.get(parties__person__email=emails["Mentee"], versions__number=2)
    draft = AgreementParty.objects.get(person__email=emails["Mentee who writes an agreement"]).agreement_id
    template = TemplateVersion.objects.get(state=TemplateState.DRAFT)
    log = SessionLog.objects.filter(author__email=emails["Coach"]).latest("meeting__starts_at")
    admin = Person.objects.get(employee_id=ADMIN).email
    program = Program.objects.annotate(size=Count("cohorts__enrollments")).filter(state="running").latest("size")
    run = AssignmentRun.objects.filter(published_at__isnull=False).earliest("pk")
    kept = "&".join(f"with={one.mentor_id}" for one in chooser.favourites.order_by("pk"))
    one, other = run.cohort.assignment_runs.filter(state=RunState.DRAFT).order_by("created_at")
    bulk = AssignmentRun.objects.get(cohort__program__matches_in_bulk=True)
    coaching = f"/programs/{run.cohort.program_id}"
    return {
        "home": (Person.objects.get(employee_id=MENTEE).email, "/"),
        "find-a-mentor": (chooser.person.email, f"/enrollments/{chooser.pk}/mentors/"),
        "compare-mentors": (chooser.person.email, f"/enrollments/{chooser.pk}/mentors/compare/?{kept}"),
        "sign-agreement": (party.person.email, f"/agreements/{party.agreement_id}/sign/"),
        "write-agreement": (emails["Mentee who writes an agreement"], f"/agreements/{draft}/"),
        "what-changed": (emails["Mentee"], f"/agreements/{changed.pk}/versions/2/changes/"),
        "verify-agreement": (emails["Mentee"], VERIFY),
        "compose-template": (admin, f"/agreement-template-versions/{template.pk}/compose/"),
        "session-log": (emails["Coach"], f"/meetings/{log.meeting_id}/log/"),
        "program-progress": (admin, f"/programs/{program.pk}/progress/"),
        "assignment-result": (admin, f"{coaching}/assignment/{run.pk}/"),
        "compare-results": (admin, f"{coaching}/assignment/compare/?one={one.pk}&other={other.pk}"),
        "bulk-result": (admin, f"/programs/{bulk.cohort.program_id}/bulk/{bulk.pk}/"),
        "coaches": (admin, f"{coaching}/coaches/"),
    }
