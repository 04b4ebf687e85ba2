"""Tells whether a file is unchanged since it was sealed here. It reads the file and the certificates, nothing else.

No PDF is ever parsed. A file of ours is one signature over all of its bytes but the digits of the seal itself, and the
seal has only one spelling (envelope.py); so what is unchanged is exactly what we wrote, and what is not needs no deeper
look. That leaves nothing for a hostile file to work on: no streams to unpack, no references to follow.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from agreements.sealing import envelope, marks, stamp
from agreements.sealing.keys import Certificate
from agreements.sealing.verdict import Note, Reason, Status, Verdict

LARGEST = 10 * 1024 * 1024
HEAD = 1024  # where the header of a PDF may stand
_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,8}) (\d{1,8}) (\d{1,8})\]")
_SEAL = re.compile(rb"<([0-9A-F]+)>")


def examine(file: Path | str | IO[bytes], certificates: Iterable[Certificate], largest: int = LARGEST) -> Verdict:
    """The verdict on a file, or on what is left to read of an open one. Never raises for what is in it."""
    try:
        content = _read(file, largest)
    except OSError:
        return Verdict(Status.UNREADABLE, Reason.NOT_READ)
    if content is None:
        return Verdict(Status.UNREADABLE, Reason.TOO_LARGE)
    known = {each.id: each for each in certificates}
    if not _is_ours(content, known.values()):
        return _not_ours(content)
    found = _sealed(content, known)
    return found if isinstance(found, Verdict) else Verdict(Status.ALTERED, found)


def _read(file: Path | str | IO[bytes], largest: int) -> bytes | None:
    """All of it, or None when it is too large; then no more than that was read."""
    if isinstance(file, Path | str):
        with Path(file).open("rb") as stream:
            return _read(stream, largest)
    content = file.read(largest + 1)
    return None if len(content) > largest else content


def _is_ours(content: bytes, known: Iterable[Certificate]) -> bool:
    """True when one of our marks is anywhere in it: any of three is enough, so that no one change hides them all."""
    ids = marks.key_ids(content)
    return any(each.id in ids or each.der.hex().upper().encode() in content for each in known)


def _not_ours(content: bytes) -> Verdict:
    if not content:
        return Verdict(Status.UNREADABLE, Reason.EMPTY)
    if b"%PDF-" not in content[:HEAD]:
        return Verdict(Status.UNREADABLE, Reason.NOT_A_PDF)
    if marks.key_ids(content):
        return Verdict(Status.FOREIGN, Reason.OTHER_KEY)
    if b"/Encrypt" in content:
        return Verdict(Status.UNREADABLE, Reason.ENCRYPTED)
    return Verdict(Status.FOREIGN, Reason.NO_MARK)


def _sealed(content: bytes, known: dict[str, Certificate]) -> Verdict | Reason:
    """The verdict on a file that verifies, or the reason why it does not."""
    mark = marks.read(content)
    certificate = known.get(mark.key_id) if mark else None
    ranges = _RANGE.findall(content)
    if mark is None or certificate is None or not ranges:
        return Reason.CHANGED
    before, after, rest = (int(number) for number in ranges[0])
    if len(ranges) > 1 or after + rest != len(content):
        return Reason.ADDED
    seal = _SEAL.fullmatch(content, before, after) if before < after else None
    if seal is None:
        return Reason.CHANGED
    digest = hashlib.sha256(content[:before] + content[after:]).digest()
    der = _der(seal[1])
    signed = envelope.verified(der, certificate, digest) if der else None
    if signed is None or (signed[1] is not None) != mark.is_timestamped:
        return Reason.CHANGED
    if not certificate.is_valid(mark.sealed_at):
        return Reason.OUTSIDE_VALIDITY
    return _unchanged(mark, certificate, *signed)


def _der(digits: bytes) -> bytes | None:
    """The structure at the beginning of the digits, when nothing but zeros comes after it."""
    if len(digits) % 2:
        return None
    content = bytes.fromhex(digits.decode())
    if content[:2] != b"\x30\x82":  # a sequence whose length takes two bytes, as every seal is
        return None
    end = 4 + int.from_bytes(content[2:4])
    return content[:end] if end <= len(content) and not any(content[end:]) else None


def _unchanged(mark: marks.Mark, certificate: Certificate, signature: bytes, token: envelope.Stamp | None) -> Verdict:
    reading = stamp.read(token.token, signature) if token else None
    notes = []
    if datetime.now(UTC) > certificate.ends:
        notes.append(Note.CERTIFICATE_EXPIRED)
    if certificate.is_retired:
        notes.append(Note.CERTIFICATE_RETIRED)
    return Verdict(
        Status.UNCHANGED,
        sealed_by=certificate.organization,
        sealed_at=mark.sealed_at,
        certificate=certificate.fingerprint,
        agreement=mark.agreement,
        version=mark.version,
        is_timestamped=reading is not None,
        timestamped_at=reading.at if reading else None,
        timestamped_by=reading.by if reading else "",
        notes=tuple(notes),
    )
