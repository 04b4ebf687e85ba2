"""How a version was signed, as its page shows it and as the check finds it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from agreements import consent
from agreements.document import canonical, content
from agreements.enums import EventKind, VersionState
from agreements.models import Agreement, AgreementVersion
from agreements.selectors.texts import build
from agreements.services import events, expiry, locking, signatures
from agreements.services.verification import verify_all
from core.transitions import move
from matching.services import partnerships
from people.models import Person
from tests.agreements import pages
from tests.factories.agreements import (
    complete_draft,
    guide_of,
    make_agreement,
    propose,
    seeker_of,
    sign,
    sign_by_all,
)
from tests.factories.matching import make_coaching_partnership, make_partnership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
Desk = Callable[[Person], Client]
# The words that people signed. If this fails, give the new words a new version instead of changing these.
WORDINGS = {
    ("2026-1", "de"): "fbbde7b3c8b9cbaa",
    ("2026-1", "en"): "9a202616f25b692b",
}


def test_words_that_were_signed_never_change() -> None:
    found = {
        (version, language): hashlib.sha256("\n".join(astuple(said)).encode()).hexdigest()[:16]
        for version, languages in consent.STATEMENTS.items()
        for language, said in languages.items()
    }

    assert found == WORDINGS


@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_the_form_shows_the_words_that_are_kept(at_desk: Desk, language: str) -> None:
    agreement = make_agreement()
    propose(agreement)
    mentee = seeker_of(agreement)
    mentee.language = language if language != "pl" else ""
    mentee.save()

    form = at_desk(mentee).get(pages.url("agreement_sign", agreement)).context["form"]

    said = consent.statements(consent.CONSENT_VERSION, language)
    assert said is not None
    assert (form.fields["has_read"].label, form.fields["agrees"].label) == astuple(said)


def test_each_sees_all_of_their_own_evidence_and_of_others_what_proves_it(at_desk: Desk) -> None:
    agreement = make_agreement()
    version = propose(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)
    for person, browser, address in ((mentor, "Browser/His", "192.0.2.7"), (mentee, "Browser/Hers", "192.0.2.8")):
        desk = at_desk(person)
        data = pages.consent(person, pages.shown_note(desk, agreement))
        desk.post(pages.url("agreement_sign", agreement), data, headers={"user-agent": browser}, REMOTE_ADDR=address)

    page = at_desk(mentee).get(pages.url("version_evidence", agreement, 1)).content.decode()

    assert ("Browser/Hers" in page, "192.0.2.8" in page, mentee.email in page) == (True, True, True)
    assert ("Browser/His" in page, "192.0.2.7" in page, mentor.email in page) == (False, False, False)
    for event in agreement.events.filter(detail__version=1):
        assert event.hash in page
    assert page.count(version.content_hash) >= 3
    assert "as they were" in page


def test_the_receipt_the_text_and_the_proof_show_one_fingerprint(at_desk: Desk) -> None:
    sponsor = make_person("Sam", "Sponsor")
    partnership = make_coaching_partnership(sponsor=sponsor)
    agreement = make_agreement(partnership)
    version = propose(agreement)
    desk = at_desk(sponsor)
    assert version.content_hash in desk.get(pages.url("agreement_sign", agreement)).content.decode()

    pages.sign(desk, agreement, sponsor)

    for name in ("signature_receipt", "version_detail", "version_evidence"):
        assert version.content_hash in desk.get(pages.url(name, agreement, 1)).content.decode()


def test_a_sponsor_signs_on_their_own_parts_and_the_fingerprints_of_the_rest(at_desk: Desk) -> None:
    sponsor = make_person("Sam", "Sponsor")
    agreement = make_agreement(make_coaching_partnership(sponsor=sponsor))
    draft = complete_draft(agreement)
    draft.sections.filter(key="confidentiality").update(is_for_sponsor=True)
    section = draft.sections.exclude(kind__in=["goals", "exchange", "schedule"]).exclude(body=b"")
    hidden = section.exclude(key="confidentiality").first()
    draft.sections.filter(pk=hidden.pk).update(is_for_sponsor=False)
    version = propose(agreement)
    part = next(one for one in content.load(version.content).sections if one.key == hidden.key)
    desk = at_desk(sponsor)

    page = desk.get(pages.url("agreement_sign", agreement)).content.decode()
    pages.sign(desk, agreement, sponsor)

    assert (part.fingerprint in page, part.salt in page) == (True, False)
    assert part.text.split("\n")[0][:60] not in page
    assert agreement.parties.get(person=sponsor).signatures.get().content_hash == version.content_hash
    for person in (guide_of(agreement), seeker_of(agreement)):
        sign(version, person)
    assert verify_all() == []


def test_an_offer_in_the_first_format_is_signed_and_checked_as_it_was_stored(at_desk: Desk) -> None:
    agreement = make_agreement()
    version = _propose_in_first_format(agreement)
    mentor, mentee = guide_of(agreement), seeker_of(agreement)

    pages.sign(at_desk(mentee), agreement, mentee)
    sign(version, mentor)

    version.refresh_from_db()
    assert (version.state, version.content_hash) == (VersionState.IN_FORCE, canonical.digest(version.content))
    for name in ("version_detail", "version_evidence", "signature_receipt"):
        assert at_desk(mentee).get(pages.url(name, agreement, 1)).status_code == 200
    assert verify_all() == []


@pytest.mark.parametrize(
    ("table", "statement", "fault"),
    [
        (
            "agreements_signature",
            "UPDATE agreements_signature SET voided_at = NULL, void_reason = ''",
            "a signature on version 1 counts, or does not, without an event",
        ),
        (
            "agreements_agreementversion",
            "UPDATE agreements_agreementversion SET void_reason = 'changed' WHERE state = 'voided'",
            "version 1 is voided without an event",
        ),
        (
            "agreements_signature",
            "UPDATE agreements_signature SET consent_version = '1999-1'",
            "a signature on version 1 was altered",
        ),
        (
            "agreements_agreementparty",
            "UPDATE agreements_agreementparty SET left_at = now() WHERE role = 'sponsor'",
            "a party left without an event",
        ),
        (
            "agreements_sectionrevision",
            "UPDATE agreements_sectionrevision SET number = number + 7 WHERE number = 1",
            "a wording of version 1 has no event",
        ),
    ],
)
def test_the_check_knows_the_newer_events(table: str, statement: str, fault: str) -> None:
    agreement = make_agreement(make_coaching_partnership(sponsor=make_person("Sam", "Sponsor")))
    version = propose(agreement)
    sign(version, guide_of(agreement))
    signatures.withdraw(version, by=guide_of(agreement))
    sign(version, seeker_of(agreement))
    expiry.expire_due(version.expires_at)
    assert verify_all() == []

    _behind_the_guards(table, statement)

    assert fault in [found.what for found in verify_all()]


def test_a_closed_partnership_is_still_proven() -> None:
    partnership = make_partnership()
    sign_by_all(partnership)
    partnerships.end_early(partnership, by=None)
    _behind_the_guards("agreements_signature", "DELETE FROM agreements_signature")

    assert "version 1 is in force without every signature" in [found.what for found in verify_all()]


def _propose_in_first_format(agreement: Agreement) -> AgreementVersion:
    """Offer the draft as the house did before texts had parts: hashed whole, without salts."""
    version = locking.fresh(complete_draft(agreement))
    said = json.loads(build(version).dump()) | {"format": 1}
    for section in said["sections"]:
        del section["is_for_sponsor"], section["salt"]
    version.content, now = canonical.dump(said), timezone.now()
    version.save(update_fields=["content"])
    text_hash = canonical.digest(version.content)
    by = guide_of(agreement)
    move(
        version,
        VersionState.PROPOSED,
        by=by,
        proposed_at=now,
        proposed_by=by,
        expires_at=now + timedelta(days=30),
        content_hash=text_hash,
    )
    events.append(agreement, EventKind.PROPOSED, by=by, at=now, version=version.number, content_hash=text_hash)
    return version


def _behind_the_guards(table: str, statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        if "void_reason = ''" in statement:
            cursor.execute("ALTER TABLE agreements_signature DROP CONSTRAINT signature_voided_has_its_reason")
            cursor.execute("DROP INDEX IF EXISTS signature_is_one_per_party_and_version")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
