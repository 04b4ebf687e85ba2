"""The seal itself: a CMS structure of which every byte follows from what is verified.

A usual verifier tolerates bytes that nothing protects: attributes beside the signature, other certificates, another
spelling of the same value. So a seal is never trusted as it stands in a file. It is built anew from the certificate,
the digest, the signature and the timestamp, and must be the same, byte for byte. RSA with PKCS#1 v1.5 has exactly one
signature for a text, and the timestamp, which no signature of ours covers by itself, is signed once more beside it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from agreements.sealing.keys import Certificate, SealKey

DIGEST = "sha256"
STAMP = "signature_time_stamp_token"
# Our signature on the timestamp: a number of the kind that anybody may make for themselves (ITU-T X.667).
STAMP_SIGNATURE = "2.25.243680197651873510421917843170594217638"
_STAMP_PREFIX = b"agreement-seal/1 timestamp "


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp token on the signature, and our signature on the token."""

    token: bytes
    signature: bytes


def sign(key: SealKey, digest: bytes) -> bytes:
    """The signature on the digest of a file."""
    return key.private.sign(_attributes(key.certificate, digest).dump(), PKCS1v15(), hashes.SHA256())


def sign_stamp(key: SealKey, token: bytes) -> Stamp:
    """The token with our signature on it."""
    return Stamp(token, key.private.sign(_stamp_text(token), PKCS1v15(), hashes.SHA256()))


def build(certificate: Certificate, digest: bytes, signature: bytes, stamp: Stamp | None = None) -> bytes:
    """The whole structure, always with the same bytes for the same parts."""
    from asn1crypto import algos, cms, x509

    own = x509.Certificate.load(certificate.der)
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {"issuer_and_serial_number": {"issuer": own.issuer, "serial_number": own.serial_number}}
        ),
        "digest_algorithm": algos.DigestAlgorithm({"algorithm": DIGEST}),
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
        "signed_attrs": _attributes(certificate, digest),
        "signature": signature,
    }
    if stamp:
        signer["unsigned_attrs"] = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": STAMP, "values": [cms.ContentInfo.load(stamp.token)]}),
                _octets(STAMP_SIGNATURE, stamp.signature),
            ]
        )
    content = {
        "version": "v1",
        "digest_algorithms": [algos.DigestAlgorithm({"algorithm": DIGEST})],
        "encap_content_info": {"content_type": "data"},
        "certificates": [own],
        "signer_infos": [cms.SignerInfo(signer)],
    }
    whole = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})
    return bytes(whole.dump())


def verified(der: bytes, certificate: Certificate, digest: bytes) -> tuple[bytes, Stamp | None] | None:
    """The signature and the timestamp, when this is exactly the seal of that certificate on that digest; else None."""
    try:
        signature, stamp = _parts(der)
        public: Any = certificate.parsed.public_key()
        public.verify(signature, _attributes(certificate, digest).dump(), PKCS1v15(), hashes.SHA256())
        if stamp:
            public.verify(stamp.signature, _stamp_text(stamp.token), PKCS1v15(), hashes.SHA256())
        return (signature, stamp) if build(certificate, digest, signature, stamp) == der else None
    except InvalidSignature:
        return None
    except Exception:
        # Whatever a parser says to bytes that somebody made up: they are not what we wrote.
        return None


def _parts(der: bytes) -> tuple[bytes, Stamp | None]:
    from asn1crypto import cms

    signer = cms.ContentInfo.load(der, strict=True)["content"]["signer_infos"][0]
    found = {each["type"].dotted: each["values"][0] for each in signer["unsigned_attrs"] or ()}
    stamp = None
    if found:
        token = found[cms.CMSAttributeType.unmap(STAMP)].dump()
        stamp = Stamp(token, _octet_value(found[STAMP_SIGNATURE]))
    return signer["signature"].native, stamp


def _attributes(certificate: Certificate, digest: bytes) -> Any:
    """What is signed: that this is data, its digest, and with which certificate (PAdES baseline)."""
    from asn1crypto import cms, tsp

    own = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(certificate.der).digest()}]})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [own]}),
        ]
    )


def _octets(kind: str, value: bytes) -> Any:
    from asn1crypto import cms, core

    return cms.CMSAttribute({"type": kind, "values": cms.SetOfAny([core.Any(core.OctetString(value))])})


def _octet_value(value: Any) -> bytes:
    from asn1crypto import core

    return bytes(core.OctetString.load(value.dump(), strict=True).native)


def _stamp_text(token: bytes) -> bytes:
    return _STAMP_PREFIX + hashlib.sha256(token).digest()
