"""Other readers of signed PDFs say the same as we do."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from agreements.sealing import certificates, examine
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import NOW


@pytest.fixture(params=["plain", "stamped"])
def file(request: pytest.FixtureRequest) -> Sealed:
    """Both kinds of sealed files."""
    return request.getfixturevalue(request.param)


def by_pyhanko(file: Sealed) -> PdfSignatureStatus:
    """pyHanko's opinion, with our certificate (and the clock's, which signed itself) as what it trusts."""
    reader = PdfFileReader(BytesIO(file.content), strict=True)
    (signature,) = reader.embedded_signatures
    trusted = [x509.Certificate.load(file.key.certificate.der)]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=NOW)
    return validate_pdf_signature(signature, signer_validation_context=context)


def test_pdfsig_calls_it_valid_and_whole(file: Sealed, tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(file.content)
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert said.count("Signature #") == 1


def test_pyhanko_calls_it_valid_and_whole(file: Sealed) -> None:
    status = by_pyhanko(file)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok is True
    assert status.modification_level.name == "NONE"
    if status.timestamp_validity is None:
        assert status.bottom_line is True


def test_it_permits_no_change(plain: Sealed) -> None:
    reader = PdfFileReader(BytesIO(plain.content))
    (signature,) = reader.embedded_signatures
    assert signature.docmdp_level.value == 1
    assert reader.root["/Perms"]["/DocMDP"].get_object() == signature.sig_object


def test_it_says_in_words_what_it_is(plain: Sealed) -> None:
    (signature,) = PdfFileReader(BytesIO(plain.content)).embedded_signatures
    said = signature.sig_object
    assert said["/Name"] == "Northwind Works"
    assert said["/Reason"].startswith("Agreement 0199f2a4-7a3e-7c41-9b52-0f6f0f3f2d11, version 1: sealed when")
    assert said["/Location"] == "mentoring.northwind.example"


def test_we_say_who_sealed_what_and_when(plain: Sealed) -> None:
    verdict = examine(BytesIO(plain.content), certificates(plain.folder))
    assert verdict.as_dict() == {
        "status": "unchanged",
        "reason": "",
        "sealed_by": "Northwind Works",
        "sealed_at": "2026-11-21T15:40:00+00:00",
        "certificate": plain.key.certificate.fingerprint,
        "agreement": "0199f2a4-7a3e-7c41-9b52-0f6f0f3f2d11",
        "version": 1,
        "is_timestamped": False,
        "timestamped_at": None,
        "timestamped_by": "",
        "notes": (),
    }


def test_we_say_who_stamped_it_and_when(stamped: Sealed) -> None:
    verdict = examine(BytesIO(stamped.content), stamped.certificates)
    assert (verdict.is_timestamped, verdict.timestamped_at, verdict.timestamped_by) == (True, NOW, "Northwind Clock")
