"""Nothing can be changed in a sealed file without being noticed: not one byte, and nothing that is added."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields
from pyhanko.sign.signers import cms_embedder, pdf_byterange

from agreements.sealing import SealKey, Timestamper, Verdict, envelope, examine, make_key, sealed, signing_key
from agreements.sealing.marks import HEADER
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import BEFORE, NOW, document

CHANGES = 500
DIGITS = 300
CONTENTS = re.compile(rb"/Contents <([0-9A-F]+)>")


@pytest.fixture(params=["plain", "stamped"])
def file(request: pytest.FixtureRequest) -> Sealed:
    """Both kinds of sealed files."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    """Somebody else's key, which bears our name."""
    folder = tmp_path_factory.mktemp("stranger")
    make_key(folder, "Northwind Works", now=BEFORE)
    return signing_key(folder, NOW)


def verdict(content: bytes, file: Sealed) -> Verdict:
    return examine(BytesIO(content), file.certificates)


def digits(content: bytes) -> tuple[int, int]:
    """Where the structure of the seal stands, without the zeros after it."""
    found = CONTENTS.search(content)
    assert found
    length = 4 + int(found[1][4:8], 16)
    return found.start(1), found.start(1) + 2 * length


def with_seal(content: bytes, der: bytes) -> bytes:
    """The file with another structure in the place of the seal."""
    found = CONTENTS.search(content)
    assert found
    return content[: found.start(1)] + der.hex().upper().encode().ljust(len(found[1]), b"0") + content[found.end(1) :]


def digest_of(content: bytes) -> bytes:
    """What a seal signs: everything but the digits and their brackets."""
    found = CONTENTS.search(content)
    assert found
    return hashlib.sha256(content[: found.start(1) - 1] + content[found.end(1) + 1 :]).digest()


def seal_of(content: bytes) -> cms.ContentInfo:
    start, end = digits(content)
    return cms.ContentInfo.load(bytes.fromhex(content[start:end].decode()))


def test_every_random_change_of_one_byte_is_noticed(file: Sealed) -> None:
    rng = random.Random(4)
    found: Counter[str] = Counter()
    for _change in range(CHANGES):
        place = rng.randrange(len(file.content))
        other = bytes([rng.choice([value for value in range(256) if value != file.content[place]])])
        found[verdict(file.content[:place] + other + file.content[place + 1 :], file).status] += 1
    print(f"\n{CHANGES} random changes of one byte: {dict(found)}")
    assert found == {"altered": CHANGES}


def test_every_digit_of_the_seal_counts(file: Sealed) -> None:
    start, end = digits(file.content)
    places = random.Random(6).sample(range(start, end), DIGITS)
    found: Counter[str] = Counter()
    for place in [start - 1, start, end - 1, end, end + 500, *places]:
        digit = file.content[place : place + 1]
        other = digit.lower() if digit.isalpha() else b"(" if digit == b"<" else b"%X" % ((int(digit, 16) + 8) % 16)
        found[verdict(file.content[:place] + other + file.content[place + 1 :], file).status] += 1
    print(f"\n{found.total()} digits of the seal, each changed: {dict(found)}")
    assert set(found) == {"altered"}


def test_every_random_cut_and_addition_is_noticed(file: Sealed) -> None:
    rng = random.Random(5)
    found: Counter[str] = Counter()
    for _change in range(100):
        place = rng.randrange(500, len(file.content))
        more = rng.randbytes(rng.randrange(1, 40))
        for content in (
            file.content[:place],
            file.content[:place] + more + file.content[place:],
            file.content[:place] + file.content[place + 1 :],
            file.content + more,
            more + file.content,
        ):
            found[verdict(content, file).status] += 1
    print(f"\n{found.total()} cuts and additions: {dict(found)}")
    assert found == {"altered": 500}


def _appended(change: Callable[[IncrementalPdfFileWriter], None]) -> Callable[[bytes, SealKey], bytes]:
    def _do(content: bytes, stranger: SealKey) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        change(writer)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    return _do


def _a_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    page = {"/Type": pdf_name("/Page"), "/Parent": writer.root.raw_get("/Pages"), "/MediaBox": generic.ArrayObject()}
    reference = writer.add_object(generic.DictionaryObject({pdf_name(key): value for key, value in page.items()}))
    pages["/Kids"].append(reference)
    writer.update_container(pages["/Kids"])


def _a_note(writer: IncrementalPdfFileWriter) -> None:
    reference, _resources = writer.find_page_for_modification(0)
    page = reference.get_object()
    note = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/Text"), "/Contents": generic.pdf_string("not so")}
    page["/Annots"] = generic.ArrayObject(
        [writer.add_object(generic.DictionaryObject({pdf_name(key): value for key, value in note.items()}))]
    )
    writer.update_container(page)


def _a_title(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("Something else")}))


