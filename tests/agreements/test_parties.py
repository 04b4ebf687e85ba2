"""Somebody who has to sign leaves the organization, or another sponsor is named."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from agreements.document import content
from agreements.enums import VersionState, VoidReason
from agreements.models import Agreement, Signature
from agreements.selectors.steps import steps_for
from agreements.services import comments, parties, readiness, sections, versions
from agreements.services.verification import verify_all
from core.models import AuditEntry
from core.rules import Refusal
from matching.enums import PartnershipState
from matching.models import Partnership
from notifications.services import sweep
from people.enums import EmploymentStatus
from people.models import Person
from people.services import employment
from tests.agreements import pages
from tests.agreements.clock import working_hour
from tests.factories.agreements import (
    guide_of,
    make_agreement,
    open_version,
    propose,
    seeker_of,
    sign,
    sign_by_all,
)
from tests.factories.matching import make_coaching_partnership
from tests.factories.people import make_admin, make_person

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]


@pytest.fixture
def sponsor() -> Person:
    return make_person("Sam", "Sponsor")


def _sponsored(sponsor: Person) -> Agreement:
    partnership = make_coaching_partnership(sponsor=sponsor)
    type(partnership.program).objects.filter(pk=partnership.program.pk).update(has_sponsor=True)
    return make_agreement(Partnership.objects.get(pk=partnership.pk))


def _leaves(person: Person) -> None:
    employment.change(person, EmploymentStatus.TERMINATED, by=make_admin())


def _reads(agreement: Agreement, person: Person) -> bool:
    return Agreement.objects.visible_to(person).exists() or Partnership.objects.visible_to(person).exists()


def test_a_draft_goes_on_without_a_sponsor_who_left(sponsor: Person) -> None:
    agreement = _sponsored(sponsor)

    _leaves(sponsor)

    version = propose(agreement)
    for person in (guide_of(agreement), seeker_of(agreement)):
        sign(version, person)
    version.refresh_from_db()
    assert (version.state, len(content.load(version.content).parties)) == (VersionState.IN_FORCE, 2)
    assert not _reads(agreement, sponsor)
    assert verify_all() == []


def test_an_offer_is_voided_when_its_sponsor_leaves_and_the_others_are_told(sponsor: Person) -> None:
    agreement = _sponsored(sponsor)
    version = propose(agreement)
    coach, client = guide_of(agreement), seeker_of(agreement)
    sign(version, coach)
    sign(version, sponsor)

    _leaves(sponsor)

    version.refresh_from_db()
    assert (version.state, version.void_reason) == (VersionState.VOIDED, VoidReason.PARTY_LEFT)
    assert set(Signature.objects.values_list("void_reason", flat=True)) == {VoidReason.PARTY_LEFT}
    assert open_version(agreement).number == 2
    sweep.run(now=working_hour())
    told = [message.to[0] for message in mail.outbox if "a change of sponsor" in message.subject]
    assert sorted(told) == sorted(f"{one} <{one.email}>" for one in (coach, client))
    sign_by_all(agreement.partnership)
    assert agreement.partnership.state == PartnershipState.ACTIVE
    assert verify_all() == []


def test_what_is_in_force_stays_so_when_the_sponsor_leaves(sponsor: Person) -> None:
    agreement = _sponsored(sponsor)
    version = sign_by_all(agreement.partnership)

    _leaves(sponsor)

    version.refresh_from_db()
    assert (version.state, agreement.partnership.state) == (VersionState.IN_FORCE, PartnershipState.ACTIVE)
    assert Signature.objects.filter(voided_at=None).count() == 3
    assert not _reads(agreement, sponsor)
    assert verify_all() == []


@pytest.mark.parametrize("stage", ["draft", "proposed", "in force"])
def test_when_one_of_the_two_leaves_the_agreement_closes_and_nobody_signs(at_desk: Desk, stage: str) -> None:
    agreement = make_agreement()
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    note, hers = "", at_desk(mentee)
    if stage == "proposed":
        sign(propose(agreement), mentor)
        note = pages.shown_note(hers, agreement)
    elif stage == "in force":
        sign_by_all(agreement.partnership)

    _leaves(mentor)

    answer = hers.post(pages.url("agreement_sign", agreement), pages.consent(mentee, note), follow=True)
    assert answer.status_code == 200
    version = agreement.versions.get()
    assert version.state == VersionState.CLOSED
    counting = Signature.objects.filter(voided_at=None).count()
    assert counting == (2 if stage == "in force" else 0)
    agreement.partnership.refresh_from_db()
    assert agreement.partnership.state == PartnershipState.ENDED_EARLY
    assert verify_all() == []


def test_a_new_sponsor_of_a_running_agreement_sees_only_the_draft_until_all_have_signed(
    sponsor: Person, at_desk: Desk
) -> None:
    agreement, new = _sponsored(sponsor), make_person("Nora", "Next")
    sign_by_all(agreement.partnership)

    draft = parties.replace_sponsor(agreement, new, by=make_admin())

    assert (draft.number, draft.state) == (2, VersionState.DRAFT)
    assert not _reads(agreement, sponsor)
    assert not Partnership.objects.visible_to(new).exists()
    desk = at_desk(new)
    for name in ("version_detail", "version_evidence", "document_download"):
        assert desk.get(pages.url(name, agreement, 1)).status_code == 404
    first = pages.url("version_detail", agreement, 1)
    assert first not in desk.get(pages.url("agreement_detail", agreement)).text
    second = sign_by_all(agreement.partnership)
    offered = {
        one: at_desk(one).get(pages.url("agreement_detail", agreement)).text for one in (new, guide_of(agreement))
    }
    changes = pages.url("version_changes", agreement, 2)
    assert [(first in text, changes in text) for text in offered.values()] == [(False, False), (True, True)]
    assert pages.url("version_detail", agreement, 2) in offered[new]
    assert [party.name for party in content.load(second.content).parties if party.role == "sponsor"] == ["Nora Next"]
    assert Partnership.objects.visible_to(new).exists()
    assert verify_all() == []


def _write_exchange(agreement: Agreement, words: str) -> None:
    part = open_version(agreement).sections.get(kind="exchange")
    sections.write_exchange(part, {"goals": True}, by=seeker_of(agreement), revision=part.revision, body=words)


def test_a_later_sponsor_reads_nothing_that_was_written_before(sponsor: Person, at_desk: Desk) -> None:
    agreement, new = _sponsored(sponsor), make_person("Nora", "Next")
    _write_exchange(agreement, "Words of the first days")
    _write_exchange(agreement, "Words that were signed")
    comments.write(agreement, "exchange", by=seeker_of(agreement), body="A remark for Sam")
    sign_by_all(agreement.partnership)

    draft = parties.replace_sponsor(agreement, new, by=make_admin())

    desk = at_desk(new)
    before = ("Words of the first days", "A remark for Sam")
    shown = [desk.get(pages.url(name, agreement, "exchange")) for name in ("section_wordings", "section_comments")]
    assert [answer.status_code for answer in shown] == [200, 200]
    assert not any(words in answer.content.decode() for answer in shown for words in before)
    comments.write(agreement, "exchange", by=guide_of(agreement), body="A remark for Nora")
    assert "A remark for Nora" in desk.get(pages.url("section_comments", agreement, "exchange")).content.decode()

    versions.give_up(draft, by=guide_of(agreement))

    text = desk.get(pages.url("agreement_detail", agreement)).content.decode()
    assert not any(words in text for words in (*before, "Words that were signed", "Lead my first project"))
    assert desk.get(pages.url("section_comments", agreement, "exchange")).status_code == 404
    assert "Words that were signed" in at_desk(guide_of(agreement)).get(pages.url("agreement_detail", agreement)).text


def test_what_was_said_while_there_was_no_sponsor_is_for_none_that_comes(sponsor: Person, at_desk: Desk) -> None:
    agreement = _sponsored(sponsor)
    parties.let_go(agreement, sponsor, by=None)
    comments.write(agreement, "exchange", by=seeker_of(agreement), body="Just the two of us now")

    parties.replace_sponsor(agreement, sponsor, by=make_admin())

    page = at_desk(sponsor).get(pages.url("section_comments", agreement, "exchange"))
    assert (page.status_code, "Just the two of us now" in page.text) == (200, False)


def test_why_an_offer_was_declined_is_not_for_a_later_sponsor(sponsor: Person, at_desk: Desk) -> None:
    agreement, new = _sponsored(sponsor), make_person("Nora", "Next")
    versions.decline(propose(agreement), by=seeker_of(agreement), reason="The goal about my team is too bold")
    readiness.mark(agreement, by=guide_of(agreement))

    parties.replace_sponsor(agreement, new, by=make_admin())

    address = pages.url("agreement_detail", agreement)
    assert "too bold" not in at_desk(new).get(address).text
    assert "too bold" in at_desk(guide_of(agreement)).get(address).text
    assert not agreement.parties.filter(ready_at__isnull=False).exists()
    assert AuditEntry.objects.filter(action="agreement.name_sponsor").count() == 1


def test_the_next_step_does_not_name_a_sponsor_who_left(sponsor: Person) -> None:
    agreement = _sponsored(sponsor)
    _leaves(sponsor)
    propose(agreement)

    (step,) = steps_for(seeker_of(agreement))

    assert guide_of(agreement).get_full_name() in str(step.title)
    assert "Sponsor" not in str(step.title)


def test_naming_another_sponsor_voids_an_offer_that_names_the_first(sponsor: Person) -> None:
    agreement, new = _sponsored(sponsor), make_person("Nora", "Next")
    offered = propose(agreement)
    sign(offered, sponsor)

    parties.replace_sponsor(agreement, new, by=make_admin())

    offered.refresh_from_db()
    assert (offered.state, offered.void_reason) == (VersionState.VOIDED, VoidReason.PARTY_LEFT)
    assert agreement.versions.count() == 2
    assert verify_all() == []


def test_whoever_runs_the_program_sees_who_has_no_sponsor_and_names_one(sponsor: Person, at_desk: Desk) -> None:
    agreement, new = _sponsored(sponsor), make_person("Nora", "Next")
    propose(agreement)
    _leaves(sponsor)
    desk = at_desk(make_admin())
    listed, named = (
        reverse("sponsor_list", args=[agreement.partnership.program.pk]),
        pages.url("sponsor_replace", agreement),
    )
    assert "Nobody at the moment" in desk.get(listed).content.decode()
    assert desk.get(named).status_code == 200

    refused = desk.post(named, {"email": guide_of(agreement).email})
    answer = desk.post(named, {"email": new.email.upper()})

    assert (refused.status_code, refused.context["form"].is_refused) == (200, True)
    assert (answer.status_code, answer["Location"]) == (302, listed)
    assert "Nora Next" in desk.get(listed).content.decode()
    assert (
        "its text to go on with"
        in at_desk(seeker_of(agreement)).get(pages.url("agreement_detail", agreement)).content.decode()
    )
    assert verify_all() == []


def test_only_those_who_run_the_program_name_a_sponsor_and_only_one_who_is_there(sponsor: Person) -> None:
    agreement = _sponsored(sponsor)
    gone = make_person("Gone", "Away")
    _leaves(gone)

    for by, person in ((guide_of(agreement), make_person()), (make_admin(), gone), (make_admin(), guide_of(agreement))):
        with pytest.raises(Refusal):
            parties.replace_sponsor(agreement, person, by=by)

    assert [party.person for party in agreement.parties.filter(role="sponsor", left_at=None)] == [sponsor]
