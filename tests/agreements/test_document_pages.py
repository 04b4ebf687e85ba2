"""The sealed document on the pages of those who signed, and as a file: who gets which, and when not any more."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from agreements.document import content
from agreements.enums import DocumentReader, DocumentState
from agreements.models import AgreementVersion, SealedDocument
from agreements.sealing import Status, certificates, examine
from agreements.selectors.printed import browser_of, shortened
from config.celery import app
from core.models import AuditEntry
from matching.models import Partnership
from people.models import Person
from tests.agreements import pages
from tests.agreements.sealed import document_of, read, seal, signed_version, signed_with_sponsor
from tests.factories.agreements import guide_of, make_agreement, person_in, propose, seeker_of, sign
from tests.factories.matching import make_partnership
from tests.factories.people import make_admin, make_organization, make_person
from tests.factories.program import make_enrollment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seal_keys")]
SignIn = Callable[[Person], Client]
BEING_MADE = "The sealed document is being made"


@pytest.fixture
def version() -> AgreementVersion:
    make_organization()
    return signed_version()


def url(name: str, version: AgreementVersion) -> str:
    return pages.url(name, version.agreement, version.number)


def ended(partnership: Partnership, *, days_ago: int) -> None:
    """The partnership ended so many days ago."""
    Partnership.objects.filter(pk=partnership.pk).update(
        state="completed", ended_at=timezone.now() - timedelta(days=days_ago)
    )


def test_both_download_the_same_sealed_file(version: AgreementVersion, signed_in: SignIn, seal_keys: Path) -> None:
    row = seal(version)
    answers = [
        signed_in(person).get(url("document_download", version))
        for person in (guide_of(version.agreement), seeker_of(version.agreement))
    ]
    assert [answer.content for answer in answers] == [row.pdf, row.pdf]
    assert examine(io.BytesIO(answers[0].content), certificates(seal_keys)).status == Status.UNCHANGED
    assert answers[0]["Content-Type"] == "application/pdf"
    assert answers[0]["Content-Disposition"] == (
        f'attachment; filename="agreement-{str(version.agreement_id)[:8]}-version-1.pdf"'
    )
    assert answers[0]["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answers[0]["Cache-Control"]


def test_nobody_else_finds_it(version: AgreementVersion, signed_in: SignIn) -> None:
    seal(version)
    for person in (make_person(), make_admin(), make_enrollment(version.agreement.partnership.cohort).person):
        for name in ("document_download", "document_state"):
            assert signed_in(person).get(url(name, version)).status_code == 404
    anonymous = Client().get(url("document_download", version))
    assert (anonymous.status_code, anonymous["Location"].split("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize("page", ["version_detail", "signature_receipt", "document_state"])
def test_while_it_is_made_pages_say_so_and_look_again(version: AgreementVersion, signed_in: SignIn, page: str) -> None:
    desk = signed_in(seeker_of(version.agreement))
    download = f'href="{url("document_download", version)}"'
    before = desk.get(url(page, version)).content.decode()
    assert BEING_MADE in before
    assert f'hx-get="{url("document_state", version)}"' in before
    assert download not in before

    row = seal(version)
    after = desk.get(url(page, version)).content.decode()
    assert BEING_MADE not in after
    assert "hx-trigger" not in after[after.index("sealed-document") : after.index("sealed-document") + 300]
    assert download in after
    assert row.sha256 in after
    assert row.certificate in after


def test_asked_for_too_early_it_leads_back_with_a_sentence(version: AgreementVersion, signed_in: SignIn) -> None:
    answer = signed_in(seeker_of(version.agreement)).get(url("document_download", version), follow=True)
    assert answer.redirect_chain == [(url("version_detail", version), 303)]
    assert "Your agreement counts already." in answer.content.decode()


def test_whoever_waits_for_long_is_told_so(version: AgreementVersion, signed_in: SignIn) -> None:
    SealedDocument.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    page = signed_in(seeker_of(version.agreement)).get(url("document_state", version)).content.decode()
    assert "It takes longer than usual." in page


def test_looking_and_downloading_leave_no_trace(version: AgreementVersion, signed_in: SignIn) -> None:
    seal(version)
    desk = signed_in(seeker_of(version.agreement))
    before = AuditEntry.objects.count()
    desk.get(url("document_download", version))
    assert AuditEntry.objects.count() == before


def test_it_stays_after_the_end_and_is_refused_in_words_after_the_years_agreed(
    version: AgreementVersion, signed_in: SignIn
) -> None:
    seal(version)
    partnership = version.agreement.partnership
    desk = signed_in(seeker_of(version.agreement))
    ended(partnership, days_ago=3650)
    assert desk.get(url("document_download", version)).status_code == 200

    ended(partnership, days_ago=3661)
    answer = desk.get(url("document_download", version), follow=True)
    words = "This partnership ended more than 10 years ago"
    assert answer.redirect_chain == [(url("version_detail", version), 303)]
    assert words in answer.content.decode()
    assert "download" not in desk.get(url("document_state", version)).content.decode()


def test_a_sponsor_gets_their_own_parts_and_coach_and_client_everything(signed_in: SignIn, tmp_path: Path) -> None:
    make_organization()
    sponsor = make_person("Sven", "Sponsor")
    version = signed_with_sponsor(sponsor)
    text = content.load(version.content)
    hidden = [one for one in text.sections if not one.is_for_sponsor]
    assert hidden
    for reader in DocumentReader:
        seal(version, reader)

    whole = signed_in(person_in(version.agreement, "client")).get(url("document_download", version)).content
    theirs = signed_in(sponsor).get(url("document_download", version)).content

    assert (whole, theirs) == (document_of(version).pdf, document_of(version, "sponsor").pdf)
    said = {name: _words(read("pdftotext", pdf, tmp_path, "-raw")) for name, pdf in (("all", whole), ("own", theirs))}
    for section in hidden:
        words = _words((section.text or " ".join(section.lines))[:40])
        assert words in said["all"]
        assert words not in said["own"]
        assert section.fingerprint in said["own"]
    assert version.content_hash in said["own"]


def test_a_sponsor_who_came_later_gets_no_document_of_before(signed_in: SignIn) -> None:
    make_organization()
    version = signed_with_sponsor(make_person("Sven", "Sponsor"))
    seal(version, "sponsor")
    later = make_person("Lena", "Later")
    version.agreement.parties.create(person=later, role="sponsor")
    assert signed_in(later).get(url("document_download", version)).status_code == 404


@pytest.fixture
def worker_at_once() -> Iterator[None]:
    """Messages to workers are carried out where they are sent."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.usefixtures("worker_at_once")
def test_the_last_signature_rings_for_a_worker(at_desk: SignIn) -> None:
    agreement = make_agreement(make_partnership())
    version = propose(agreement)
    sign(version, guide_of(agreement))
    mentee = seeker_of(agreement)
    pages.sign(at_desk(mentee), agreement, mentee)
    assert document_of(version).state == DocumentState.SEALED


def test_addresses_and_browsers_are_shortened() -> None:
    assert shortened("203.0.113.77") == "203.0.113.x (kept in full by the organization)"
    assert shortened("2001:db8:85a3:8d3:1319:8a2e:370:7348") == "2001:db8:85a3:x (kept in full by the organization)"
    assert shortened("::ffff:203.0.113.77") == "203.0.113.x (kept in full by the organization)"
    assert shortened(None) == "not known"
    chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML) Chrome/130.0.0.0 Safari/537.36"
    assert browser_of(chrome) == "Chrome 130 · Windows"
    assert browser_of(f"{chrome} Edg/130.0.0.0") == "Edge 130 · Windows"
    assert browser_of("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0") == "Firefox 132 · Linux"
    assert browser_of("") == "not known"


def _words(text: str) -> str:
    return " ".join(text.split())
