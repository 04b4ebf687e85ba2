"""Sealed copies of agreements: drawing them, sealing them, and telling years later whether they are unchanged.

Plain Python: it knows no Django, no database and no server. What draws and what seals is loaded when first used, so
that a web process that only examines files stays small.
"""

from agreements.sealing.document import Document, Event, Goal, Party, Section, Signature, Words
from agreements.sealing.drawing import render
from agreements.sealing.examination import examine
from agreements.sealing.keys import (
    Certificate,
    KeyExpired,
    KeyProblem,
    KeyUnusable,
    NoKey,
    SealKey,
    certificates,
    make_key,
    signing_key,
)
from agreements.sealing.sealer import seal, sealed
from agreements.sealing.stamp import Timestamper, TimestampUnavailable
from agreements.sealing.verdict import Note, Reason, Status, Verdict

__all__ = [
    "Certificate",
    "Document",
    "Event",
    "Goal",
    "KeyExpired",
    "KeyProblem",
    "KeyUnusable",
    "NoKey",
    "Note",
    "Party",
    "Reason",
    "SealKey",
    "Section",
    "Signature",
    "Status",
    "TimestampUnavailable",
    "Timestamper",
    "Verdict",
    "Words",
    "certificates",
    "examine",
    "make_key",
    "render",
    "seal",
    "sealed",
    "signing_key",
]
