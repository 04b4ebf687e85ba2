"""The verdict in sentences, and the command line that prints it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from agreements.sealing.examination import examine
from agreements.sealing.keys import certificates
from agreements.sealing.verdict import Note, Reason, Status, Verdict

CODES = {Status.UNCHANGED: 0, Status.ALTERED: 1, Status.FOREIGN: 1, Status.UNREADABLE: 2}
CANNOT = 2
SENTENCES = {
    Reason.CHANGED: "Altered: this file was sealed here, and it is no longer what was sealed.",
    Reason.ADDED: "Altered: something was added to this file, or cut off, after it was sealed.",
    Reason.OUTSIDE_VALIDITY: "Altered: this file says it was sealed at a time when the certificate was not valid.",
    Reason.NO_MARK: "Not from here: this PDF carries none of our seals. A printed or newly saved copy has none either.",
    Reason.OTHER_KEY: "Not from here: this file was sealed with a certificate that is not in the folder.",
    Reason.NOT_A_PDF: "This is not a PDF.",
    Reason.EMPTY: "This file is empty.",
    Reason.ENCRYPTED: "This PDF is encrypted, and nothing we seal is.",
    Reason.TOO_LARGE: "This file is too large to be one of ours.",
    Reason.NOT_READ: "This file cannot be read.",
}
NOTES = {
    Note.CERTIFICATE_EXPIRED: "The certificate has ended since. It was valid at the time of the seal.",
    Note.CERTIFICATE_RETIRED: "The certificate is retired: it seals no more, and goes on checking.",
}


def lines(verdict: Verdict) -> list[str]:
    """The verdict for people."""
    if verdict.status is not Status.UNCHANGED or verdict.sealed_at is None:
        return [SENTENCES[verdict.reason]]
    told = [
        f"Unchanged since it was sealed by {verdict.sealed_by} on {verdict.sealed_at:%Y-%m-%d at %H:%M:%S} UTC.",
        f"Agreement {verdict.agreement}, version {verdict.version}.",
        f"Certificate (SHA-256): {verdict.certificate}",
    ]
    if verdict.timestamped_at:
        told.append(f"Timestamp: {verdict.timestamped_at:%Y-%m-%d %H:%M:%S} UTC, by {verdict.timestamped_by}.")
    return told + [NOTES[note] for note in verdict.notes]


def add_arguments(parser: ArgumentParser, folder: Path | None = None) -> None:
    """The arguments of the command; `folder` is where the certificates are when nobody says."""
    parser.add_argument("file", type=Path, metavar="FILE.pdf", help="The sealed agreement.")
    parser.add_argument("--json", action="store_true", help="Answer as JSON.")
    parser.add_argument(
        "--certificates",
        type=Path,
        metavar="DIR",
        default=folder,
        required=folder is None,
        help="A folder with certificates named *.cert.pem, or one certificate. Default: SEAL_KEYS_DIR.",
    )


def run(file: Path, folder: Path, as_json: bool, say: Callable[[str], object], warn: Callable[[str], object]) -> int:
    """Examine, tell, and give the exit status: 0 unchanged, 1 altered or not from here, 2 when it cannot be told."""
    known = certificates(folder)
    if not known:
        warn(f"There is no certificate in {folder}. --certificates names the folder that holds the organization's.")
        return CANNOT
    verdict = examine(file, known)
    say(json.dumps(verdict.as_dict(), ensure_ascii=False) if as_json else "\n".join(lines(verdict)))
    return CODES[verdict.status]
