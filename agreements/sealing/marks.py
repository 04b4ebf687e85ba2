"""The marks that a sealed file carries, in three places: after its header, in its metadata, and its certificate.

They say which key sealed what, so that a file that was altered can be told from one that never was ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

NAME = "agreement-seal/1"
# As the renderer begins every file: the header, and the comment that says "binary".
HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
KEY_ID = r"[0-9a-f]{16}"
AGREEMENT = r"[A-Za-z0-9-]{1,64}"
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_KEYWORD = re.compile(rf"{NAME} key=({KEY_ID})".encode())
_LINE = re.compile(
    rf"%{NAME} key=({KEY_ID}) agreement=({AGREEMENT}) version=(\d{{1,9}})"
    rf" sealed=([0-9TZ:-]{{20}}) timestamp=(yes|no)\n".encode()
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the line after the header says. It lies inside the sealed bytes."""

    key_id: str
    agreement: str
    version: int
    sealed_at: datetime
    is_timestamped: bool

    def line(self) -> bytes:
        """The comment line that stands after the header. Raises ValueError for an agreement's id that is none."""
        if not re.fullmatch(AGREEMENT, self.agreement):
            raise ValueError("The id of an agreement is letters, digits and dashes.")
        keyword = keyword_for(self.key_id, self.agreement, self.version)
        sealed, stamp = self.sealed_at.astimezone(UTC).strftime(_TIME), "yes" if self.is_timestamped else "no"
        return f"%{keyword} sealed={sealed} timestamp={stamp}\n".encode()


def keyword_for(key_id: str, agreement: str, version: int) -> str:
    """The mark that stands in the metadata."""
    return f"{NAME} key={key_id} agreement={agreement} version={version}"


def read(content: bytes) -> Mark | None:
    """The mark after the header, exactly as we write it; None for anything else."""
    if not content.startswith(HEADER):
        return None
    found = _LINE.match(content, len(HEADER))
    if found is None:
        return None
    key_id, agreement, version, sealed, stamp = (part.decode() for part in found.groups())
    try:
        sealed_at = datetime.strptime(sealed, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    mark = Mark(key_id, agreement, int(version), sealed_at, stamp == "yes")
    return mark if mark.line() == found[0] else None


def key_ids(content: bytes) -> set[str]:
    """The keys named by any mark that can be found anywhere in the bytes."""
    return {found[1].decode() for found in _KEYWORD.finditer(content)}
