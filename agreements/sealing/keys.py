"""The organization's keys and certificates: files outside the database, in the folder that SEAL_KEYS_DIR names.

`<name>.key.pem` and `<name>.cert.pem` are a pair. The newest pair that is valid seals. A certificate without its key
is retired: it only tells what was sealed with it.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

KEY, CERTIFICATE = ".key.pem", ".cert.pem"
BITS, LEAST_BITS = 3072, 2048
LONGEST_NAME = 64  # what a certificate can hold
DOCUMENT_SIGNING = (ObjectIdentifier("1.3.6.1.5.5.7.3.36"), ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"))
OTHERS_MAY = 0o077
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


class KeyProblem(Exception):
    """Why there is no key to seal with: one sentence for the operator, which names SEAL_KEYS_DIR."""


class NoKey(KeyProblem):
    """The folder holds no key."""


class KeyExpired(KeyProblem):
    """The newest certificate is no longer valid."""


class KeyUnusable(KeyProblem):
    """A key is there, and something is wrong with it."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of the organization, for checking. `id` is the short form that stands in sealed files."""

    der: bytes
    parsed: x509.Certificate
    is_retired: bool = False

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, in hexadecimal."""
        return self.parsed.fingerprint(hashes.SHA256()).hex()

    @property
    def id(self) -> str:
        """The beginning of the fingerprint: enough to find the certificate in a folder."""
        return self.fingerprint[:16]

    @property
    def organization(self) -> str:
        """Whose certificate it is."""
        for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
            for found in self.parsed.subject.get_attributes_for_oid(kind):
                return str(found.value)
        return ""

    @property
    def ends(self) -> datetime:
        """When it stops being valid."""
        return self.parsed.not_valid_after_utc

    def is_valid(self, at: datetime) -> bool:
        """True when something sealed at that time was sealed in time."""
        return self.parsed.not_valid_before_utc <= at <= self.ends


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key with its certificate."""

    private: rsa.RSAPrivateKey
    certificate: Certificate

    @property
    def id(self) -> str:
        """The id of its certificate."""
        return self.certificate.id

    def __repr__(self) -> str:
        return f"SealKey({self.id})"


def certificates(folder: Path) -> list[Certificate]:
    """The certificates in the folder, or the one in a file; the newest first. Files that hold none are passed over.

    No key is read.
    """
    found = {}
    for file in [folder] if folder.is_file() else sorted(folder.glob(f"*{CERTIFICATE}")):
        try:
            parsed = x509.load_pem_x509_certificate(file.read_bytes())
            der = parsed.public_bytes(serialization.Encoding.DER)
        except (ValueError, OSError):
            continue
        if isinstance(parsed.public_key(), rsa.RSAPublicKey):
            found[der] = Certificate(der, parsed, is_retired=not _has_key(file))
    return sorted(found.values(), key=lambda each: (each.parsed.not_valid_before_utc, each.id), reverse=True)


def signing_key(folder: Path, at: datetime) -> SealKey:
    """The key that seals at that time: the newest one whose certificate is valid.

    Raises NoKey, KeyExpired, or KeyUnusable (not readable, readable by others, not the one of its certificate).
    """
    pairs = [file for file in folder.glob(f"*{CERTIFICATE}") if _has_key(file)]
    if not pairs:
        raise NoKey(f"SEAL_KEYS_DIR: there is no key to seal with in {folder}. manage.py make_seal_key makes one.")
    read = sorted(((_certificate(file), file) for file in pairs), key=_newest, reverse=True)
    for certificate, file in read:
        if certificate.is_valid(at):
            return SealKey(_private(_key_file(file), certificate), certificate)
    ended = [certificate.ends for certificate, _file in read if at > certificate.ends]
    if ended:
        raise KeyExpired(
            f"SEAL_KEYS_DIR: the newest certificate in {folder} ended on {max(ended):%Y-%m-%d}. "
            "manage.py make_seal_key makes a new pair; keep the old certificate, it checks what it sealed."
        )
    begins = read[-1][0].parsed.not_valid_before_utc
    raise KeyUnusable(f"SEAL_KEYS_DIR: no certificate in {folder} is valid before {begins:%Y-%m-%d}.")


