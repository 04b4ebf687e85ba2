"""Seals a PDF: a PAdES certification signature over the whole file that permits no change."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from agreements.sealing import envelope
from agreements.sealing.document import Document
from agreements.sealing.drawing import render
from agreements.sealing.examination import examine
from agreements.sealing.keys import KeyExpired, SealKey
from agreements.sealing.marks import HEADER, Mark
from agreements.sealing.rewriting import Change, rewritten
from agreements.sealing.stamp import Timestamper
from agreements.sealing.verdict import Status

FIELD = "Seal"
ROOM, ROOM_WITH_STAMP = 16 * 1024, 80 * 1024  # hexadecimal digits kept free for the seal


def sealed(document: Document, key: SealKey, at: datetime, timestamper: Timestamper | None = None) -> bytes:
    """The document, drawn and sealed. Raises what `seal` raises."""
    return seal(render(document, key.id), key, of=document, at=at, timestamper=timestamper)


def seal(pdf: bytes, key: SealKey, *, of: Document, at: datetime, timestamper: Timestamper | None = None) -> bytes:
    """The sealed file. It is examined before it is given away.

    Raises KeyExpired when the certificate is not valid at that time, TimestampUnavailable when there is a timestamper
    and it gives none (the caller decides whether to seal without), ValueError when the PDF is not one of `render`.
    """
    at = at.astimezone(UTC).replace(microsecond=0)
    if not key.certificate.is_valid(at):
        raise KeyExpired(f"SEAL_KEYS_DIR: the certificate {key.id} is not valid on {at:%Y-%m-%d}.")
    mark = Mark(key.id, of.agreement, of.version, at, is_timestamped=timestamper is not None)
    whole = _signed(_marked(pdf, mark.line()), key, of, at, timestamper)
    if examine(BytesIO(whole), [key.certificate]).status is not Status.UNCHANGED:
        raise ValueError("The seal that was just made does not verify.")
    return whole


def _marked(pdf: bytes, line: bytes) -> bytes:
    """The file with a comment line after its header. Raises ValueError when it was not drawn here."""
    if not pdf.startswith(HEADER):
        raise ValueError("This is not a file that was drawn here.")
    return rewritten(pdf, [Change(len(HEADER), len(HEADER), line)])


def _signed(pdf: bytes, key: SealKey, of: Document, at: datetime, timestamper: Timestamper | None) -> bytes:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields
    from pyhanko.sign.signers import cms_embedder, pdf_byterange

    space = ROOM_WITH_STAMP if timestamper else ROOM
    # Hidden: an annotation that is not in the tree of tags is allowed in PDF/UA only when it is.
    place = fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True, box_out_of_bounds=True)
    embedder = cms_embedder.PdfCMSEmbedder(fields.SigFieldSpec(FIELD, invis_sig_settings=place))
    steps = embedder.write_cms(FIELD, IncrementalPdfFileWriter(BytesIO(pdf)))
    next(steps)
    kind = fields.SigSeedSubFilter.PADES
    says = pdf_byterange.PdfSignedData(pdf_name("/Sig"), subfilter=kind, timestamp=at, bytes_reserved=space)
    for name, words in _words(of, key).items():
        says[pdf_name(name)] = pdf_string(words)
    nothing = cms_embedder.SigMDPSetup(envelope.DIGEST, certify=True, docmdp_perms=fields.MDPPerm.NO_CHANGES)
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=says, mdp_setup=nothing))
    prepared, output = steps.send(cms_embedder.SigIOSetup(md_algorithm=envelope.DIGEST))
    signature = envelope.sign(key, prepared.document_digest)
    stamp = envelope.sign_stamp(key, timestamper.token(signature)) if timestamper else None
    steps.send(envelope.build(key.certificate, prepared.document_digest, signature, stamp))
    return bytes(output.getvalue())


def _words(of: Document, key: SealKey) -> dict[str, str]:
    """What a PDF reader shows beside the seal."""
    reason = of.words.reason.replace("{agreement}", of.agreement).replace("{n}", str(of.version))
    place = urlsplit(of.verify_at).hostname or of.organization
    return {"/Name": key.certificate.organization, "/Reason": reason, "/Location": place}
