"""Sealed documents for tests: agreements that everybody has signed, and the PDF as a reader has it."""

import subprocess
from pathlib import Path
from typing import Any

from agreements.models import AgreementVersion, SealedDocument
from agreements.services import documents
from people.models import Person
from program.enums import ProgramKind, Role
from tests.factories.agreements import sign_by_all
from tests.factories.matching import make_partnership
from tests.factories.program import make_cohort, make_enrollment, make_program


def signed_version(**fields: Any) -> AgreementVersion:
    """A version that everybody has signed; its document waits. `fields` go to make_partnership."""
    return sign_by_all(make_partnership(**fields))


def signed_with_sponsor(sponsor: Person) -> AgreementVersion:
    """The same of coach, client and sponsor; two documents wait."""
    cohort = make_cohort(make_program(ProgramKind.COACHING, has_sponsor=True))
    return signed_version(guide=make_enrollment(cohort, Role.COACH), sponsor=sponsor)


def document_of(version: AgreementVersion, reader: str = "writers") -> SealedDocument:
    """The row as it stands."""
    return SealedDocument.objects.get(version=version, reader=reader)


def seal(version: AgreementVersion, reader: str = "writers") -> SealedDocument:
    """Make it as a worker does."""
    assert documents.work(document_of(version, reader).pk)
    return document_of(version, reader)


def read(program: str, pdf: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's programs says about it."""
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    end = ["-"] if program == "pdftotext" else []
    return subprocess.run([program, *options, str(file), *end], capture_output=True, check=True).stdout.decode()