def make_key(folder: Path, organization: str, years: int = 10, now: datetime | None = None) -> str:
    """Make a new pair beside those that are there, and return its name. Nothing is ever overwritten.

    Raises ValueError when the organization has no name, OSError when the folder cannot be written to.
    """
    name = " ".join(_CONTROLS.sub(" ", organization).split())[:LONGEST_NAME]
    if not name:
        raise ValueError("Whose seal is it? Give the name of the organization.")
    begins = (now or datetime.now(UTC)).replace(microsecond=0)
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    certificate = _self_signed(private, name, begins, begins + timedelta(days=round(365.25 * years)))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pair = f"seal-{begins:%Y%m%d}-{secrets.token_hex(4)}"
    # The key first: a certificate alone would look like a retired one.
    _write(
        folder / f"{pair}{KEY}",
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        0o600,
    )
    _write(folder / f"{pair}{CERTIFICATE}", certificate.public_bytes(serialization.Encoding.PEM), 0o644)
    return pair


def _self_signed(private: rsa.RSAPrivateKey, name: str, begins: datetime, ends: datetime) -> x509.Certificate:
    who = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, name), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign"), False)
    unused = dict.fromkeys(("crl_sign", "encipher_only", "decipher_only"), False)
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage, **unused), critical=True)
        .add_extension(x509.ExtendedKeyUsage(DOCUMENT_SIGNING), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )


def _write(file: Path, content: bytes, mode: int) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _has_key(certificate: Path) -> bool:
    return _key_file(certificate).exists()


def _key_file(certificate: Path) -> Path:
    return certificate.with_name(certificate.name.removesuffix(CERTIFICATE) + KEY)


def _newest(pair: tuple[Certificate, Path]) -> tuple[datetime, str]:
    return pair[0].parsed.not_valid_before_utc, pair[0].id


def _certificate(file: Path) -> Certificate:
    try:
        parsed = x509.load_pem_x509_certificate(file.read_bytes())
    except (ValueError, OSError) as error:
        raise KeyUnusable(f"SEAL_KEYS_DIR: {file} holds no certificate that can be read.") from error
    public = parsed.public_key()
    if not isinstance(public, rsa.RSAPublicKey) or public.key_size < LEAST_BITS:
        raise KeyUnusable(f"SEAL_KEYS_DIR: {file} is not for an RSA key of at least {LEAST_BITS} bits.")
    return Certificate(parsed.public_bytes(serialization.Encoding.DER), parsed)


@lru_cache(maxsize=4)
def _parsed(content: bytes) -> object:
    """Checking the numbers of a key takes a tenth of a second, three times as long as the rest of a seal."""
    return serialization.load_pem_private_key(content, password=None)


def _private(file: Path, certificate: Certificate) -> rsa.RSAPrivateKey:
    try:
        is_open = file.stat().st_mode & OTHERS_MAY
        content = file.read_bytes()
    except OSError as error:
        raise KeyUnusable(f"SEAL_KEYS_DIR: {file} cannot be read by this user.") from error
    if is_open:
        raise KeyUnusable(f"SEAL_KEYS_DIR: others may read {file}. Make it yours alone: chmod 600 {file}")
    try:
        private = _parsed(content)
    except (ValueError, TypeError) as error:
        raise KeyUnusable(f"SEAL_KEYS_DIR: {file} holds no private key, or one with a password.") from error
    if not isinstance(private, rsa.RSAPrivateKey) or private.public_key() != certificate.parsed.public_key():
        raise KeyUnusable(f"SEAL_KEYS_DIR: {file} is not the key of the certificate beside it.")
    return private
