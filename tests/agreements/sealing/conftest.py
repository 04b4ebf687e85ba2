"""Keys and sealed files, made once: both are only read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from agreements.sealing import Certificate, SealKey, Timestamper, certificates, make_key, sealed, signing_key
from tests.agreements.sealing.samples import BEFORE, NOW, document
from tests.agreements.sealing.tsa import serving


@dataclass(frozen=True)
class Sealed:
    """A sealed file, with the key that sealed it and the certificates that check it."""

    content: bytes
    key: SealKey
    certificates: list[Certificate]
    folder: Path


@pytest.fixture(autouse=True)
def _no_loop_of_the_browser() -> Iterator[None]:
    """Playwright leaves its loop running in a worker's main thread, where pyHanko wants to start its own."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one pair."""
    folder = tmp_path_factory.mktemp("seal")
    make_key(folder, "Northwind Works", now=BEFORE)
    return folder


@pytest.fixture(scope="session")
def seal_key(key_folder: Path) -> SealKey:
    return signing_key(key_folder, NOW)


@pytest.fixture(scope="session")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timestamper]:
    """A real RFC 3161 server on this machine."""
    folder = tmp_path_factory.mktemp("tsa")
    make_key(folder, "Northwind Clock", now=BEFORE)
    with serving(signing_key(folder, NOW)) as address:
        yield Timestamper(address, seconds=5)


@pytest.fixture(scope="session")
def plain(key_folder: Path, seal_key: SealKey) -> Sealed:
    """Sealed without a timestamp."""
    return Sealed(sealed(document(), seal_key, NOW), seal_key, certificates(key_folder), key_folder)


@pytest.fixture(scope="session")
def stamped(key_folder: Path, seal_key: SealKey, stamper: Timestamper) -> Sealed:
    """Sealed with a timestamp."""
    content = sealed(document(), seal_key, NOW, timestamper=stamper)
    return Sealed(content, seal_key, certificates(key_folder), key_folder)
