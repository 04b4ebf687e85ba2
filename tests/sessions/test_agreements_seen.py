"""What the people who run a program see of agreements: that they exist and how far they are. Never a word."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.enums import VersionState
from agreements.models import SealedDocument
from agreements.selectors.overview import facts_of
from agreements.services import comments, sections, signatures, versions
from core.rules import Refusal
from matching.models import Partnership
from people.models import Person
from program.enums import Role
from tests.factories.agreements import (
    add_goal,
    guide_of,
    make_agreement,
    open_version,
    propose,
    seeker_of,
    sign,
    sign_by_all,
)
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin
from tests.factories.program import make_enrollment

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
SECRET = "I want to leave my team"


def _rows(desk: Client, partnership: Partnership) -> list[tuple[object, ...]]:
    page = desk.get(reverse("program_progress", args=[partnership.program.pk]))
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
    return [(row.facts.state, row.signed_words, row.until, row.facts.is_sealed) for row in page.context["agreements"]]


def test_an_admin_follows_the_way_of_an_agreement_without_a_word_of_it(signed_in: Desk) -> None:
    agreement = make_agreement()
    partnership = agreement.partnership
    add_goal(agreement, SECRET)
    comments.write(agreement, "purpose", by=seeker_of(agreement), body=SECRET)
    desk = signed_in(make_admin())

    assert _rows(desk, partnership) == [("draft", "", None, False)]
    version = propose(agreement)
    sign(version, seeker_of(agreement))
    until = timezone.localtime(version.expires_at).date()
    assert _rows(desk, partnership) == [("proposed", "1 of 2", until, False)]
    sign(version, guide_of(agreement))
    assert _rows(desk, partnership) == [("in_force", "2 of 2", None, False)]
    versions.amend(agreement, by=guide_of(agreement))
    facts = facts_of([partnership])[partnership.pk]
    assert (facts.state, facts.number, facts.counts_already) == ("draft", 2, True)
    assert SealedDocument.objects.filter(state="sealed").count() == 0


def test_an_admin_neither_writes_nor_signs_for_somebody() -> None:
    agreement = make_agreement()
    admin, version = make_admin(), propose(agreement)
    part = open_version(agreement).sections.get(key="purpose")
    now = timezone.now()
    shown = signatures.Shown(version.content_hash, now)

    attempts: list[Callable[[], object]] = [
        lambda: sections.write(part, by=admin, revision=0, body=SECRET),
        lambda: comments.write(agreement, "purpose", by=admin, body=SECRET),
        lambda: versions.take_back(version, by=admin),
        lambda: signatures.sign(
            version,
            by=admin,
            shown=shown,
            typed_name=seeker_of(agreement).get_full_name(),
            sign_in=signatures.SignIn(now, "password"),
        ),
    ]
    for attempt in attempts:
        with pytest.raises(Refusal):
            attempt()

    version.refresh_from_db()
    assert (version.state, version.signatures.count()) == (VersionState.PROPOSED, 0)


def test_those_without_a_signed_agreement_stand_first(signed_in: Desk) -> None:
    signed = make_partnership()
    sign_by_all(signed)
    cohort = signed.cohort
    waiting = make_partnership(
        guide=make_enrollment(cohort, Role.MENTOR), matched_at=timezone.now() - timedelta(days=9)
    )
    make_agreement(waiting)

    states = [row[0] for row in _rows(signed_in(make_admin()), signed)]

    assert states == ["draft", "in_force"]
