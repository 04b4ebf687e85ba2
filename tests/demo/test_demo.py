"""The demo organization is alive, the same for everybody, and every page that its people can reach works."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import models
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from agreements.enums import DocumentReader, DocumentState, EventKind, VersionOccasion, VersionState, VoidReason
from agreements.models import (
    Agreement,
    AgreementEvent,
    AgreementParty,
    AgreementTemplate,
    AgreementVersion,
    SealedDocument,
    SectionComment,
    Signature,
)
from agreements.permissions import RENEWAL_OFFERED
from agreements.sealing import make_key
from core.ids import uuid7
from demo.cast import PASSWORD, SEED
from demo.ids import counted
from demo.load import load
from demo.signins import signins
from matching.bridge.coaches import credential_gaps
from matching.bridge.profiles import room_left
from matching.enums import (
    MeetingOutcome,
    PartnershipState,
    ProposalState,
    RequestState,
    RoundState,
    RunState,
    WaitlistState,
    WorkState,
)
from matching.models import (
    AssignmentRun,
    ChemistryRound,
    CoachPool,
    Credential,
    Favourite,
    MatchRequest,
    Partnership,
    Proposal,
    Ranking,
    Rematch,
    WaitlistEntry,
)
from matching.selectors.credentials import SOON
from notifications.enums import NudgeState
from notifications.models import Nudge
from people.models import Person
from program.enums import EnrollmentState, ProgramState, Role
from program.models import Enrollment, Program
from sessions.enums import MeetingState, StatementKind
from sessions.models import Meeting, SponsorStatement
from sessions.selectors.exchange import exchange_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
MENTORING = (Role.MENTOR, Role.MENTEE)
# A Friday, so that the sign-ins have reminders of the day.
NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
SKIPPED_LINKS = re.compile(r"^(#|mailto:|https?://|/static/|/account/logout|data:)|\.(csv|xlsx|eml)$")


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo, loaded once for this module and taken away afterwards."""
    from django.db import transaction

    mail, keys = tmp_path_factory.mktemp("mail"), tmp_path_factory.mktemp("seal")
    make_key(keys, "Northwind Works", now=NOW - timedelta(days=365))
    kept = override_settings(MAIL_DIR=mail, SEAL_KEYS_DIR=keys, TSA_URL="")
    with kept, django_db_blocker.unblock(), transaction.atomic():
        load(NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def on_that_day() -> Iterator[None]:
    """The pages are looked at on the day the demo was loaded."""
    with time_machine.travel(NOW, tick=True):
        yield


def count(model: type[models.Model]) -> Counter[str]:
    return Counter(model._default_manager.values_list("state", flat=True))


@pytest.mark.parametrize(
    ("model", "states"),
    [
        (Program, set(ProgramState) - {ProgramState.CLOSING, ProgramState.ARCHIVED}),
        (Enrollment, set(EnrollmentState) - {EnrollmentState.APPLIED, EnrollmentState.WAITLISTED}),
        (Partnership, set(PartnershipState) - {PartnershipState.PAUSED}),
        (Meeting, {MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.CANCELLED}),
        (MatchRequest, {RequestState.PENDING, RequestState.ACCEPTED, RequestState.DECLINED}),
        (Nudge, {NudgeState.SENT, NudgeState.SKIPPED, NudgeState.PLANNED}),
        (AgreementVersion, set(VersionState)),
    ],
)
def test_there_is_something_in_every_state(demo: None, model: type[models.Model], states: set[str]) -> None:
    assert states - set(count(model)) == set()


def test_nobody_is_over_capacity(demo: None) -> None:
    taken = Enrollment.objects.annotate(
        taken=models.Count("memberships", filter=models.Q(memberships__slot__isnull=False))
    )
    assert list(taken.filter(taken__gt=models.F("capacity"))) == []


def test_every_reminder_that_was_tried_could_be_written(demo: None) -> None:
    assert list(Nudge.objects.filter(state=NudgeState.FAILED).values_list("kind", "outcome")) == []


def test_some_say_when_and_whom_and_nobody_must(demo: None) -> None:
    ready = Enrollment.objects.filter(state=EnrollmentState.READY)
    share = [ready.exclude(availability=[]).count(), ready.exclude(preferences=[]).count()]
    assert all(0.2 * ready.count() < one < 0.9 * ready.count() for one in share)
    is_open = set(ready.filter(is_open_to_proposals=True).values_list("cohort__program__allows_proposals", "role"))
    assert is_open == {(True, Role.MENTEE)}


def test_the_mentee_who_chooses_has_something_to_choose_from(demo: None) -> None:
    emails = {str(row.role): row.email for row in signins()}
    chooser = Enrollment.objects.get(person__email=emails["Mentee who chooses"], role=Role.MENTEE)
    kept = [one.mentor for one in Favourite.objects.filter(mentee=chooser).select_related("mentor")]
    rooms = room_left([mentor.pk for mentor in kept])
    assert sorted(rooms.get(mentor.pk, 0) > 0 for mentor in kept) == [False, True, True]
    full = next(mentor for mentor in kept if rooms.get(mentor.pk, 0) == 0)
    assert WaitlistEntry.objects.filter(mentor=full, state=WaitlistState.WAITING).count() == 2
    assert Proposal.objects.pending().filter(mentee=chooser, expires_at__gt=NOW).count() == 1
    assert set(count(Proposal)) == {ProposalState.PENDING, ProposalState.DECLINED}
    assert MatchRequest.objects.exclude(step_in_reason="").get().state == RequestState.SUPERSEDED


def test_coaches_come_from_two_pools_with_credentials_in_every_state(demo: None) -> None:
    coaches = models.Count("members", filter=models.Q(members__enrollment__role=Role.COACH))
    assert dict(CoachPool.objects.annotate(coaches=coaches).values_list("is_external", "coaches")) == {
        False: 4,
        True: 3,
    }
    soon = (NOW + SOON).date()
    days = [one.valid_until for one in Credential.objects.all()]
    assert {"none" if day is None else (day >= NOW.date()) + (day > soon) for day in days} == {"none", 0, 1, 2}
    assert set(Enrollment.objects.filter(minimum_load__gt=0).values_list("role", "minimum_load")) == {(Role.COACH, 1)}


def test_two_results_for_the_newcomers_wait_side_by_side(demo: None) -> None:
    first, second = AssignmentRun.objects.filter(
        cohort__program__kind="coaching", state=RunState.DRAFT, work=WorkState.DONE
    ).order_by("created_at")
    assert second.earlier == first
    assert first.weights != second.weights
    assert [run.pairs.filter(is_locked=True).count() for run in (first, second)] == [1, 1]
    one, other = (set(run.pairs.values_list("seeker", "guide")) for run in (first, second))
    assert len(one & other) > 0
    assert len(one - other) > 1
    coaches = Enrollment.objects.filter(cohort=first.cohort, role=Role.COACH).select_related("cohort__program")
    expired = credential_gaps(coaches, NOW.date())
    assert len(expired) == 1
    assert {guide for _seeker, guide in one | other} & set(expired) == set()


def test_clients_are_in_the_middle_of_meeting_coaches(demo: None) -> None:
    going_on = ChemistryRound.objects.get(state=RoundState.OPEN)
    assert going_on.ends_on > NOW.date()
    said = Counter(going_on.meetings.values_list("outcome", flat=True))
    assert min(said[MeetingOutcome.MET], said[MeetingOutcome.PROPOSED]) >= 5
    assert said[MeetingOutcome.SKIPPED] == 1
    owners = Ranking.objects.filter(owner__in=going_on.meetings.values("client"))
    assert 3 <= owners.values("owner").distinct().count() < going_on.meetings.values("client").distinct().count()


def test_a_cohort_that_ranked_has_a_result_to_look_at(demo: None) -> None:
    run = AssignmentRun.objects.get(cohort__program__matches_in_bulk=True)
    assert (run.state, run.work) == (RunState.DRAFT, WorkState.DONE)
    assert run.pairs.count() == 9
    ready = Enrollment.objects.filter(cohort=run.cohort, state=EnrollmentState.READY)
    ranked = ready.filter(pk__in=Ranking.objects.values("owner"))
    assert {role: (ranked.filter(role=role).count(), ready.filter(role=role).count()) for role in MENTORING} == {
        Role.MENTOR: (5, 6),
        Role.MENTEE: (7, 9),
    }


def test_a_client_went_on_with_another_coach(demo: None) -> None:
    parted = Rematch.objects.select_related("partnership").get()
    assert parted.partnership.state == PartnershipState.ENDED_EARLY
    current = Partnership.objects.get(members__enrollment=parted.client, state=PartnershipState.ACTIVE)
    assert current.members.get(role=Role.COACH).enrollment != parted.coach
    assert current.meetings.filter(state=MeetingState.HELD).exists()


def test_there_is_a_sign_in_for_each_role_and_it_works(demo: None, settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    rows = signins()
    assert [str(row.role) for row in rows] == [
        *("Organization admin", "Program manager", "Mentee who chooses", "Mentee"),
        *("Mentee who writes an agreement", "Mentor", "Coach", "Client", "Sponsor"),
        *("Senior leader", "Client who meets coaches", "Mentee who ranks mentors"),
    ]
    assert [Person.objects.get(email=row.email).check_password(PASSWORD) for row in rows] == [True] * len(rows)


def test_every_stored_agreement_verifies(demo: None) -> None:
    said = io.StringIO()
    call_command("verify_agreements", stdout=said)
    assert said.getvalue().splitlines() == [f"{Agreement.objects.count()} agreements checked, 0 faults."]


def test_every_agreement_that_was_in_force_is_sealed_on_the_day(demo: None) -> None:
    signed = AgreementVersion.objects.filter(in_force_at__isnull=False)
    assert set(SealedDocument.objects.values_list("state", flat=True)) == {DocumentState.SEALED}
    assert SealedDocument.objects.filter(reader=DocumentReader.WRITERS).count() == signed.count() > 30
    days = SealedDocument.objects.values_list("sealed_at", "version__in_force_at")
    assert max(sealed - in_force for sealed, in_force in days) < timedelta(minutes=2)


def test_agreements_come_about_in_every_way(demo: None) -> None:
    kinds = set(AgreementEvent.objects.values_list("kind", flat=True))
    assert set(EventKind) - kinds == {EventKind.VOIDED}
    assert {VoidReason.DECLINED, VoidReason.EXPIRED} <= set(
        AgreementVersion.objects.values_list("void_reason", flat=True)
    )
    assert Signature.objects.filter(void_reason=VoidReason.WITHDRAWN).exists()
    assert set(AgreementVersion.objects.values_list("occasion", flat=True)) == set(VersionOccasion)
    assert {day is None for day in SectionComment.objects.values_list("settled_at", flat=True)} == {True, False}
    drafts = AgreementVersion.objects.filter(state=VersionState.DRAFT)
    assert AgreementParty.objects.filter(ready_at__isnull=False, agreement__versions__in=drafts).exists()
    assert AgreementParty.objects.filter(left_at__isnull=False, role=Role.SPONSOR).count() == 1
    renewal = AgreementVersion.objects.get(state=VersionState.PROPOSED, occasion=VersionOccasion.RENEWAL)
    assert renewal.agreement.partnership.ends_on <= NOW.date() + RENEWAL_OFFERED


def test_sponsors_see_more_or_less_as_it_was_agreed(demo: None) -> None:
    sees_goals = [exchange_of(one).goals for one in Partnership.objects.filter(cohort__program__has_sponsor=True)]
    assert set(sees_goals) == {True, False}
    released = SponsorStatement.objects.filter(released_at__isnull=False)
    assert set(released.values_list("kind", flat=True)) == set(StatementKind)
    assert SponsorStatement.objects.filter(released_at=None).count() == 1
    agreed = set(Partnership.objects.filter(agreement__versions__occasion="amendment").values_list("package_meetings"))
    assert (8,) in agreed


def test_the_mentee_sees_what_changed_in_lines(demo: None) -> None:
    mentee = next(row.email for row in signins() if str(row.role) == "Mentee")
    client = Client()
    client.force_login(Person.objects.get(email=mentee))
    agreement = Agreement.objects.get(parties__person__email=mentee, versions__state=VersionState.IN_FORCE)
    page = client.get(f"/agreements/{agreement.pk}/versions/2/changes/").content.decode()
    assert "every 2 weeks → every 3 weeks" in page


def test_one_template_is_the_organizations_own_and_being_improved(demo: None) -> None:
    own = AgreementTemplate.objects.get(shipped_key="")
    states = set(own.versions.values_list("language", "number", "state"))
    assert states == {("en", 1, "published"), ("en", 2, "draft"), ("de", 1, "published")}
    assert Agreement.objects.filter(template__template=own).exists()


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href and not SKIPPED_LINKS.search(href):
            self.found.append(href.split("#")[0])


def crawl(client: Client, most: int = 60) -> dict[str, int]:
    """Follow the links from the home page, breadth first, one address of each shape and a few more."""
    seen: dict[str, int] = {}
    shapes: Counter[str] = Counter()
    waiting = ["/"]
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        shape = re.sub(r"[0-9a-f-]{36}", "*", address.split("?")[0])
        if address in seen or shapes[shape] >= 2:
            continue
        shapes[shape] += 1
        response = client.get(address, follow=True)
        seen[address] = response.status_code
        if response.get("Content-Type", "").startswith("text/html"):
            waiting += Links(response.content.decode()).found
    return seen


@pytest.mark.parametrize("number", range(12))
def test_every_page_that_a_role_is_led_to_works(demo: None, number: int) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(email=signins()[number].email))
    seen = crawl(client)
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) >= 5


def test_identifiers_are_the_same_in_every_load_and_random_afterwards() -> None:
    loads = []
    for _ in range(2):
        with counted(NOW, SEED):
            loads.append([uuid7() for _ in range(50)])
    assert loads[0] == loads[1] == sorted(set(loads[0]))
    assert uuid7() not in loads[0]
    assert uuid7() != uuid7()


def test_the_data_that_ships_is_whole() -> None:
    folder = Path(__file__).resolve().parent.parent.parent / "demo/data"
    assert sorted(path.name for path in folder.glob("*.csv")) == [
        *("coaches-external.csv", "people-broken.csv", "people-december.csv", "people-other-system.csv", "people.csv")
    ]
