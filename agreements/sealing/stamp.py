"""RFC 3161: a timestamp of somebody else on the signature, so that a seal can be dated without trusting us."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

SECONDS = 10
LARGEST = 24 * 1024  # bytes of a token, its chain of certificates included
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class TimestampUnavailable(Exception):
    """The timestamp server did not answer, or not with a timestamp for this signature. The caller decides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a token says."""

    at: datetime
    by: str


class Timestamper:
    """Asks the server at an address (TSA_URL) for timestamps."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self.url = url
        self.seconds = seconds

    def token(self, signature: bytes) -> bytes:
        """A token on the signature, checked. Raises TimestampUnavailable."""
        from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper

        server = HTTPTimeStamper(self.url, timeout=self.seconds)
        try:
            # In a thread of its own: whoever asks may be running an event loop already.
            with ThreadPoolExecutor(max_workers=1) as alone:
                asked = server.async_timestamp(hashlib.sha256(signature).digest(), "sha256")
                answer = alone.submit(asyncio.run, asked).result()
            token = bytes(answer.dump())
            read(token, signature)
        except Exception as error:
            # A server may fail in every way there is; for us it is one.
            raise TimestampUnavailable(f"No timestamp from TSA_URL: {type(error).__name__}.") from error
        if len(token) > LARGEST:
            raise TimestampUnavailable("No timestamp from TSA_URL: its answer is too large.")
        return token


def read(token: bytes, signature: bytes) -> Reading:
    """When and by whom the signature was stamped. Raises ValueError when the token is not for it or not in order.

    Whether its maker is to be trusted is for the reader to say.
    """
    from asn1crypto import cms

    content = cms.ContentInfo.load(token, strict=True)["content"]
    wrapped = content["encap_content_info"]["content"]
    said, raw = wrapped.parsed, wrapped.contents
    imprint = said["message_imprint"]
    method = imprint["hash_algorithm"]["algorithm"].native
    if imprint["hashed_message"].native != hashlib.new(_known(method), signature).digest():
        raise ValueError("The timestamp is for something else.")
    (signer,) = content["signer_infos"]
    own = _certificate_of(signer, content["certificates"])
    _verify(signer, own, raw)
    who = own.subject.rfc4514_string()
    names = [str(each.value) for each in own.subject if each.oid == x509.NameOID.COMMON_NAME]
    return Reading(said["gen_time"].native, names[0] if names else who)


def _known(method: str) -> str:
    if method not in _HASHES:
        raise ValueError("The timestamp uses a hash that we do not know.")
    return method


def _certificate_of(signer: Any, given: Any) -> x509.Certificate:
    sid = signer["sid"].chosen
    for each in given:
        found = each.chosen
        if found.serial_number == sid["serial_number"].native and found.issuer == sid["issuer"]:
            return x509.load_der_x509_certificate(found.dump())
    raise ValueError("The timestamp comes without the certificate of its maker.")


def _verify(signer: Any, own: x509.Certificate, content: bytes) -> None:
    """Raises ValueError or InvalidSignature unless the maker signed exactly this content."""
    said = {each["type"].native: each["values"][0].native for each in signer["signed_attrs"]}
    method = _known(signer["digest_algorithm"]["algorithm"].native)
    if said["message_digest"] != hashlib.new(method, content).digest():
        raise ValueError("The timestamp is not what its maker signed.")
    signed = signer["signed_attrs"].untag().dump()
    public, signature = own.public_key(), signer["signature"].native
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, signed, PKCS1v15(), _HASHES[method])
    elif isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, signed, ec.ECDSA(_HASHES[method]))
    else:
        raise ValueError("The timestamp is signed in a way that we do not know.")
