"""What is in the file, from the database to the page: words, names in any script, bookmarks, the proof, the size."""

import re
import subprocess
from pathlib import Path

import pytest

from agreements.enums import EventKind
from agreements.models import AgreementEvent, SealedDocument
from agreements.services import sections
from core import context
from program.enums import Role
from tests.agreements.sealed import read, seal
from tests.factories.agreements import make_agreement, open_version, sign_by_all
from tests.factories.matching import make_partnership
from tests.factories.people import make_organization, make_person
from tests.factories.program import make_cohort, make_enrollment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seal_keys")]
NAMES = [("ليلى", "الفاسي"), ("花子", "山田"), ("Żaneta", "Źródłowska-Święcicka"), ("Zoë", "D’Angelo")]
LARGEST = 300_000


def sealed_of(mentor: tuple[str, str], mentee: tuple[str, str]) -> SealedDocument:
    """The sealed document of two people with these names, one of whom wrote something hostile."""
    cohort = make_cohort()
    guide = make_enrollment(cohort, Role.MENTOR, person=make_person(*mentor))
    seeker = make_enrollment(cohort, Role.MENTEE, person=make_person(*mentee))
    partnership = make_partnership(guide=guide, seeker=seeker)
    section = open_version(make_agreement(partnership)).sections.get(key="purpose")
    words = "<script>alert(1)</script> #set page(width: 1pt) \u202eevil\u202c $x$ *bold* " + "a" * 500
    sections.write(section, by=seeker.person, revision=section.revision, body=words)
    facts = context.RequestFacts("x", "203.0.113.77", "Mozilla/5.0 (X11; Linux) Firefox/132.0")
    context.remember(facts)
    try:
        version = sign_by_all(partnership)
    finally:
        context.remember(context.RequestFacts())
    return seal(version)


def words_of(text: str) -> str:
    """Without spaces, and without the marks that say in which direction to read."""
    return re.sub("[\u202a-\u202e\u200b\u2066-\u2069\\s]", "", text)


def test_names_in_any_script_are_whole_and_can_be_selected(tmp_path: Path) -> None:
    make_organization()
    for mentor, mentee in (NAMES[:2], NAMES[2:]):
        row = sealed_of(mentor, mentee)
        said = words_of(read("pdftotext", row.pdf, tmp_path))
        for first, last in (mentor, mentee):
            assert words_of(first) in said
            assert words_of(last) in said
        fonts = read("pdffonts", row.pdf, tmp_path).splitlines()[2:]
        assert {line.split()[-5] for line in fonts} == {"yes"}  # embedded
        print(f"{mentor[1]} and {mentee[1]}: {row.size} bytes, {len(fonts)} fonts")
        assert row.size < LARGEST


def test_the_proof_is_on_it_and_nothing_that_was_written_is_executed(tmp_path: Path) -> None:
    make_organization()
    row = sealed_of(("Marta", "Kowalska"), ("Jan", "Nowak"))
    said = words_of(read("pdftotext", row.pdf, tmp_path))
    version = row.version
    for signature in version.signatures.all():
        assert words_of(signature.typed_name) in said
        assert words_of(signature.person_email) in said
        assert words_of(f"{signature.signed_at:%Y-%m-%d %H:%M:%S} UTC") in said
    assert words_of("I have read this agreement.") in said
    assert words_of("203.0.113.x (kept in full by the organization)") in said
    assert "203.0.113.77" not in said
    assert words_of("Firefox 132 · Linux") in said
    assert version.content_hash in said
    chain = AgreementEvent.objects.filter(agreement=version.agreement)
    first = chain.get(kind=EventKind.PROPOSED).number
    last = chain.get(kind=EventKind.IN_FORCE).number
    assert [event.hash in said for event in chain.filter(number__gte=first, number__lte=last)] == [True] * (
        last - first + 1
    )
    assert words_of("<script>alert(1)</script> #set page(width: 1pt) evil $x$ *bold*") in said
    assert words_of("simple electronic signature") in said


def test_other_programs_read_it(tmp_path: Path) -> None:
    make_organization()
    row = sealed_of(("Marta", "Kowalska"), ("Jan", "Nowak"))
    signature = read("pdfsig", row.pdf, tmp_path, "-nocert")
    assert "Signature is Valid." in signature
    assert "Total document signed" in signature
    info = read("pdfinfo", row.pdf, tmp_path)
    assert "Tagged:          yes" in info
    bookmarks = subprocess.run(["pdfinfo", "-struct", str(tmp_path / "document.pdf")], capture_output=True, check=True)
    assert b"H2" in bookmarks.stdout
    assert b"/Outlines" in row.pdf
