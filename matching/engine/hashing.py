"""Hashes that are the same on every machine and in every run: the ground of reproducible ties."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

TIE_BITS = 17
"""Bits of a tie in a ranking: with a score of 14 bits they fit one 32-bit number."""

_MULTIPLIER_A = np.uint64(0xBF58476D1CE4E5B9)
_MULTIPLIER_B = np.uint64(0x94D049BB133111EB)
_STEP = 0x9E3779B97F4A7C15


def key_hashes(keys: Iterable[str], side: str) -> NDArray[np.uint64]:
    """A 64-bit hash per key; `side` keeps one person's two roles apart."""
    salt = side.encode()
    digests = b"".join(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, key=salt).digest() for key in keys
    )
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def seeded(hashes: NDArray[np.uint64], seed: int) -> NDArray[np.uint64]:
    """Other hashes for another seed (any whole number)."""
    return _mix(hashes + _salt(seed))


def pair_hashes(seekers: NDArray[np.uint64], guides: NDArray[np.uint64]) -> NDArray[np.int64]:
    """A 31-bit hash per pair (the two arrays broadcast), as the canonical order among equal results."""
    return (_mix(seekers + guides * np.uint64(_STEP)) >> np.uint64(33)).astype(np.int64)


def short(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The upper half of each hash."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def pair_ties(seekers: NDArray[np.uint32], guides: NDArray[np.uint32]) -> NDArray[np.int32]:
    """`TIE_BITS` per pair of short hashes (the two arrays broadcast): far cheaper, for the order of equal scores."""
    mixed = seekers ^ guides
    mixed *= np.uint32(_STEP >> 32 | 1)
    mixed >>= np.uint32(32 - TIE_BITS)
    return mixed.view(np.int32)


@lru_cache(maxsize=256)
def _salt(seed: int) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=8).digest(), "little"))


def _mix(mixed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed ^= mixed >> np.uint64(30)
    mixed *= _MULTIPLIER_A
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MULTIPLIER_B
    return mixed
