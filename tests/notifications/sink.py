"""A real SMTP server that keeps what it is given and can misbehave on purpose."""

import asyncio
import socket
import threading
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Sink:
    """Use as a context manager; `url` is an EMAIL_URL. Behaviour by recipient address, see `handle_RCPT`."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.hold_after_data = threading.Event()
        self.is_holding = threading.Event()
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> "Sink":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hold_after_data.clear()
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def copies(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        return Counter(message["Message-ID"] for message in self.messages)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("forever"):
            return "550 5.1.1 no such person"
        if address.startswith("full"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)  # type: ignore[arg-type]
        if envelope.rcpt_tos[0].startswith("drop"):
            server.transport.abort()
        if self.hold_after_data.is_set():
            # Accepted and kept, but the answer never comes: the moment in which a kill makes a double.
            self.is_holding.set()
            while self.hold_after_data.is_set():
                await asyncio.sleep(0.01)
        return "250 OK"
