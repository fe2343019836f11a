"""Keys and signatures of a bundle's maker."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from skinvl.contract.errors import BundleTampered, ExportError
from skinvl.export.signing import open_signing_key, write_public_key
from skinvl.runtime.signature import check_signature, read_trusted_key


def write_key(
    path: Path,
    key: Ed25519PrivateKey | X25519PrivateKey,
    encryption: KeySerializationEncryption | None = None,
) -> Path:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())
    path.write_bytes(pem)
    path.chmod(0o600)
    return path


def test_signature_is_accepted_by_the_runtime_for_these_bytes_only(tmp_path: Path) -> None:
    key = open_signing_key(write_key(tmp_path / "k.pem", Ed25519PrivateKey.generate()))
    write_public_key(tmp_path / "keys" / "k.pub", key)
    trusted = read_trusted_key(tmp_path / "keys" / "k.pub")
    signature = key.sign(b"{}")
    assert check_signature(tmp_path, b"{}", signature, {trusted.key_id: trusted}) == trusted
    with pytest.raises(BundleTampered):
        check_signature(tmp_path, b"{ }", signature, {trusted.key_id: trusted})


def test_own_key_is_reused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    first, second = open_signing_key(None), open_signing_key(None)
    assert first.created and not second.created
    assert first.raw_public == second.raw_public


def test_unusable_keys_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.pem").write_text("no key")
    other = write_key(tmp_path / "x.pem", X25519PrivateKey.generate())
    locked = write_key(
        tmp_path / "l.pem", Ed25519PrivateKey.generate(), BestAvailableEncryption(b"secret")
    )
    for path, message in (
        (tmp_path / "text.pem", "not an unencrypted PEM"),
        (other, "not an Ed25519 key"),
        (locked, "not an unencrypted PEM"),
        (tmp_path, "cannot be read"),
    ):
        with pytest.raises(ExportError, match=message):
            open_signing_key(path)


def test_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = write_key(tmp_path / "k.pem", Ed25519PrivateKey.generate())
    path.chmod(0o644)
    with pytest.raises(ExportError, match="chmod 600"):
        open_signing_key(path)
