"""What examining a file found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """The answer in one word."""

    UNCHANGED = "unchanged"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """Why a file is not unchanged."""

    NONE = ""
    # altered
    CHANGED = "changed"  # the sealed bytes, or the seal, are not those that we wrote
    ADDED = "added"  # something was appended or cut off
    OUTSIDE_VALIDITY = "outside_validity"  # sealed when the certificate was not valid
    # foreign
    NO_MARK = "no_mark"  # a PDF without any mark of ours
    OTHER_KEY = "other_key"  # sealed elsewhere, or our certificate is not in the folder
    # unreadable
    NOT_A_PDF = "not_a_pdf"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    NOT_READ = "not_read"  # the file system said no


class Note(StrEnum):
    """What else there is to know about an unchanged file."""

    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_RETIRED = "certificate_retired"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. Everything below `reason` is filled in only for a file that is unchanged."""

    status: Status
    reason: Reason = Reason.NONE
    sealed_by: str = ""
    sealed_at: datetime | None = None
    certificate: str = ""
    agreement: str = ""
    version: int | None = None
    is_timestamped: bool = False
    timestamped_at: datetime | None = None
    timestamped_by: str = ""
    notes: tuple[Note, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(self).items()
        }
