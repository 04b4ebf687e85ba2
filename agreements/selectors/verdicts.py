"""What examining a file found, in words for whoever brought it. Nothing here reads the database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import sealing
from agreements.sealing import Note, Reason, Status, Verdict
from core.ui.times import date_words

Words = str | Promise

TITLES: dict[Status, Words] = {
    Status.ALTERED: gettext_lazy("Altered: this is not the file that was sealed"),
    Status.FOREIGN: gettext_lazy("Not from here"),
    Status.UNREADABLE: gettext_lazy("This file cannot be read"),
}
REASONS: dict[Reason, Words] = {
    Reason.CHANGED: gettext_lazy("Something in it was changed after it was sealed. Do not rely on what it says."),
    Reason.ADDED: gettext_lazy(
        "Something was added to it or cut off after it was sealed. Do not rely on what it says. A file saved again by "
        "another program counts as altered, too: ask for the file as it was downloaded."
    ),
    Reason.OUTSIDE_VALIDITY: gettext_lazy("It carries a seal from a time in which its certificate was not valid."),
    Reason.NO_MARK: gettext_lazy(
        "It is a PDF that carries no seal of this organization. A printed and scanned agreement carries none either: "
        "only the file that was downloaded can be checked."
    ),
    Reason.OTHER_KEY: gettext_lazy(
        "It is sealed, but by somebody else: with a key that does not belong to this organization."
    ),
    Reason.NOT_A_PDF: gettext_lazy("It is not a PDF. A sealed agreement is always one."),
    Reason.EMPTY: gettext_lazy("It is empty."),
    Reason.ENCRYPTED: gettext_lazy(
        "It is protected with a password. A sealed agreement never is: check the file as it was downloaded."
    ),
    Reason.NOT_READ: gettext_lazy("It did not arrive whole. Please try once more."),
}
NOTES: dict[Note, Words] = {
    Note.CERTIFICATE_EXPIRED: gettext_lazy(
        "The certificate has ended since. The seal was made while it was valid, so it still counts."
    ),
    Note.CERTIFICATE_RETIRED: gettext_lazy(
        "The organization seals with a newer certificate now. This one still checks what it sealed."
    ),
}
TONES: dict[Status, str] = {
    Status.UNCHANGED: "good",
    Status.ALTERED: "bad",
    Status.FOREIGN: "warn",
    Status.UNREADABLE: "warn",
}
UNREADABLE_CODE, TOO_LARGE_CODE = 422, 413


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says. `facts` are pairs of a name and a value; the certificate stands apart, it is long."""

    tone: str
    title: Words
    text: Words
    facts: list[tuple[Words, str]] = field(default_factory=list)
    notes: list[Words] = field(default_factory=list)
    certificate: str = ""
    status_code: int = 200


def answer_to(file: IO[bytes]) -> Answer:
    """Look at a file and say what it is. Reads the file and the organization's certificates, nothing else."""
    known = sealing.certificates(settings.SEAL_KEYS_DIR)
    verdict = sealing.examine(file, known, largest=settings.VERIFY_MAX_BYTES)
    if verdict.status == Status.UNCHANGED:
        return _unchanged(verdict)
    if verdict.reason == Reason.TOO_LARGE:
        return too_large()
    return Answer(
        TONES[verdict.status],
        TITLES[verdict.status],
        REASONS[verdict.reason],
        status_code=UNREADABLE_CODE if verdict.status == Status.UNREADABLE else 200,
    )


def too_large() -> Answer:
    """The answer to a file that was cut off while it arrived."""
    largest = settings.VERIFY_MAX_BYTES // (1024 * 1024)
    text = _("It is larger than %(largest)s MB. A sealed agreement is smaller than 1 MB.") % {"largest": largest}
    return Answer("warn", TITLES[Status.UNREADABLE], text, status_code=TOO_LARGE_CODE)


def _unchanged(verdict: Verdict) -> Answer:
    facts: list[tuple[Words, str]] = [
        (_("Sealed by"), verdict.sealed_by),
        (_("Sealed on"), _moment(verdict.sealed_at)),
        (_("Agreement"), verdict.agreement),
        (_("Version"), str(verdict.version)),
    ]
    if verdict.timestamped_at:
        stamped = {"when": _moment(verdict.timestamped_at), "whom": verdict.timestamped_by}
        facts.append((_("Timestamp"), _("%(when)s, by %(whom)s") % stamped))
    title = _("Unchanged since sealed by %(organization)s on %(day)s") % {
        "organization": verdict.sealed_by,
        "day": date_words(verdict.sealed_at),
    }
    text = _("Every byte of this file is as it was when it was sealed.")
    return Answer("good", title, text, facts, [NOTES[note] for note in verdict.notes], verdict.certificate)


def _moment(at: datetime | None) -> str:
    """A time as everybody reads it, whoever and wherever they are."""
    return f"{date_words(at.astimezone(UTC))}, {at.astimezone(UTC):%H:%M:%S} UTC" if at else ""
