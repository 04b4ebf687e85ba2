"""Mail written to files: what `make run` uses until a mail server is given."""

import os
import re
import secrets
import time
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"^[0-9]{16,20}-[0-9a-f]{8}\.eml$")


class FileOutboxBackend(BaseEmailBackend):
    """Writes each message as one .eml file into MAIL_DIR, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages; answer how many."""
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time_ns()}-{secrets.token_hex(4)}.eml"
            draft = folder / f".{name}.part"
            # Django's own message class takes the line ending; the types do not know.
            draft.write_bytes(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
            os.replace(draft, folder / name)
        return len(email_messages)


def files(limit: int = 200) -> list[Path]:
    """The newest messages, newest first."""
    folder = Path(settings.MAIL_DIR)
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if NAME.match(path.name)), reverse=True)[:limit]


def read(name: str) -> Any:
    """One message by its file name, or None. Names that are not ours are never opened."""
    path = Path(settings.MAIL_DIR) / name
    if not NAME.match(name) or not path.is_file():
        return None
    return message_from_bytes(path.read_bytes(), policy=policy.default)
