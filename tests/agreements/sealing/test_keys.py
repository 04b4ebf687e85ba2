"""Keys: which one seals, what a wrong one is told, and what goes on checking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from agreements.sealing import (
    KeyExpired,
    KeyUnusable,
    NoKey,
    certificates,
    examine,
    make_key,
    seal,
    sealed,
    signing_key,
)
from tests.agreements.sealing.samples import BEFORE, NOW, document

LATER = NOW + timedelta(days=800)


def keys_of(folder: Path) -> Path:
    (file,) = folder.glob("*.key.pem")
    return file


def test_a_new_pair_is_private_and_for_signing_documents(tmp_path: Path) -> None:
    make_key(tmp_path / "seal", "Northwind\nWorks", now=BEFORE)
    assert keys_of(tmp_path / "seal").stat().st_mode & 0o777 == 0o600
    certificate = signing_key(tmp_path / "seal", NOW).certificate
    assert certificate.organization == "Northwind Works"
    assert certificate.ends.year == 2036
    extensions = {each.oid.dotted_string: each for each in certificate.parsed.extensions}
    assert extensions["2.5.29.15"].value.content_commitment is True
    assert next(each.dotted_string for each in extensions["2.5.29.37"].value) == "1.3.6.1.5.5.7.3.36"
    assert extensions["2.5.29.19"].value.ca is False


def test_a_seal_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Whose seal is it"):
        make_key(tmp_path, " \n ")


def test_the_newest_pair_seals_and_the_older_goes_on_checking(tmp_path: Path) -> None:
    make_key(tmp_path, "Northwind Works", now=BEFORE)
    old = signing_key(tmp_path, NOW)
    first = sealed(document(), old, NOW)
    make_key(tmp_path, "Northwind Works", now=NOW)
    assert signing_key(tmp_path, LATER).id != old.id
    verdict = examine(BytesIO(first), certificates(tmp_path))
    assert (verdict.status, verdict.certificate, verdict.notes) == ("unchanged", old.certificate.fingerprint, ())


def test_a_certificate_whose_key_is_gone_is_retired(tmp_path: Path) -> None:
    make_key(tmp_path, "Northwind Works", now=BEFORE)
    content = sealed(document(), signing_key(tmp_path, NOW), NOW)
    keys_of(tmp_path).unlink()
    assert examine(BytesIO(content), certificates(tmp_path)).notes == ("certificate_retired",)
    with pytest.raises(NoKey, match="SEAL_KEYS_DIR: there is no key to seal with"):
        signing_key(tmp_path, NOW)


def test_an_ended_certificate_seals_no_more_and_goes_on_checking(tmp_path: Path) -> None:
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    make_key(tmp_path, "Northwind Works", years=2, now=begins)
    then = begins + timedelta(days=100)
    key = signing_key(tmp_path, then)
    verdict = examine(BytesIO(sealed(document(), key, then)), certificates(tmp_path))
    assert (verdict.status, verdict.sealed_at, verdict.notes) == ("unchanged", then, ("certificate_expired",))
    with pytest.raises(KeyExpired, match=r"SEAL_KEYS_DIR: the newest certificate in .* ended on 2021-12-31"):
        signing_key(tmp_path, NOW)
    with pytest.raises(KeyExpired, match="is not valid on 2026-11-21"):
        sealed(document(), key, NOW)


def test_a_pair_that_is_not_valid_yet_waits(tmp_path: Path) -> None:
    make_key(tmp_path, "Northwind Works", now=BEFORE)
    make_key(tmp_path, "Northwind Works", now=LATER)
    assert signing_key(tmp_path, NOW).certificate.parsed.not_valid_before_utc == BEFORE
    with pytest.raises(KeyUnusable, match="is valid before 2026-11-01"):
        signing_key(tmp_path, BEFORE - timedelta(days=1))


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    make_key(tmp_path, "Northwind Works", now=BEFORE)
    keys_of(tmp_path).chmod(mode)
    with pytest.raises(KeyUnusable, match=r"SEAL_KEYS_DIR: others may read .*: chmod 600"):
        signing_key(tmp_path, NOW)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n"])
def test_a_broken_key_is_named(tmp_path: Path, content: bytes) -> None:
    make_key(tmp_path, "Northwind Works", now=BEFORE)
    keys_of(tmp_path).write_bytes(content)
    with pytest.raises(KeyUnusable, match=r"SEAL_KEYS_DIR: .*\.key\.pem holds no private key"):
        signing_key(tmp_path, NOW)


def test_a_broken_certificate_is_named(tmp_path: Path) -> None:
    name = make_key(tmp_path, "Northwind Works", now=BEFORE)
    (tmp_path / f"{name}.cert.pem").write_text("nonsense")
    with pytest.raises(KeyUnusable, match=r"SEAL_KEYS_DIR: .*\.cert\.pem holds no certificate"):
        signing_key(tmp_path, NOW)
    assert certificates(tmp_path) == []


def test_the_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path / "a", "Northwind Works", now=BEFORE)
    make_key(tmp_path / "b", "Northwind Works", now=BEFORE)
    keys_of(tmp_path / "a").write_bytes(keys_of(tmp_path / "b").read_bytes())
    with pytest.raises(KeyUnusable, match="is not the key of the certificate beside it"):
        signing_key(tmp_path / "a", NOW)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path, "Northwind Works", now=BEFORE)
    other = ec.generate_private_key(ec.SECP256R1())
    keys_of(tmp_path).write_bytes(
        other.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    with pytest.raises(KeyUnusable, match="is not the key of the certificate beside it"):
        signing_key(tmp_path, NOW)


def test_an_empty_or_missing_folder_says_what_makes_a_key(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NoKey, match=r"manage\.py make_seal_key makes one"):
            signing_key(folder, NOW)
        assert certificates(folder) == []


def test_what_was_not_drawn_here_is_not_sealed(seal_key: object) -> None:
    with pytest.raises(ValueError, match="not a file that was drawn here"):
        seal(b"%PDF-1.7\n%%EOF", seal_key, of=document(), at=NOW)  # type: ignore[arg-type]


def test_a_key_is_not_shown(seal_key: object) -> None:
    assert repr(seal_key) == f"SealKey({seal_key.id})"  # type: ignore[attr-defined]