def _a_signature(content: bytes, stranger: SealKey) -> bytes:
    """The way our own seal is written, with a field of another name and the key of a stranger."""
    steps = cms_embedder.PdfCMSEmbedder(fields.SigFieldSpec("Other")).write_cms(
        "Other", IncrementalPdfFileWriter(BytesIO(content))
    )
    next(steps)
    says = pdf_byterange.PdfSignedData(pdf_name("/Sig"), fields.SigSeedSubFilter.PADES, NOW, bytes_reserved=16384)
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=says))
    prepared, output = steps.send(cms_embedder.SigIOSetup(md_algorithm="sha256"))
    signature = envelope.sign(stranger, prepared.document_digest)
    steps.send(envelope.build(stranger.certificate, prepared.document_digest, signature))
    return bytes(output.getvalue())


def _saved_anew(content: bytes, stranger: SealKey) -> bytes:
    out = BytesIO()
    copy_into_new_writer(PdfFileReader(BytesIO(content))).write(out)
    return out.getvalue()


UPDATES: dict[str, Callable[[bytes, SealKey], bytes]] = {
    "a line end": lambda content, stranger: content + b"\n",
    "a comment": lambda content, stranger: content + b"\n% nothing to see\n%%EOF\n",
    "an empty update": _appended(lambda writer: writer.update_root()),
    "a page": _appended(_a_page),
    "a note on a page": _appended(_a_note),
    "another title": _appended(_a_title),
    "a stranger's signature": _a_signature,
    "saved anew": _saved_anew,
    "itself": lambda content, stranger: content + content,
    "another sealed file": lambda content, stranger: content + sealed(document(), stranger, NOW),
}


@pytest.mark.parametrize("what", UPDATES)
def test_whatever_is_appended_is_noticed(file: Sealed, stranger: SealKey, what: str) -> None:
    changed = UPDATES[what](file.content, stranger)
    assert changed != file.content
    assert verdict(changed, file).status == "altered"


def test_our_pages_under_a_strangers_seal_are_not_from_here(plain: Sealed, stranger: SealKey) -> None:
    found = verdict(sealed(document(), stranger, NOW), plain)
    assert (found.status, found.reason, found.sealed_by) == ("foreign", "other_key", "")


def test_a_strangers_seal_with_our_marks_is_noticed(plain: Sealed, stranger: SealKey) -> None:
    forged = sealed(document(), stranger, NOW).replace(stranger.id.encode(), plain.key.id.encode())
    assert verdict(forged, plain).status == "altered"
    # Even one that is signed once more after the marks were put in.
    digest = digest_of(forged)
    for certificate in (stranger.certificate, plain.key.certificate):
        der = envelope.build(certificate, digest, envelope.sign(stranger, digest))
        assert verdict(with_seal(forged, der), plain).status == "altered"


def test_our_seal_on_another_file_is_noticed(plain: Sealed) -> None:
    other = sealed(document(title="Another agreement"), plain.key, NOW)
    assert verdict(other, plain).status == "unchanged"
    assert verdict(with_seal(other, seal_of(plain.content).dump()), plain).status == "altered"


def test_a_timestamp_cannot_be_taken_away(stamped: Sealed) -> None:
    der = seal_of(stamped.content).dump()
    signature, stamp = envelope._parts(der)
    key, digest = stamped.key, digest_of(stamped.content)
    assert envelope.build(key.certificate, digest, signature, stamp) == der
    changed = with_seal(stamped.content, envelope.build(key.certificate, digest, signature))
    assert verdict(changed, stamped).status == "altered"


def test_a_timestamp_cannot_be_exchanged(stamped: Sealed, stamper: Timestamper) -> None:
    signature, stamp = envelope._parts(seal_of(stamped.content).dump())
    assert stamp
    other = envelope.Stamp(stamper.token(signature), stamp.signature)
    assert other.token != stamp.token
    der = envelope.build(stamped.key.certificate, digest_of(stamped.content), signature, other)
    assert verdict(with_seal(stamped.content, der), stamped).status == "altered"


@pytest.mark.parametrize("what", ["certificate", "attribute"])
def test_what_no_signature_covers_is_covered_all_the_same(plain: Sealed, stranger: SealKey, what: str) -> None:
    seal = seal_of(plain.content)
    signed = seal["content"]
    if what == "certificate":
        signed["certificates"].append(cms.CertificateChoices.load(stranger.certificate.der))
    else:
        note = cms.CMSAttribute({"type": "content_type", "values": ["data"]})
        signed["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([note])
    changed = with_seal(plain.content, seal.dump(force=True))
    assert changed != plain.content
    assert verdict(changed, plain).status == "altered"


def test_a_time_outside_the_certificate_is_noticed(plain: Sealed) -> None:
    """Whoever holds the key can write any time; one at which the certificate was not valid is not believed."""
    forged = plain.content.replace(b"sealed=2026-11-21", b"sealed=2026-10-21", 1)
    assert forged.startswith(HEADER)
    digest = digest_of(forged)
    der = envelope.build(plain.key.certificate, digest, envelope.sign(plain.key, digest))
    found = verdict(with_seal(forged, der), plain)
    assert (found.status, found.reason) == ("altered", "outside_validity")
