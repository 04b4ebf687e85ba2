"""Timestamps: a real server, and one that is gone, slow or lies. The caller is told, and decides."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from agreements.sealing import SealKey, Timestamper, TimestampUnavailable, examine, sealed
from agreements.sealing.stamp import read
from tests.agreements.sealing.conftest import Sealed
from tests.agreements.sealing.samples import NOW, document
from tests.agreements.sealing.tsa import serving


def test_a_token_says_when_and_by_whom(stamper: Timestamper) -> None:
    token = stamper.token(b"a signature")
    assert read(token, b"a signature") == read(token, b"a signature")
    assert (read(token, b"a signature").at, read(token, b"a signature").by) == (NOW, "Northwind Clock")


def test_a_token_is_given_where_an_event_loop_runs_already(stamper: Timestamper) -> None:
    async def ask() -> bytes:
        return stamper.token(b"a signature")

    # In a thread of its own: the browser's tests may have left a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as alone:
        token = alone.submit(lambda: asyncio.run(ask())).result()
    assert read(token, b"a signature").at == NOW


def test_a_token_for_something_else_is_refused(stamper: Timestamper) -> None:
    with pytest.raises(ValueError, match="for something else"):
        read(stamper.token(b"a signature"), b"another signature")


def test_a_token_that_was_changed_is_refused(stamper: Timestamper) -> None:
    token = stamper.token(b"a signature")
    place = token.index(b"\x18\x0f2026")  # the time
    with pytest.raises(ValueError, match="not what its maker signed"):
        read(token[:place] + b"\x18\x0f2025" + token[place + 6 :], b"a signature")


def test_a_server_that_is_gone_is_told(seal_key: SealKey) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        with pytest.raises(TimestampUnavailable, match="No timestamp from TSA_URL"):
            sealed(document(), seal_key, NOW, timestamper=Timestamper(address, seconds=2))


def test_a_server_that_does_not_answer_is_waited_for_no_longer_than_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        stamper = Timestamper(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.3)
        with pytest.raises(TimestampUnavailable):
            stamper.token(b"a signature")


@pytest.mark.parametrize("answer", [b"", b"nonsense", b"\x30\x05\x30\x03\x02\x01\x02"])
def test_a_server_that_answers_nonsense_is_told(seal_key: SealKey, answer: bytes) -> None:
    with serving(seal_key, answer) as address, pytest.raises(TimestampUnavailable):
        Timestamper(address).token(b"a signature")


def test_without_a_server_the_caller_may_seal_all_the_same(plain: Sealed) -> None:
    assert examine(BytesIO(plain.content), plain.certificates).is_timestamped is False
