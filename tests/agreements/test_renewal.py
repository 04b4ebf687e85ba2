"""Going on together after the end that was agreed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from agreements.enums import SectionKind, VersionOccasion, VersionState
from agreements.models import AgreementSection, AgreementVersion
from agreements.nudges.offers import sign_is_needed
from agreements.selectors import waiting
from agreements.services import renewal, sections, versions
from agreements.services.verification import verify_all
from core.rules import Refusal
from matching.models import Partnership
from matching.services import partnerships
from notifications.models import Nudge
from notifications.services import sweep
from people.models import Person
from tests.agreements import pages
from tests.agreements.clock import working_hour
from tests.factories.agreements import (
    guide_of,
    make_active_partnership,
    open_version,
    propose,
    seeker_of,
    sign,
    sign_by_all,
)

pytestmark = pytest.mark.django_db


def _near_its_end(days: int = 20) -> Partnership:
    partnership = make_active_partnership()
    ends_on = timezone.localdate() + timedelta(days=days)
    began = timezone.now() - timedelta(days=200)
    Partnership.objects.filter(pk=partnership.pk).update(ends_on=ends_on, activated_at=began)
    partnership.refresh_from_db()
    return partnership


def test_a_renewal_signed_by_all_moves_the_end(at_desk: Callable[[Person], Client]) -> None:
    partnership = _near_its_end()
    agreement, before = partnership.agreement, partnership.ends_on
    months = partnership.program.duration_months

    at_desk(seeker_of(agreement)).post(pages.url("agreement_renew", agreement))
    draft = open_version(agreement)
    assert (draft.occasion, partnership.ends_on) == (VersionOccasion.RENEWAL, before)
    until = date.fromisoformat(draft.sections.get(kind=SectionKind.DURATION).data["until"])
    assert until == partnerships.months_after(before, months)
    sign_by_all(partnership)

    assert partnership.ends_on == until
    assert [one.state for one in agreement.versions.all()] == [VersionState.SUPERSEDED, VersionState.IN_FORCE]
    assert agreement.events.filter(kind="created", detail__renews=1).count() == 1
    assert verify_all() == []


def test_a_renewal_that_is_taken_back_keeps_the_last_day_that_was_chosen() -> None:
    partnership = _near_its_end()
    agreement, client = partnership.agreement, seeker_of(partnership.agreement)
    renewal.renew(agreement, by=client)
    part = open_version(agreement).sections.get(kind=SectionKind.DURATION)
    chosen = {"until": (timezone.localdate() + timedelta(days=77)).isoformat()}
    sections.write(part, by=client, revision=part.revision, body=part.body, data=chosen)

    draft = versions.take_back(propose(agreement), by=client)

    assert draft.sections.get(kind=SectionKind.DURATION).data == chosen


def test_an_older_agreement_with_the_duration_in_words_only_is_renewed_too() -> None:
    partnership = _near_its_end()
    agreement = partnership.agreement
    draft = versions.amend(agreement, by=seeker_of(agreement))
    AgreementSection.objects.filter(version=draft, kind=SectionKind.DURATION).update(kind=SectionKind.TEXT, data={})
    sign_by_all(partnership)
    partnership.refresh_from_db()

    renewal.renew(agreement, by=guide_of(agreement))
    sign_by_all(partnership)

    assert partnership.ends_on > timezone.localdate() + timedelta(days=60)
    assert verify_all() == []


def test_it_is_not_offered_early_nor_while_closing_nor_twice() -> None:
    early = make_active_partnership()
    with pytest.raises(Refusal, match="last weeks"):
        renewal.renew(early.agreement, by=seeker_of(early.agreement))

    partnership = _near_its_end()
    agreement = partnership.agreement
    renewal.renew(agreement, by=seeker_of(agreement))
    with pytest.raises(Refusal):
        renewal.renew(agreement, by=guide_of(agreement))
    versions.give_up(open_version(agreement), by=seeker_of(agreement))
    partnerships.begin_closing(partnership, by=None)
    with pytest.raises(Refusal, match="being closed"):
        renewal.renew(agreement, by=guide_of(agreement))
    assert agreement.versions.count() == 2


def test_an_offer_is_not_signed_any_more_once_the_closing_has_begun() -> None:
    partnership = _near_its_end()
    agreement, before = partnership.agreement, partnership.ends_on
    renewal.renew(agreement, by=seeker_of(agreement))
    offered = propose(agreement)
    sign(offered, seeker_of(agreement))
    partnerships.begin_closing(partnership, by=None)

    with pytest.raises(Refusal, match="being closed"):
        sign(offered, guide_of(agreement))

    partnership.refresh_from_db()
    assert (partnership.ends_on, agreement.versions.get(number=1).state) == (before, VersionState.IN_FORCE)


def test_nobody_writes_nor_is_reminded_to_sign_while_closing() -> None:
    drafted, offered = _near_its_end(), _near_its_end(90)
    draft = renewal.renew(drafted.agreement, by=seeker_of(drafted.agreement))
    versions.amend(offered.agreement, by=seeker_of(offered.agreement))
    offer = propose(offered.agreement)
    guide = guide_of(offered.agreement)
    ends = list(waiting.offers_ending(offer.expires_at))
    assert sign_is_needed(offer, guide, "", timezone.now())
    for partnership in (drafted, offered):
        partnerships.begin_closing(partnership, by=None)

    part = draft.sections.get(key="purpose")
    with pytest.raises(Refusal, match="being closed"):
        sections.write(part, by=seeker_of(drafted.agreement), revision=part.revision, body="Other words.")

    offer = AgreementVersion.objects.get(pk=offer.pk)
    assert ([pk for pk, *_ in ends], list(waiting.offers_ending(offer.expires_at))) == ([offer.pk], [])
    assert not sign_is_needed(offer, guide, "", timezone.now())


def test_an_offer_whose_last_day_has_passed_meanwhile_is_not_signed() -> None:
    partnership = make_active_partnership()
    agreement = partnership.agreement
    draft = versions.amend(agreement, by=seeker_of(agreement))
    part = draft.sections.get(kind=SectionKind.DURATION)
    last_day = timezone.localdate() + timedelta(days=12)
    sections.write(
        part, by=seeker_of(agreement), revision=part.revision, body=part.body, data={"until": last_day.isoformat()}
    )
    offered, before = propose(agreement), partnership.ends_on
    sign(offered, seeker_of(agreement))

    with time_machine.travel(timezone.now() + timedelta(days=14)), pytest.raises(Refusal, match="last day"):
        sign(offered, guide_of(agreement))

    partnership.refresh_from_db()
    offered.refresh_from_db()
    assert (partnership.ends_on, offered.state) == (before, VersionState.PROPOSED)
    assert offered.signatures.count() == 1


def test_an_agreement_without_a_duration_gets_it_before_what_it_ends_with() -> None:
    partnership = _near_its_end()
    agreement = partnership.agreement
    draft = versions.amend(agreement, by=seeker_of(agreement))
    AgreementSection.objects.filter(version=draft, kind=SectionKind.DURATION).delete()
    sign_by_all(partnership)
    Partnership.objects.filter(pk=partnership.pk).update(ends_on=timezone.localdate() + timedelta(days=20))

    renewed = renewal.renew(agreement, by=guide_of(agreement))

    keys = [part.key for part in renewed.sections.all()]
    assert keys[keys.index("duration") + 1] == "exit"
    assert [event.kind for event in agreement.events.all()][-2:] == ["created", "edited"]
    assert verify_all() == []


def test_both_are_asked_once_whether_they_go_on() -> None:
    partnership = _near_its_end(45)
    agreement = partnership.agreement
    sweep.run(now=working_hour())
    early = Nudge.objects.filter(kind="agreement_ending").count()

    for days in (20, 21, 25):
        with time_machine.travel(working_hour(days), tick=False):
            sweep.run()

    asked = [message for message in mail.outbox if message.subject.startswith("Go on together")]
    people = (guide_of(agreement), seeker_of(agreement))
    assert (early, sorted(message.to[0] for message in asked)) == (0, sorted(f"{p} <{p.email}>" for p in people))
