"""Agreements with given terms, and their amendments: changed as drafts, offered, signed by everybody."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from agreements.models import AgreementSection
from agreements.services import versions
from matching.models import Partnership
from program.enums import ProgramKind, Role
from sessions.models import SponsorStatement
from sessions.services import statements
from tests.factories.agreements import make_agreement, make_schedule, open_version, sign, sign_by_all
from tests.factories.matching import make_partnership
from tests.factories.people import make_person
from tests.factories.program import make_cohort, make_enrollment, make_program
from tests.factories.sessions import guide_in, seeker_in

FAR = 200
EXCHANGE = ("attendance", "goals", "midpoint", "closing", "assessment")
ALL = dict.fromkeys(EXCHANGE, True)


def make_coaching(exchange: dict[str, bool] | None = None, **terms: dict[str, Any]) -> Partnership:
    """Coach, client and sponsor, signed by all with exactly this exchange; `terms` are data by kind of section."""
    cohort = make_cohort(make_program(ProgramKind.COACHING, has_sponsor=True))
    partnership = make_partnership(guide=make_enrollment(cohort, Role.COACH), sponsor=make_person("Sponsor"))
    write(partnership, {"exchange": {item: (exchange or {}).get(item, False) for item in EXCHANGE}, **terms})
    sign_by_all(partnership, make_schedule(first_on=timezone.localdate() + timedelta(days=FAR)))
    return partnership


def write(partnership: Partnership, terms: dict[str, dict[str, Any]]) -> None:
    """Put these terms into the draft, before anybody has signed it."""
    version = open_version(make_agreement(partnership))
    for kind, data in terms.items():
        section = AgreementSection.objects.get(version=version, kind=kind)
        section.data = {**section.data, **data}
        section.save()


def amend(partnership: Partnership, **terms: dict[str, Any]) -> None:
    """The next version with these terms changed, signed by everybody."""
    agreement, by = partnership.agreement, guide_in(partnership)
    versions.amend(agreement, by=by)
    write(partnership, terms)
    sign_open(partnership)


def sign_open(partnership: Partnership) -> None:
    """Offer the open draft, and let everybody sign it."""
    agreement, by = partnership.agreement, guide_in(partnership)
    version = versions.propose(open_version(agreement), by=by)
    for party in agreement.parties.select_related("person"):
        sign(version, party.person)
    partnership.refresh_from_db()


def release(partnership: Partnership, kind: str, body: str) -> SponsorStatement:
    """Written by the coach, released by the client."""
    statement = statements.write(partnership, kind, body, revision=0, by=guide_in(partnership))
    statements.release(statement, revision=1, by=seeker_in(partnership))
    return statement
